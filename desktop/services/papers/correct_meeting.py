"""更正: a mistake in a sealed meeting is put right by a new record that names the old one and says why; the old one stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.meetings.meeting_value import meeting_value
from desktop.services.papers.sealed_papers import body_of
from desktop.services.record_print import Printed, new_print_id, record_print
from desktop.services.seal import append
from desktop.wire.canonical import canonical
from desktop.wire.corrections import SealedCorrection
from desktop.wire.records import record_hash
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.papers import Drawn, Prepared
    from desktop.storage.work import Work

__all__ = ["PAPER", "SealedCorrection", "correct_meeting", "corrections", "preview_correction", "print_correction"]

KIND = PAPER = "correction"
LONGEST = 2000
"""Characters of what is written in one field."""


def correct_meeting(desk: Desk, meeting_id: str, *, wrong: str, right: str, why: str, by: str) -> SealedCorrection:
    """Seal a correction of a sealed meeting. Raises Refused: not sealed yet, erased, or something was not written."""
    asked = (
        (wrong, refuse("请写原来的记录里哪里错了。")),
        (right, refuse("请写应该是什么。")),
        (why, refuse("更正要写明原因。")),
        (by, refuse("请写是谁提出更正的。")),
    )
    for text, lacking in asked:
        if not text.strip():
            raise lacking
        if len(text) > LONGEST:
            raise refuse("写得太长了，请不要超过 {most} 个字。", most=LONGEST)
    if wrong.strip() == right.strip():
        raise refuse("改正前后是一样的，不用更正。")
    moment = desk.clock()
    with desk.store.work() as work:
        row = work.meetings.get(meeting_id)
        if row is None:
            raise refuse("找不到这次会议。它可能在另一台电脑上。")
        sealed = work.ledger.get(row.sealed_sequence) if row.sealed_sequence is not None else None
        if sealed is None:
            raise refuse("这次会议还没有定稿，直接改记录就可以，不用更正。")
        meeting = meeting_value(desk, work, meeting_id)
        correction = SealedCorrection(
            subject=meeting_id,
            number=len(work.ledger.of(meeting_id, KIND)) + 1,
            record=record_hash(sealed.record),
            title=meeting.title or meeting.kind_title,
            date=meeting.date,
            wrong=wrong.strip(),
            right=right.strip(),
            why=why.strip(),
            by=by.strip(),
            made_at=moment.at,
        )
        append(desk, work, moment, kind=KIND, subject=meeting_id, body=canonical(correction))
    return correction


def corrections_of(work: Work, meeting_id: str) -> tuple[SealedCorrection, ...]:
    """In the order in which they were made; those whose body was erased are left out."""
    found = (body_of(record, SealedCorrection) for record in work.ledger.of(meeting_id, KIND))
    return tuple(one for one in found if one is not None)


def corrections(desk: Desk, meeting_id: str) -> tuple[SealedCorrection, ...]:
    with desk.store.read() as work:
        return corrections_of(work, meeting_id)


def preview_correction(desk: Desk, meeting_id: str) -> Drawn:
    """As it would be printed now; nothing is recorded. Raises Refused where there is nothing to correct."""
    from desktop.papers import draw

    return draw(_prepared(desk, meeting_id, "", desk.clock().at))


def print_correction(desk: Desk, meeting_id: str) -> Printed:
    """Draw all corrections of the meeting so far and record the print, which takes the place of the one before it."""
    moment = desk.clock()
    return record_print(desk, moment, _prepared(desk, meeting_id, new_print_id(desk), moment.at), replaces=True)


def _prepared(desk: Desk, meeting_id: str, print_id: str, at: str) -> Prepared:
    from desktop.papers.filling.correction import prepare_correction

    with desk.store.read() as work:
        found = corrections_of(work, meeting_id)
        if not found:
            raise refuse("这次会议没有更正。")
        meeting = meeting_value(desk, work, meeting_id)
    return prepare_correction(meeting, found, print_id=print_id, printed_at=at)
