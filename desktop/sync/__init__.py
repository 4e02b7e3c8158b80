"""Batches and rounds with the county, over a line or on a stick."""
