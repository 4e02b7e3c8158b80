"""A photograph or paper that is attached to a sheet of a case, or to an entry of a register."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from desktop.domain.cases.sheets import CaseSheet
from desktop.domain.registers.entry import Entry
from desktop.services.desk import Desk
from forms.language import refuse
from forms.sheets import FieldType

if TYPE_CHECKING:
    from desktop.storage.work import Work

Filled = TypeVar("Filled", CaseSheet, Entry)
MOST_BYTES = 20_000_000
"""Of one attachment: a month without a line must fit on a stick and through a slow line."""


def with_file(desk: Desk, work: Work, filled: Filled, field: str, name: str, data: bytes, at: str) -> Filled:
    """A sheet, or an entry of a register, with a file in one of its fields. Raises Refused where the field takes none."""
    form = desk.pack.sheet(filled.form)
    if not any(one.id == field and one.type is FieldType.ATTACHMENT for one in form.at(filled.version)):
        raise refuse("这张表没有可以附文件的这一栏。")
    blob = work.blobs.put(data, mimetypes.guess_type(name)[0] or "application/octet-stream", at)
    return replace(filled, values={**filled.values, field: name}, files={**filled.files, field: blob}, saved_at=at)


def attachment(file: Path) -> bytes:
    """What is to be attached. Raises Refused where it cannot be read, is empty or too large."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise refuse("文件“{file}”读不出来，请检查 U 盘或路径。", file=file.name) from error
    if not data or len(data) > MOST_BYTES:
        raise refuse("文件“{file}”是空的，或者大于 20 兆，不能附上。", file=file.name)
    return data
