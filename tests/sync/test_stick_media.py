"""What sticks do: they are full, locked, pulled out, worn out, and carry what an earlier try left. Nothing is lost by it."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any

import pytest

from county.store import Store
from desktop.sync.line import Stopped
from desktop.wire.medium import Medium, told
from forms.language import Refused
from tests.sync.by_hand import ByHand, mounted, pull_out, stop_at
from tests.sync.village import meeting

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("county") / "data")
    yield store
    store.close()


@pytest.fixture
def hand(county: Store, tmp_path: Path) -> Iterator[ByHand]:
    (tmp_path / "usb").mkdir()
    made = ByHand(tmp_path / "village", county, tmp_path / "usb")
    made.pc.seal_meeting(meeting())
    made.pc.seal_scan(400_000)
    yield made
    made.pc.close()


def _delivers_after_all(hand: ByHand, tmp_path: Path) -> None:
    """On another stick, everything arrives."""
    (tmp_path / "another").mkdir()
    hand.stick = tmp_path / "another"
    hand.save()
    hand.take()
    assert hand.read().fresh
    assert hand.pc.cursor() == (2, 2)


def test_a_stick_with_too_little_room_is_told_before_anything_is_written(hand: ByHand, tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "256k") as small:
        hand.stick = small
        with pytest.raises(Refused, match="U 盘放不下"):
            hand.save()
        assert hand.files() == []
    _delivers_after_all(hand, tmp_path)


def test_a_stick_that_fills_up_half_way_keeps_no_half_file(hand: ByHand, tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "640k") as small:
        hand.stick = small

        def fill(done: int, _total: int) -> None:
            if done > 200_000 and not (small / "film").exists():
                with suppress(OSError), (small / "film").open("wb", buffering=0) as film:
                    for _ in range(1 << 10):
                        film.write(b"x" * 4096)

        with pytest.raises(Refused, match="U 盘满了"):
            hand.save(fill)
        assert hand.files() == []
    _delivers_after_all(hand, tmp_path)


def test_a_stick_that_is_pulled_out_while_it_is_written_is_told(hand: ByHand, tmp_path: Path) -> None:
    with mounted(tmp_path / "stick", "4m") as stick:
        hand.stick = stick
        once: list[int] = []

        def pull(done: int, _total: int) -> None:
            if done > 100_000 and not once:
                once.append(done)
                pull_out(stick)

        with pytest.raises(Refused, match="数据都在本机"):
            hand.save(pull)
        assert once
    with pytest.raises(Refused, match="没有找到 U 盘"):
        Medium(tmp_path / "gone")
    _delivers_after_all(hand, tmp_path)


def test_a_locked_stick_is_told_and_the_county_takes_what_is_on_it_all_the_same(hand: ByHand, tmp_path: Path) -> None:
    with mounted(tmp_path / "stick", "4m") as stick:
        hand.stick = stick
        hand.save()
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True, timeout=120)
        with pytest.raises(Refused, match="写保护"):
            hand.save()
        taken = hand.take()
        assert (taken.parcels[0].records, taken.answers) == (2, ())
        assert "写保护" in str(taken.trouble)
        subprocess.run(["mount", "-o", "remount,rw", str(stick)], check=True, timeout=120)
        assert hand.take().parcels[0].again
        assert hand.read().fresh
        assert hand.pc.cursor() == (2, 2)


def test_a_stick_that_gives_back_other_bytes_is_told_and_its_file_is_taken_away(
    hand: ByHand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = os.read

    def worn(handle: int, count: int) -> bytes:
        data = read(handle, count)
        return data[:-1] + bytes([data[-1] ^ 1]) if len(data) > 1000 else data

    with monkeypatch.context() as broken:
        broken.setattr(os, "read", worn)
        with pytest.raises(Refused, match="读回来对不上"):
            hand.save()
    assert hand.parcels() == []
    _delivers_after_all(hand, tmp_path)


def test_stopping_leaves_the_stick_as_it_was(hand: ByHand) -> None:
    hand.save()
    (before,) = hand.parcels()
    hand.pc.seal_scan(600_000, "s2")
    stop = threading.Event()
    with pytest.raises(Stopped):
        hand.save(stop_at(300_000, stop), stop)
    assert hand.files() == [before]
    assert hand.take().parcels[0].records == 2


def test_an_answer_that_was_cut_short_is_refused_and_the_next_one_counts(hand: ByHand) -> None:
    hand.save()
    hand.take()
    (answer,) = [file for file in hand.files("down") if file.suffix == ".age"]
    whole = answer.read_bytes()
    for length in (0, 10, 170, len(whole) // 2, len(whole) - 1):
        answer.write_bytes(whole[:length])
        with pytest.raises(Refused, match="不完整或已损坏"):
            hand.read()
        assert hand.pc.cursor() == (0, 0)
    hand.take()
    assert hand.read().fresh


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "满了"),
        (errno.EROFS, "不让写"),
        (errno.EFBIG, "格式放不下"),
        (errno.EIO, "读写不了"),
        (errno.ENODEV, "读写不了"),
        (errno.EEXIST, "挡着"),
    ],
)
def test_every_trouble_of_a_stick_is_one_sentence_that_says_where_the_data_is(number: int, words: str) -> None:
    sentence = told(OSError(number, "x", "y"), Path("usb")).sentence
    assert words in sentence.text()
    assert "English" not in sentence.text("en")
    assert sentence.text("en") != sentence.text()


WRITER = """
import sys
from pathlib import Path
from typing import IO, Any
from desktop.wire.medium import Medium
Medium(Path(sys.argv[1])).write("up", "a.age", lambda sink: [sink.write(b"x" * 70000) for _ in range(4)])
"""
_STEP = re.compile(r"^\d+ +(write|fsync|rename|renameat|renameat2|fadvise64|read)\((.*)$")


@pytest.mark.long
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_strace_sees_fsync_rename_fsync_of_the_folder_and_only_then_the_reading_back(tmp_path: Path) -> None:
    """By the kernel's own account: no name before the bytes are on the medium, and the bytes are let go of before they are
    compared."""
    (tmp_path / "usb").mkdir()
    trace = tmp_path / "trace"
    calls = "trace=write,fsync,rename,renameat,renameat2,fadvise64,read"
    words = ["strace", "-f", "-y", "-s", "8", "-o", str(trace), "-e", calls, sys.executable, "-c", WRITER, str(tmp_path / "usb")]
    subprocess.run(words, check=True, cwd=HOUSE, timeout=120)
    assert steps(trace.read_text(errors="replace"), str(tmp_path / "usb")) == [
        "write", "fsync", "rename", "fsync folder", "fadvise64", "read",
    ]  # fmt: skip


def steps(text: str, stick: str) -> list[str]:
    """What was done with the file on the stick, from its first byte on, each kind of step once in a row."""
    found: list[str] = []
    for line in text.splitlines():
        step = _STEP.match(line)
        if not step or stick not in step[2]:
            continue
        word = "rename" if step[1].startswith("rename") else step[1]
        name = "fsync folder" if word == "fsync" and "/yishitang/up>" in step[2] else word
        if (found or word == "write") and (not found or found[-1] != name):
            found.append(name)
    return found


def test_the_reading_of_the_trace_can_tell_a_wrong_order() -> None:
    wrong = '7 write(3</u/yishitang/up/a.age.new>, "x", 1) = 1\n7 rename("/u/a.new", "/u/a") = 0\n7 fsync(3</u/yishitang/up/a>) = 0\n'
    assert steps(wrong, "/u") == ["write", "rename", "fsync"]


def test_a_county_whose_own_disk_is_full_does_not_blame_the_stick_and_takes_it_again(tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    with mounted(tmp_path / "small", "3m") as small, closing(Store(small / "data")) as county:
        hand = ByHand(tmp_path / "village", county, tmp_path / "usb")
        with closing(hand.pc):
            hand.pc.seal_meeting(meeting())
            for number in range(5):
                hand.pc.seal_scan(600_000, f"s{number}")
            hand.save()
            with pytest.raises(Refused, match="县里这台电脑的磁盘写不进去"):
                hand.take()
            assert not list((small / "data" / "arriving").iterdir()), "no half file makes it fuller"
            subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
            hand.take()
            assert hand.read().fresh
            assert hand.pc.cursor() == (6, 6)


def test_a_stick_that_cannot_be_read_is_told_as_the_stick(hand: ByHand, monkeypatch: pytest.MonkeyPatch) -> None:
    hand.save()
    parcel, opened = hand.parcels()[0], Path.open

    def worn_out(path: Path, *words: str) -> IO[Any]:
        if path == parcel:
            raise OSError(errno.EIO, "Input/output error")
        return opened(path, words[0] if words else "r")

    with monkeypatch.context() as worn:
        worn.setattr(Path, "open", worn_out)
        with pytest.raises(Refused, match=r"U 盘.*读写不了"):
            hand.take()
    hand.take()
    assert hand.read().fresh
