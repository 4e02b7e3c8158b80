"""5,000 cases in the real window: how long opening, filtering and searching take, and how long each holds up the screen."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.case import CLOSED, OPEN, Case
from tests.bench.times import Spread, spread

if TYPE_CHECKING:
    from desktop.gui.tour import Tour

CASES, TIMES = 5000, 40
MATTERS = "水渠 村道 路灯 广场 水费 宅基地 垃圾 桥 停车 广告牌 养老 医保 池塘 围墙 下水道".split()
TROUBLES = "清淤 拓宽 坏了 要修 漏水 纠纷 收费 改建 太吵 不够用 堵塞 占用".split()
SEARCHES = (
    ("two characters", "水渠"),
    ("one character", "渠"),
    ("five characters", "村道拓宽"),
    ("pinyin", "shuiqu"),
    ("initials", "sqqy"),
    ("a name in pinyin", "chenwei"),
    ("what is not there", "没有的事"),
)


class Shown(Struct, frozen=True):
    """From the input to the list that answers it, and the longest time that the window's thread was held up meanwhile."""

    whole: Spread
    held: Spread


def cases(chance: random.Random, count: int = CASES) -> list[Case]:
    """Invented cases of nine months."""
    return [
        Case(
            id=f"{number:032x}",
            title=f"{chance.choice('一二三四五六')}组{chance.choice(MATTERS)}{chance.choice(TROUBLES)}{number % 97}号",
            proposer=chance.choice("张王李单陈周") + chance.choice(["伟", "芳", "建国", "永贵"]),
            request="".join(chance.choice(MATTERS) + chance.choice(TROUBLES) for _ in range(12)),
            opened_at=f"2026-0{chance.randint(1, 9)}-11T10:00:{number % 60:02d}",
            state=chance.choice([OPEN, CLOSED]),
            forwarded="2026-09-30" if number % 7 == 0 else "",
            adopted="2026-10-20" if number % 28 == 0 else "",
        )
        for number in range(count)
    ]


@contextmanager
def window(folder: Path, count: int = CASES) -> Iterator[Tour]:
    """The window of a village with so many cases."""
    from desktop.gui.tour import Tour, quiet_offscreen
    from tests.bench.evening import village

    with village(folder) as desk:
        with desk.store.work() as work:
            for case in cases(random.Random(7), count):
                work.cases.add(case)
        quiet_offscreen()
        tour = Tour(desk, "zh")
        try:
            yield tour
        finally:
            tour.close()


def measured(tour: Tour, times: int = TIMES) -> dict[str, Shown]:
    """Name of what was done to how long it took."""
    from PySide6.QtWidgets import QApplication

    from desktop.gui.cases.page import CasesPage

    def front() -> CasesPage:
        page = tour.window.page
        assert isinstance(page, CasesPage)
        return page

    shown: list[float] = []
    held: list[float] = []
    found: dict[str, Shown] = {}

    def answered(act: Callable[[], object]) -> None:
        """Until the list that was asked for is drawn; each round of the event loop is timed."""
        began = time.perf_counter()
        act()
        longest = time.perf_counter() - began
        while front().looking_up or tour.window.background.waiting:
            start = time.perf_counter()
            QApplication.processEvents()
            longest = max(longest, time.perf_counter() - start)
            time.sleep(0.0005)
        start = time.perf_counter()
        QApplication.processEvents()
        front().table.repaint()
        longest = max(longest, time.perf_counter() - start)
        shown.append(time.perf_counter() - began)
        held.append(longest)

    def take(name: str) -> None:
        found[name] = Shown(spread(shown), spread(held))
        shown.clear()
        held.clear()

    for _ in range(times):
        tour.window.go("home")
        tour.settle()
        answered(lambda: tour.window.go("cases"))
    take("open")
    page = front()
    for n in range(times):
        answered(lambda n=n: page.filter.setCurrentIndex((1, 0, 2, 0)[n % 4]))  # type: ignore[misc]
    take("filter")
    page.filter.setCurrentIndex(0)
    tour.settle()
    for name, text in SEARCHES:
        for _ in range(times):
            page.search.clear()
            page.look_up()
            tour.settle()

            def search(text: str = text) -> None:
                page.search.setText(text)
                page.look_up()  # without the pause that waits for the next key

            answered(search)
        take(f"search, {name}")
    return found
