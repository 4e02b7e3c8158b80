"""定稿: what the meeting says becomes a signed record in the ledger, and stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop.domain.case import DELIBERATED
from desktop.domain.fold import fold
from desktop.domain.meeting import CONFIRMED, SEALED, Meeting
from desktop.domain.presence import unsettled
from desktop.services.cases.present import at_the_end
from desktop.services.desk import Desk
from desktop.services.meetings.archive_due import archive_later
from desktop.services.meetings.freeze import freeze
from desktop.services.seal import append
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import canonical
from desktop.wire.records import SealedRecord
from forms.language import Sentence, refuse, say
from forms.procedures import Outcome

if TYPE_CHECKING:
    from desktop.storage.work import Work


def missing(desk: Desk, meeting: Meeting) -> tuple[Sentence, ...]:
    """What still stands in the way of sealing, each with what to do; empty where nothing does."""
    rule = desk.pack.rule_set(meeting.rule, meeting.date, meeting.province)
    lacks = []
    if not meeting.ended_at:
        lacks.append(say("还没有宣布散会。"))
    if not meeting.read_back_at:
        lacks.append(say("会议记录还没有宣读。"))
    elif meeting.stage != CONFIRMED:
        lacks.append(say("会议记录还没有确认。"))
    waiting = unsettled(meeting, rule)
    if waiting is not None:
        lacks.append(waiting)
    return tuple(lacks)


def frozen(desk: Desk, work: Work, meeting_id: str) -> SealedMeeting:
    """The meeting as it would be sealed now: for papers before sealing, and for the seal itself."""
    meeting = fold(meeting_id, work.journal.read(meeting_id)).meeting
    digest, length = work.journal.digest(meeting_id)
    value = freeze(
        meeting,
        desk.village(),
        kind_title=desk.pack.rule_set(meeting.rule, meeting.date, meeting.province).title,
        consultation=consults(desk, meeting),
        journal_digest=digest,
        journal_length=length,
    )
    return replace(value, invited=at_the_end(desk, work, meeting))


def consults(desk: Desk, meeting: Meeting) -> bool:
    """Whether what comes out is a 协商意见, and never a 决议."""
    procedure = desk.pack.procedures.get(meeting.procedure)
    by_rule = desk.pack.rule_set(meeting.rule, meeting.date, meeting.province).opinion
    return by_rule or (procedure is not None and procedure.outcome is Outcome.OPINION)


def seal_meeting(desk: Desk, meeting_id: str) -> SealedRecord:
    """Seal a confirmed meeting. Raises Refused with what is missing; a sealed meeting is not sealed twice."""
    with desk.store.work() as work:
        row = work.meetings.get(meeting_id)
        if row is None:
            raise refuse("找不到这次会议。它可能在另一台电脑上。")
        if row.sealed_sequence is not None:
            raise refuse("这次会议已经定稿，不用再定稿。")
        meeting = fold(meeting_id, work.journal.read(meeting_id)).meeting
        lacks = missing(desk, meeting)
        if lacks:
            raise refuse("还不能定稿：{first}", first=lacks[0])
        body = canonical(frozen(desk, work, meeting_id))
        sealed = append(desk, work, desk.clock(), kind="meeting", subject=meeting_id, body=body)
        for item in meeting.items:
            if item.case and item.state in ("accepted", "amended", "refused", "noted"):
                work.cases.change_state(item.case, DELIBERATED, sealed.record.made_at)
        work.meetings.update(replace(row, state=SEALED, sealed_sequence=sealed.record.sequence))
        archive_later(work, meeting_id)
    return sealed
