"""签到码: a card for each who may come, whose code the scanner at the door types into the check-in field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.meetings.meeting_value import meeting_value
from desktop.services.record_print import Printed, new_print_id, record_print
from forms.language import refuse
from forms.papers import papers

if TYPE_CHECKING:
    from desktop.papers import Drawn, Prepared

PAPER = "code-cards"


def preview_codes(desk: Desk, meeting_id: str, public: bool = False) -> Drawn:
    """As they would be printed now; nothing is recorded. Raises Refused as `print_codes`; `public` changes nothing."""
    from desktop.papers import draw

    return draw(_prepared(desk, meeting_id, "", desk.clock().at))


def print_codes(desk: Desk, meeting_id: str, public: bool = False) -> Printed:
    """Draw the cards and record the print. Raises Refused where nobody is on the list of the meeting."""
    moment = desk.clock()
    return record_print(desk, moment, _prepared(desk, meeting_id, new_print_id(desk), moment.at))


def _prepared(desk: Desk, meeting_id: str, print_id: str, at: str) -> Prepared:
    from desktop.papers import fix
    from desktop.papers.content import Filled
    from desktop.papers.wording import typeset

    with desk.store.read() as work:
        meeting = meeting_value(desk, work, meeting_id)
    rows = tuple(
        (one.person, typeset(one.label), typeset(one.group or one.office)) for one in meeting.roll if not one.observer
    )
    if not rows:
        raise refuse("这次会议的名单还没有人，印不了签到码。请先导入花名册。")
    form, name = papers()[PAPER], meeting.title or meeting.kind_title
    return fix(
        form,
        (Filled(block="cards", rows=rows),),
        subject=meeting_id,
        title=f"{name}　{form.zh}",
        about=f"{meeting.date} {name}",
        print_id=print_id,
        printed_at=at,
    )
