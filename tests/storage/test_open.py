"""The database opens with its key only, for one program at a time, and its file says nothing without the key."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.storage.connect import connect
from desktop.storage.files import DATABASE_FILE
from desktop.storage.lock import LOCK_FILE
from desktop.storage.store import Store
from forms.language import Refused
from tests.storage.samples import AT, KEY, line

HOLD = """
import sys, time
from pathlib import Path
from desktop.storage.store import Store
store = Store.open(Path(sys.argv[1]), bytes(range(32)))
print("open", flush=True)
time.sleep(600)
"""


def test_a_wrong_key_is_refused_in_one_sentence_and_harms_nothing(folder: Path) -> None:
    Store.open(folder, KEY).close()
    with pytest.raises(Refused, match="密钥不对") as refused:
        Store.open(folder, bytes(32))
    assert "\n" not in str(refused.value)
    Store.open(folder, KEY).close()


def test_a_file_that_is_no_database_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / DATABASE_FILE).write_bytes(b"this is a letter, not a database. " * 400)
    with pytest.raises(Refused, match="损坏"):
        Store.open(folder, KEY)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="不能读写"):
        Store.open(tmp_path / "file" / "data", KEY)


def test_nothing_readable_lies_on_the_disk(store: Store, folder: Path) -> None:
    with store.work() as work:
        work.journal.append("m", [line(1, "unmistakable words")])
        work.blobs.put(b"unmistakable words", "text/plain", AT)
    for file in folder.iterdir():
        assert b"unmistakable" not in file.read_bytes()
        assert b"SQLite format" not in file.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions elsewhere")
def test_only_the_owner_may_read_the_files(store: Store, folder: Path) -> None:
    with store.work() as work:
        work.settings.put("a", 1)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_every_connection_commits_to_the_disk_and_keeps_foreign_keys(folder: Path) -> None:
    Store.open(folder, KEY).close()
    raw = connect(folder / DATABASE_FILE, KEY)
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete", "cipher_page_size")
    told = [str(raw.execute(f"PRAGMA {name}").fetchone()[0]) for name in asked]
    raw.close()
    assert told == ["wal", "2", "1", "10000", "1", "4096"]


def test_a_second_program_is_refused_and_a_reader_is_not(folder: Path) -> None:
    held = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE)
    assert held.stdout is not None
    try:
        assert held.stdout.readline() == b"open\n"
        with pytest.raises(Refused, match="已经打开"):
            Store.open(folder, KEY)
        reader = Store.open(folder, KEY, reading=True)
        with reader.read() as work:
            assert work.meetings.list() == ()
        with pytest.raises(RuntimeError), reader.work():
            pass
        reader.close()
    finally:
        held.kill()
        held.wait()
        held.stdout.close()
    assert (folder / LOCK_FILE).exists()
    Store.open(folder, KEY).close()


def test_reading_a_folder_without_data_is_refused_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有议事堂的数据"):
        Store.open(tmp_path, KEY, reading=True)
    assert list(tmp_path.iterdir()) == []


def test_an_exception_takes_the_whole_action_back(store: Store) -> None:
    def interrupted() -> None:
        with store.work() as work:
            work.journal.append("m", [line(1)])
            work.settings.put("a", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    with store.read() as work:
        assert work.journal.read("m") == ()
        assert work.settings.get("a", int) is None


def test_a_reader_sees_what_was_committed_when_it_began(store: Store) -> None:
    with store.work() as work:
        work.journal.append("m", [line(1)])
    with store.read() as view:
        assert view.journal.length("m") == 1
        with store.work() as work:
            work.journal.append("m", [line(2)])
        assert view.journal.length("m") == 1
    with store.read() as view:
        assert view.journal.length("m") == 2


def test_a_transaction_does_not_go_inside_another(store: Store) -> None:
    with store.work(), pytest.raises(RuntimeError), store.work():
        pass
    with store.work() as work:
        work.settings.put("a", 1)


def test_threads_write_one_after_another(store: Store) -> None:
    def write(name: str) -> None:
        for n in range(20):
            with store.work() as work:
                work.journal.append("m", [line(work.journal.length("m") + 1, f"{name} {n}")])

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as work:
        assert [entry.sequence for entry in work.journal.read("m")] == list(range(1, 81))


@pytest.mark.skipif(os.name == "nt", reason="resource limits are not on Windows")
def test_a_full_disk_is_one_sentence_and_the_store_goes_on(folder: Path) -> None:
    """The limit of the file's size stands for the disk: SQLite gets the same answer to the write."""
    script = """
import resource, signal, sys
from pathlib import Path
from desktop.storage.store import Store
from forms.language import Refused
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(Path(sys.argv[1]), bytes(range(32)))
with store.work() as work:
    work.settings.put("kept", 1)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
try:
    with store.work() as work:
        work.blobs.put(bytes(2_000_000), "x/y", "t")
except Refused as refused:
    print(refused)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
with store.work() as work:
    work.settings.put("after", 2)
with store.read() as work:
    print(work.settings.get("kept", int), work.settings.get("after", int))
store.close()
"""
    run = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    first, second = run.stdout.splitlines()
    assert "没有保存" in first
    assert second == "1 2"
