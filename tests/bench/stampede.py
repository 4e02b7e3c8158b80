"""The last day of the month, simulated: villages of many counties deliver to hosts that carry a tenth of the natural peak.

Time is virtual; what decides is real: the slot and the calls (`wire.slots`), the patience (`sync.patience`), the size of each
request (`sync.pace`), and what a full server tells those whom it sends away (`county.crowd`). A village's line, its scans, a
line that breaks, and who presses the button in the rush of the afternoon are drawn from a seed.

    python -m tests.bench.stampede            one host of 50 counties, beside a client that only retries
    python -m tests.bench.stampede --whole    600 counties of 300 villages
"""

from __future__ import annotations

import heapq
import random
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import quantiles
from typing import Any

from msgspec import Struct

from county.crowd import Crowd
from desktop.sync.outbox import Leaf
from desktop.sync.pace import Pace
from desktop.sync.patience import PATIENT, UNATTENDED, Patience
from desktop.wire.leaves import LEAF
from desktop.wire.slots import Plan, Window, moved_call, next_call, slot_of

DAY = datetime(2026, 8, 31)  # noqa: DTZ001  # the county's time, which has no zone here
WINDOW = Window(first_day=31, last_day=31, start=8 * 60, end=22 * 60)
HOUR = 3600.0
END = 48 * HOUR
"""The end of the day after."""
OUTAGE = (14 * HOUR, 16 * HOUR)
RATES = ((8_000, 50), (16_000, 30), (64_000, 20))
"""Bytes in a second of a village's line, and how many of a hundred have it: 64, 128 and 512 kbit/s."""
RUSH, SPREAD = 16.5 * HOUR, 20 * 60.0
"""When people would deliver by themselves: around half past four, within some twenty minutes."""
ROUND_TRIP = 1.8
"""Seconds of a request beside its bytes: a new connection on a line of 600 ms."""
BREAKS = 0.02
PRESSES = 0.2
"""Of the villages, whose recorder presses the button in the rush and does not wait for the slot."""


class Village(Struct):
    code: str
    rate: int
    batch: int
    leaves: list[Leaf]
    begun: bool = False
    done_at: float = -1.0
    slot: float = 0.0
    missing: int = 0
    """Bytes that the county has not."""


