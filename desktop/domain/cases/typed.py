"""What cannot be true is refused where it is typed, with a sentence: dates out of order, shares over the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from desktop.domain.calendar_days import days_between
from desktop.domain.sheet import missing, wrong
from forms.language import Refused, Sentence, say
from forms.sheets import SheetForm

RESULT = "feedback"
EVALUATIONS = ("evaluation-four", "satisfaction", "review")
AFTER_MEETING = ("suggestions", "duties", RESULT, "report", "supervised-feedback", *EVALUATIONS)
"""Sheets that speak of what a deliberation brought."""
DEADLINES = {"duties": ("items", "due"), "route-plan": ("steps", "due")}
"""Form to the table and the column that hold deadlines."""
WITHIN = {"share-of-topics": (("part", "whole"),), "indicators": (("adopted", "printed"), ("printed", "collected"))}
"""Form to pairs of fields of which the first is a part of the second."""


class Known(Struct, frozen=True, kw_only=True):
    """What the case says beside the sheet that is being filled in. Days are ISO days, empty where not known."""

    meeting_day: str = ""
    result_day: str = ""
    """Of the last 结果反馈."""
    participants: int | None = None


def check(form: SheetForm, version: int, values: Mapping[str, Any], known: Known) -> None:
    """Raises Refused with the first thing that cannot be: a value of the wrong kind, a date out of order, over 100 %."""
    found = [*wrong(form, version, values)]
    # A value of the wrong kind cannot be compared with others.
    found = found or [*_deadlines(form, values, known), *_order(form, values, known), *_shares(form, values, known)]
    if found:
        raise Refused(found[0])


def check_complete(form: SheetForm, version: int, values: Mapping[str, Any]) -> None:
    """Raises Refused where a required field is empty, naming the first."""
    lacks = missing(form, version, values)
    if lacks:
        raise Refused(say("“{form}”还缺：{field}", form=Sentence(form.title), field=_field_title(form, lacks[0])))


def _field_title(form: SheetForm, name: str) -> Sentence:
    field_id, _, column_id = name.partition(".")
    field = next(one for one in form.fields if one.id == field_id)
    column = next((one for one in field.columns if one.id == column_id), None)
    return Sentence(column.title if column else field.title)


def _deadlines(form: SheetForm, values: Mapping[str, Any], known: Known) -> list[Sentence]:
    table, column = DEADLINES.get(form.id, ("", ""))
    days = [str(row.get(column) or "") for row in _rows(values.get(table))]
    found = []
    for number, day in enumerate(days, 1):
        if day and known.meeting_day and days_between(known.meeting_day, day) < 0:
            found.append(
                say("第 {n} 行的期限 {due} 早于会议日期 {day}，请核对。", n=number, due=day, day=known.meeting_day)
            )
        elif day and values.get("day") and days_between(str(values["day"]), day) < 0:
            found.append(
                say("第 {n} 行的期限 {due} 早于填表日期 {day}，请核对。", n=number, due=day, day=str(values["day"]))
            )
    return found


def _order(form: SheetForm, values: Mapping[str, Any], known: Known) -> list[Sentence]:
    day = str(values.get("day") or "")
    found = []
    if day and form.id in AFTER_MEETING and known.meeting_day and days_between(known.meeting_day, day) < 0:
        found.append(
            say("“{form}”的日期 {day} 早于会议日期 {meeting}，请核对。",
                form=Sentence(form.title), day=day, meeting=known.meeting_day)
        )  # fmt: skip
    if day and form.id in EVALUATIONS:
        if not known.result_day:
            found.append(say("还没有结果反馈，不能先填“{form}”。", form=Sentence(form.title)))
        elif days_between(known.result_day, day) < 0:
            found.append(
                say("“{form}”的日期 {day} 早于结果反馈的日期 {result}，请核对。",
                    form=Sentence(form.title), day=day, result=known.result_day)
            )  # fmt: skip
    first, last = str(values.get("from") or ""), str(values.get("to") or "")
    if form.id == "publicity" and first and last and days_between(first, last) < 0:
        found.append(say("公示止日 {until} 在起日 {posted} 以前，请核对", until=last, posted=first))
    return found


def _shares(form: SheetForm, values: Mapping[str, Any], known: Known) -> list[Sentence]:
    titles = {one.id: Sentence(one.title) for one in form.fields}
    found = [
        say("{part} {n} 比{whole} {m} 还多，超过百分之百，请核对。",
            part=titles[part], n=values[part], whole=titles[whole], m=values[whole])
        for part, whole in WITHIN.get(form.id, ())
        if isinstance(values.get(part), int) and isinstance(values.get(whole), int) and values[part] > values[whole]
    ]  # fmt: skip
    found += [
        say("“{field}”是百分数，不能超过 100。", field=Sentence(field.title))
        for field in form.fields
        if ("%" in field.title or "百分" in field.title)
        and isinstance(values.get(field.id), int)
        and values[field.id] > 100
    ]
    if form.id == "suggestions" and known.participants is not None:
        for number, row in enumerate(_rows(values.get("items")), 1):
            count = row.get("supporters")
            if isinstance(count, int) and count > known.participants:
                found.append(
                    say("第 {n} 行支持的 {count} 人比参加协商的 {all} 人还多，请核对。",
                        n=number, count=count, all=known.participants)
                )  # fmt: skip
    return found


def _rows(value: object) -> Sequence[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []


def result_day(sheets: Iterable[Mapping[str, Any]]) -> str:
    """The last day among the values of 结果反馈 sheets; empty where there is none."""
    return max((str(values.get("day") or "") for values in sheets), default="")
