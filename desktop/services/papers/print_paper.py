"""The papers of a meeting: the real page as it will be printed, and the print that is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.document_number import give_number, number_of
from desktop.services.meetings.meeting_value import meeting_value
from desktop.services.papers.correct_meeting import corrections_of
from desktop.services.papers.signatures import places
from desktop.services.record_print import Make, Printed, fix_print, new_print_id, record_print, take_print
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.papers import Drawn, Prepared
    from desktop.wire.bodies import SealedMeeting, SealedPrint

FINAL = ("minutes", "tally", "resolution", "opinion", "summary", "publicity")
"""Papers that are signed or posted as final: filled, they come from the sealed meeting only; blank sheets may be had before."""

MANY = ("ballot",)
"""Papers of which a meeting may need several beside each other."""


def preview_paper(desk: Desk, meeting_id: str, paper: str, *, blank: bool = False, item: str = "", public: bool = False) -> Drawn:
    """The real page as it would be printed now; nothing is recorded, and it bears no print id."""
    from desktop.papers import draw

    make, _final = made(desk, meeting_id, paper, blank=blank, item=item, public=public)
    return draw(make("", desk.clock().at))


def print_paper(desk: Desk, meeting_id: str, paper: str, *, blank: bool = False, item: str = "", public: bool = False) -> Printed:
    """Draw a paper and record that it was printed; `item` says which agenda item a ballot is for; `public` masks what its definition masks.

    What was fixed at sealing is given to the printer as it is. Minutes and results are refused before the meeting is sealed.
    """
    make, final = made(desk, meeting_id, paper, blank=blank, item=item, public=public, numbered=True)
    if paper in FINAL and not final and not blank:
        raise refuse("会议还没有定稿，不能打印正式文本。请先宣读、确认并定稿。")
    if not blank and paper not in MANY:
        return take_print(desk, make)
    moment = desk.clock()
    return record_print(desk, moment, make(new_print_id(desk), moment.at))


def final_papers(meeting: SealedMeeting) -> tuple[str, ...]:
    """What a sealed meeting leaves to be signed: it follows from the meeting alone, so it can be fixed at once.

    A summary and what is posted are made when somebody wants them.
    """
    settled = any(item.state not in ("pending", "open", "noted") for item in meeting.items)
    outcome = "opinion" if meeting.consultation else "resolution"
    return ("minutes", *(("tally",) if meeting.polls else ()), *((outcome,) if settled else ()))


def fix_final(desk: Desk, meeting_id: str) -> Iterator[SealedPrint]:
    """Fix the final papers of a sealed meeting one after another; those that were printed already are given as they are."""
    with desk.store.read() as work:
        value = meeting_value(desk, work, meeting_id)
    for paper in final_papers(value):
        make, _final = made(desk, meeting_id, paper, numbered=True)
        yield fix_print(desk, make)


def made(
    desk: Desk,
    meeting_id: str,
    paper: str,
    *,
    blank: bool = False,
    item: str = "",
    public: bool = False,
    numbered: bool = False,
) -> tuple[Make, bool]:
    """What fixes the content of the paper as the meeting stands now, and whether that is sealed; `numbered` gives it its number."""
    from desktop.papers import prepare

    with desk.store.read() as work:
        row = work.meetings.get(meeting_id)
        value = meeting_value(desk, work, meeting_id)
        final = row is not None and row.sealed_sequence is not None
        signed, corrected = places(desk, work, meeting_id, paper), len(corrections_of(work, meeting_id))
        number = "" if blank else number_of(work, value, paper)
    if numbered and final and not blank and not number:
        with desk.store.work() as work:
            number = give_number(work, value, paper)

    def make(print_id: str, printed_at: str) -> Prepared:
        return prepare(
            paper,
            value,
            print_id=print_id,
            printed_at=printed_at,
            blank=blank,
            item=item,
            signed=signed,
            public=public,
            corrected=corrected,
            number=number,
        )

    return make, final
