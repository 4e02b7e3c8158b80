"""A backup is one encrypted file from which any PC goes on with the passphrase alone; a bad one is one sentence."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from desktop.domain.events import Moment
from desktop.services.back_up import back_up, restore
from desktop.storage.files import DATABASE_FILE, RESTORING_FILE
from desktop.storage.restore import RESTORED_AT
from desktop.storage.store import Store
from desktop.vault.folder import folder_id
from desktop.vault.high_water import HighWater, NewEpoch
from desktop.vault.keys import Keys, open_keys
from desktop.vault.passphrase import VARIABLE
from forms.language import Refused
from tests.storage.samples import AT, line, record

WORDS = "三月桃花"
MOMENT = Moment(AT)


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, "the passphrase of this PC")
    monkeypatch.setenv("YISHITANG_STATE", str(tmp_path / "state"))


@pytest.fixture
def home(tmp_path: Path) -> tuple[Keys, Store, Path]:
    """A PC with something in its database, its backup made."""
    folder = tmp_path / "data"
    keys = open_keys(folder, None)
    store = Store.open(folder, keys.database)
    with store.work() as work:
        work.journal.append("m", [line(1), line(2)])
        work.blobs.put(b"scan" * 50_000, "image/jpeg", AT)
        work.ledger.append(record(None))
    file = back_up(store, keys, tmp_path / "stick", MOMENT, WORDS)
    return keys, store, file


def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Another PC: its own state folder, no passphrase in common."""
    monkeypatch.setenv("YISHITANG_STATE", str(tmp_path / "state of another"))
    monkeypatch.setenv(VARIABLE, WORDS)
    return tmp_path / "another"


def test_another_pc_goes_on_from_the_file_and_the_passphrase_alone(
    home: tuple[Keys, Store, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, store, file = home
    folder = elsewhere(monkeypatch, tmp_path)
    restore(file, folder, lambda: WORDS)
    again = open_keys(folder, None)
    assert again.device.id == keys.device.id
    other = Store.open(folder, again.database)
    with store.read() as before, other.read() as after:
        assert after.journal.read("m") == before.journal.read("m")
        assert after.journal.digest("m") == before.journal.digest("m")
        assert after.ledger.after(0) == before.ledger.after(0)
        assert after.settings.get(RESTORED_AT, int) == 1
    store.close()
    with other.work() as work:
        mark = HighWater(folder_id(folder), again.device)
        due = mark.new_epoch(work.ledger.head(), work.ledger.hash_at, restored_at=work.settings.get(RESTORED_AT, int))
        assert due is not None
        assert due.epoch > 1
        assert due == NewEpoch(epoch=due.epoch, after=1, reason="restored")
        work.ledger.append(record(work.ledger.head(), kind="epoch", epoch=due.epoch))
        work.journal.append("m", [line(3)])
        assert mark.new_epoch(work.ledger.head(), work.ledger.hash_at, restored_at=1) is not None, "no mark here yet"
    other.close()


def test_the_backup_says_nothing_without_the_passphrase(home: tuple[Keys, Store, Path]) -> None:
    keys, store, file = home
    store.close()
    data = file.read_bytes()
    for secret in (b"scanscan", "同意修路".encode(), keys.database, keys.device.secret, keys.database.hex().encode()):
        assert secret not in data
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["yishitang-20260618-192607.backup"]
    assert sorted(one.name for one in store.folder.iterdir()) == [
        "folder.id",
        "in-use.lock",
        "keys.json",
        DATABASE_FILE,
    ]


def test_a_wrong_passphrase_restores_nothing(home: tuple[Keys, Store, Path], tmp_path: Path) -> None:
    _, store, file = home
    store.close()
    with pytest.raises(Refused, match="口令不对"):
        restore(file, tmp_path / "another", lambda: "四月桃花")
    assert not (tmp_path / "another").exists()


def test_an_empty_passphrase_makes_no_backup(home: tuple[Keys, Store, Path], tmp_path: Path) -> None:
    keys, store, _ = home
    with pytest.raises(Refused, match="口令"):
        back_up(store, keys, tmp_path / "other stick", MOMENT, " ")
    store.close()
    assert not (tmp_path / "other stick").exists()


def test_a_restore_never_overwrites_data(home: tuple[Keys, Store, Path]) -> None:
    keys, store, file = home
    with store.work() as work:
        work.journal.append("m", [line(3)])
    store.close()
    with pytest.raises(Refused, match="不会覆盖"):
        restore(file, store.folder, lambda: WORDS)
    again = Store.open(store.folder, keys.database)
    with again.read() as work:
        assert work.journal.length("m") == 3
    again.close()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda data: data[: len(data) - 1], "不完整"),
        (lambda data: data[: len(data) // 2], "不完整"),
        (lambda data: data[:30], "损坏"),
        (lambda data: data[:19], "损坏"),
        (lambda data: data[:5], "不是议事堂的备份"),
        (lambda _: b"", "不是议事堂的备份"),
        (lambda _: b"PK\x03\x04" + bytes(5000), "不是议事堂的备份"),
        (lambda data: data.replace(b"backup 1", b"backup 2", 1), "新版本"),
        (lambda data: data[:-5000] + bytes([data[-5000] ^ 1]) + data[-4999:], "损坏"),
        (lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:], "损坏"),
        (lambda data: data + b"more", "损坏"),
        (lambda data: data[:19] + b"\xff\xff\xff\xff" + data[23:], "损坏"),
    ],
)
def test_a_bad_file_is_one_sentence_and_restores_nothing(
    home: tuple[Keys, Store, Path], tmp_path: Path, harm: object, words: str
) -> None:
    _, store, file = home
    store.close()
    assert callable(harm)
    file.write_bytes(harm(file.read_bytes()))
    with pytest.raises(Refused, match=words) as refused:
        restore(file, tmp_path / "another", lambda: WORDS)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "another").exists()


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    for file in (tmp_path / "none.backup", tmp_path):
        with pytest.raises(Refused, match="读不出来"):
            restore(file, tmp_path / "another", lambda: WORDS)


