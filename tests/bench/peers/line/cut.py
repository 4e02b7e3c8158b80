"""A thousand records and fifty pictures over a good line, cut on the way: what is sent again, and what a month costs on the wire.

All are cut at half; ours at a quarter and at three quarters as well, and there is written down which leaves came twice.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from desktop.wire.leaves import HEAD, LEAF, leaf_count
from tests.bench.peers.line.limits import at_most
from tests.bench.peers.line.link import Link, Passed, Shape
from tests.bench.peers.line.ours import Ours
from tests.bench.peers.line.peers import Peer
from tests.bench.peers.line.running import Took, server
from tests.bench.peers.line.work import PICTURE

RECORDS, PICTURES = 1000, 50
TIMES = 3
QUARTERS = (1, 2, 3)
"""Where ours is cut."""
MOST_AGAIN = 70_000
"""Bytes: one leaf with all its headers."""
_LINE = Shape(20_000_000, 20_000_000, 0.02, 0.0, 0.05)
Deliver = Callable[[int], Took]


class Cut(Struct, frozen=True):
    """Bytes that came through, headers of IP and TCP included: what was in the air when the line broke is nobody's fault."""

    whole: int
    """Of a delivery that nothing interrupted."""
    again: int
    """More than that, of one that was cut at half and begun again."""


class OurCut(Struct, frozen=True):
    whole: int
    again: dict[int, list[int]]
    """Quarter to the bytes that were sent again, run by run."""
    leaves_again: int
    """Bytes of leaves, with the heads before them, that were sent again; the most of all runs."""
    twice: int
    """Leaves that came whole more than once, in all runs."""


def measured(kinds: Sequence[type[Peer]], folder: Path) -> None:
    with ThreadPoolExecutor(2) as together:
        own = together.submit(_ours, folder / "ours")
        others = {kind.name: together.submit(_peer, kind, folder / kind.__name__) for kind in kinds}
        ours, found = own.result(), {name: one.result() for name, one in others.items()}
    found = {"ours": Cut(ours.whole, round(statistics.median(ours.again[2])))} | found
    print(f"\n{RECORDS} records and {PICTURES} pictures of {PICTURE} bytes, cut at half: client killed, line down; medians of {TIMES}")
    for name, one in found.items():
        print(f"  {name:15} {one.whole / 1e6:7.3f} MB up uncut, sent again {one.again / 1e6:7.3f} MB")
    for quarter, runs in ours.again.items():
        told = ", ".join(f"{run / 1e3:.1f}" for run in runs)
        print(f"ours, cut at {quarter * 25} %, sends again {told} kB ({at_most(max(runs) / 1e3, MOST_AGAIN / 1e3)})")
    print(f"of leaves {ours.leaves_again / 1e3:.1f} kB ({at_most(ours.leaves_again / 1e3, (LEAF + HEAD) / 1e3)}: one leaf)")
    print(f"leaves that were sent whole twice: {ours.twice} ({at_most(ours.twice, 0)})")


def _ours(folder: Path) -> OurCut:
    wholes: list[int] = []
    agains: dict[int, list[int]] = {quarter: [] for quarter in QUARTERS}
    twice, leaves_again = 0, 0
    with Link(_LINE) as link:
        for number in range(TIMES):
            for quarter in (0, *QUARTERS):
                ours = Ours(link, folder / f"{number}{quarter}", witnessed=True)
                with ours.serving():
                    ours.enrol()
                    ours.prepare(RECORDS, PICTURES)
                    before = link.passed()
                    size = _cut(link, ours.deliver, wholes[-1] * quarter // 4 if quarter else 0)
                    passed = link.passed().since(before)
                heard = ours.heard()
                assert len(heard.leaves) == PICTURES * leaf_count(PICTURE), "every leaf was seen"
                twice += heard.twice
                leaves_again = max(leaves_again, heard.again)
                if quarter:
                    agains[quarter].append(size - wholes[-1])
                else:
                    wholes.append(size)
                if number == quarter == 0:
                    _weigh(ours, passed)
    return OurCut(round(statistics.median(wholes)), agains, leaves_again, twice)


def _weigh(ours: Ours, passed: Passed) -> None:
    """What travels against what the packed records and the pictures weigh."""
    batches = ours.batches()
    weight = sum(map(len, batches)) + PICTURES * PICTURE
    print(
        f"\nours: {weight / 1e6:.3f} MB of records as packed and pictures travel as {passed.payload / 1e6:.3f} MB with all headers "
        f"of HTTP, {passed.payload / weight:.4f} × ({at_most(passed.payload / weight, 1.02)}); with those of TCP and IP "
        f"{passed.up / weight:.4f} ×"
    )


def _peer(kind: type[Peer], folder: Path) -> Cut:
    wholes, agains = [], []
    with Link(_LINE) as link:
        for number in range(TIMES):
            sizes: list[int] = []
            for at, half in enumerate((0, 1)):
                peer = kind(link, folder / f"{number}{at}")
                peer.lay_out(RECORDS, PICTURES)
                with server(link, peer.serve(), peer.port, peer.log, **peer.surroundings()):
                    peer.prepare()
                    sizes.append(_cut(link, peer.deliver, sizes[0] // 2 if half else 0))
            wholes.append(sizes[0])
            agains.append(sizes[1] - sizes[0])
    return Cut(round(statistics.median(wholes)), round(statistics.median(agains)))


def _cut(link: Link, deliver: Deliver, at: int) -> int:
    """Bytes that came through until all is delivered, with a cut after `at` bytes where that is not 0."""
    before = link.passed()
    if at:
        deliver(at)
    last = deliver(0)
    assert last.good, last.said
    if last.said.startswith("{") and "state" in (said := json.loads(last.said)):
        assert said["state"] == "delivered", said
    return link.passed().since(before).arrived
