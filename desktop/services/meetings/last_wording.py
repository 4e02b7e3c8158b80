"""How it was written last time: lines of the last sealed meeting of the same kind, by item."""

from __future__ import annotations

import re

from desktop.domain.fold import fold
from desktop.domain.meeting import Item, Meeting
from desktop.services.desk import Desk

_COUNTED = re.compile(r"[0-9０-９一二三四五六七八九十百零〇\s（）()年月日第]+")


def alike(title: str) -> str:
    """A title without what changes from one meeting to the next: 第二季度 and 第三季度 are the same item."""
    return _COUNTED.sub("", title)


def last_wording(desk: Desk, meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """By id of this meeting's items; under "" what was written while no item was open. Each wording once, in its order."""
    with desk.store.read() as work:
        rows = [row for row in work.meetings.list() if row.sealed_sequence is not None]
        last = next(
            (row for row in rows if row.procedure == meeting.procedure and row.id != meeting.id and row.date <= meeting.date), None
        )
        entries = work.journal.read(last.id) if last is not None else ()
    if last is None:
        return {}
    before = fold(last.id, entries).meeting
    found = {item.id: _lines(before, same.id) for item in meeting.items if (same := _same(before, item)) is not None}
    return {"": _lines(before, ""), **found}


def _same(before: Meeting, item: Item) -> Item | None:
    """The item of that meeting which this one goes on with: the same case, the same title, or one that only counts on."""
    by_case = [one for one in before.items if item.case and one.case == item.case]
    by_title = [one for one in before.items if one.title == item.title]
    counted = [one for one in before.items if alike(one.title) and alike(one.title) == alike(item.title)]
    return next(iter([*by_case, *by_title, *counted]), None)


def _lines(before: Meeting, item: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.text for line in before.lines if line.item == item and line.kind == "line"))
