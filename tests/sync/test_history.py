"""What a round costs does not grow with the years: counted in steps of SQLite's own machine, on both sides, not in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from county.down import order
from desktop.wire.down_bodies import NOTICE, Notice
from tests.sync.straight import Hall, Straight
from tests.sync.village import Pc

A_FEW, MANY = 3, 15
"""Months. One row that a statement looks at costs some steps, so a dozen months more would be seen."""
Cost = dict[str, tuple[int, int]]
"""Statement to how often it ran, and in how many steps."""


def grew(before: tuple[int, int], after: tuple[int, int]) -> bool:
    """A search among hashes takes a step more or less, as they fall; a row that is looked at takes three at least."""
    runs, steps = before
    return after[0] != runs or after[1] > steps + 2 * runs


@contextmanager
def counted() -> Iterator[Cost]:
    """Filled when the block has ended."""
    runs, steps, asked, cost = Counter[str](), Counter[str](), set[Any](), Cost()

    def begins(_connection: Connection, cursor: Any, statement: str, *_rest: object) -> None:
        runs[statement] += 1

        def step() -> int:
            steps[statement] += 1
            return 0

        asked.add(cursor.connection)
        cursor.connection.set_progress_handler(step, 1)

    event.listen(Engine, "before_cursor_execute", begins)
    try:
        yield cost
    finally:
        event.remove(Engine, "before_cursor_execute", begins)
        for raw in asked:
            raw.set_progress_handler(None, 1)
    cost.update({statement: (runs[statement], steps[statement]) for statement in runs})


class Place:
    """A county with two villages that deliver month after month, and hear from the county."""

    def __init__(self, folder: Path) -> None:
        self.hall = Hall(folder / "county")
        self.pc, self.neighbour = (self.hall.enrol(Pc(folder / f"{number}", number)) for number in (71, 72))
        self.month = 0

    def seal_month(self, pc: Pc) -> None:
        for number in range(3):
            pc.seal(b"{}", kind="archive", subject=f"{self.month} {number}")
        pc.seal_scan(2000, f"s{self.month}")

    def live(self, months: int) -> None:
        for _ in range(months):
            self.month += 1
            for pc in (self.pc, self.neighbour):
                self.seal_month(pc)
                assert self.deliver(pc) == "delivered"
            with self.hall.store.write() as work:
                order(work, NOTICE, Notice(title="防汛", text=f"今晚有雨 {self.month}"))

    def deliver(self, pc: Pc) -> str:
        return pc.deliver(Straight(self.hall)).state

    def close(self) -> None:
        for one in (self.pc, self.neighbour, self.hall):
            one.close()


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Cost, Cost]]:
    """What each kind of round cost after a few months, and after many."""
    place = Place(tmp_path_factory.mktemp("history"))
    pc = place.pc

    def month() -> None:
        assert place.deliver(pc) == "delivered"

    def nothing() -> None:
        assert place.deliver(pc) == "nothing"

    def all_of_the_ledger() -> None:
        with pc.store.read() as work:
            assert work.ledger.after(0)

    kinds: dict[str, Callable[[], None]] = {"month": month, "nothing": nothing, "all": all_of_the_ledger}
    found: list[dict[str, Cost]] = []
    for months in (A_FEW, MANY - A_FEW):
        place.live(months)
        place.seal_month(pc)
        found.append({})
        for name, ask in kinds.items():
            with counted() as cost:
                ask()
            found[-1][name] = cost
    place.close()
    return {name: (found[0][name], found[1][name]) for name in kinds}


@pytest.mark.parametrize("kind", ["month", "nothing"])
def test_a_round_looks_at_no_more_rows_after_years(costs: dict[str, tuple[Cost, Cost]], kind: str) -> None:
    """The next month, and nothing new: as many statements, and as many steps in each, in the village and in the county."""
    early, late = costs[kind]
    assert late.keys() == early.keys()
    assert {name: cost for name, cost in late.items() if grew(early[name], cost)} == {}
    assert len(early) > 20, "both sides were counted"


def test_the_count_would_see_a_table_that_is_read_through(costs: dict[str, tuple[Cost, Cost]]) -> None:
    (early,), (late,) = ([cost[name] for name in cost if "FROM ledger" in name] for cost in costs["all"])
    assert grew(early, late)
