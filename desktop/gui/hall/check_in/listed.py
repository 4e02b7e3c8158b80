"""Names as they stand on a sheet of a vote: who answered what in a roll call, who got how many votes. Pure."""

from __future__ import annotations

import re

from desktop.domain.meeting import Meeting
from forms.language import refuse

_BETWEEN = re.compile("[\u3001,\uff0c\\s]+")
_PARTS = re.compile("[;\uff1b\u3002\n]+")
_VOTES = re.compile("(?P<name>.*?[^0-9])[\\s:\uff1a]*(?P<votes>[0-9]+)\u7968?")
_ANSWERS = {"同意": "yes", "不同意": "no", "反对": "no", "弃权": "abstain"}


def answers(written: str, meeting: Meeting) -> dict[str, str]:
    """Person to answer, from 同意：甲、乙；不同意：丙. Raises Refused for a name that is not one of the list, or stands twice."""
    found: dict[str, str] = {}
    for part in filter(None, (one.strip() for one in _PARTS.split(written))):
        answer, colon, names = part.replace(":", "\uff1a").partition("\uff1a")
        vote = _ANSWERS.get(answer.strip())
        if vote is None or not colon:
            raise refuse("点名的结果请写成“同意：甲、乙；不同意：丙；弃权：丁”。")
        for name in filter(None, _BETWEEN.split(names)):
            person = _person(name, meeting)
            if person in found:
                raise refuse("{name}写了两次。请核对纸上的记录。", name=name)
            found[person] = vote
    if not found:
        raise refuse("请写谁同意、谁不同意、谁弃权。")
    return found


def _person(name: str, meeting: Meeting) -> str:
    same = [one.person for one in meeting.eligible.values() if one.label == name]
    same = same or [one.person for one in meeting.eligible.values() if one.name == name]
    if not same:
        raise refuse("名单上没有“{text}”。", text=name)
    if len(same) > 1:
        labels = "、".join(meeting.label(person) for person in same)
        raise refuse("名单上有 {n} 个人叫{name}，请写清是哪一个：{labels}。", n=len(same), name=name, labels=labels)
    return same[0]


def votes(written: str) -> dict[str, int]:
    """Candidate to votes, from 甲 20、乙 15. Raises Refused."""
    found: dict[str, int] = {}
    for part in filter(None, (one.strip() for one in re.split("[\u3001,\uff0c;\uff1b]+", written))):
        read = _VOTES.fullmatch(part)
        if read is None:
            raise refuse("选举的结果请写成“甲 20、乙 15”：候选人和票数。")
        name = read["name"].strip()
        if name in found:
            raise refuse("{name}写了两次。请核对纸上的记录。", name=name)
        found[name] = int(read["votes"])
    if not found:
        raise refuse("请写候选人和各得多少票。")
    return found
