"""撞题: the same topic twice before the plenary, by the measure that finds cases which say nearly the same."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.cases.alike import ENOUGH, likeness


class Topic(Struct, frozen=True, kw_only=True):
    entry: str
    title: str
    by: str = ""
    """Who put it forward."""
    day: str = ""


class Twice(Struct, frozen=True):
    """Two entries that say nearly the same; `first` was put forward before `second`."""

    first: Topic
    second: Topic
    percent: int


def like(title: str, topics: Iterable[Topic], entry: str = "") -> tuple[tuple[Topic, int], ...]:
    """Topics that say nearly the same as `title`, the most alike first; not the entry itself."""
    found = [(one, likeness(title, one.title)) for one in topics if one.entry != entry]
    return tuple(sorted((pair for pair in found if pair[1] >= ENOUGH), key=lambda pair: -pair[1]))


def twice(topics: Iterable[Topic]) -> tuple[Twice, ...]:
    """All pairs that say nearly the same, in the order of the second."""
    ordered = sorted(topics, key=lambda one: (one.day, one.entry))
    found = []
    for at, second in enumerate(ordered):
        for first in ordered[:at]:
            percent = likeness(first.title, second.title)
            if percent >= ENOUGH:
                found.append(Twice(first, second, percent))
    return tuple(found)
