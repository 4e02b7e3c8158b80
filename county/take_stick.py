"""Taking a stick: every parcel and every application on it, and the county's answers written back on it.

The same stick twice brings the same receipts, so that whatever was interrupted is simply done again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy.exc import OperationalError

from county.answer_stick import fill_answer
from county.derive import derive_new
from county.enrol import enrol
from county.keys import CountyKey
from county.new_key import older_keys
from county.store import Store, disk_fails
from county.take_parcel import StickFails, TakenParcel, take_parcel
from desktop.wire.enrolment import Enrol
from desktop.wire.faults import Fault, problem
from desktop.wire.medium import Medium, Sink, told
from desktop.wire.parcel import (
    APPLICATION,
    DOWN_FOLDER,
    ENROLLED,
    LOCKED,
    MAX_SMALL,
    REFUSED,
    UP_FOLDER,
    NotEnrolled,
    device_of,
    is_parcel,
)
from desktop.wire.signed import decode
from forms.language import Refused, Sentence, refuse, say

Told = Callable[[int, int], None]
"""Bytes that have been read, and bytes in all."""


class Stick(Struct, frozen=True, kw_only=True):
    """What came of a stick. `trouble`: why an answer could not be written; all else was done nevertheless."""

    parcels: tuple[TakenParcel, ...] = ()
    enrolled: tuple[str, ...] = ()
    """Devices."""
    refused: tuple[tuple[str, Fault], ...] = ()
    """Name of the file, and why: parcels and applications."""
    answers: tuple[str, ...] = ()
    """Names of the files that were written back."""
    trouble: Sentence | None = None


def take_stick(store: Store, folder: Path, progress: Told = lambda _done, _all: None) -> Stick:
    """Take everything off the stick, then write the answers. `progress` may raise to stop.

    Raises Refused where there is no stick, nothing of ours on it, it cannot be read, or the county's own disk is full.
    """
    medium = Medium(folder)
    try:
        return _taken(store, medium, progress)
    except StickFails as fails:
        raise told(fails.error, folder) from fails
    except (OSError, OperationalError) as error:
        if isinstance(error, OperationalError) and not disk_fails(error):
            raise
        raise refuse("县里这台电脑的磁盘写不进去，U 盘没有收完：请腾出地方，把同一个 U 盘再收一次；已经收下的不会重。") from error


def _taken(store: Store, medium: Medium, progress: Told) -> Stick:
    parcels = [file for file in medium.files(UP_FOLDER, LOCKED) if is_parcel(file.name)]
    applications = [file for file in medium.files(UP_FOLDER, APPLICATION) if device_of(file.name)]
    if not parcels and not applications:
        raise refuse("U 盘（{place}）上没有村里存的上报或登记申请。请看看 U 盘插对没有。", place=str(medium.folder))
    answers = _Answers(medium)
    enrolled, refused = [], []
    for file in applications:
        fault = _enrol(store, medium, file, answers)
        if fault is None:
            enrolled.append(device_of(file.name))
        else:
            refused.append((file.name, fault))
            _note(store, file.name, fault, device_of(file.name))
    taken = _take(store, parcels, progress)
    refused += [(one.file, fault) for one in taken for fault in one.faults]
    derive_new(store)
    for device in dict.fromkeys(one.parcel.device for one in taken if one.parcel):
        mine = [one for one in taken if one.parcel and one.parcel.device == device]
        answers.write(device + LOCKED, partial(fill_answer, store, mine))
    return Stick(
        parcels=tuple(taken),
        enrolled=tuple(enrolled),
        refused=tuple(refused),
        answers=tuple(answers.written),
        trouble=answers.trouble,
    )


class _Answers:
    """Writes answers; of a stick that takes none, the first trouble is kept, and the taking goes on."""

    def __init__(self, medium: Medium) -> None:
        self._medium = medium
        self.written: list[str] = []
        self.trouble: Sentence | None = None

    def write(self, name: str, fill: Callable[[Sink], object]) -> None:
        try:
            self._medium.clear(DOWN_FOLDER, device_of(name))
            self._medium.write(DOWN_FOLDER, name, fill)
        except Refused as refused:
            self.trouble = self.trouble or refused.sentence
        else:
            self.written.append(name)

    def instead_of(self, name: str) -> None:
        """Take away what this answer stands for now."""
        self._medium.remove(self._medium.root / DOWN_FOLDER / name)


def _enrol(store: Store, medium: Medium, file: Path, answers: _Answers) -> Fault | None:
    """Why the application in this file was refused, or None where the device is enrolled."""
    device = device_of(file.name)
    try:
        asked = decode(medium.read(file, MAX_SMALL), Enrol)
    except Fault as fault:
        return fault
    except Refused as refused:
        return Fault("oversized", refused.sentence)
    if asked.application.device != device:
        return Fault("malformed", say("内容无法读取：格式不对。"))
    try:
        enrolled = enrol(store, asked)
    except Fault as fault:
        no = msgspec.json.encode(NotEnrolled(asked.proof, problem(fault)))
        answers.write(device + REFUSED, lambda sink: sink.write(no))
        return fault
    yes = msgspec.json.encode(enrolled)
    answers.write(device + ENROLLED, lambda sink: sink.write(yes))
    answers.instead_of(device + REFUSED)
    return None


def _take(store: Store, files: list[Path], progress: Told) -> list[TakenParcel]:
    keys: list[CountyKey] = [store.key, *older_keys(store)]
    taken: list[TakenParcel] = []
    done, total = 0, _size(files)

    def passing(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    for file in files:
        one = take_parcel(store, file, keys, passing)
        for fault in one.faults:
            _note(store, file.name, fault, one.parcel.device if one.parcel else device_of(file.name), one.village)
        if one.again and one.parcel:
            store.note(
                code="stick-again", message="U 盘上的上报以前已经收过，回执再给一次。",
                device=one.parcel.device, village=one.village, detail=file.name,
            )  # fmt: skip
        taken.append(one)
    return taken


def _size(files: list[Path]) -> int:
    try:
        return sum(file.stat().st_size for file in files)
    except OSError as error:
        raise StickFails(error) from error


def _note(store: Store, name: str, fault: Fault, device: str, village: str = "") -> None:
    store.note(code=fault.code, message=fault.sentence.text(), device=device, village=village, detail=f"stick {name}")
