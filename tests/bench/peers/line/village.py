"""The village's end of ours, one command a process: `prepare`, `enrol`, `deliver`, `batches`. Prints one line of JSON."""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from pathlib import Path

from desktop.sync.caller import ask_county
from desktop.sync.enrol import enrol_by_line
from desktop.sync.http_line import HttpLine
from forms.language import Refused
from tests.bench.peers.line.work import pictures, rows
from tests.sync.village import Pc


def prepare(pc: Pc, records: int, scans: int) -> None:
    """Seal a month: the records, of a kind that the county stores and does not interpret, and the pictures that they name."""
    with pc.store.work() as work:
        blobs = [work.blobs.put(data, "image/jpeg", pc.now()) for data in pictures(scans)]
    for number, data in enumerate(rows(records)):
        named = (blobs[number // 20],) if scans and number % 20 == 0 and number // 20 < scans else ()
        pc.seal(data, kind="archive", subject=f"x{number}", blobs=named)


def deliver(pc: Pc) -> dict[str, object]:
    """One round, timed from the call to its return; libraries are loaded before, as in a window that was used."""
    import zstandard  # noqa: F401

    with suppress(Refused):
        ask_county(HttpLine("http://127.0.0.1:1"))
    start = time.perf_counter()
    outcome = pc.deliver()
    taken = time.perf_counter() - start
    return {"seconds": taken, "state": outcome.state, "requests": outcome.requests, "said": str(outcome.sentence)}


def main(words: list[str]) -> None:
    pc = Pc(Path(words[1]), 4242)
    try:
        said: dict[str, object] = {}
        if words[0] == "prepare":
            prepare(pc, int(words[2]), int(words[3]))
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
