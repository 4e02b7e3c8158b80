"""What all events of the journal have in common."""

from __future__ import annotations

from msgspec import Struct


class Event(Struct, frozen=True, kw_only=True, tag_field="event", omit_defaults=True):
    """Common to all: the version of the shape."""

    v: int = 1
