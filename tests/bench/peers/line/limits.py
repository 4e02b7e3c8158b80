"""How a figure is held against its limit, in words that stand beside it."""

from __future__ import annotations


def at_most(figure: float, limit: float) -> str:
    return f"at most {limit:g}: {'kept' if figure <= limit else 'EXCEEDED'}"
