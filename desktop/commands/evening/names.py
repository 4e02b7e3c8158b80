"""Who and what an evening file means: a person by name and what tells apart, an item by number or title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop.domain.events import Attendee
from desktop.domain.meeting import Meeting
from desktop.domain.people import Person
from forms.language import refuse

_MARKED = re.compile(r"(?P<name>[^(\uff08]+)[(\uff08](?P<mark>.*)[)\uff09]\Z")


def person_id(meeting: Meeting, who: object) -> str:
    """The id of the one whom `who` names among those of this meeting. Raises Refused for nobody, or for more than one.

    `who` is a name; a name with what tells apart in brackets, e.g. 张伟(三组), 张伟(1968), 张伟(户主张大山), several joined
    by ·; or an object with name and any of group, birth_year, head, household.
    """
    people = [*meeting.eligible.values(), *meeting.observers.values()]
    if isinstance(who, dict):
        name = str(who.get("name", ""))
        marks = [str(value) for key, value in who.items() if key != "name"]
    else:
        text = str(who).strip()
        exact = [one for one in people if one.label == text]
        if len(exact) == 1:
            return exact[0].person
        found = _MARKED.match(text)
        name = found["name"].strip() if found else text
        marks = re.split("[·,\uff0c、]", found["mark"]) if found else []
    same = [one for one in people if one.name == name and all(_bears(one, mark.strip()) for mark in marks)]
    if len(same) == 1:
        return same[0].person
    if not same:
        raise refuse("“{who}”不在本次会议的名单上，不能计入。不是应到人员的，请登记为列席。", who=str(who))
    raise refuse(
        "叫“{name}”的不止一人，请写明是哪一位：{labels}", name=name, labels="、".join(one.label for one in same)
    )


def _bears(one: Attendee, mark: str) -> bool:
    plain = mark.removesuffix("年生").removesuffix("年").removeprefix("户主").removeprefix("户号")
    return plain in (one.group, one.birth_year, one.head, one.household) or mark == one.office


def people_ids(people: Iterable[Person], wanted: Iterable[object]) -> tuple[str, ...]:
    """Ids of roster people, named as in `person_id`."""
    from desktop.domain.eligibility import attendees

    known = Meeting(id="", eligible={one.person: one for one in attendees(list(people))})
    return tuple(person_id(known, who) for who in wanted)


def item_id(meeting: Meeting, item: object) -> str:
    """The id of the agenda item with this number (from 1) or title."""
    if isinstance(item, int) and not isinstance(item, bool):
        if not 1 <= item <= len(meeting.items):
            raise refuse("议程一共 {n} 项，没有第 {place} 项。", n=len(meeting.items), place=item)
        return meeting.items[item - 1].id
    found = [one for one in meeting.items if one.title == item]
    if len(found) != 1:
        raise refuse("议程里没有叫“{title}”的一项。请写序号或完整名称。", title=str(item))
    return found[0].id


def line_id(meeting: Meeting, line: object) -> str:
    """The id of the line with this number (from 1; -1 is the last)."""
    lines = meeting.lines
    if (
        not isinstance(line, int)
        or isinstance(line, bool)
        or not (1 <= line <= len(lines) or -len(lines) <= line <= -1)
    ):
        raise refuse("会议记录一共 {n} 条，没有第 {line} 条。", n=len(lines), line=str(line))
    return lines[line - 1 if line > 0 else line].id
