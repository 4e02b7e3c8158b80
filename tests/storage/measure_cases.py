"""How long 5,000 cases take to open, to filter and to search: `python -m tests.storage.measure_cases`. No test: it prints."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop.domain.case import CLOSED, OPEN, Case
from desktop.storage.store import Store
from desktop.storage.work import Work
from tests.storage.samples import KEY

CASES, TIMES = 5000, 100
MATTERS = "水渠 村道 路灯 广场 水费 宅基地 垃圾 桥 停车 广告牌 养老 医保 池塘 围墙 下水道".split()
TROUBLES = "清淤 拓宽 坏了 要修 漏水 纠纷 收费 改建 太吵 不够用 堵塞 占用".split()
QUERIES = "水渠 村道拓宽 渠 shuiqu sqqy chenwei 没有的事".split()


def cases(chance: random.Random) -> list[Case]:
    return [
        Case(
            id=f"{number:032x}",
            title=f"{chance.choice('一二三四五六')}组{chance.choice(MATTERS)}{chance.choice(TROUBLES)}{number % 97}号",
            proposer=chance.choice("张王李单陈周") + chance.choice(["伟", "芳", "建国", "永贵"]),
            request="".join(chance.choice(MATTERS) + chance.choice(TROUBLES) for _ in range(12)),
            opened_at=f"2026-0{chance.randint(1, 9)}-11T10:00:{number % 60:02d}",
            state=chance.choice([OPEN, CLOSED]),
        )
        for number in range(CASES)
    ]


def measure(store: Store, name: str, act: Callable[[Work], object]) -> None:
    spent = []
    for _ in range(TIMES):
        began = time.perf_counter()
        with store.read() as work:
            act(work)
        spent.append((time.perf_counter() - began) * 1000)
    spent.sort()
    print(f"{name}: median {statistics.median(spent):.1f} ms, p99 {spent[int(TIMES * 0.99) - 1]:.1f} ms")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data", KEY)
        with store.work() as work:
            for case in cases(random.Random(7)):
                work.cases.add(case)
        measure(store, "open", lambda work: work.cases.list())
        measure(store, "filter", lambda work: work.cases.list(OPEN))
        for query in QUERIES:
            measure(store, f"find {query}", lambda work, query=query: work.cases.ids(query))  # type: ignore[misc]
        measure(store, "alike", lambda work: work.cases.near("三组水渠要清淤"))
        store.close()


if __name__ == "__main__":
    main()
