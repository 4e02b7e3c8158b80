"""Who said a line: the beginning "name:" of what was typed, or whoever has the floor. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from desktop.domain.meeting import Meeting
from forms.language import refuse

LONGEST_BEGINNING = 26
"""Characters within which the colon behind a name stands."""
_BEGINNING = re.compile("^\\s*([^:\uff1a]{0,24})[:\uff1a]\\s*(.*)$", re.DOTALL)

CHAIR = ("主持人", "主持")
"""Whoever leads the meeting, where the plan names someone of the list."""


class Said(Struct, frozen=True):
    """A line to be written. `person` is empty for the recorder's own."""

    person: str
    text: str


def said(meeting: Meeting, typed: str, find: Callable[[str], list[str]]) -> Said:
    """`find` gives the ids of those whom a beginning may mean, best first.

    "王芳:先修东段" is 王芳's, "主持人:…" the chair's, ":已分发材料" the recorder's own; without a colon, or before it what
    names nobody, the line is that of the floor. Raises Refused where two people of one name may be meant.
    """
    floor = meeting.floor.person if meeting.floor is not None else ""
    found = _BEGINNING.match(typed)
    if found is None:
        return Said(floor, typed.strip())
    beginning, rest = found.group(1).strip(), found.group(2).strip()
    if not beginning:
        return Said("", rest)
    people = _named(meeting, beginning, find)
    if len(people) > 1:
        raise refuse(
            "“{name}”可能是 {people}。请写清楚是哪一位，再按回车。", name=beginning, people="、".join(map(meeting.label, people))
        )
    if people:
        return Said(people[0], rest)
    if beginning in CHAIR:
        hosts = [person for person, one in meeting.eligible.items() if one.name == meeting.host]
        return Said(hosts[0], rest) if len(hosts) == 1 else Said("", typed.strip())
    return Said(floor, typed.strip())


def _named(meeting: Meeting, beginning: str, find: Callable[[str], list[str]]) -> list[str]:
    """Those whom it names: by the label, by the whole name, or by initials and pinyin where these find one person."""
    everyone = {**meeting.eligible, **meeting.observers}
    plain = _wide(beginning)
    exact = [person for person, one in everyone.items() if _wide(one.label) == plain]
    if exact:
        return exact
    whole = [person for person, one in everyone.items() if one.name == plain]
    if whole:
        return whole
    if re.fullmatch(r"[a-z]{2,}", beginning.lower()):
        return find(beginning)
    return []


def _wide(label: str) -> str:
    """Brackets are typed either way."""
    return label.replace("(", "\uff08").replace(")", "\uff09")
