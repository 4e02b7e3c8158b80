"""台账: the registers with their entries and counters, and the page on which one entry is filled in."""
