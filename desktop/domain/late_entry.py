"""补录: whether what was kept on paper can have happened when the sheet says, and what may still be keyed in."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from desktop.domain import actions as a
from desktop.domain.decide import decide
from desktop.domain.events import AnyEvent
from desktop.domain.fold import Evening
from desktop.domain.meeting import ADJOURNED, OPEN, Meeting
from forms.language import refuse
from forms.rules import RuleSet

PAPER = "paper"
"""The clock of a moment that was read off a sheet (`events.Moment`)."""

PEOPLE = (a.CheckIn, a.CheckOut, a.Observe)
"""What may be keyed in after the meeting was adjourned, until its minutes are confirmed: who was there, and when."""

DURING = (
    a.OpenItem,
    a.CloseItem,
    a.StartSpeaker,
    a.EndSpeaker,
    a.OpenPoll,
    a.OpenElection,
    a.CountHands,
    a.CountBallots,
    a.CallVote,
    a.CountRollCall,
    a.CountElection,
    a.Adjourn,
)
"""What happens only after the meeting was opened."""


def decide_late(evening: Evening, action: a.AnyAction, rule: RuleSet, at: str) -> tuple[AnyEvent, ...]:
    """The events of an action that stands on a sheet with the time `at` (ISO). Raises Refused."""
    check_time(evening.meeting, action, at)
    meeting = evening.meeting
    if meeting.stage == ADJOURNED and isinstance(action, PEOPLE):
        if at > meeting.ended_at:
            raise refuse(
                "补录的时间 {at} 晚于散会的 {ended}。请核对纸上的时间。", at=at[11:16], ended=meeting.ended_at[11:16]
            )
        evening = Evening(replace(meeting, stage=OPEN), evening.length, evening.last, evening.undone)
    return decide(evening, action, rule)


def check_time(meeting: Meeting, action: a.AnyAction, at: str) -> None:
    """Whether something can have happened at `at`: on the day of the meeting or in the night after it, in order.

    The clock of this PC is not asked, for it may be wrong. Raises Refused.
    """
    if meeting.date:
        last = (date.fromisoformat(meeting.date) + timedelta(days=1)).isoformat()
        if not meeting.date <= at[:10] <= last:
            raise refuse(
                "补录的时间 {at} 不在开会那天（{day}）。请核对纸上的日期和时间。",
                at=at[:16].replace("T", " "),
                day=meeting.date,
            )
    if isinstance(action, DURING) and meeting.began_at and at < meeting.began_at:
        raise refuse(
            "补录的时间 {at} 早于宣布开会的 {began}。请核对纸上的时间。", at=at[11:16], began=meeting.began_at[11:16]
        )
    if isinstance(action, a.CheckIn | a.CheckOut) and action.person in meeting.eligible:
        _no_vote_after(meeting, at)
    presence = meeting.presence.get(getattr(action, "person", ""))
    if presence is None or not presence.spans:
        return
    came, left = presence.spans[-1]
    if isinstance(action, a.CheckOut) and at < came:
        raise refuse("离场时间 {at} 早于签到时间 {came}。请核对纸上的时间。", at=at[11:16], came=came[11:16])
    if isinstance(action, a.CheckIn) and left and at < left:
        raise refuse(
            "再次签到的时间 {at} 早于上次离场的时间 {left}。请核对纸上的时间。", at=at[11:16], left=left[11:16]
        )


def _no_vote_after(meeting: Meeting, at: str) -> None:
    """到会 of a vote was counted when it was opened: whoever came or left before that would change it."""
    opened = next((poll for poll in meeting.polls if at < poll.opened_at), None)
    if opened is not None:
        raise refuse(
            "{opened} 的表决是按到会 {present} 人计的，补录 {at} 的到场或离场会改变它。请先撤销到那次表决以前再补录，或者在记录里写明。",
            opened=opened.opened_at[11:16],
            present=opened.present,
            at=at[11:16],
        )
