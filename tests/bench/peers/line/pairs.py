"""Ours and the bare requests in turn, over one link and the same losses."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
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
    size: int
    up: int


def measure(folder: Path, scheme: str, times: int) -> Pair:
    """A village with a month, copied for each run, so that every run is the first."""
    taken: list[tuple[Took, Took, Took, Took]] = []
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
    requests = [(int(json.loads(run[0].said)["requests"]), int(json.loads(run[1].said)["requests"])) for run in taken]
    ours_took, nothing, post, get = (statistics.median(run[at].seconds for run in taken) for at in range(4))
    return Pair(
        ours=ours_took,
        nothing=nothing,
        post=post,
        get=get,
        ours_over_post=statistics.median(run[0].seconds / run[2].seconds for run in taken),
        nothing_over_get=statistics.median(run[1].seconds / run[3].seconds for run in taken),
        requests=max(requests),
        size=size,
        up=round(statistics.median(run[0].passed.up for run in taken)),
    )


def _once(link: Link, ours: Ours, folder: Path, scheme: str, seed: int) -> tuple[Took, Took, Took, Took]:
    with ours.serving():
        link.shape(BAD, seed)
        first = ours.deliver()
        link.shape(BAD, seed + 100)
        nothing = ours.deliver()
        link.shape(GOOD)
    assert '"delivered"' in first.said, first.said
    assert '"nothing"' in nothing.said, nothing.said
    (body,) = ours.batches()
    (folder / "body").write_bytes(body)
    shown = []
    if scheme == "https":
        pair = folder / "pair.pem"
        pair.write_bytes((ours.county / "tls.crt").read_bytes() + (ours.county / "tls.key").read_bytes())
        shown = [str(pair)]
    ask = [*_BARE, "ask", scheme, COUNTY, str(PORT)]
    with server(link, [*_BARE, "serve", COUNTY, str(PORT), *shown], PORT, folder / "log"):
        link.shape(BAD, seed)
        post = client(link, [*ask, str(folder / "body")], folder / "log")
        link.shape(BAD, seed + 100)
        get = client(link, ask, folder / "log")
        link.shape(GOOD)
    assert post.good
    assert get.good
    return first, nothing, post, get
