"""What cannot be true is refused where it is typed, with a sentence: dates out of order, shares over the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from desktop.domain.calendar_days import days_between
from desktop.domain.cases import mediation
from desktop.domain.cases.tracking import TRACKING
from desktop.domain.sheet import misfits, missing
from forms.language import Refused, Sentence, say
from forms.sheets import SheetForm

RESULT = "feedback"
EVALUATIONS = ("evaluation-four", "satisfaction", "review")
COUNTED = "satisfaction"
OPINIONS = ("satisfied", "fairly", "dissatisfied", "unknown")
"""Counts of the sheet of satisfaction."""
AFTER_MEETING = ("suggestions", "duties", RESULT, "report", "supervised-feedback", *EVALUATIONS)
"""Sheets that speak of what a deliberation brought."""
DEADLINES = {"duties": ("items", "due"), "route-plan": ("steps", "due")}
"""Form to the table and the column that hold deadlines."""
PUBLIC_PAPERS = ("publicity", "notice", "summary")
"""What is posted or read by everybody."""
WITHIN = {"share-of-topics": (("part", "whole"),), "indicators": (("adopted", "printed"), ("printed", "collected"))}
"""Form to pairs of fields of which the first is a part of the second."""


class Known(Struct, frozen=True, kw_only=True):
    """What the case says beside the sheet that is being filled in. Days are ISO days, empty where not known."""

    meeting_day: str = ""
    result_day: str = ""
    """Of the last 结果反馈."""
    participants: int | None = None
    private: tuple[str, ...] = ()
    """Names that may stand on nothing public: the parties of a mediation that is not public."""


Problem = tuple[str, Sentence]
"""Field, and why what stands in it cannot be; the field is empty where it is the sheet as a whole."""


def problems(form: SheetForm, version: int, values: Mapping[str, Any], known: Known) -> tuple[Problem, ...]:
    """All that cannot be: values of the wrong kind, dates out of order, over 100 %, names that are not public."""
    misfit = misfits(form, version, values)
    if misfit:  # a value of the wrong kind cannot be compared with others
        return misfit
    found = [
        *_deadlines(form, values, known),
        *_order(form, values, known),
        *_shares(form, values),
        *_people(form, values, known),
    ]
    found += _names(form, values, known)
    if form.id == mediation.STEPS:
        found += mediation.problems_of_steps(form, version, values)
    if form.id == mediation.AGREEMENT:
        found += mediation.problems_of_agreement(values)
    return tuple(found)


def check(form: SheetForm, version: int, values: Mapping[str, Any], known: Known) -> None:
    """Raises Refused with the first of `problems`."""
    for _field, why in problems(form, version, values, known):
        raise Refused(why)


def check_complete(form: SheetForm, version: int, values: Mapping[str, Any]) -> None:
    """Raises Refused where a required field is empty, naming the first, or where an agreement lacks what makes it valid."""
    lacks = missing(form, version, values)
    if lacks:
        raise Refused(say("“{form}”还缺：{field}", form=Sentence(form.title), field=_field_title(form, lacks[0])))
    why = mediation.lacks_of_agreement(values) if form.id == mediation.AGREEMENT else None
    if why is not None:
        raise Refused(why)


def _field_title(form: SheetForm, name: str) -> Sentence:
    field_id, _, column_id = name.partition(".")
    field = next(one for one in form.fields if one.id == field_id)
    column = next((one for one in field.columns if one.id == column_id), None)
    return Sentence(column.title if column else field.title)


def _deadlines(form: SheetForm, values: Mapping[str, Any], known: Known) -> list[Problem]:
    table, column = DEADLINES.get(form.id, ("", ""))
    days = [str(row.get(column) or "") for row in _rows(values.get(table))]
    found: list[Problem] = []
    for number, day in enumerate(days, 1):
        if day and known.meeting_day and days_between(known.meeting_day, day) < 0:
            words = say("第 {n} 行的期限 {due} 早于会议日期 {day}，请核对。", n=number, due=day, day=known.meeting_day)
            found.append((table, words))
        elif day and values.get("day") and days_between(str(values["day"]), day) < 0:
            words = say("第 {n} 行的期限 {due} 早于填表日期 {day}，请核对。", n=number, due=day, day=str(values["day"]))
            found.append((table, words))
    asked, due = str(values.get("asked") or ""), str(values.get("due") or "")
    if form.id == TRACKING and asked and due and days_between(asked, due) < 0:
        found.append(("due", say("答复期限 {due} 早于交办日期 {asked}，请核对。", due=due, asked=asked)))
    return found


def _order(form: SheetForm, values: Mapping[str, Any], known: Known) -> list[Problem]:
    day, title = str(values.get("day") or ""), Sentence(form.title)
    found: list[Problem] = []
    if day and form.id in AFTER_MEETING and known.meeting_day and days_between(known.meeting_day, day) < 0:
        words = say(
            "“{form}”的日期 {day} 早于会议日期 {meeting}，请核对。", form=title, day=day, meeting=known.meeting_day
        )
        found.append(("day", words))
    if day and form.id in EVALUATIONS:
        if not known.result_day:
            found.append(("day", say("还没有结果反馈，不能先填“{form}”。", form=title)))
        elif days_between(known.result_day, day) < 0:
            words = say(
                "“{form}”的日期 {day} 早于结果反馈的日期 {result}，请核对。",
                form=title,
                day=day,
                result=known.result_day,
            )
            found.append(("day", words))
    first, last = str(values.get("from") or ""), str(values.get("to") or "")
    if form.id == "publicity" and first and last and days_between(first, last) < 0:
        found.append(("to", say("公示止日 {until} 在起日 {posted} 以前，请核对", until=last, posted=first)))
    return found


def _shares(form: SheetForm, values: Mapping[str, Any]) -> list[Problem]:
    titles = {one.id: Sentence(one.title) for one in form.fields}
    found: list[Problem] = [
        (part, say("{part} {n} 比{whole} {m} 还多，超过百分之百，请核对。",
                   part=titles[part], n=values[part], whole=titles[whole], m=values[whole]))
        for part, whole in WITHIN.get(form.id, ())
        if isinstance(values.get(part), int) and isinstance(values.get(whole), int) and values[part] > values[whole]
    ]  # fmt: skip
    if form.id == COUNTED:
        counts = [values[name] for name in OPINIONS if isinstance(values.get(name), int)]
        issued = values.get("issued")
        if isinstance(issued, int) and sum(counts) > issued:
            words = say("四项合计 {n} 人，比发出的 {m} 人还多，超过百分之百，请核对。", n=sum(counts), m=issued)
            found.append(("issued", words))
    for field in form.fields:
        if _percent(field.title) and isinstance(values.get(field.id), int) and values[field.id] > 100:
            found.append((field.id, _over(field.title)))
        found += [
            (field.id, _over(column.title))
            for column in field.columns
            for row in _rows(values.get(field.id))
            if _percent(column.title) and isinstance(row.get(column.id), int) and row[column.id] > 100
        ]
    return found


def _percent(title: str) -> bool:
    return "%" in title or "％" in title or "百分" in title


def _over(title: str) -> Sentence:
    return say("“{field}”是百分数，不能超过 100。", field=Sentence(title))


def _people(form: SheetForm, values: Mapping[str, Any], known: Known) -> list[Problem]:
    """Nobody supports a suggestion who did not take part."""
    if form.id != "suggestions" or known.participants is None:
        return []
    counts = [(number, row.get("supporters")) for number, row in enumerate(_rows(values.get("items")), 1)]
    return [
        ("items", say("第 {n} 行支持的 {count} 人比参加协商的 {all} 人还多，请核对。",
                      n=number, count=count, all=known.participants))
        for number, count in counts
        if isinstance(count, int) and count > known.participants
    ]  # fmt: skip


def _names(form: SheetForm, values: Mapping[str, Any], known: Known) -> list[Problem]:
    """On a sheet that is posted, nobody stands who is a party of a mediation."""
    if form.paper not in PUBLIC_PAPERS:
        return []
    return [
        (field, say("“{name}”是调解的当事人，没有都同意公开，不能写在公示里。", name=name))
        for field, value in values.items()
        for name in known.private
        if isinstance(value, str) and name in value
    ]


def _rows(value: object) -> Sequence[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []


def result_day(sheets: Iterable[Mapping[str, Any]]) -> str:
    """The last day among the values of 结果反馈 sheets; empty where there is none."""
    return max((str(values.get("day") or "") for values in sheets), default="")
