"""The demonstration: the sample evening, done by hand in the window, from an empty data folder to the county's receipt."""
