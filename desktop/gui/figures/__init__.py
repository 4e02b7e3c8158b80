"""Figures of a month, a quarter or a year."""
