"""Colours of the projector: black on warm white, or reversed."""

from __future__ import annotations

from msgspec import Struct


class Palette(Struct, frozen=True):
    paper: str
    ink: str
    quiet: str
    accent: str
    warning: str


LIGHT = Palette("#FAF6EC", "#141414", "#4A4A44", "#0B5D3B", "#9A3412")
DARK = Palette("#141414", "#F6F1E3", "#C9C4B6", "#7FD6AC", "#FFB27A")
