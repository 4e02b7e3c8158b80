"""What a sheet begins with: what the case, the meeting and the sheets before it already say. The recorder only corrects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from desktop.domain.case import Case
from desktop.domain.cases.duties import DONE, DUTY_WORDS, FAILED, Duty
from desktop.domain.cases.invitation import FORM, who_came
from desktop.domain.cases.mediation import MEDIATED, VISIT
from desktop.domain.cases.screening import REFUSAL
from desktop.domain.cases.sheets import CaseSheet
from desktop.domain.cases.tracking import TRACKED_FORMS
from desktop.domain.cases.typed import COUNTED, OPINIONS
from desktop.domain.fold import fold
from desktop.domain.meeting import Meeting
from desktop.domain.share import share
from desktop.services.cases import begin_mediation
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of
from desktop.services.registers.people import invited
from forms.sheets import FieldType

if TYPE_CHECKING:
    from desktop.storage.work import Work

MEDIATION_FORMS = (*MEDIATED, VISIT)
STANDING = ("platform", "room-register")
"""Sheets that say much the same for every case of a hall: begun as a copy of the last one."""


def begin_sheet(desk: Desk, case_id: str, form_id: str) -> dict[str, Any]:
    """Values by field; empty fields are left out. Nothing is written."""
    form = desk.pack.sheet(form_id)
    with desk.store.read() as work:
        case = case_of(work, case_id)
        sheets = {sheet.form: sheet for sheet in work.sheets.of(case_id)}
        meeting = _meeting(work, case)
        values = _of_case(case, form_id)
        values |= _of_meeting(case, meeting, form_id) if meeting else {}
        values |= _of_sheets(sheets, work.duties.of(case_id), form_id)
        if form_id == FORM and meeting is not None and meeting.presence:
            values["people"] = _who_came(values.get("people", ()), meeting)
        if form_id in MEDIATION_FORMS:
            values |= begin_mediation.begun(work, case, sheets, form_id, desk.village().name)
        if form_id == FORM and FORM not in sheets:
            values["people"] = invited(desk, work, case_id)
        last = work.sheets.last_with_form(form_id) if form_id in STANDING else None
    if last is not None:
        values = dict(last.values)
    fields = {field.id: field for field in form.at(form.version)}
    if "day" in fields and fields["day"].type is FieldType.DATE:
        values.setdefault("day", desk.clock().at[:10])
    return {name: value for name, value in values.items() if name in fields and value not in (None, "", [], ())}


def _meeting(work: Work, case: Case) -> Meeting | None:
    return fold(case.meeting, work.journal.read(case.meeting)).meeting if case.meeting else None


def _of_case(case: Case, form: str) -> dict[str, Any]:
    """`topic`, `intake` and the like ask for what was written down at intake."""
    by = "、".join(name for name in (case.proposer, *case.co_signers) if name)
    if form == "intake":
        return {"way": case.way, "by": by, "situation": case.request or case.title, "day": case.opened_at[:10]}
    if form == "topic":
        return {
            "source": case.source, "title": case.title, "proposer": case.proposer, "contact": case.contact,
            "joined": list(case.co_signers), "reason": case.title, "households": case.households, "wish": case.request,
            "kind": case.theme, "urgency": case.urgency, "difficulty": case.difficulty, "received": case.reason,
            "day": case.opened_at[:10],
        }  # fmt: skip
    common = {"topic": case.title, "matter": case.title, "title": case.title}
    if form in TRACKED_FORMS:
        return {"asked": case.accepted, "due": case.due}
    if form == REFUSAL:
        return {"to": case.proposer, "matter": case.request or case.title, "raised": case.opened_at[:10],
                "reason": case.reason}  # fmt: skip
    if form == "deliberation":
        common["day"] = case.meeting_day
    return (
        common if form in ("deliberation", "triage", "escalation", "explanation", "publicity", "group-proposal") else {}
    )


def _of_meeting(case: Case, meeting: Meeting, form: str) -> dict[str, Any]:
    items = [item for item in meeting.items if item.case == case.id]
    own = {item.id for item in items}
    said = [line.text for line in meeting.lines if line.item in own]
    if form == "deliberation":
        agreed = [item.text or item.title for item in items if item.state == "accepted"]
        return {
            "place": meeting.place, "chair": meeting.host, "speeches": "\n".join(said), "agreed": "\n".join(agreed),
            "differed": "\n".join(line.text for line in meeting.lines if line.item in own and line.kind == "objection"),
        }  # fmt: skip
    if form == "suggestions":
        votes = {poll.item: poll.count.yes for poll in meeting.polls if poll.count is not None}
        rows = [
            {"number": number, "content": item.text or item.title, "supporters": votes.get(item.id)}
            for number, item in enumerate((item for item in items if item.state in ("accepted", "noted")), 1)
        ]
        return {"items": [{name: value for name, value in row.items() if value is not None} for row in rows]}
    if form == "publicity":
        return {"meeting-day": meeting.date}
    return {}


def _who_came(rows: Iterable[Mapping[str, Any]], meeting: Meeting) -> list[Mapping[str, Any]]:
    """Of those who were invited; who came besides is added by hand."""
    there = [meeting.label(person) for person in meeting.presence]
    absent = who_came("", "", rows, there, None).absent
    return [row for row in rows if str(row.get("name") or "").split("（")[0].strip() not in absent]


def _of_sheets(sheets: dict[str, CaseSheet], duties: tuple[Duty, ...], form: str) -> dict[str, Any]:
    """The three lists follow from each other: what was suggested is to be done, what was to be done is reported."""
    if form == "suggestions" and "deliberation" in sheets:
        agreed = str(sheets["deliberation"].values.get("agreed") or "").replace("；", "\n").splitlines()
        rows = [text.strip(" 。") for text in agreed if text.strip()]
        return {"items": [{"number": number, "content": text} for number, text in enumerate(rows, 1)]} if rows else {}
    if form == "duties" and "suggestions" in sheets:
        rows = sheets["suggestions"].values.get("items", ())
        return {"items": [{"matter": row.get("content", "")} for row in rows]}
    if form == "evaluation-four" and COUNTED in sheets:
        return {"masses": _counted(sheets[COUNTED].values)}
    if form == "feedback" and duties:
        return {"items": [_reported(duty) for duty in duties]}
    if form in (*TRACKED_FORMS, "participants") and form in sheets:
        return dict(sheets[form].values)
    return {}


def _counted(values: Mapping[str, Any]) -> str:
    """群众评价 begins with what was counted."""
    satisfied, fairly, not_so, unknown = (int(values.get(name) or 0) for name in OPINIONS)
    whole = satisfied + fairly + not_so + unknown
    told = f"满意 {satisfied} 人，基本满意 {fairly} 人，不满意 {not_so} 人，不了解 {unknown} 人；"
    return f"{told}满意和基本满意占 {share(satisfied + fairly, whole)}。"


def _reported(duty: Duty) -> dict[str, str]:
    row = {"matter": duty.matter, "progress": str(DUTY_WORDS[duty.state]), "answered-by": duty.person}
    if duty.state == DONE:
        row["result"] = duty.result
    if duty.state == FAILED:
        row["reason"] = duty.result
    return row
