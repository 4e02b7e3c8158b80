"""The high-water mark: how far this device's ledger has come, kept outside the database.

A database that was put back from an old copy, or cloned, does not know it. The mark does: where the ledger does not reach
it, or went another way, the device starts a new epoch, so that no two records ever share (device, epoch, sequence).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Struct

from desktop.vault.device import DeviceKey
from desktop.wire.canonical import canonical
from desktop.wire.durable import write_durably
from desktop.wire.head import Head
from desktop.wire.records import FIRST

VARIABLE = "YISHITANG_STATE"
OK, WENT_BACK = "ok", "went back"
SPREAD = 1 << 30
"""A new epoch lies so far at most beyond the last one, by chance: one backup that is restored on two PCs makes two streams."""
NOTHING = Head(1, 0, FIRST)
"""The mark of a ledger without records."""


class Mark(Struct, frozen=True, kw_only=True):
    """What is kept for one data folder; signed, so that a damaged or foreign mark counts as none."""

    format: int = 1
    folder: str
    device: str
    head: Head
    signature: str = ""


class NewEpoch(Struct, frozen=True, kw_only=True):
    """What the record of kind "epoch" says: canonical bytes of this are its body."""

    format: int = 1
    epoch: int
    after: int
    """Sequence of the last record before it; 0 where there is none."""
    reason: str
    """"restored" (from a backup), "went-back" (an old copy or a clone), "new-place" (no mark on this PC) or "readmitted"
    (the county had revoked this device)."""


def default_state_folder() -> Path:
    """$YISHITANG_STATE, or where this user's programs keep their state."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("yishitang", appauthor=False)


class HighWater:
    """The mark of one data folder (`folder.folder_id`), signed with its device's key."""

    def __init__(self, folder: str, key: DeviceKey, state_folder: Path | None = None) -> None:
        self._folder = folder
        self._key = key
        self._file = (state_folder or default_state_folder()) / f"{folder}.mark"

    def check(self, head: Head | None, hash_at: Callable[[int], str | None]) -> str:
        """`OK` or `WENT_BACK`; `hash_at` gives the hash of the ledger's record with a sequence (`ledger.hash_at`)."""
        mark = self._mark()
        if mark is None:
            return WENT_BACK if head and self._writable() else OK
        if mark.sequence == 0:
            return OK
        return OK if head and hash_at(mark.sequence) == mark.hash else WENT_BACK

    def new_epoch(
        self,
        head: Head | None,
        hash_at: Callable[[int], str | None],
        *,
        restored_at: int | None = None,
        throw: Callable[[int], int] = secrets.randbelow,
    ) -> NewEpoch | None:
        """The epoch that must begin before anything else is sealed, or None; with None, the mark is raised to `head`.

        `restored_at` is the sequence at which a backup was restored (`restore.RESTORED_AT` in the settings);
        `throw` gives a number from 0 to below its argument, by chance.
        """
        mark, after = self._mark(), head.sequence if head else 0
        if restored_at is not None and restored_at >= after:
            reason = "restored"
        elif self.check(head, hash_at) == OK:
            self.note(head or NOTHING)
            return None
        else:
            reason = "went-back" if mark else "new-place"
        last = max(head.epoch if head else 1, mark.epoch if mark else 1)
        return NewEpoch(epoch=next_epoch(last, throw), after=after, reason=reason)

    def note(self, head: Head) -> None:
        """Raise the mark to a committed head. A place that cannot be written is no reason to stop the evening."""
        mark = Mark(folder=self._folder, device=self._key.id, head=head)
        signed = msgspec.structs.replace(mark, signature=self._key.sign(_signed(mark)))
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_durably(self._file, msgspec.json.encode(signed))

    def _mark(self) -> Head | None:
        try:
            mark = msgspec.json.decode(self._file.read_bytes(), type=Mark)
            public = serialization.load_der_public_key(bytes.fromhex(self._key.public))
            assert isinstance(public, ec.EllipticCurvePublicKey)
            public.verify(bytes.fromhex(mark.signature), _signed(mark), ec.ECDSA(hashes.SHA256()))
        except (OSError, ValueError, msgspec.DecodeError, InvalidSignature):
            return None
        return mark.head if (mark.folder, mark.device) == (self._folder, self._key.id) else None

    def _writable(self) -> bool:
        """Whether a mark could be kept at all; where none can, its absence says nothing."""
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return os.access(self._file.parent, os.W_OK)
        return False


def next_epoch(last: int, throw: Callable[[int], int] = secrets.randbelow) -> int:
    """An epoch beyond `last` that nobody else begins who goes on from the same record."""
    return last + 1 + throw(SPREAD)


def _signed(mark: Mark) -> bytes:
    return b"yishitang mark 1\n" + canonical(msgspec.structs.replace(mark, signature=""))
