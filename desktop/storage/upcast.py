"""Lifting events of older shapes. Stored bytes are never rewritten; they are lifted each time they are read.

An upcaster takes the event of (tag, v) as plain JSON and returns it in the shape of v + 1; it may give another tag. The
versions come from the columns beside the bytes, because `v` is left out of the bytes where it is 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from desktop.domain.events import Entry

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""(tag, version that it takes) to upcaster. Empty while every event has its first shape."""

_entries = msgspec.json.Decoder(Entry)


def read_entry(data: bytes, tag: str, v: int, upcasters: Mapping[tuple[str, int], Upcaster] | None = None) -> Entry:
    """The entry that was stored as `data` with an event of (tag, v), in today's shape.

    Raises msgspec.ValidationError for an event that this program does not know.
    """
    known = UPCASTERS if upcasters is None else upcasters
    if (tag, v) not in known:
        return _entries.decode(data)
    plain: dict[str, Any] = msgspec.json.decode(data)
    event = {**plain["event"], "v": v}
    while (event["event"], event["v"]) in known:
        before = event["v"]
        event = known[event["event"], before](event)
        event["v"] = before + 1
    return msgspec.convert({**plain, "event": event}, Entry)
