"""Delivering the month to the county."""
