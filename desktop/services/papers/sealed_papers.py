"""The prints, scans and archived papers that the ledger holds, found by their bytes or by their print id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from desktop.wire.bodies import SealedArchive, SealedPrint, SealedScan
from desktop.wire.canonical import read
from desktop.wire.records import SealedRecord

T = TypeVar("T")


def body_of(record: SealedRecord, kind: type[T]) -> T | None:
    """The body of a record; None where it was erased, is of a newer program, or was damaged, which the verification of the chain will say."""
    try:
        return read(record.body, kind) if record.body is not None else None
    except msgspec.DecodeError:
        return None


class Found:
    """The record that has these bytes, if any."""

    def __init__(self, records: tuple[SealedRecord, ...], hashed: str) -> None:
        self.record: SealedRecord | None = None
        self.printed: SealedPrint | None = None
        self.scan: SealedScan | None = None
        self.archived: SealedArchive | None = None
        for record in records:
            if record.record.kind == "print" and record.body is not None:
                printed = body_of(record, SealedPrint)
                if printed is not None and printed.pdf_hash == hashed:
                    self.record, self.printed = record, printed
            elif record.record.kind == "archive" and record.body is not None:
                archived = body_of(record, SealedArchive)
                if archived is not None and archived.pdf_hash == hashed:
                    self.record, self.archived = record, archived
            elif record.record.kind == "scan" and record.body is not None:
                scan = body_of(record, SealedScan)
                if scan is not None and hashed in (scan.blob, *(sheet.small for sheet in scan.sheets)):
                    self.record, self.scan = record, scan


def prints_in(records: tuple[SealedRecord, ...]) -> Iterator[SealedPrint]:
    """The prints, oldest first; one whose body has been erased or damaged is none."""
    for record in records:
        if record.record.kind == "print" and (printed := body_of(record, SealedPrint)) is not None:
            yield printed


def printed_as(records: tuple[SealedRecord, ...], print_id: str) -> SealedPrint | None:
    """The sealed print of this id; upper and lower case are one, as on the page's code."""
    return next((one for one in prints_in(records) if one.print_id.lower() == print_id.lower()), None)
