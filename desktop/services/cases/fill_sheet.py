"""Filling in a sheet of a case, attaching a photograph or paper to it, and sealing it when it is final."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from desktop.domain.case import ENDED, Case
from desktop.domain.cases import mediation
from desktop.domain.cases.duties import duties_of
from desktop.domain.cases.invitation import BESIDE, FORM
from desktop.domain.cases.screening import REFUSAL
from desktop.domain.cases.sheets import CaseSheet, of_this_round
from desktop.domain.cases.typed import EVALUATIONS, RESULT, Known, check, check_complete, result_day
from desktop.services.attach_file import attachment, with_file
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of, keep
from desktop.services.seal import append
from desktop.wire.canonical import canonical
from desktop.wire.sheets import Passed, SealedSheet
from forms.language import Sentence, refuse, say

if TYPE_CHECKING:
    from desktop.storage.work import Work

AFTERWARDS = (*EVALUATIONS, "explanation", "triage", REFUSAL, mediation.VISIT)
"""Sheets that may be filled in for a case that has ended: looking back, and the answer to its proposer."""


def save_sheet(desk: Desk, case_id: str, form_id: str, values: dict[str, Any], sheet_id: str = "") -> CaseSheet:
    """Keep what was filled in; a new sheet without `sheet_id`. Raises Refused for what cannot be, and once it is sealed."""
    form = desk.pack.sheet(form_id)
    moment = desk.clock()
    with desk.store.work() as work:
        case = case_of(work, case_id)
        old = _open(work, sheet_id) if sheet_id else None
        if case.state in ENDED and form_id not in AFTERWARDS:
            raise refuse("“{title}”已经了结。要重新办，请先重新打开。", title=case.title)
        version = old.version if old else form.version
        given = {name: value for name, value in values.items() if value not in (None, "", [], ())}
        check(form, version, given, known_of(work, case))
        sheet = CaseSheet(
            id=sheet_id or desk.new_id(), case=case_id, form=form_id, version=version,
            stage=old.stage if old else case.stage, values=given, files=old.files if old else {}, saved_at=moment.at,
            corrects=old.corrects if old else None, why=old.why if old else "",
        )  # fmt: skip
        work.sheets.put(sheet)
        _follow(work, sheet, moment.at)
        if old is None:
            keep(desk, work, case, "sheet", say("填写“{form}”", form=Sentence(form.title)))
    return sheet


def attach(desk: Desk, sheet_id: str, field: str, file: Path) -> CaseSheet:
    """A photograph or paper that belongs to the sheet; its name stands in the field."""
    data = attachment(file)
    moment = desk.clock()
    with desk.store.work() as work:
        after = with_file(desk, work, _open(work, sheet_id), field, file.name, data, moment.at)
        work.sheets.put(after)
    return after


def attached(desk: Desk, sheet_id: str, field: str) -> bytes:
    """What was attached to a field. Raises Refused where there is nothing."""
    with desk.store.read() as work:
        sheet = work.sheets.get(sheet_id)
        blob = sheet.files.get(field, "") if sheet is not None else ""
        if not blob:
            raise refuse("这一栏没有附文件。")
        data: bytes = work.blobs.read(blob)
    return data


def seal_sheet(desk: Desk, sheet_id: str) -> CaseSheet:
    """Final: signed into the ledger and delivered with the next batch. Raises Refused while something is missing."""
    village = desk.village()
    moment = desk.clock()
    with desk.store.work() as work:
        sheet = _open(work, sheet_id)
        case = case_of(work, sheet.case)
        form = desk.pack.sheet(sheet.form)
        check_complete(form, sheet.version, sheet.values)
        check(form, sheet.version, sheet.values, known_of(work, case))
        body = SealedSheet(
            id=sheet.id, village=village, case=case.id, case_title=case.title, procedure=case.procedure, stage=sheet.stage,
            form=sheet.form, form_version=sheet.version, title=form.title, day=sheet.day, values=sheet.values,
            files=sheet.files, passed=passed_of(work, case.id), corrects=sheet.corrects, why=sheet.why, sealed_at=moment.at,
        )  # fmt: skip
        blobs = tuple(sorted(set(sheet.files.values())))
        record = append(desk, work, moment, kind="sheet", subject=case.id, body=canonical(body), blobs=blobs)
        after = replace(sheet, sealed_sequence=record.record.sequence, saved_at=moment.at)
        work.sheets.put(after)
        keep(desk, work, case, "sealed", say("“{form}”定稿", form=Sentence(form.title)))
    return after


def correct_sheet(desk: Desk, sheet_id: str, why: str) -> CaseSheet:
    """Open a sealed sheet for a correction; what was sealed stays, and the correction names it and says why."""
    if not why.strip():
        raise refuse("更正要写明原因。")
    with desk.store.work() as work:
        sheet = work.sheets.get(sheet_id)
        if sheet is None or not sheet.sealed:
            raise refuse("这张表还没有定稿，直接改就行。")
        after = replace(
            sheet, sealed_sequence=None, corrects=sheet.sealed_sequence, why=why.strip(), saved_at=desk.clock().at
        )
        work.sheets.put(after)
        form = Sentence(desk.pack.sheet(sheet.form).title)
        keep(desk, work, case_of(work, sheet.case), "corrected", say("更正“{form}”", form=form), note=why)
    return after


def known_of(work: Work, case: Case) -> Known:
    """What the other sheets of the case say, for what is being typed."""
    sheets = of_this_round(work.sheets.of(case.id))
    people = next((one.values.get("people") for one in reversed(sheets) if one.form == FORM), None)
    took_part = None if people is None else sum(row.get("side") not in BESIDE for row in people)
    results = [one.values for one in sheets if one.form == RESULT]
    filled = [one.kept.filled for one in sheets]
    hidden = mediation.is_mediated(case, filled) and not mediation.in_public(filled)
    return Known(
        meeting_day=case.meeting_day,
        result_day=result_day(results),
        participants=took_part,
        private=mediation.parties(case, filled) if hidden else (),
    )


def _open(work: Work, sheet_id: str) -> CaseSheet:
    sheet: CaseSheet | None = work.sheets.get(sheet_id)
    if sheet is None:
        raise refuse("找不到这张表。")
    if sheet.theirs:
        raise refuse("这是县里的答复，不能改。有疑问请向县里反映。")
    if sheet.past:
        raise refuse("这张表是上一轮的，不能再改。请另填一张。")
    if sheet.sealed:
        raise refuse("这张表已经定稿，不能再改。发现错误请用更正。")
    return sheet


def _follow(work: Work, sheet: CaseSheet, at: str) -> None:
    """What a sheet says goes where it is followed: responsibilities to their list, the day to the case."""
    if sheet.form == "duties":
        rows = [row for row in sheet.values.get("items", ()) if row.get("due")]
        work.duties.replace(sheet.id, sheet.case, duties_of(sheet.case, sheet.id, rows, work.duties.of(sheet.case)), at)
    if sheet.form == "deliberation" and sheet.day:
        case = work.cases.get(sheet.case)
        if case is not None and not case.meeting and case.meeting_day != sheet.day:
            work.cases.update(replace(case, meeting_day=sheet.day), at)


def passed_of(work: Work, case_id: str) -> tuple[Passed, ...]:
    """The gates that the case was let round: who allowed it, and why."""
    return tuple(
        Passed(at=line.at, words=str(line.words), name=line.name, reason=line.note)
        for line in work.case_lines.of(case_id)
        if line.kind == "passed"
    )
