"""What storage raises when the program, not the user, did something wrong."""

from __future__ import annotations


class OutOfOrder(RuntimeError):
    """Something that must continue what is stored does not: a gap, a fork, a second use of a name."""


class NotThere(LookupError):
    """Nothing is stored under this name."""
