"""One parcel off a stick: unlocked, verified, and taken by the same functions as what comes over the line.

It is worked on while it is being unlocked. Every batch and every leaf proves itself, so what comes before a damaged place
is kept, as it is on a line that breaks; the damage is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from sqlalchemy import select

from county.devices import Device
from county.keys import CountyKey
from county.receive import batch_reply, finish_leaves, receive_batch
from county.stick_leaves import StickLeaves
from county.store import Store
from county.tables import batches, devices
from desktop.wire.batch import MAX_BATCH
from desktop.wire.faults import Fault
from desktop.wire.leaves import LeafReader
from desktop.wire.locked import Source, unlock
from desktop.wire.parcel import BATCHES, LEAVES, MAX_SMALL, PARCEL_NAME, Parcel, claimed, open_parcel
from desktop.wire.signed import Signed
from desktop.wire.tar import TarReader
from forms.language import say

Passing = Callable[[int], None]
"""Hears of bytes of the file that were read; may raise to stop."""


class TakenParcel(Struct, frozen=True, kw_only=True):
    """What came of one file. `parcel` is None where nobody can be answered: it is not for this county, or nobody's."""

    file: str
    parcel: Parcel | None = None
    village: str = ""
    revoked: bool = False
    batches: int = 0
    """That were new, and likewise records and leaves."""
    records: int = 0
    leaves: int = 0
    receipts: tuple[Signed, ...] = ()
    waiting: int = 0
    """Batches that lack a blob still."""
    faults: tuple[Fault, ...] = ()

    @property
    def again(self) -> bool:
        """Whether all of it was here before."""
        return not (self.batches or self.leaves or self.faults)


def take_parcel(store: Store, path: Path, keys: Sequence[CountyKey], passing: Passing) -> TakenParcel:
    """Take what is in this file; `keys` are the county's present key and those of before. Raises `StickFails`, and OSError
    for the county's own disk."""
    reader = _ParcelReader(store, [key.fingerprint for key in keys])
    faults = []
    try:
        with _opened(path) as file:
            unlock(_Counted(file, passing), reader, [key.stick for key in keys])
            reader.finish()
    except Fault as fault:
        faults.append(fault)
    return reader.taken(path.name, faults)


class StickFails(Exception):
    """The stick does, and not the county's own disk; `error` says how."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise StickFails(error) from error


class _Counted:
    def __init__(self, file: Source, passing: Passing) -> None:
        self._file = file
        self._passing = passing

    def read(self, size: int, /) -> bytes:
        try:
            data = self._file.read(size)
        except OSError as error:
            raise StickFails(error) from error
        self._passing(len(data))
        return data


class _ParcelReader(TarReader):
    """Hears the members in their order: who it is from, batches, leaves."""

    def __init__(self, store: Store, counties: Sequence[str]) -> None:
        super().__init__()
        self._store = store
        self._counties = counties
        self._name = ""
        self._small = bytearray()
        self._leaves: LeafReader | None = None
        self._parcel: Parcel | None = None
        self._device: Device | None = None
        self._revoked = False
        self._faults: dict[str, Fault] = {}
        self._kept: StickLeaves | None = None
        self._new = [0, 0]

    def member(self, name: str, size: int) -> None:
        if (self._device is None) != (name == PARCEL_NAME) or self._leaves is not None:
            raise _strange()
        if name == LEAVES:
            assert self._device is not None
            self._leaves, self._kept = LeafReader(), StickLeaves(self._store, self._device)
        elif name != PARCEL_NAME and not name.startswith(BATCHES):
            raise _strange()
        elif size > (MAX_SMALL if name == PARCEL_NAME else MAX_BATCH):
            raise Fault("oversized", say("文件里的内容太大，超过上限。"))
        self._name = name
        self._small.clear()

    def data(self, data: bytes) -> None:
        if self._leaves is None:
            self._small += data
            return
        for blob, index, leaf in self._leaves.feed(data):
            self._leaf(blob, index, leaf)

    def end(self) -> None:
        if self._leaves is not None:
            self._leaves.finish()
        elif self._name == PARCEL_NAME:
            self._sender(bytes(self._small))
        else:
            self._batch(self._name.removeprefix(BATCHES), bytes(self._small))

    def taken(self, name: str, faults: Sequence[Fault]) -> TakenParcel:
        """What came of it, after the leaves that came were put together."""
        if self._device is None or self._parcel is None:
            return TakenParcel(file=name, faults=tuple(faults))
        if self._kept is not None:
            self._kept.flush()
            finish_leaves(self._store, self._device, self._kept.touched, 0)
        receipts: list[Signed] = []
        waiting = 0
        for batch in dict.fromkeys(self._parcel.batches):
            try:
                reply = batch_reply(self._store, self._device, batch)
            except Fault:
                waiting += 1
                continue
            receipts += reply.receipts
            waiting += bool(reply.missing)
        return TakenParcel(
            file=name,
            parcel=self._parcel,
            village=self._device.village,
            revoked=self._revoked,
            batches=self._new[0],
            records=self._new[1],
            leaves=self._kept.new if self._kept else 0,
            receipts=() if self._revoked else tuple(receipts),
            waiting=waiting,
            faults=(*self._faults.values(), *faults),
        )

    def _sender(self, data: bytes) -> None:
        signed, said = claimed(data)
        with self._store.read() as work:
            found = work.execute(select(devices).where(devices.c.id == said.device)).one_or_none()
        if found is None:
            raise Fault("unknown-device", say("县里没有登记过这台设备，请先用登记码登记。"))
        parcel = open_parcel(signed, counties=self._counties, public=found.public)
        self._parcel, self._device = parcel, Device(found.id, found.public, found.village)
        if found.revoked_at is not None:
            self._revoked = True
            raise Fault("revoked", say("这台设备已被县里停用，不再接收它的上报。"))
        if parcel.village != found.village:
            raise Fault("foreign", say("这一批不是这台设备或这个村的，不予接收。"))

    def _batch(self, name: str, data: bytes) -> None:
        """One that cannot be used is told of, and blocks nothing behind it."""
        assert self._device is not None
        assert self._parcel is not None
        if name not in self._parcel.batches:
            raise _strange()
        known = self._known(name)
        try:
            receive_batch(self._store, self._device, data)
        except Fault as fault:
            self._faults.setdefault(fault.code, fault)
            return
        if not known and (count := self._known(name)):
            self._new[0] += 1
            self._new[1] += count

    def _known(self, batch: str) -> int:
        """How many records the batch of this id has; 0 where it has not arrived."""
        with self._store.read() as work:
            found = work.execute(select(batches.c.first, batches.c.last).where(batches.c.id == batch)).one_or_none()
        return 0 if found is None else found.last - found.first + 1

    def _leaf(self, blob: str, index: int, leaf: bytes) -> None:
        assert self._kept is not None
        try:
            self._kept.put(blob, index, leaf)
        except Fault as fault:
            self._faults.setdefault(fault.code, fault)


def _strange() -> Fault:
    return Fault("malformed", say("文件里的内容不是议事堂写的，读不懂。"))
