"""应到, check-in and check-out, absences, observers, opening the meeting."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.require import Decider
from desktop.domain.meeting import PLANNED, Meeting
from desktop.domain.presence import bases, standing
from desktop.domain.verdict import Verdict
from forms.language import refuse, say
from forms.rules import RuleSet

Events = tuple[e.AnyEvent, ...]


def declare(meeting: Meeting, action: a.DeclareEligible, rule: RuleSet, _: int) -> Events:
    require.not_ended(meeting)
    if meeting.poll is not None:
        raise refuse("正在表决，不能改应到人数。请先完成或取消这次表决。")
    given = {"members": action.members, "adults": action.adults, "households": action.households}
    figures = {name: number for name, number in given.items() if number is not None}
    if not any(base in figures for base in bases(rule)):
        raise refuse("请填写应到人数。")
    if any(number < 1 for number in figures.values()):
        raise refuse("应到人数至少是 1。请改正后再确认。")
    return (e.EligibleDeclared(figures=figures),)


def open_meeting(meeting: Meeting, action: a.OpenMeeting, rule: RuleSet, _: int) -> Events:
    """A meeting may be opened below its quorum, to say so and to adjourn; a vote may not."""
    require.not_ended(meeting)
    if meeting.stage != PLANNED:
        raise refuse("会议已经开始了。")
    if not meeting.items:
        raise refuse("议程还是空的。请先添加至少一项议题。")
    answer = standing(meeting, rule)
    return (e.MeetingOpened(quorum=answer if isinstance(answer, Verdict) else None),)


def check_in(meeting: Meeting, action: a.CheckIn, rule: RuleSet, _: int) -> Events:
    require.not_ended(meeting)
    label = require.known(meeting, action.person)
    presence = meeting.presence.get(action.person)
    if presence is not None and presence.inside:
        raise refuse("{name} 已经在 {at} 签到，不用再签。", name=label, at=presence.spans[-1][0][11:16])
    return (e.PersonCheckedIn(person=action.person),)


def check_out(meeting: Meeting, action: a.CheckOut, rule: RuleSet, _: int) -> Events:
    require.not_ended(meeting)
    require.present(meeting, action.person)
    return (e.PersonCheckedOut(person=action.person),)


def note_absence(meeting: Meeting, action: a.NoteAbsence, rule: RuleSet, _: int) -> Events:
    require.before_confirmation(meeting)
    label = require.known(meeting, action.person)
    if action.person in meeting.presence:
        raise refuse("{name} 已经签到，不能登记为缺席。", name=label)
    return (e.AbsenceNoted(person=action.person, reason=require.words(action.reason, say("缺席原因"))),)


def observe(meeting: Meeting, action: a.Observe, rule: RuleSet, sequence: int) -> Events:
    require.not_ended(meeting)
    name = require.words(action.name, say("列席人姓名"))
    return (e.ObserverCameIn(person=f"o{sequence}", name=name, office=action.office.strip()),)


DECIDERS: dict[type, Decider] = {
    a.DeclareEligible: declare,
    a.OpenMeeting: open_meeting,
    a.CheckIn: check_in,
    a.CheckOut: check_out,
    a.NoteAbsence: note_absence,
    a.Observe: observe,
}
