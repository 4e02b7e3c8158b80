"""The last day of the month against servers that carry a tenth of the natural peak: everything arrives, and failure adds nothing."""

from __future__ import annotations

import pytest

from tests.bench.stampede import OUTAGE, Figures, simulate, villages_of
from tests.bench.stampede_naive import rush

BUSY = range(8, 18)
"""Hours in which slots lie."""


def kept_up(seen: Figures, *, outage: bool, share: float) -> None:
    """In no hour in which slots lie, but those of the outage, does less get through than this share of the best hour."""
    best = max(seen.bytes_in_hour.values())
    out = range(*(int(hour / 3600) for hour in OUTAGE)) if outage else ()
    assert min(seen.bytes_in_hour[hour] for hour in BUSY if hour not in out) >= share * best


@pytest.mark.parametrize(
    ("counties", "hosts", "share"), [(5, 1, 0.65), pytest.param(600, 12, 0.8, marks=[pytest.mark.long, pytest.mark.timeout(1800)])]
)
def test_everything_arrives_and_an_outage_adds_no_requests(counties: int, hosts: int, share: float) -> None:
    well = simulate(counties, 300, hosts, outage=False)
    down = simulate(counties, 300, hosts, outage=True)
    for seen in (well, down):
        assert seen.delivered == seen.villages == counties * 300
        assert seen.by_midnight >= 0.99 * seen.villages
    kept_up(well, outage=False, share=share)
    kept_up(down, outage=True, share=share)
    assert down.requests <= well.requests, "a server that is away is not asked more often than one that is there"
    assert down.peak <= 2 * well.peak
    assert well.requests < 15 * well.delivered


def test_a_client_that_only_retries_brings_the_same_servers_down() -> None:
    villages = villages_of(1500, 1000)
    seen = rush(villages, 1)
    assert seen.delivered < 0.5 * seen.villages
    assert seen.requests > 100 * seen.delivered
