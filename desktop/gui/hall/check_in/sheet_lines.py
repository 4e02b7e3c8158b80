"""A sheet that was kept on paper, line by line: when, what, who; and the clerk actions that each line stands for. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec
from msgspec import Struct

from desktop.domain import actions as a
from desktop.domain.meeting import BALLOT, ELECTION, HANDS, ROLL_CALL, Meeting
from desktop.gui.hall.check_in.listed import answers, votes
from desktop.services.meetings.late_entry import Noted
from forms.language import Sentence, refuse, say

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MORNING = "05:00"
"""What stands on the sheet before this belongs to the night after the meeting."""

CAME, LEFT, BEGAN, ITEM, SPOKE, VOTED, NOTED, CLOSED, ENDED = (
    "came",
    "left",
    "began",
    "item",
    "spoke",
    "voted",
    "noted",
    "closed",
    "ended",
)
KINDS = {
    CAME: say("签到"),
    LEFT: say("离场"),
    BEGAN: say("开会"),
    ITEM: say("议题"),
    SPOKE: say("发言"),
    VOTED: say("表决"),
    NOTED: say("记录"),
    CLOSED: say("结束本项"),
    ENDED: say("散会"),
}
"""What a line may say, in the order of the keys Ctrl+1 to Ctrl+9."""
ASKS = {
    CAME: ("person",),
    LEFT: ("person",),
    BEGAN: (),
    ITEM: ("item",),
    SPOKE: ("until", "person", "text"),
    VOTED: ("method", "text"),
    NOTED: ("text",),
    CLOSED: (),
    ENDED: (),
}
"""Which fields a line of this kind has beside its time."""

METHODS = {
    HANDS: say("举手"),
    BALLOT: say("投票"),
    ROLL_CALL: say("点名"),
    ELECTION: say("选举"),
}
_COUNTED = {
    HANDS: ("yes", "no", "abstain"),
    BALLOT: ("issued", "returned", "yes", "no", "abstain", "invalid"),
    ROLL_CALL: ("listed",),
    ELECTION: ("seats", "issued", "returned", "invalid", "listed"),
}
"""What stands on the sheet of a vote beside its question, by method."""


def asks(kind: str, method: str) -> tuple[str, ...]:
    """Which fields a line has beside its time, in their order."""
    return (*ASKS[kind], *_COUNTED[method]) if kind == VOTED else ASKS[kind]


class SheetLine(Struct, frozen=True, kw_only=True):
    """`at` and `until` as they stand on paper: HH:MM."""

    kind: str
    at: str
    until: str = ""
    person: str = ""
    item: str = ""
    text: str = ""
    yes: int = 0
    no: int = 0
    abstain: int = 0
    method: str = HANDS
    issued: int = 0
    returned: int = 0
    invalid: int = 0
    seats: int = 0
    listed: str = ""
    """Of a roll call who answered what, of an election who got how many votes, as it is written."""


def iso(day: str, at: str) -> str:
    """The ISO time of HH:MM on the evening of this day. Raises Refused."""
    if not TIME.fullmatch(at):
        raise refuse("补录要先写纸上的时间，例如 19:05。")
    if at < MORNING:
        day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return f"{day}T{at}:00"


def checked(line: SheetLine, meeting: Meeting) -> SheetLine:
    """The line, where nothing of it is missing. Raises Refused with what is."""
    day = meeting.date
    at = iso(day, line.at)
    wanted = ASKS[line.kind]
    if "person" in wanted and not line.person:
        raise refuse("请写是谁：姓名、拼音或首字母，回车选定。")
    if "item" in wanted and not line.item:
        raise refuse("请选是哪一项议题。")
    if line.kind in (VOTED, NOTED) and not line.text.strip():
        raise refuse("请写内容。")
    if line.kind == VOTED:
        _actions(line, meeting)
    if line.kind == SPOKE:
        if not line.until and not line.text.strip():
            raise refuse("发言要写讲到几点，或者讲了什么。")
        if line.until and iso(day, line.until) < at:
            raise refuse("发言结束的 {until} 早于开始的 {at}。请核对纸上的时间。", until=line.until, at=line.at)
    return line


def noted(lines: tuple[SheetLine, ...], meeting: Meeting) -> tuple[Noted, ...]:
    """The clerk actions, each with its real time."""
    found: list[Noted] = []
    day = meeting.date
    for number, line in enumerate(lines, 1):
        at = iso(day, line.at)
        found += [Noted(line=number, at=at, action=action) for action in _actions(line, meeting)]
        if line.kind == SPOKE and line.until:
            found.append(Noted(line=number, at=iso(day, line.until), action=a.EndSpeaker()))
    return tuple(found)


def _actions(line: SheetLine, meeting: Meeting) -> list[a.AnyAction]:
    match line.kind:
        case "came":
            return [a.CheckIn(person=line.person)]
        case "left":
            return [a.CheckOut(person=line.person)]
        case "began":
            return [a.OpenMeeting()]
        case "item":
            return [a.OpenItem(item=line.item)]
        case "spoke":
            words: list[a.AnyAction] = [a.WriteLine(text=line.text, person=line.person)] if line.text.strip() else []
            return [a.StartSpeaker(person=line.person), *words] if line.until else words
        case "voted":
            return _vote(line, meeting)
        case "noted":
            return [a.WriteLine(text=line.text)]
        case "closed":
            return [a.CloseItem()]
    return [a.Adjourn()]


def _vote(line: SheetLine, meeting: Meeting) -> list[a.AnyAction]:
    """A vote with its count. Raises Refused where the names cannot be read."""
    if line.method == ELECTION:
        found = votes(line.listed)
        return [
            a.OpenElection(question=line.text, candidates=tuple(found), seats=line.seats or 1),
            a.CountElection(issued=line.issued, returned=line.returned, invalid=line.invalid, votes=found),
        ]
    opened = a.OpenPoll(question=line.text, method=line.method)
    if line.method == ROLL_CALL:
        given = [a.CallVote(person=person, vote=vote) for person, vote in answers(line.listed, meeting).items()]
        return [opened, *given, a.CountRollCall()]
    said = {"yes": line.yes, "no": line.no, "abstain": line.abstain}
    if line.method == BALLOT:
        return [opened, a.CountBallots(issued=line.issued, returned=line.returned, invalid=line.invalid, **said)]
    return [opened, a.CountHands(**said)]


def told(line: SheetLine, meeting: Meeting) -> Sentence:
    """A line as the list shows it."""
    until = f"–{line.until}" if line.until else ""
    item = meeting.item(line.item)
    words = " ".join(part for part in (meeting.label(line.person), item.title if item else "", line.text) if part)
    if line.kind == VOTED:
        count = line.listed or f"{line.yes}/{line.no}/{line.abstain}"
        return say("{at}  {kind}  {words}", at=line.at, kind=METHODS[line.method], words=f"{words} {count}")
    return say("{at}{until}  {kind}  {words}", at=line.at, until=until, kind=KINDS[line.kind], words=words)


def keep(lines: tuple[SheetLine, ...]) -> str:
    """As a draft keeps it."""
    return msgspec.json.encode(lines).decode() if lines else ""


def read(kept: str) -> tuple[SheetLine, ...]:
    """From a draft; nothing where it is none of ours."""
    try:
        return msgspec.json.decode(kept, type=tuple[SheetLine, ...])
    except msgspec.DecodeError:
        return ()
