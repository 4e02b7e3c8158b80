"""The village's end of ours, one command a process: `prepare`, `enrol`, `live`, `deliver`, `batches`. Prints one line of JSON."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from desktop.sync.enrol import ENROLMENT, enrol_by_line, enrolment_of
from desktop.sync.http_line import HttpLine
from desktop.sync.patience import Patience
from tests.bench.peers.line.work import pictures, rows
from tests.sync.village import Pc


def prepare(pc: Pc, records: int, scans: int, seed: int = 7) -> None:
    """Seal a month: the records, of a kind that the county stores and does not interpret, and the pictures that they name."""
    with pc.store.work() as work:
        blobs = [work.blobs.put(data, "image/jpeg", pc.now()) for data in pictures(scans)]
    for number, data in enumerate(rows(records, seed)):
        named = (blobs[number // 20],) if scans and number % 20 == 0 and number // 20 < scans else ()
        pc.seal(data, kind="archive", subject=f"x{number}", blobs=named)


def live(pc: Pc, months: int, records: int) -> None:
    """Month after month, each delivered."""
    for month in range(months):
        prepare(pc, records, 0, month)
        assert pc.deliver().state == "delivered"


def deliver(pc: Pc) -> dict[str, object]:
    """One round, timed from the call to its return, in a program that is awake: another village has called nobody before."""
    _wake(pc)
    start = time.perf_counter()
    outcome = pc.deliver()
    taken = time.perf_counter() - start
    return {"seconds": taken, "state": outcome.state, "requests": outcome.requests, "said": str(outcome.sentence)}


def _wake(pc: Pc) -> None:
    with tempfile.TemporaryDirectory() as place:
        other = Pc(Path(place), 4243)
        known = enrolment_of(pc.store)
        assert known
        with other.store.work() as work:
            work.settings.put(ENROLMENT, msgspec.structs.replace(known, device=other.key.id))
        prepare(other, 2, 0)
        other.deliver(HttpLine("http://127.0.0.1:1"), patience=Patience(attempts=1))
        other.close()


def main(words: list[str]) -> None:
    pc = Pc(Path(words[1]), 4242)
    try:
        said: dict[str, object] = {}
        if words[0] == "prepare":
            prepare(pc, *map(int, words[2:]))
        elif words[0] == "live":
            live(pc, int(words[2]), int(words[3]))
        elif words[0] == "enrol":
            enrol_by_line(pc.store, pc.key, words[2], code=words[3], fingerprint=words[4], now=pc.now())
        elif words[0] == "batches":
            with pc.store.read() as work:
                said = {"batches": [kept.data.hex() for kept in work.outbox.batches(0)]}
        else:
            said = deliver(pc)
        print(json.dumps(said))
    finally:
        pc.close()


if __name__ == "__main__":
    main(sys.argv[1:])
