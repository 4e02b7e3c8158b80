"""No answer before what it says is on the disk."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import event

from desktop.sync.outcome import DELIVERED
from desktop.wire.canonical import digest
from desktop.wire.leaves import frame_leaf
from desktop.wire.request import HEADER
from tests.county.bench import Bench, Device, call
from tests.county.running import County
from tests.sync.village import CODE, Pc, meeting


@pytest.fixture
def told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens in a request, in order: write, fsync, rename, commit, and the messages of the answer."""
    order: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def fsynced(handle: int) -> None:
        fsync(handle)
        order.append("fsync")

    def replaced(self: Path, target: Path) -> Path:
        order.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", fsynced)
    monkeypatch.setattr(Path, "replace", replaced)
    engine = bench.store._engine
    event.listen(engine, "commit", lambda _connection: order.append("commit"))
    return order


def _ask(bench: Bench, device: Device, method: str, path: str, body: bytes, order: list[str]) -> int:
    header = device.header(bench.store.key.fingerprint, method, path, body)
    order.clear()
    return call(bench.app, method, path, [body], {HEADER: header}, heard=order.append).status


def test_a_receipt_for_records_leaves_after_the_commit(bench: Bench, device: Device, told: list[str]) -> None:
    device.record()
    assert _ask(bench, device, "POST", "/v1/batches", device.batch(), told) == 200
    answered = told.index("http.response.start")
    assert "commit" in told[:answered]
    with bench.store.read() as work:
        assert work.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2, "FULL: a commit is an fsync"


def test_leaves_and_blobs_are_fsynced_renamed_and_fsynced_before_the_answer(
    bench: Bench, device: Device, told: list[str]
) -> None:
    scan = os.urandom(100_000)
    device.record(blobs=(digest(scan),))
    assert bench.send(device, device.batch(blobs=(scan,)))[0] == 200
    body = b"".join(frame_leaf(digest(scan), at >> 16, scan[at : at + 65536]) for at in (0, 65536))
    assert _ask(bench, device, "PUT", "/v1/leaves", body, told) == 200
    before = [word for word in told[: told.index("http.response.start")] if word in ("fsync", "rename")]
    one = ["fsync", "rename", "fsync"]
    assert before == one * 3, "two leaves and the whole: file, name, folder"
    last_file = len(told) - told[::-1].index("rename")
    assert "commit" in told[last_file : told.index("http.response.start")], "the tables say so after the files are there"


def test_a_disk_that_fails_gives_no_receipt(bench: Bench, device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = b"scan" * 1000
    device.record(blobs=(digest(scan),))
    assert bench.send(device, device.batch(blobs=(scan,)))[0] == 200

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        status, said = bench.ask(device, "PUT", "/v1/leaves", frame_leaf(digest(scan), 0, scan))
    assert (status, said["code"]) == (507, "no-space")
    assert said["retry_after"] > 0
    status, reply = bench.ask(device, "PUT", "/v1/leaves", frame_leaf(digest(scan), 0, scan))
    assert status == 200
    assert [one["message"]["kind"] for one in reply["receipts"]] == ["blobs"]


def test_leaves_that_came_before_a_break_are_kept(bench: Bench, device: Device) -> None:
    scan = os.urandom(200_000)
    device.record(blobs=(digest(scan),))
    assert bench.send(device, device.batch(blobs=(scan,)))[0] == 200
    frames = [frame_leaf(digest(scan), at // 65536, scan[at : at + 65536]) for at in range(0, len(scan), 65536)]
    header = device.header(bench.store.key.fingerprint, "PUT", "/v1/leaves", b"".join(frames))
    sent = [b"".join(frames[:2]) + frames[2][:1000]]
    call(bench.app, "PUT", "/v1/leaves", sent, {HEADER: header, "content-length": "200160"}, breaks=True)
    from desktop.wire.batch import read_batch

    batch = read_batch(device.batch(blobs=(scan,))).id
    status, reply = bench.ask(device, "GET", f"/v1/batches/{batch}")
    assert status == 200
    assert reply["missing"] == [{"blob": digest(scan), "leaves": [[2, 4]]}]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_strace_sees_every_2xx_after_the_fsync_of_what_it_acknowledges(tmp_path: Path) -> None:
    """On a real server, by the kernel's own account: between a write to a file of the county's data and the 200 that
    follows it stands an fsync of that very file."""
    trace = tmp_path / "trace"
    calls = "openat,write,pwrite64,writev,pwritev,fsync,fdatasync,sendto,sendmsg,close,rename,renameat,renameat2"
    words = ["strace", "-f", "-y", "-s", "40", "-o", str(trace), "-e", f"trace={calls}"]
    county = County(tmp_path / "county", before=words).start()
    pc = Pc(tmp_path / "village")
    try:
        pc.enrol(county.url, county.code(CODE), county.fingerprint)
        pc.seal_meeting(meeting())
        pc.seal_scan(150_000)
        assert pc.deliver().state == DELIVERED
    finally:
        pc.close()
        county.stop()
    answers = check_trace(trace.read_text(errors="replace"), str(tmp_path / "county"))
    assert answers >= 3, "enrolment, batch, leaves"


_CALL = re.compile(r"^(\d+) +(\w+)\(\d+<([^>]*)>")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>")


def check_trace(text: str, folder: str) -> int:
    """How many 2xx were answered; fails where one came while a file under `folder` had writes that no fsync followed.

    The shared-memory index of the WAL is not data: SQLite makes it anew after a crash.
    """
    dirty: set[str] = set()
    under_way: dict[str, str] = {}
    answers = 0
    for line in text.splitlines():
        if resumed := _RESUMED.match(line):
            dirty.discard(under_way.pop(resumed[1], ""))
        found = _CALL.match(line)
        if not found:
            continue
        process, word, path = found.groups()
        if path.startswith(("socket:", "TCP:")):
            if '"HTTP/1.1 2' in line:
                answers += 1
                assert not dirty, f"2xx before fsync of {dirty}"
        elif path.startswith(folder) and not path.endswith("-shm"):
            if word in ("fsync", "fdatasync"):
                if line.endswith("<unfinished ...>"):
                    under_way[process] = path
                else:
                    dirty.discard(path)
            elif "write" in word:
                dirty.add(path)
    return answers


def test_the_check_of_the_trace_can_fail() -> None:
    early = '7 write(5</c/x>, "a", 1) = 1\n7 sendto(9<socket:[1]>, "HTTP/1.1 200 OK", 40) = 40\n'
    with pytest.raises(AssertionError):
        check_trace(early, "/c")
    right = '7 write(5</c/x>, "a", 1) = 1\n7 fsync(5</c/x>) = 0\n7 sendto(9<TCP:[a]>, "HTTP/1.1 200 OK", 40) = 40\n'
    assert check_trace(right, "/c") == 1
