"""A thousand records and fifty pictures over a good line, cut at half: what is sent again, and what a month costs on the wire."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from tests.bench.peers.line.link import Link, Passed, Shape
from tests.bench.peers.line.ours import Ours
from tests.bench.peers.line.peers import Peer
from tests.bench.peers.line.running import Took, server
from tests.bench.peers.line.work import PICTURE

RECORDS, PICTURES = 1000, 50
TIMES = 3
_LINE = Shape(20_000_000, 20_000_000, 0.02, 0.0, 0.05)
Deliver = Callable[[int], Took]


class Cut(Struct, frozen=True):
    """Bytes that came through, headers of IP and TCP included: what was in the air when the line broke is nobody's fault."""

    whole: int
    """Of a delivery that nothing interrupted."""
    again: int
    """More than that, of one that was cut at half and begun again."""


def measured(kinds: Sequence[type[Peer]], folder: Path) -> None:
    works: list[Callable[[], tuple[str, Cut]]] = [lambda: ("ours", _ours(folder / "ours"))]
    works += [lambda kind=kind: (kind.name, _peer(kind, folder / kind.__name__)) for kind in kinds]  # type: ignore[misc]
    with ThreadPoolExecutor(2) as together:
        found = dict(together.map(lambda work: work(), works))
    print(f"\n{RECORDS} records and {PICTURES} pictures of {PICTURE} bytes, cut at half: client killed, line down; medians of {TIMES}")
    for name, one in found.items():
        print(f"  {name:15} {one.whole / 1e6:7.3f} MB up uncut, sent again {one.again / 1e6:7.3f} MB")
    print(f"ours sends again {found['ours'].again / 1e3:.1f} kB (at most 70: one leaf with its headers)")


def _ours(folder: Path) -> Cut:
    wholes, agains = [], []
    with Link(_LINE) as link:
        for number in range(TIMES):
            sizes: list[int] = []
            for at, half in enumerate((0, 1)):
                ours = Ours(link, folder / f"{number}{at}")
                with ours.serving():
                    ours.enrol()
                    ours.prepare(RECORDS, PICTURES)
                    before = link.passed()
                    sizes.append(_cut(link, ours.deliver, sizes[0] // 2 if half else 0))
                    if not half and number == 0:
                        _weigh(ours, link.passed().since(before))
            wholes.append(sizes[0])
            agains.append(sizes[1] - sizes[0])
    return Cut(round(statistics.median(wholes)), round(statistics.median(agains)))


def _weigh(ours: Ours, passed: Passed) -> None:
    """What travels against what the packed records and the pictures weigh."""
    batches = ours.batches()
    weight = sum(map(len, batches)) + PICTURES * PICTURE
    print(
        f"\nours: {weight / 1e6:.3f} MB of records as packed and pictures travel as {passed.payload / 1e6:.3f} MB with all headers "
        f"of HTTP, {passed.payload / weight:.4f} × (at most 1.02); with those of TCP and IP {passed.up / weight:.4f} ×"
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
