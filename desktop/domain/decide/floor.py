"""The floor: who asks to speak, who speaks, and for how long."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.require import Decider
from desktop.domain.meeting import Floor, Meeting
from desktop.domain.queue import SIDES, queue, times_spoken
from forms.language import refuse
from forms.rules import RuleSet

Events = tuple[e.AnyEvent, ...]

LAST_RANK = 9


def _waits(meeting: Meeting, person: str, point_of_order: bool) -> bool:
    return any((r.person, r.point_of_order) == (person, point_of_order) for r in meeting.requests)


def _not_voting(meeting: Meeting) -> None:
    if meeting.poll is not None:
        raise refuse("正在表决，先不发言。请先计票或取消这次表决。")


def request(meeting: Meeting, action: a.RequestSpeech, rule: RuleSet, _: int) -> Events:
    """One ordinary request and one point of order may wait for each person."""
    require.in_session(meeting)
    label = require.present(meeting, action.person)
    if meeting.list_closed and not (action.called or action.point_of_order):
        raise refuse("发言报名已经截止。{name} 要发言，请由主持人点名，或重新开放报名。", name=label)
    if _waits(meeting, action.person, action.point_of_order):
        raise refuse("{name} 已经在等候发言，不用再报名。轮到时请点“下一位发言”。", name=label)
    if action.side not in ("", *SIDES):
        raise refuse("没有“{side}”这一方。可以是：赞成（for）、反对（against），或者不写。", side=action.side)
    if action.rank and not action.point_of_order:
        raise refuse("只有程序问题才分级。请去掉级别，或改为程序问题。")
    if not 0 <= action.rank <= LAST_RANK:
        raise refuse("程序问题的级别要在 0 到 {most} 之间，数字小的先发言。请改写级别。", most=LAST_RANK)
    most = meeting.speakers.times
    if most and not action.point_of_order and times_spoken(meeting, action.person) >= most:
        raise refuse("{name} 本项已经发言 {n} 次。规程规定每人每项最多 {n} 次，请让别人先讲。", name=label, n=most)
    asked = e.SpeechRequested(
        person=action.person, point_of_order=action.point_of_order, rank=action.rank, side=action.side
    )
    return (asked,)


def interrupt(meeting: Meeting, action: a.Interrupt, rule: RuleSet, _: int) -> Events:
    floor = _speaking(meeting)
    if floor.point_of_order:
        raise refuse("正在处理程序问题，请等它说完。")
    points = [request.person for request in meeting.requests if request.point_of_order]
    if not points:
        raise refuse("没有人提出程序问题，不打断发言。有人提出时，请先记为程序问题。")
    person = action.person or points[0]
    if person not in points:
        raise refuse("{name} 没有提出程序问题，不能打断别人发言。请先记为程序问题，或排队等候。", name=require.known(meeting, person))
    return (e.SpeakerInterrupted(person=person),)


MOST_ADDED = 3600


def add_time(meeting: Meeting, action: a.AddTime, rule: RuleSet, _: int) -> Events:
    _speaking(meeting)
    if not 0 < action.seconds <= MOST_ADDED:
        raise refuse("加时要在 1 到 {most} 秒之间。请改写秒数。", most=MOST_ADDED)
    return (e.TimeAdded(seconds=action.seconds),)


def withdraw(meeting: Meeting, action: a.WithdrawSpeech, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    label = require.known(meeting, action.person)
    if not _waits(meeting, action.person, action.point_of_order):
        raise refuse("{name} 没有在等候发言，不用取消。要发言请先报名。", name=label)
    return (e.SpeechWithdrawn(person=action.person, point_of_order=action.point_of_order),)


def start(meeting: Meeting, action: a.StartSpeaker, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    _not_voting(meeting)
    places = queue(meeting)
    if not action.person:
        if not places:
            raise refuse("没有人等候发言。请先点“要求发言”。")
        return (e.SpeakerStarted(person=places[0].person, point_of_order=places[0].point_of_order),)
    label = require.present(meeting, action.person)
    if meeting.floor is not None and meeting.floor.person == action.person:
        raise refuse("{name} 正在发言，不用再请。讲完请点“结束”。", name=label)
    waiting = next((place for place in places if place.person == action.person), None)
    return (e.SpeakerStarted(person=action.person, point_of_order=waiting is not None and waiting.point_of_order),)


def _speaking(meeting: Meeting) -> Floor:
    require.in_session(meeting)
    if meeting.floor is None:
        raise refuse("现在没有人在发言。请先从名单里请一位发言。")
    return meeting.floor


def close_list(meeting: Meeting, action: a.CloseList, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    if meeting.list_closed:
        raise refuse("发言报名已经截止。要让大家再报名，请点“开放报名”。")
    return (e.ListClosed(),)


def reopen_list(meeting: Meeting, action: a.ReopenList, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    if not meeting.list_closed:
        raise refuse("发言报名没有截止，现在就可以报名。")
    return (e.ListReopened(),)


def pause(meeting: Meeting, action: a.PauseSpeaker, rule: RuleSet, _: int) -> Events:
    if not _speaking(meeting).running_since:
        raise refuse("发言计时已经暂停。要接着计时，请点“继续”。")
    return (e.SpeakerPaused(),)


def resume(meeting: Meeting, action: a.ResumeSpeaker, rule: RuleSet, _: int) -> Events:
    if _speaking(meeting).running_since:
        raise refuse("发言计时没有暂停，正在走。要停下请点“暂停”。")
    return (e.SpeakerResumed(),)


def end(meeting: Meeting, action: a.EndSpeaker, rule: RuleSet, _: int) -> Events:
    _speaking(meeting)
    return (e.SpeakerFinished(),)


DECIDERS: dict[type, Decider] = {
    a.RequestSpeech: request,
    a.WithdrawSpeech: withdraw,
    a.StartSpeaker: start,
    a.Interrupt: interrupt,
    a.AddTime: add_time,
    a.CloseList: close_list,
    a.ReopenList: reopen_list,
    a.PauseSpeaker: pause,
    a.ResumeSpeaker: resume,
    a.EndSpeaker: end,
}
