"""Ours and the bare requests in turn, over one link and the same losses."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from tests.bench.peers.line.link import BAD, COUNTY, GOOD, Link
from tests.bench.peers.line.ours import Ours
from tests.bench.peers.line.running import Took, client, server

PORT = 9000
RECORDS = 200
_BARE = [sys.executable, "-m", "tests.bench.peers.line.bare"]


class Pairs(Struct, frozen=True):
    """Medians, in seconds; the ratio is the median of the ratios of each pair."""

    ours: float
    bare: float
    ratio: float
    requests: int
    """Of one round, the most."""
    up: int
    """Bytes of ours."""
    size: int = 0
    """Of what both sent."""


def a_month(folder: Path, scheme: str, times: int) -> Pairs:
    """Beside a bare POST of the same bytes. A village with a month is copied for each run, so that every run is the first."""
    taken: list[tuple[Took, Took]] = []
    size = 0
    with Link() as link:
        ours = Ours(link, folder / "ours", https=scheme == "https")
        with ours.serving():
            ours.enrol()
            ours.prepare(RECORDS)
        shutil.copytree(folder / "ours", folder / "before")
        for seed in range(1, times + 1):
            shutil.rmtree(folder / "ours")
            shutil.copytree(folder / "before", folder / "ours")
            taken.append(_once(link, ours, folder, scheme, seed))
            size = (folder / "body").stat().st_size
    return _pairs(taken, size)


def nothing_new(folder: Path, scheme: str, times: int) -> Pairs:
    """Beside a bare GET, after `a_month` in the same folder. It is short, and one lost packet doubles it, so many are asked."""
    with Link() as link:
        ours = Ours(link, folder / "ours", https=scheme == "https")
        with ours.serving(), _bare(link, ours, folder, scheme) as ask:
            return _pairs([_nothing(link, ours, ask, folder / "log", seed) for seed in range(101, 101 + times)])


def _once(link: Link, ours: Ours, folder: Path, scheme: str, seed: int) -> tuple[Took, Took]:
    """The month by ours, and the same bytes by a bare POST."""
    with ours.serving():
        first = _over_the_bad_line(link, seed, ours.deliver)
    assert '"delivered"' in first.said, first.said
    (body,) = ours.batches()
    (folder / "body").write_bytes(body)
    with _bare(link, ours, folder, scheme) as ask:
        post = _over_the_bad_line(link, seed, lambda: client(link, [*ask, str(folder / "body")], folder / "log"))
    assert post.good
    return first, post


def _nothing(link: Link, ours: Ours, ask: list[str], log: Path, seed: int) -> tuple[Took, Took]:
    """A round with nothing to say, and a bare GET."""
    nothing = _over_the_bad_line(link, seed, ours.deliver)
    get = _over_the_bad_line(link, seed, lambda: client(link, ask, log))
    assert '"nothing"' in nothing.said, nothing.said
    assert get.good
    return nothing, get


def _over_the_bad_line(link: Link, seed: int, run: Callable[[], Took]) -> Took:
    link.shape(BAD, seed)
    took = run()
    link.shape(GOOD)
    return took


@contextmanager
def _bare(link: Link, ours: Ours, folder: Path, scheme: str) -> Iterator[list[str]]:
    """The other server, with the county's own certificate; answers the words of its client."""
    shown = []
    if scheme == "https":
        pair = folder / "pair.pem"
        pair.write_bytes((ours.county / "tls.crt").read_bytes() + (ours.county / "tls.key").read_bytes())
        shown = [str(pair)]
    with server(link, [*_BARE, "serve", COUNTY, str(PORT), *shown], PORT, folder / "log"):
        yield [*_BARE, "ask", scheme, COUNTY, str(PORT)]


def _pairs(taken: Sequence[tuple[Took, Took]], size: int = 0) -> Pairs:
    return Pairs(
        ours=statistics.median(ours.seconds for ours, _ in taken),
        bare=statistics.median(bare.seconds for _, bare in taken),
        ratio=statistics.median(ours.seconds / bare.seconds for ours, bare in taken),
        requests=max(int(json.loads(ours.said)["requests"]) for ours, _ in taken),
        up=round(statistics.median(ours.passed.up for ours, _ in taken)),
        size=size,
    )
