"""Registers: what is kept beside the cases, with counters by person and year. Pure."""
