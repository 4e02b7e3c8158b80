"""The same villages with a client that only retries: everybody in the afternoon, the whole delivery in one request, a limit on
the total time, and again after half a minute, from the beginning. The server takes everyone, and all share its line.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter

from tests.bench.stampede import HOUR, RUSH, SPREAD, Figures, Village, natural_peak

LIMIT = 300.0
"""Seconds after which the client gives up a request, however far it is."""
PAUSE = 30.0


def rush(villages: list[Village], seed: int, share: float = 0.1) -> Figures:
    """All share what a tenth of the peak carries, equally (no line is faster than its share)."""
    chance = random.Random(seed)
    mean = sum(village.missing for village in villages) / sum(village.missing / village.rate for village in villages)
    room = max(1, round(natural_peak(villages) * share)) * mean
    seen = Figures(villages=len(villages), per_minute=Counter(), bytes_in_hour=Counter(), delays=[])
    starts = [(max(0.0, chance.gauss(RUSH, SPREAD)), place) for place in range(len(villages))]
    heapq.heapify(starts)
    ends: list[tuple[float, int, float]] = []
    """(share of the line at which it would be through, village, when it began)"""
    limits: list[tuple[float, int, float]] = []
    live: dict[int, float] = {}
    now = shared = 0.0
    while now < 24 * HOUR and (starts or live):
        while ends and live.get(ends[0][1]) != ends[0][2]:
            heapq.heappop(ends)
        while limits and live.get(limits[0][1]) != limits[0][2]:
            heapq.heappop(limits)
        speed = min(room / len(live), 64_000.0) if live else 0.0
        through = now + (ends[0][0] - shared) / speed if ends else 1e18
        when = min(through, starts[0][0] if starts else 1e18, limits[0][0] if limits else 1e18)
        shared, now = shared + (when - now) * speed, when
        if ends and when == through:
            _, place, _ = heapq.heappop(ends)
            del live[place]
            seen.delivered += 1
            seen.by_midnight += 1
            seen.bytes_in_hour[int(now // HOUR)] += villages[place].missing
            seen.delays.append(max(0.0, now - RUSH))
            seen.last = now
        elif starts and when == starts[0][0]:
            _, place = heapq.heappop(starts)
            live[place] = now
            heapq.heappush(ends, (shared + villages[place].missing, place, now))
            heapq.heappush(limits, (now + LIMIT, place, now))
            seen.requests += 1
            seen.per_minute[int(now // 60)] += 1
        else:
            _, place, _ = heapq.heappop(limits)
            del live[place]
            seen.failed += 1
            heapq.heappush(starts, (now + PAUSE, place))
    return seen
