"""Values to store. Names are invented."""

from __future__ import annotations

import secrets

from desktop.domain.events import Entry, LineWritten, Moment
from desktop.domain.people import Office, Person
from desktop.vault.device import DeviceKey
from desktop.vault.sealing import seal
from desktop.wire.head import Head
from desktop.wire.records import SealedRecord

KEY = bytes(range(32))
AT = "2026-06-18T19:26:07"
DEVICE = DeviceKey.from_secret(bytes(31) + b"\x07")


def line(sequence: int, text: str = "同意修路。") -> Entry:
    event = LineWritten(line=f"l{sequence}", text=text)
    return Entry(sequence=sequence, action=sequence, moment=Moment(AT), event=event)


def person(number: int, name: str, **facts: str) -> Person:
    return Person(id=f"p{number}", name=name, offices=(Office("村民代表"),), **facts)  # type: ignore[arg-type]


def record(head: Head | None, *, kind: str = "meeting", subject: str = "m", epoch: int | None = None) -> SealedRecord:
    return seal(
        DEVICE,
        head=head,
        epoch=epoch or (head.epoch if head else 1),
        kind=kind,
        subject=subject,
        body=b'{"title":"..."}',
        moment=Moment(AT),
        salt=secrets.token_hex(32),
    )
