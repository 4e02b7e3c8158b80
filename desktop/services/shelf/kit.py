"""停电用纸: everything that an evening without power needs, as one pile, with the sheet that says how it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.meeting import OPEN, PLANNED
from desktop.services.desk import Desk
from desktop.services.meetings.meeting_value import meeting_value
from desktop.services.record_print import Printed, new_print_id, record_print
from desktop.wire.bodies import SealedMeeting
from forms.papers import papers

if TYPE_CHECKING:
    from desktop.papers import Drawn, Prepared
    from desktop.papers.filling.lists import InKit

USES = {
    "sign-in": "来的人签名，写上几点几分到",
    "minutes": "写下几点几分、谁、说了什么",
    "ballot": "无记名表决时发给大家，要盖章",
    "tally": "每次表决的票数，监票人、计票人签名",
}
"""Sheets of a kit, in the order in which they are needed."""


class Kit(Struct, frozen=True):
    """The prints, the guide first, and all of them as one PDF."""

    prints: tuple[Printed, ...]
    pdf: bytes


def preview_kit(desk: Desk, meeting_id: str = "") -> Drawn:
    """As it would be printed now, for a meeting with its names and items, or without one; nothing is recorded."""
    from desktop.papers import Drawn, draw
    from desktop.papers.joined import joined

    at = desk.clock().at
    drawn = [draw(one) for one in _prepared(desk, meeting_id, at, lambda: "")]
    pages = sum(one.pages for one in drawn)
    return Drawn(
        joined([one.pdf for one in drawn]), pages, tuple(dict.fromkeys(c for one in drawn for c in one.missing))
    )


def print_kit(desk: Desk, meeting_id: str = "") -> Kit:
    """Draw and record each sheet as a print of its own, so that its scan finds home by the code at its foot."""
    from desktop.papers.joined import joined

    moment = desk.clock()
    prints = [
        record_print(desk, moment, one) for one in _prepared(desk, meeting_id, moment.at, lambda: new_print_id(desk))
    ]
    return Kit(tuple(prints), joined([one.pdf for one in prints]))


def _prepared(desk: Desk, meeting_id: str, at: str, new_id: Callable[[], str]) -> list[Prepared]:
    from desktop.papers import draw, fix, prepare
    from desktop.papers.filling.lists import InKit, fill_guide

    meeting = _meeting(desk, meeting_id)
    sheets = [prepare(paper, meeting, print_id=new_id(), printed_at=at, blank=True) for paper in USES]
    listed: list[InKit] = [
        InKit(title=papers()[paper].zh, print_id=one.print_id, pages=draw(one).pages, use=use)
        for one, (paper, use) in zip(sheets, USES.items(), strict=True)
    ]
    form = papers()["kit-guide"]
    guide = fix(
        form,
        fill_guide(meeting.village, listed, meeting.title),
        subject=meeting.id,
        title=f"{meeting.village.name}　{form.zh}",
        about=form.zh,
        print_id=new_id(),
        printed_at=at,
    )
    return [guide, *sheets]


def _meeting(desk: Desk, meeting_id: str) -> SealedMeeting:
    """The meeting as it stands, if it is still to come; else a sheet with everything left to the hand."""
    with desk.store.read() as work:
        row = work.meetings.get(meeting_id) if meeting_id else None
        if row is not None and row.state in (PLANNED, OPEN):
            return meeting_value(desk, work, meeting_id)
    return SealedMeeting(
        id="",
        village=desk.village(),
        procedure="",
        rule="",
        title="",
        kind_title="",
        date="",
        declared={},
    )
