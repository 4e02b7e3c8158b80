"""签到表: a row for each one who was called, with room for a signature or a fingerprint."""

from __future__ import annotations

from desktop.papers.content import Filled
from desktop.papers.wording import attended, called, clock, headed, meeting_time, typeset
from desktop.wire.bodies import Attendance, SealedMeeting

_NOBODY_KNOWN = 40
"""Rows of a sheet on which nobody is named beforehand."""


def fill(meeting: SealedMeeting, *, blank: bool = False) -> tuple[Filled, ...]:
    """Before the meeting the last columns are empty; afterwards they say when each one came, or why not."""
    before = blank or not meeting.began_at
    voters = [one for one in meeting.roll if not one.observer]
    guests = [one for one in meeting.roll if one.observer]
    return (
        Filled(block="title", text=headed(meeting.village, f"{meeting.kind_title}签到表")),
        Filled(
            block="facts",
            values={
                "meeting": meeting.title,
                "time": meeting_time(meeting, planned=before),
                "place": meeting.place,
                "called": called(meeting),
                "present": "" if before else attended(meeting),
            },
        ),
        Filled(
            block="people",
            rows=tuple(
                _row(number, one, meeting.ended_at, before=before) for number, one in enumerate([*voters, *guests], 1)
            )
            or tuple((str(number), *[""] * 7) for number in range(1, _NOBODY_KNOWN + 1)),
        ),
        Filled(block="signatures"),
    )


def _row(number: int, one: Attendance, ended: str, *, before: bool) -> tuple[str, ...]:
    household = f"{one.head}户" if one.head and one.head != one.name else ""
    where = "　".join(part for part in (one.group, household) if part)
    office = one.office or ("列席" if one.observer else "")
    if one.observer and one.office:
        office = f"列席（{one.office}）"
    arrival = "" if before else clock(one.spans[0][0]) if one.came else "缺席"
    return (
        str(number),
        typeset(one.label or one.name),
        where,
        office,
        one.sex,
        "",
        arrival,
        "" if before else _note(one, ended),
    )


def _note(one: Attendance, ended: str) -> str:
    if not one.came:
        return one.absence or ("" if one.observer else "未说明原因")
    left = one.spans[-1][1]
    early = f"{clock(left)}离会" if left and (not ended or left < ended) else ""
    return "，".join(part for part in (early, "补录" if one.on_paper else "") if part)
