"""The minutes as they grow: what was said, with the headings and results that the evening writes by itself. Pure."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.meeting import Item, Line, Meeting, Poll
from desktop.gui.hall_state import ordinal
from forms.language import Sentence, say


class Row(Struct, frozen=True, kw_only=True):
    """One row on the page. `line` is the id of the line that can be changed, empty for what writes itself."""

    at: str
    text: Sentence
    line: str = ""


def timeline(meeting: Meeting) -> tuple[Row, ...]:
    """Lines in the order in which they were written; headings and results between them by their times."""
    own = [Row(at=line.at, text=_line(meeting, line), line=line.id) for line in meeting.lines]
    marks = [Row(at=meeting.began_at, text=say("— 宣布开会 —"))] if meeting.began_at else []
    for item in meeting.items:
        if item.opened_at:
            marks.append(Row(at=item.opened_at, text=_heading(meeting, item)))
        decided = [poll for poll in meeting.polls if poll.item == item.id and poll.verdict is not None]
        marks += [Row(at=poll.decided_at, text=_result(poll)) for poll in decided]
    if meeting.ended_at:
        marks.append(Row(at=meeting.ended_at, text=say("— 宣布散会 —")))
    marks.sort(key=lambda row: row.at)
    return tuple(_merged(own, marks))


def _merged(own: list[Row], marks: list[Row]) -> list[Row]:
    """Both in their own order: a clock that was set back may misplace a heading, never a line."""
    rows: list[Row] = []
    waiting = list(reversed(marks))
    for row in own:
        while waiting and waiting[-1].at <= row.at:
            rows.append(waiting.pop())
        rows.append(row)
    return [*rows, *reversed(waiting)]


def _line(meeting: Meeting, line: Line) -> Sentence:
    at = line.at[11:16]
    who = meeting.label(line.person) if line.person else ""
    if line.kind == "objection":
        return say("{at} 意见 · {who}：{text}", at=at, who=who, text=line.text)
    paper = say("（补录）") if line.on_paper else Sentence("")
    if not who:
        return Sentence("{at}{paper} {text}", {"at": at, "paper": paper, "text": line.text})
    return say("{at}{paper} {who}：{text}", at=at, paper=paper, who=who, text=line.text)


def _heading(meeting: Meeting, item: Item) -> Sentence:
    return say("— {ordinal}：{title} —", ordinal=ordinal(meeting.number(item.id)), title=item.title)


def _result(poll: Poll) -> Sentence:
    count, verdict = poll.count, poll.verdict
    assert count is not None
    assert verdict is not None
    if poll.seats:
        names = say("当选：{names}", names="、".join(poll.elected)) if poll.elected else say("没有人当选")
        return say("— 选举：{names} —", names=names)
    return say(
        "— 表决：同意 {yes}，不同意 {no}，弃权 {abstain}。{result} —",
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        result=say("通过") if verdict.passed else say("没有通过"),
    )
