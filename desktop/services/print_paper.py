"""The papers of a meeting: the real page as it will be printed, and the print that is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.correct_meeting import corrections_of
from desktop.services.desk import Desk
from desktop.services.document_number import give_number, number_of
from desktop.services.meeting_value import meeting_value
from desktop.services.record_print import Printed, new_print_id, record_print
from desktop.services.signatures import places
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.papers import Drawn

FINAL = ("minutes", "tally", "resolution", "opinion", "summary", "publicity")
"""Papers that are signed or posted as final: filled, they come from the sealed meeting only; blank sheets may be had before."""

MANY = ("ballot",)
"""Papers of which a meeting may need several beside each other."""


def preview_paper(desk: Desk, meeting_id: str, paper: str, *, blank: bool = False, item: str = "", public: bool = False) -> Drawn:
    """The real page as it would be printed now; nothing is recorded, and it bears no print id."""
    from desktop.papers import draw, prepare

    with desk.store.read() as work:
        value = meeting_value(desk, work, meeting_id)
        signed, corrected = places(desk, work, meeting_id, paper), len(corrections_of(work, meeting_id))
        number = number_of(work, value, paper)
    return draw(
        prepare(
            paper,
            value,
            print_id="",
            printed_at=desk.clock().at,
            blank=blank,
            item=item,
            signed=signed,
            public=public,
            corrected=corrected,
            number=number,
        )
    )


def print_paper(desk: Desk, meeting_id: str, paper: str, *, blank: bool = False, item: str = "", public: bool = False) -> Printed:
    """Draw a paper and record that it was printed; `item` says which agenda item a ballot is for; `public` masks what its definition masks.

    Minutes and results are refused before the meeting is sealed.
    """
    from desktop.papers import prepare

    moment = desk.clock()
    with desk.store.read() as work:
        row = work.meetings.get(meeting_id)
        value = meeting_value(desk, work, meeting_id)
        final = row is not None and row.sealed_sequence is not None
        signed, corrected = places(desk, work, meeting_id, paper), len(corrections_of(work, meeting_id))
    if paper in FINAL and not final and not blank:
        raise refuse("会议还没有定稿，不能打印正式文本。请先宣读、确认并定稿。")
    with desk.store.work() as work:
        number = "" if blank else give_number(work, value, paper)
    print_id = new_print_id(desk)
    prepared = prepare(
        paper,
        value,
        print_id=print_id,
        printed_at=moment.at,
        blank=blank,
        item=item,
        signed=signed,
        public=public,
        corrected=corrected,
        number=number,
    )
    return record_print(desk, moment, prepared, replaces=not blank and paper not in MANY)
