"""The minutes: lines as they are written, the end of the meeting, reading back, objections, confirmation."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.require import Decider
from desktop.domain.meeting import Line, Meeting
from forms.language import refuse, say
from forms.rules import RuleSet

Events = tuple[e.AnyEvent, ...]

LONGEST_LINE = 4000
"""Characters; what is longer was pasted by mistake."""


def _line_text(text: str) -> str:
    text = require.words(text, say("记录内容"))
    if len(text) > LONGEST_LINE:
        raise refuse("这一条有 {n} 字，最多 {most} 字。请分成几条。", n=len(text), most=LONGEST_LINE)
    return text


def write(meeting: Meeting, action: a.WriteLine, rule: RuleSet, sequence: int) -> Events:
    """What someone says may be noted from the opening on; a line of the recorder's own at any time before confirmation."""
    require.before_confirmation(meeting)
    if action.person:
        require.known(meeting, action.person)
    item = meeting.current.id if meeting.current else ""
    return (e.LineWritten(line=f"l{sequence}", text=_line_text(action.text), item=item, person=action.person),)


def note_gap(meeting: Meeting, action: a.NoteGap, rule: RuleSet, sequence: int) -> Events:
    """A line of the recorder's own, and the time taken off the speech that was being held."""
    require.before_confirmation(meeting)
    if not action.since < action.until:
        raise refuse("没有记录的这段时间，开始要早于结束。请核对电脑的时间。")
    item = meeting.current.id if meeting.current else ""
    line = e.LineWritten(line=f"l{sequence}", text=_gap_words(action.since, action.until), item=item)
    return (e.TimeLost(since=action.since, until=action.until), line)


def _gap_words(since: str, until: str) -> str:
    """As it stands in the minutes, which are Chinese whatever the language of the window."""
    first, last = (since[11:16], until[11:16]) if since[:10] == until[:10] else (_day_and_time(since), _day_and_time(until))
    return f"（{first}至{last}程序中断，这段时间没有记录。）"


def _day_and_time(at: str) -> str:
    return f"{int(at[5:7])}月{int(at[8:10])}日{at[11:16]}"


def _line(meeting: Meeting, line: str) -> Line:
    require.before_confirmation(meeting)
    found = next((one for one in meeting.lines if one.id == line), None)
    if found is None:
        raise refuse("会议记录里没有这一条，可能已经删去。请从记录里重新选一条。")
    return found


def amend(meeting: Meeting, action: a.AmendLine, rule: RuleSet, _: int) -> Events:
    _line(meeting, action.line)
    return (e.LineAmended(line=action.line, text=_line_text(action.text)),)


def strike(meeting: Meeting, action: a.StrikeLine, rule: RuleSet, _: int) -> Events:
    if _line(meeting, action.line).kind == "objection":
        raise refuse("宣读时提出的意见要留在记录里，不能删去。可以撤销，或另写一条说明。")
    return (e.LineStruck(line=action.line),)


def adjourn(meeting: Meeting, action: a.Adjourn, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    if meeting.poll is not None:
        raise refuse("“{question}”还没有计票。请先计票或取消这次表决。", question=meeting.poll.question)
    if meeting.current is not None:
        raise refuse("“{title}”还没有结束。请先结束这一项，再宣布散会。", title=meeting.current.title)
    return (e.MeetingAdjourned(),)


def read_back(meeting: Meeting, action: a.ReadBack, rule: RuleSet, _: int) -> Events:
    require.ended(meeting)
    return (e.MinutesReadBack(by=action.by.strip()),)


def object_(meeting: Meeting, action: a.Object, rule: RuleSet, sequence: int) -> Events:
    require.ended(meeting)
    if not meeting.read_back_at:
        raise refuse("会议记录还没有宣读。请先宣读，再记录意见。")
    require.known(meeting, action.person)
    return (e.ObjectionMinuted(line=f"l{sequence}", person=action.person, text=_line_text(action.text)),)


def confirm(meeting: Meeting, action: a.ConfirmMinutes, rule: RuleSet, _: int) -> Events:
    require.ended(meeting)
    if not meeting.read_back_at:
        raise refuse("会议记录还没有宣读。请先宣读，再确认。")
    return (e.MinutesConfirmed(),)


DECIDERS: dict[type, Decider] = {
    a.WriteLine: write,
    a.NoteGap: note_gap,
    a.AmendLine: amend,
    a.StrikeLine: strike,
    a.Adjourn: adjourn,
    a.ReadBack: read_back,
    a.Object: object_,
    a.ConfirmMinutes: confirm,
}
