"""The same month over the same bad line, by ours and by others, in one run: `python -m tests.bench.peers.line`.

Ours and the bare POST of the same bytes go in turn over one link, each pair with the same losses. The others go beside them,
each on a link of its own, as their time is spent waiting for the line; rounds of ours with nothing to say go afterwards, alone.
Times are of the client's own work where it can say them (ours, bare, tus, Anki, PouchDB), and of the whole program for git,
rsync and restic.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.peers.line import cut, history, pairs
from tests.bench.peers.line.limits import at_most
from tests.bench.peers.line.link import BAD, GOOD, Link, hindrance
from tests.bench.peers.line.peers import PEERS, Peer, Pouch
from tests.bench.peers.line.running import Took, server

TIMES, PAIRS, ASKED = 3, 5, 21
"""Runs of each of the others; of ours beside the bare POST, for there the ratio is small; and beside the bare GET, where one
lost packet doubles the time."""
RECORDS = 200
_SCHEMES = ("http", "https")
PARTS = ("line", "cut", "history")
_LANES: tuple[tuple[str, ...], ...] = (("tus (tuspy)", "Anki"), ("git push", "rsync -az"), ("PouchDB",), ("restic",))
"""Who goes after whom on one link."""


def over_the_bad_line(kind: type[Peer], link: Link, folder: Path, seed: int) -> tuple[Took, Took]:
    """A first delivery, and one with nothing new."""
    peer = kind(link, folder)
    peer.lay_out(RECORDS, 0)
    with server(link, peer.serve(), peer.port, peer.log, **peer.surroundings()):
        peer.prepare()
        link.shape(BAD, seed)
        first = peer.deliver()
        link.shape(BAD, seed + 100)
        second = peer.deliver()
        link.shape(GOOD)
    return first, second


def lane(kinds: Sequence[type[Peer]], folder: Path) -> dict[str, list[tuple[Took, Took]]]:
    taken: dict[str, list[tuple[Took, Took]]] = {}
    with Link() as link:
        for seed in range(1, TIMES + 1):
            for kind in kinds:
                place = folder / f"{kind.__name__}{seed}"
                taken.setdefault(kind.name, []).append(over_the_bad_line(kind, link, place, seed))
    return taken


def bad_line(kinds: Sequence[type[Peer]], folder: Path) -> None:
    lanes = [[kind for kind in kinds if kind.name in names] for names in _LANES]
    with ThreadPoolExecutor() as together:
        others = [together.submit(lane, one, folder) for one in lanes if one]
        months = {scheme: together.submit(pairs.a_month, folder / scheme, scheme, PAIRS) for scheme in _SCHEMES}
        found = {name: runs for one in others for name, runs in one.result().items()}
        month = {scheme: one.result() for scheme, one in months.items()}
        # What takes a second is asked when the others have gone: on two cores their work would be in it.
        asked = {scheme: together.submit(pairs.nothing_new, folder / scheme, scheme, ASKED) for scheme in _SCHEMES}
        nothing = {scheme: one.result() for scheme, one in asked.items()}
    print(f"\n{RECORDS} records over 64 kbit/s up, 256 down, 600 ms, 5 % loss; medians of {TIMES}, ours and bare of {PAIRS} and {ASKED}")
    floor = month["http"]
    for scheme, one in month.items():
        quiet = nothing[scheme]
        print(f"  ours over {scheme:5} {one.ours:6.2f} s  {one.up / 1e3:6.1f} kB up   nothing new {quiet.ours:5.2f} s")
        print(f"  bare {scheme:5}      {one.bare:6.2f} s  a batch of {one.size / 1e3:.1f} kB       GET {quiet.bare:13.2f} s")
    for name, runs in found.items():
        if not all(first.good and second.good for first, second in runs):
            print(f"  {name}: failed {[run.said for pair in runs for run in pair if not run.good]}")
        first, second = (statistics.median(took[at].seconds for took in runs) for at in (0, 1))
        up = statistics.median(took[0].passed.up for took in runs)
        again = statistics.median(took[1].passed.both for took in runs)
        ratio = f"{first / floor.bare:5.2f} × bare"
        print(f"  {name:15} {first:6.2f} s  {up / 1e3:6.1f} kB up   nothing new {second:5.2f} s {again / 1e3:6.1f} kB  {ratio}")
    for what, limit, measured in (("a month / bare POST", 1.15, month), ("nothing new / bare GET", 1.1, nothing)):
        for scheme, one in measured.items():
            print(f"{what} over {scheme}: {one.ratio:.3f} ({at_most(one.ratio, limit)}),", end=" ")
            print(f"requests {one.requests} ({at_most(one.requests, 1)})")


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench.peers.line")
    asked.add_argument(
        "--node", type=Path, default=Path(tempfile.gettempdir()) / "yishitang-peers-node", help="where npm puts PouchDB, once"
    )
    asked.add_argument("--only", choices=PARTS, help="one of the parts")
    given = asked.parse_args()
    if why := hindrance():
        print(f"left out: {why}")
        return
    Pouch.modules = given.node
    kinds = []
    for kind in PEERS:
        if lacking := kind.missing():
            print(f"{kind.name}: left out, {lacking}")
        else:
            kinds.append(kind)
    with tempfile.TemporaryDirectory(prefix="line-") as place:
        if given.only in (None, "line"):
            bad_line(kinds, Path(place) / "bad")
        if given.only in (None, "cut"):
            cut.measured(kinds, Path(place) / "cut")
        if given.only in (None, "history"):
            history.measured(Path(place) / "history")


if __name__ == "__main__":
    main()
