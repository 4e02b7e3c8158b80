"""What is being typed while a meeting is prepared is kept beside the journal, until it is written down."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan

FIELD = "plan"
NEW = "new-meeting"
"""Stands for a meeting that has no id yet."""


class Typed(Struct, frozen=True, kw_only=True):
    """The fields as they stand: the facts, and an agenda item that has not been added."""

    plan: Plan
    item: str = ""
    text: str = ""


def keep_typed(desk: Desk, meeting: str, typed: Typed | None) -> str:
    """Keep it for this meeting (empty: a new one), or forget it with None. Returns the time of keeping."""
    at = desk.clock().at
    with desk.store.work() as work:
        if typed is None:
            work.drafts.clear(meeting or NEW, FIELD)
        else:
            work.drafts.save(meeting or NEW, FIELD, msgspec.json.encode(typed).decode(), at)
    return at


def typed_before(desk: Desk, meeting: str) -> Typed | None:
    """What was being typed when the page, or the program, was left; None where all was written down."""
    with desk.store.read() as work:
        draft = work.drafts.get(meeting or NEW, FIELD)
    if not draft:
        return None
    try:
        return msgspec.json.decode(draft, type=Typed)
    except msgspec.DecodeError:
        return None  # of an older version of the program: the fields begin as the meeting says
