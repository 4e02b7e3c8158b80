"""撞题: the same topic twice before the plenary, by the measure that finds cases which say nearly the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.cases.alike import ENOUGH, bigrams


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


STOCK = ("关于", "进一步", "加强", "提案", "建议案", "建议", "意见")
"""Words that stand in nearly every title and say nothing of its topic."""


def like(title: str, topics: Iterable[Topic], entry: str = "") -> tuple[tuple[Topic, int], ...]:
    """Topics that say nearly the same as `title`, the most alike first; not the entry itself."""
    own = _signs(title)
    found = [(one, _percent(own, _signs(one.title))) for one in topics if one.entry != entry]
    return tuple(sorted((pair for pair in found if pair[1] >= ENOUGH), key=lambda pair: -pair[1]))


def twice(topics: Iterable[Topic]) -> tuple[Twice, ...]:
    """All pairs that say nearly the same, in the order of the second. Only those that share something are compared."""
    ordered = sorted(topics, key=lambda one: (one.day, one.entry))
    signs = [_signs(one.title) for one in ordered]
    having: dict[str, list[int]] = {}
    found = []
    for at, second in enumerate(ordered):
        near = Counter(place for pair in signs[at] for place in having.get(pair, ()))
        for place in sorted(near):
            percent = _percent(signs[place], signs[at])
            if percent >= ENOUGH:
                found.append(Twice(ordered[place], second, percent))
        for pair in signs[at]:
            having.setdefault(pair, []).append(at)
    return tuple(found)


def _signs(title: str) -> frozenset[str]:
    """The pairs of characters of a title without its stock words; of a title that has only those, all of them."""
    plain = title
    for word in STOCK:
        plain = plain.replace(word, " ")
    return bigrams(plain) or bigrams(title)


def _percent(one: frozenset[str], other: frozenset[str]) -> int:
    """As `cases.alike.likeness` measures it (Dice)."""
    return 200 * len(one & other) // (len(one) + len(other)) if one and other else 0
