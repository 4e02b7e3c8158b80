"""A hall as somebody with a pencil would keep it, and the law in plain arithmetic, to hold the program's votes against.

The arithmetic is written down from the statutes (村民委员会组织法第二十六、三十、三十二条, 农村集体经济组织法第二十七条,
国办发〔2007〕4号), not read from the rule files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

PEOPLE = 8
HOMES = ("1", "1", "1", "2", "2", "3", "3", "")
"""Household of each; that of the last one is not known."""
ALL_HOMES = len(set(HOMES) - {""})


@dataclass(frozen=True)
class Law:
    """Quorum and majority by present, households present, yes; of PEOPLE and ALL_HOMES."""

    quorum: Callable[[int, int], bool]
    passes: Callable[[int, int, int], bool]
    by_household: bool = False
    proxies: bool = False


LAWS = {
    "villagers-representatives": Law(lambda p, h: 3 * p >= 2 * PEOPLE, lambda p, h, y: 2 * y > p),
    "villagers-assembly": Law(lambda p, h: 2 * p > PEOPLE or 3 * h >= 2 * ALL_HOMES, lambda p, h, y: 2 * y > p),
    "villager-group": Law(lambda p, h: 3 * p >= 2 * PEOPLE or 3 * h >= 2 * ALL_HOMES, lambda p, h, y: 2 * y > p),
    "collective-members": Law(lambda p, h: 3 * p >= 2 * PEOPLE, lambda p, h, y: 3 * y >= 2 * PEOPLE, proxies=True),
    "levy-representatives": Law(lambda p, h: 3 * h >= 2 * ALL_HOMES, lambda p, h, y: 2 * y > h, by_household=True),
}

METHODS = ("hands", "ballot", "roll-call", "acclamation")
CANDIDATES = ("甲", "乙", "丙")


@dataclass
class Open:
    """A vote that waits for its count."""

    method: str
    voters: frozenset[int]
    homes: int
    seats: int = 0
    votes: dict[int, str] = field(default_factory=dict)
    dissent: set[int] = field(default_factory=set)
    tallies: dict[str, dict[str, int]] = field(default_factory=dict)
    earlier: int = 0


@dataclass
class Model:
    """What the hall is, as somebody with a pencil would keep it."""

    inside: set[int] = field(default_factory=set)
    proxies: dict[int, int] = field(default_factory=dict)
    open: Open | None = None
    last: Open | None = None
    """The last vote on the item, where it was counted."""

    def voters(self) -> set[int]:
        return self.inside | {one for one, to in self.proxies.items() if to in self.inside}

    def homes(self) -> int:
        return len({HOMES[n] for n in self.voters()} - {""})
