"""待签清单: what of a meeting still has to be signed or scanned, on a sheet to take along from door to door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.meetings.meeting_value import meeting_value
from desktop.services.papers.inked_copies import missing_signatures
from desktop.services.record_print import Printed, new_print_id, record_print
from forms.language import refuse
from forms.papers import papers

if TYPE_CHECKING:
    from desktop.papers import Drawn, Prepared


def preview_unsigned(desk: Desk, meeting_id: str) -> Drawn:
    """As it would be printed now; nothing is recorded. Raises Refused as `print_unsigned`."""
    from desktop.papers import draw

    return draw(_prepared(desk, meeting_id, "", desk.clock().at))


def print_unsigned(desk: Desk, meeting_id: str) -> Printed:
    """Draw the list and record the print. Raises Refused where there is no such meeting, or nothing is missing."""
    moment = desk.clock()
    return record_print(desk, moment, _prepared(desk, meeting_id, new_print_id(desk), moment.at))


def _prepared(desk: Desk, meeting_id: str, print_id: str, at: str) -> Prepared:
    from desktop.papers import fix
    from desktop.papers.filling.lists import ToSign, fill_unsigned

    lacking = missing_signatures(desk, meeting_id)
    if not lacking:
        raise refuse("这次会议打印过的都签齐了，没有待签的。")
    with desk.store.read() as work:
        meeting = meeting_value(desk, work, meeting_id)
    form = papers()["unsigned"]
    rows = [
        ToSign(
            title=one.title,
            print_id=one.print_id,
            missing=one.missing,
            pages=one.pages,
            who=(str(one.who),) if one.who is not None else one.spaces,
        )
        for one in lacking
    ]
    about = f"{meeting.date} {meeting.title or meeting.kind_title}"
    return fix(
        form,
        fill_unsigned(about, rows),
        subject=meeting_id,
        title=f"{meeting.title or meeting.kind_title}　{form.zh}",
        about=about,
        print_id=print_id,
        printed_at=at,
    )
