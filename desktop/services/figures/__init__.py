"""Figures of a period, recomputed from the sealed records each time, and printed."""
