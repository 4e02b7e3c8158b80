"""A case on its way from the first word to the end: pure rules, time and ids passed in."""
