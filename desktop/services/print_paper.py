"""The papers of a meeting: the real page as it will be printed, and the print that is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.record_print import Printed, new_print_id, record_print
from desktop.services.seal_meeting import frozen
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import read
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.papers import Drawn
    from desktop.storage.work import Work

FINAL = ("minutes", "tally", "resolution", "opinion", "summary", "publicity")
"""Papers that are signed or posted as final: filled, they come from the sealed meeting only; blank sheets may be had before."""


def meeting_value(desk: Desk, work: Work, meeting_id: str) -> SealedMeeting:
    """The sealed meeting where there is one, byte for byte as sealed; else the meeting as it stands."""
    row = work.meetings.get(meeting_id)
    if row is None:
        raise refuse("找不到这次会议。它可能在另一台电脑上。")
    if row.sealed_sequence is not None:
        sealed = work.ledger.get(row.sealed_sequence)
        if sealed is None or sealed.body is None:
            raise refuse("这次会议的内容已按保管期限销毁，不能再打印。")
        return read(sealed.body, SealedMeeting)
    return frozen(desk, work, meeting_id)


def preview_paper(desk: Desk, meeting_id: str, paper: str, *, blank: bool = False, item: str = "") -> Drawn:
    """The real page as it would be printed now; nothing is recorded, and it bears no print id."""
    from desktop.papers import draw, prepare

    with desk.store.read() as work:
        value = meeting_value(desk, work, meeting_id)
    return draw(prepare(paper, value, print_id="", printed_at=desk.clock().at, blank=blank, item=item))


def print_paper(desk: Desk, meeting_id: str, paper: str, *, blank: bool = False, item: str = "") -> Printed:
    """Draw a paper and record that it was printed; `item` says which agenda item a ballot is for.

    Minutes and results are refused before the meeting is sealed.
    """
    from desktop.papers import prepare

    moment = desk.clock()
    with desk.store.read() as work:
        row = work.meetings.get(meeting_id)
        value = meeting_value(desk, work, meeting_id)
        final = row is not None and row.sealed_sequence is not None
    if paper in FINAL and not final and not blank:
        raise refuse("会议还没有定稿，不能打印正式文本。请先宣读、确认并定稿。")
    prepared = prepare(paper, value, print_id=new_print_id(desk), printed_at=moment.at, blank=blank, item=item)
    return record_print(desk, moment, prepared)
