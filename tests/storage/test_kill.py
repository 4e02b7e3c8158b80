"""Pulling the plug: what was reported as committed is there, whole actions only, and the folder opens again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.storage.store import Store
from desktop.wire.canonical import digest
from tests.storage.samples import KEY

WRITE = """
import sys
from pathlib import Path
from desktop.domain.events import Entry, LineWritten, Moment
from desktop.storage.store import Store

store = Store.open(Path(sys.argv[1]), bytes(range(32)))
with store.read() as work:
    done = work.journal.length("m") // 3
while True:
    entries = [
        Entry(sequence=done * 3 + n, action=done * 3 + 1, moment=Moment("t"), event=LineWritten(line="l", text="x" * 300))
        for n in (1, 2, 3)
    ]
    with store.work() as work:
        work.journal.append("m", entries)
        work.blobs.put(b"%d" % done * 40_000, "x/y", "t")
        work.settings.put("done", done + 1)
    done += 1
    print(done, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_kill_9_loses_nothing_that_was_reported(folder: Path) -> None:
    chance = random.Random(20260618)
    reported = 0
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", WRITE, str(folder)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        out = process.stdout
        first = int(out.readline())
        told = [first, *(int(out.readline()) for _ in range(chance.randrange(3, 30)))]
        time.sleep(chance.uniform(0, 0.02))  # anywhere in what it does next
        process.send_signal(signal.SIGKILL)
        process.wait()
        last = [*told, *map(int, out.read().split())][-1]
        out.close()
        assert first > reported
        store = Store.open(folder, KEY)
        with store.read() as work:
            kept = work.settings.get("done", int)
            assert kept is not None
            assert last <= kept <= last + 1
            assert len(work.journal.read("m")) == kept * 3
            assert work.blobs.read(digest(b"%d" % (kept - 1) * 40_000))
        store.close()
        reported = kept
    assert reported > 20
