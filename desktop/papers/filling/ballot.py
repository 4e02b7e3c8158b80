"""表决票: as many as are called, all alike and without a number, for the vote is secret."""

from __future__ import annotations

from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import day, members_called, place_of
from desktop.wire.bodies import SealedMeeting
from forms.language import refuse

_NOBODY_CALLED = 24
"""Ballots where nobody knows how many will come: four pages, to be copied."""


def fill(meeting: SealedMeeting, *, item: str = "", blank: bool = False) -> tuple[Filled, ...]:
    """Ballots for one agenda item; without `item`, for the first one that is voted on by ballot, or the first of all.

    Raises Refused where the meeting has no such item. `blank` leaves the question to be written by hand.
    """
    by_ballot = [poll for poll in meeting.polls if poll.method == "ballot"]
    chosen = item or (by_ballot[0].item if by_ballot else "")
    asked = next((one for one in meeting.items if not chosen or one.id == chosen), None)
    if asked is None and not blank:
        raise refuse("会议还没有议题，印不了表决票。请先把议题列入议程。")
    poll = next((one for one in by_ballot if asked is not None and one.item == asked.id), None)
    question = "" if blank or asked is None else poll.question if poll else asked.title
    count = members_called(meeting) or sum(not one.observer for one in meeting.roll)
    if poll is not None and poll.issued is not None:
        count = poll.issued
    return (
        Filled(
            block="ballots",
            text="表决票",
            paragraphs=(
                Paragraph(f"{place_of(meeting.village)}{meeting.kind_title}　{day(meeting.date)}", "note"),
                Paragraph(f"表决事项：{question}") if question else Paragraph("表决事项：", "write"),
            ),
            count=count or _NOBODY_CALLED,
        ),
    )