def test_keys_that_were_exchanged_between_two_backups_do_not_open(
    home: tuple[Keys, Store, Path], tmp_path: Path
) -> None:
    """The facts are bound to the keys: a header put together from two files is refused."""
    import hashlib
    import json
    import struct

    keys, store, file = home
    with store.work() as work:
        work.settings.put("more", 1)
    other = back_up(store, keys, tmp_path / "stick", MOMENT, WORDS)
    store.close()
    assert other.name == "yishitang-20260618-192607-2.backup"
    start = len(b"yishitang backup 1\n")

    def header(data: bytes) -> tuple[dict[str, object], bytes]:
        (size,) = struct.unpack(">I", data[start : start + 4])
        return json.loads(data[start + 4 : start + 4 + size]), data[start + 4 + size + 32 :]

    (one, database), (two, _) = header(file.read_bytes()), header(other.read_bytes())
    mixed = json.dumps({"facts": one["facts"], "keys": two["keys"]}).encode()
    data = b"yishitang backup 1\n" + struct.pack(">I", len(mixed)) + mixed + hashlib.sha256(mixed).digest() + database
    file.write_bytes(data)
    with pytest.raises(Refused, match="口令不对"):
        restore(file, tmp_path / "another", lambda: WORDS)


def test_an_interrupted_restore_is_seen_and_done_again(
    home: tuple[Keys, Store, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, store, file = home
    store.close()
    folder = elsewhere(monkeypatch, tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("desktop.vault.keys.keep_keys", _power_cut)
        with pytest.raises(ZeroDivisionError):
            restore(file, folder, lambda: WORDS)
    assert (folder / RESTORING_FILE).exists()
    with pytest.raises(Refused, match="没有做完"):
        Store.open(folder, bytes(32))
    restore(file, folder, lambda: WORDS)
    assert not (folder / RESTORING_FILE).exists()
    Store.open(folder, open_keys(folder, None).database).close()


def _power_cut(*_: object) -> str:
    raise ZeroDivisionError


def test_a_place_that_cannot_be_written_is_one_sentence_and_the_store_goes_on(
    home: tuple[Keys, Store, Path], tmp_path: Path
) -> None:
    keys, store, file = home
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="备份没有写成"):
        back_up(store, keys, tmp_path / "file" / "stick", MOMENT, WORDS)
    with pytest.raises(Refused, match="没有恢复成"):
        restore(file, tmp_path / "file" / "data", lambda: WORDS)
    with store.work() as work:
        work.settings.put("a", 1)
    store.close()


def test_a_backup_taken_while_writing_goes_on_is_one_moment_of_it(
    home: tuple[Keys, Store, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, store, _ = home
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with store.work() as work:
                length = work.journal.length("m")
                work.journal.append("m", [line(length + 1), line(length + 2)])
                work.settings.put("length", length + 2)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        file = back_up(store, keys, tmp_path / "stick", MOMENT, WORDS)
    finally:
        stop.set()
        writer.join()
    store.close()
    folder = elsewhere(monkeypatch, tmp_path)
    restore(file, folder, lambda: WORDS)
    again = Store.open(folder, keys.database)
    with again.read() as work:
        assert work.journal.length("m") == (work.settings.get("length", int) or 2)
        assert work.journal.length("m") % 2 == 0
    again.close()
