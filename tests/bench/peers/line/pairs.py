"""Ours and the bare requests in turn, over one link and the same losses."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from tests.bench.peers.line.link import BAD, COUNTY, GOOD, Link
from tests.bench.peers.line.ours import Ours
from tests.bench.peers.line.running import Took, client, server

PORT = 9000
RECORDS = 200
_BARE = [sys.executable, "-m", "tests.bench.peers.line.bare"]


class Pair(Struct, frozen=True):
    """Medians, in seconds; the ratios are medians of the ratios of each pair."""

    ours: float
    nothing: float
    post: float
    get: float
    ours_over_post: float
    nothing_over_get: float
    requests: tuple[int, int]
    """Of a round with something to say, and of one with nothing; the most."""
    asked: int
    """How many pairs of a round with nothing to say and a bare GET."""
    size: int
    up: int


def measure(folder: Path, scheme: str, times: int, asked: int) -> Pair:
    """A village with a month, copied for each of `times` runs, so that every run is the first. A round with nothing to say is
    short, and one lost packet doubles it: of these there are `asked` pairs."""
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
        with ours.serving(), _bare(link, ours, folder, scheme) as ask:
            quiet = [_nothing(link, ours, ask, folder / "log", seed) for seed in range(101, 101 + asked)]
    return Pair(
        ours=_median(run[0].seconds for run in taken),
        nothing=_median(run[0].seconds for run in quiet),
        post=_median(run[1].seconds for run in taken),
        get=_median(run[1].seconds for run in quiet),
        ours_over_post=_median(run[0].seconds / run[1].seconds for run in taken),
        nothing_over_get=_median(run[0].seconds / run[1].seconds for run in quiet),
        requests=(_requests(run[0] for run in taken), _requests(run[0] for run in quiet)),
        asked=asked,
        size=size,
        up=round(_median(run[0].passed.up for run in taken)),
    )


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


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def _requests(rounds: Iterable[Took]) -> int:
    return max(int(json.loads(took.said)["requests"]) for took in rounds)
