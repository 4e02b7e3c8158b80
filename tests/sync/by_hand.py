"""A village, a stick and a county without a line between them. The county is a real data folder, the stick a folder."""

from __future__ import annotations

import itertools
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from county.enrol import new_code
from county.show import overview
from county.store import Store
from county.take_stick import Stick, take_stick
from desktop.sync.enrol import apply_for, enrolment_of
from desktop.sync.line import Stopped
from desktop.sync.stick.enrolment import answer_to_application, put_application
from desktop.sync.stick.save import Saved, save
from desktop.sync.stick.take import Taken, take
from desktop.sync.tally import Progress
from desktop.wire.enrolment import Certificate, Enrolment, Slip
from desktop.wire.medium import ROOT, Medium
from tests.sync.village import AT, CODE, Pc, meeting

_numbers = itertools.count(3000)


class ByHand:
    """One village PC, enrolled by stick unless told otherwise. `stick` is the folder in which it is plugged in."""

    def __init__(self, folder: Path, county: Store, stick: Path, *, village: str = CODE, enrol: bool = True) -> None:
        self.county = county
        self.stick = stick
        self.village = village
        self.pc = Pc(folder, next(_numbers))
        if enrol:
            self.apply(self.slip())
            take_stick(county, stick)
            assert self.answered()

    def slip(self, **facts: Any) -> Slip:
        return new_code(self.county, self.village, "石桥村", **facts)

    def apply(self, slip: Slip, printed: str = "", **facts: str) -> None:
        request = apply_for(
            self.pc.store, self.pc.key, code=slip.code, fingerprint=printed or slip.fingerprint, now=AT, **facts
        )
        put_application(request, self.pc.key, Medium(self.stick))

    def answered(self) -> bool:
        return answer_to_application(self.pc.store, self.pc.key, Medium(self.stick), now=AT)

    @property
    def enrolment(self) -> Enrolment:
        found = enrolment_of(self.pc.store)
        assert found
        return found

    @property
    def certificate(self) -> Certificate:
        return msgspec.json.decode(bytes(self.enrolment.certificate.message), type=Certificate)

    def save(self, progress: Progress | None = None, cancel: threading.Event | None = None, **facts: Any) -> Saved:
        return save(
            self.pc.store, self.pc.key, self.enrolment, Medium(self.stick), now=self.pc.now, progress=progress,
            cancel=cancel, **facts,
        )  # fmt: skip

    def take(self) -> Stick:
        return take_stick(self.county, self.stick)

    def read(self) -> Taken:
        return take(self.pc.store, self.pc.key, self.enrolment, Medium(self.stick), now=AT)

    def files(self, room: str = "up") -> list[Path]:
        place = self.stick / ROOT / room
        return sorted(place.iterdir()) if place.is_dir() else []

    def parcels(self) -> list[Path]:
        return [file for file in self.files() if file.suffix == ".age"]

    def log(self) -> list[dict[str, Any]]:
        lines: list[dict[str, Any]] = overview(self.county)["log"]
        return lines


@contextmanager
def beside(folder: Path, county: Store, *, enrol: bool = True) -> Iterator[ByHand]:
    """A village and its stick, both in this folder; closed at the end."""
    (folder / "usb").mkdir()
    made = ByHand(folder / "village", county, folder / "usb", enrol=enrol)
    try:
        yield made
    finally:
        made.pc.close()


@contextmanager
def with_parcel(folder: Path) -> Iterator[ByHand]:
    """A county, and a village with a parcel on its stick: a meeting, and a scan of more than one leaf."""
    with closing(Store(folder / "county")) as county, beside(folder, county) as made:
        made.pc.seal_meeting(meeting())
        made.pc.seal_scan(150_000)
        made.save()
        yield made


@contextmanager
def mounted(place: Path, size: str) -> Iterator[Path]:
    """A real file system of this size at `place`, as a stick is one. Skips where this account cannot mount."""
    place.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    try:
        done = subprocess.run(words, capture_output=True, timeout=120).returncode == 0
    except OSError:
        done = False
    if not done:
        pytest.skip("needs the right to mount")
    try:
        yield place
    finally:
        pull_out(place)


def pull_out(place: Path) -> None:
    subprocess.run(["umount", "-l", str(place)], capture_output=True, timeout=120)


def stop_at(number: int, stop: threading.Event) -> Progress:
    """Stops a save when so many bytes are through."""

    def progress(done: int, _total: int) -> None:
        if done >= number:
            stop.set()

    return progress


__all__ = ["ByHand", "Stopped", "beside", "mounted", "pull_out", "stop_at", "with_parcel"]