class Figures(Struct):
    villages: int = 0
    delivered: int = 0
    requests: int = 0
    refused: int = 0
    failed: int = 0
    per_minute: Counter[int] = Counter()
    bytes_in_hour: Counter[int] = Counter()
    by_midnight: int = 0
    delays: list[float] = []
    last: float = 0.0

    def add(self, other: Figures) -> None:
        for name in ("villages", "delivered", "by_midnight", "requests", "refused", "failed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.per_minute += other.per_minute
        self.bytes_in_hour += other.bytes_in_hour
        self.delays += other.delays
        self.last = max(self.last, other.last)

    @property
    def peak(self) -> float:
        """Requests in a second, in the busiest minute."""
        return max(self.per_minute.values(), default=0) / 60


def villages_of(number: int, seed: int) -> list[Village]:
    """Each with some 40 kB of records and, on the average, 1 MB of scans of at most 200 kB."""
    chance = random.Random(seed)
    rates, weights = zip(*RATES, strict=True)
    made: list[Village] = []
    for place in range(number):
        leaves: list[Leaf] = []
        for scan in range(min(60, int(chance.expovariate(1 / 8)))):
            size = chance.randrange(40_000, 200_000)
            leaves += [Leaf(str(scan), at, min(LEAF, size - at * LEAF)) for at in range(-(-size // LEAF))]
        batch = chance.randrange(15_000, 66_000)
        village = Village(f"{330000000000 + seed * 100_000 + place}", chance.choices(rates, weights)[0], batch, leaves)
        village.missing = batch + sum(leaf.size for leaf in leaves)
        made.append(village)
    return made


def natural_peak(villages: list[Village]) -> float:
    """Requests at the same time, if everybody delivered in the afternoon and the server were boundless."""
    work = sum(village.missing / village.rate + ROUND_TRIP for village in villages)
    return work / (SPREAD * 2.5066)


class Host:
    """One server, with places for a tenth of the peak; and all that call it, in virtual time."""

    def __init__(self, villages: list[Village], seed: int, *, outage: bool, share: float = 0.1) -> None:
        self.chance = random.Random(seed)
        self.villages = villages
        self.places = max(1, round(natural_peak(villages) * share))
        self.outage = OUTAGE if outage else (-1.0, -1.0)
        self.now = 0.0
        self.working = 0
        self.crowd = Crowd(self.places, lambda: self.now)
        self.seen = Figures(villages=len(villages), per_minute=Counter(), bytes_in_hour=Counter(), delays=[])
        self._events: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []
        self._count = 0

    def at(self, when: float, act: Callable[..., None], *what: Any) -> None:
        self._count += 1
        heapq.heappush(self._events, (when, self._count, act, what))

    @property
    def down(self) -> bool:
        return self.outage[0] <= self.now < self.outage[1]

    def run(self) -> Figures:
        for village in self.villages:
            plan = Plan(slot_of(village.code, "pc", WINDOW), WINDOW)
            village.slot = plan.slot.minute * 60.0
            self.at(village.slot + self.chance.random() * 60, self.call, village, plan)
            if self.chance.random() < PRESSES:
                self.at(self.chance.gauss(RUSH, SPREAD), self.press, village)
        while self._events and self._events[0][0] < END:
            self.now, _, act, what = heapq.heappop(self._events)
            act(*what)
        self.seen.delivered = sum(village.done_at >= 0 for village in self.villages)
        self.seen.by_midnight = sum(0 <= village.done_at < 24 * HOUR for village in self.villages)
        self.seen.delays = [max(0.0, village.done_at - village.slot) for village in self.villages if village.done_at >= 0]
        self.seen.last = max((village.done_at for village in self.villages), default=0.0)
        return self.seen

    def call(self, village: Village, plan: Plan) -> None:
        """A call by itself; the next one is fixed before it is made."""
        round_ = Round(self, village, UNATTENDED)
        here = DAY + timedelta(seconds=self.now)
        round_.next_event = (next_call(here, plan), plan)
        round_.ask()

    def press(self, village: Village) -> None:
        if village.done_at < 0:
            Round(self, village, PATIENT).ask()

    def room(self, *, known: bool) -> int:
        """As `county.app` has it: a quarter more for who has begun, or comes at the time that he was told."""
        return self.places + self.places // 4 if known else self.places


class Round:
    """One round of a village: what is asked next, what comes of it, when it ends."""

    def __init__(self, host: Host, village: Village, patience: Patience) -> None:
        self.host, self.village, self.patience = host, village, patience
        self.pace = Pace(lambda: host.now)
        self.failures = self.invited = 0
        self.next_event: tuple[datetime, Plan] | None = None

    def ask(self) -> None:
        host, village = self.host, self.village
        host.seen.requests += 1
        host.seen.per_minute[int(host.now // 60)] += 1
        if host.down:
            host.seen.failed += 1
            host.at(host.now + 3.0, self.trouble, 0)
            return
        begun = village.begun and village.done_at < 0
        if host.working >= host.room(known=begun or host.crowd.expected(village.code)):
            host.seen.refused += 1
            host.at(host.now + ROUND_TRIP, self.trouble, host.crowd.come_back(village.code))
            return
        host.working += 1
        if not begun:
            host.crowd.admitted(village.code)
        chosen: list[Leaf] = []
        if village.done_at >= 0:
            size = 500
        elif not village.begun:
            size = village.batch
        else:
            chosen = self.pace.choose(village.leaves)
            size = sum(leaf.size for leaf in chosen)
        took = size / village.rate + ROUND_TRIP
        whole = host.chance.random() >= BREAKS
        if host.now < host.outage[0] < host.now + took:
            whole, took = False, host.outage[0] - host.now
        elif not whole:
            took *= host.chance.random()
        host.at(host.now + took, self.answered, chosen, took, whole)

    def answered(self, chosen: list[Leaf], took: float, whole: bool) -> None:
        host, village = self.host, self.village
        host.working -= 1
        came = chosen
        if not whole:
            # Whole leaves before the break are kept; a batch is not.
            room = took * village.rate
            came = []
            for leaf in chosen:
                room -= leaf.size
                if room < 0:
                    break
                came.append(leaf)
        if village.done_at < 0:
            self.arrived(came, batch=whole and not village.begun)
        if not whole:
            host.seen.failed += 1
            self.pace.broke()
            self.trouble(0)
            return
        self.failures = self.invited = 0
        self.patience = self.patience.on_the_move()
        self._learn(sum(leaf.size for leaf in chosen), took)
        if village.done_at >= 0:
            self.end(0)
        else:
            self.ask()

    def _learn(self, size: int, took: float) -> None:
        """`Pace.measured` around a request that has just ended."""
        times = iter((0.0, took))
        real, self.pace._monotonic = self.pace._monotonic, lambda: next(times)
        with self.pace.measured(size):
            pass
        self.pace._monotonic = real

    def arrived(self, leaves: list[Leaf], *, batch: bool) -> None:
        host, village = self.host, self.village
        size = sum(leaf.size for leaf in leaves) + (village.batch if batch else 0)
        village.begun = village.begun or batch
        village.leaves = village.leaves[len(leaves) :]
        village.missing -= size
        host.seen.bytes_in_hour[int(host.now // HOUR)] += size
        if village.begun and not village.leaves:
            village.done_at = host.now

    def trouble(self, again_in: int) -> None:
        """What `sync.patience.insist` does, in virtual time."""
        named = again_in > 0 and self.invited < self.patience.invitations
        self.failures, self.invited = (self.failures, self.invited + 1) if named else (self.failures + 1, self.invited)
        wait = self.patience.wait(self.failures, again_in, self.host.chance.random, invited=self.invited - named)
        if wait is None:
            self.end(again_in)
        else:
            self.host.at(self.host.now + wait, self.ask)

    def end(self, again_in: int) -> None:
        """The next call is the one that was fixed before, or later where the county says so."""
        if self.next_event is None:
            return
        regular, plan = self.next_event
        here = DAY + timedelta(seconds=self.host.now)
        when = regular if regular > here else next_call(here, plan)
        if again_in:
            when = moved_call(here, again_in, self.host.chance.random())
        self.host.at((when - DAY).total_seconds(), self.host.call, self.village, plan)


def simulate(counties: int, villages: int, hosts: int, *, outage: bool, seed: int = 1) -> Figures:
    """All hosts, one after another; each serves the same number of counties."""
    whole = Figures(per_minute=Counter(), bytes_in_hour=Counter(), delays=[])
    for number in range(hosts):
        those = villages_of(counties // hosts * villages, seed * 1000 + number)
        whole.add(Host(those, seed * 1000 + number, outage=outage).run())
    return whole


def lines(name: str, seen: Figures) -> list[str]:
    p99 = quantiles(seen.delays, n=100)[98] if len(seen.delays) > 1 else 0.0
    each = seen.requests / max(seen.delivered, 1)
    sent_away = f"of these sent away {seen.refused}, failed {seen.failed}; peak {seen.peak:.1f} a second"
    return [
        f"{name}: {seen.delivered} of {seen.villages} delivered ({seen.by_midnight} by midnight), the last at {seen.last / HOUR:.1f} h",
        f"  requests {seen.requests} ({each:.1f} for each batch delivered), {sent_away}",
        f"  after the slot: median {sorted(seen.delays)[len(seen.delays) // 2] / 60:.0f} min, p99 {p99 / 60:.0f} min",
        "  MB in each hour from 8 on: " + " ".join(f"{seen.bytes_in_hour[hour] / 1e6:.0f}" for hour in range(8, 24)),
    ]


def main(words: list[str]) -> None:
    from tests.bench.stampede_naive import rush

    whole = "--whole" in words
    counties, hosts = (600, 12) if whole else (50, 1)
    print(f"{counties} counties of 300 villages, {hosts} host(s) with places for a tenth of the natural peak")
    for name, outage in (("all well", False), ("down from 14 to 16", True)):
        print("\n".join(lines(name, simulate(counties, 300, hosts, outage=outage))))
    print("\n".join(lines("a client that only retries, one host, all well", rush(villages_of(15_000, 1000), 1))))


if __name__ == "__main__":
    main(sys.argv[1:])
