"""One case from the first word to the end: where it stands, what is missing, its sheets, its way, its history."""
