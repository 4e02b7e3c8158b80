"""The minutes as they are read aloud: whole sentences, in the order of the evening. Pure."""

from __future__ import annotations

from desktop.domain.meeting import ACCLAMATION, BALLOT, ELECTION, HANDS, ROLL_CALL, Item, Line, Meeting, Poll
from desktop.gui.hall_state import ITEM_STATES, ordinal
from forms.language import Sentence, say

WAYS = {
    HANDS: say("举手表决"),
    BALLOT: say("无记名投票"),
    ROLL_CALL: say("点名表决"),
    ACCLAMATION: say("无异议通过"),
    ELECTION: say("选举"),
}
"""How a vote was held."""


def paragraphs(meeting: Meeting) -> tuple[Sentence, ...]:
    """What the recorder reads to the hall."""
    text = [_beginning(meeting)]
    text += [_said(meeting, line) for line in meeting.lines if not line.item and line.kind == "line"]
    for number, item in enumerate(meeting.items, 1):
        text += _item(meeting, number, item)
    if meeting.ended_at:
        text.append(
            say("会议在 {at} 散会。记录宣读完了，哪里记得不对、记漏了，请现在提出。", at=meeting.ended_at[11:16])
        )
    return tuple(text)


def _beginning(meeting: Meeting) -> Sentence:
    members = meeting.declared.get("members", len(meeting.eligible))
    date = say(
        "{year} 年 {month} 月 {day} 日",
        year=int(meeting.date[:4]),
        month=int(meeting.date[5:7]),
        day=int(meeting.date[8:]),
    )
    first = say("现在宣读会议记录。{title}，{date}", title=meeting.title, date=date)
    place = say("在{place}召开。", place=meeting.place) if meeting.place else say("召开。")
    people = say(
        "应到 {members} 人，到会 {came} 人，列席 {guests} 人。",
        members=members,
        came=len(meeting.came),
        guests=len(meeting.observers),
    )
    who = [
        say("主持人{name}。", name=meeting.host) if meeting.host else Sentence(""),
        say("记录人{name}。", name=meeting.recorder) if meeting.recorder else Sentence(""),
    ]
    return Sentence("{a}{b}{c}{d}{e}", {"a": first, "b": place, "c": people, "d": who[0], "e": who[1]})


def _item(meeting: Meeting, number: int, item: Item) -> list[Sentence]:
    text = [say("{ordinal}：{title}。", ordinal=ordinal(number), title=item.title)]
    if item.state == "pending":
        return [*text, say("这一项没有审议。")]
    text += [_said(meeting, line) for line in meeting.lines if line.item == item.id]
    polls = [poll for poll in meeting.polls if poll.item == item.id and poll.verdict is not None]
    text += [_poll(poll) for poll in polls]
    if not polls or item.state not in ("accepted", "refused"):
        text.append(say("这一项{state}。", state=ITEM_STATES[item.state]))
    if item.adopted:
        text.append(say("修改后的内容是：{text}", text=item.adopted))
    return text


def _said(meeting: Meeting, line: Line) -> Sentence:
    who = meeting.label(line.person) if line.person else ""
    return say("{who}说：{text}", who=who, text=line.text) if who else Sentence("{text}", {"text": line.text})


def _poll(poll: Poll) -> Sentence:
    assert poll.verdict is not None
    way = WAYS.get(poll.method, WAYS[HANDS])
    if not poll.seats:
        return say("{way}：{question} {verdict}", way=way, question=poll.question, verdict=poll.verdict.sentence)
    names = say("当选：{names}", names="、".join(poll.elected)) if poll.elected else say("没有人当选")
    return say("{way}：{question} {names}。{verdict}", way=way, question=poll.question, names=names, verdict=poll.verdict.sentence)
