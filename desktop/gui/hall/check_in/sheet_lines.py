"""A sheet that was kept on paper, line by line: when, what, who; and the clerk actions that each line stands for. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec
from msgspec import Struct

from desktop.domain import actions as a
from desktop.domain.meeting import Meeting
from desktop.services.late_entry import Noted
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
    VOTED: say("举手"),
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
    VOTED: ("text", "yes", "no", "abstain"),
    NOTED: ("text",),
    CLOSED: (),
    ENDED: (),
}
"""Which fields a line of this kind has beside its time."""


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


def iso(day: str, at: str) -> str:
    """The ISO time of HH:MM on the evening of this day. Raises Refused."""
    if not TIME.fullmatch(at):
        raise refuse("补录要先写纸上的时间，例如 19:05。")
    if at < MORNING:
        day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return f"{day}T{at}:00"


def checked(line: SheetLine, day: str) -> SheetLine:
    """The line, where nothing of it is missing. Raises Refused with what is."""
    at = iso(day, line.at)
    asks = ASKS[line.kind]
    if "person" in asks and not line.person:
        raise refuse("请写是谁：姓名、拼音或首字母，回车选定。")
    if "item" in asks and not line.item:
        raise refuse("请选是哪一项议题。")
    if line.kind in (VOTED, NOTED) and not line.text.strip():
        raise refuse("请写内容。")
    if line.kind == SPOKE:
        if not line.until and not line.text.strip():
            raise refuse("发言要写讲到几点，或者讲了什么。")
        if line.until and iso(day, line.until) < at:
            raise refuse("发言结束的 {until} 早于开始的 {at}。请核对纸上的时间。", until=line.until, at=line.at)
    return line


def noted(lines: tuple[SheetLine, ...], day: str) -> tuple[Noted, ...]:
    """The clerk actions, each with its real time."""
    found: list[Noted] = []
    for number, line in enumerate(lines, 1):
        at = iso(day, line.at)
        found += [Noted(line=number, at=at, action=action) for action in _actions(line)]
        if line.kind == SPOKE and line.until:
            found.append(Noted(line=number, at=iso(day, line.until), action=a.EndSpeaker()))
    return tuple(found)


def _actions(line: SheetLine) -> list[a.AnyAction]:
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
            return [a.OpenPoll(question=line.text), a.CountHands(yes=line.yes, no=line.no, abstain=line.abstain)]
        case "noted":
            return [a.WriteLine(text=line.text)]
        case "closed":
            return [a.CloseItem()]
    return [a.Adjourn()]


def told(line: SheetLine, meeting: Meeting) -> Sentence:
    """A line as the list shows it."""
    until = f"–{line.until}" if line.until else ""
    item = meeting.item(line.item)
    words = " ".join(part for part in (meeting.label(line.person), item.title if item else "", line.text) if part)
    if line.kind == VOTED:
        words = f"{words} {line.yes}/{line.no}/{line.abstain}"
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
