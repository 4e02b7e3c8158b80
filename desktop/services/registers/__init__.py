"""Registers: entries kept, sealed, tied to cases, counted, printed. One use case a file."""
