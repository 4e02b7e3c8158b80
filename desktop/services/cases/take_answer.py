"""The county's answer about a case: kept as a sheet that nobody here can change, and the case moves by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.case import ENDED, Case
from desktop.domain.cases import answers, travel
from desktop.domain.cases.answers import CountyAnswer
from desktop.domain.cases.history import Line
from desktop.domain.cases.sheets import COUNTY, CaseSheet
from desktop.domain.procedure import may_go
from desktop.services.cases.read import travelling
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of, keep
from forms.language import Sentence, refuse, say

if TYPE_CHECKING:
    from desktop.storage.work import Work

FORM = "county-answer"


def take_answer(desk: Desk, work: Work, answer: CountyAnswer) -> Case:
    """Keep one answer within the caller's transaction, so that what was received and what it says are kept together.

    An id twice with the same words changes nothing. Raises Refused where the words differ, there is no such case here, or
    the day is none.
    """
    case = case_of(work, answer.case)
    after = answers.answered(case, answer)
    sheet = _sheet(desk, case, answer)
    before = work.sheets.get(sheet.id)
    if before is not None:
        if (before.case, before.values) != (case.id, sheet.values):
            raise refuse("县里编号“{id}”的答复先后说法不一，先留着原来的，请向县里核对。", id=answer.id)
        return case
    work.sheets.put(sheet)
    word = answers.ANSWER_WORDS.get(answer.state, answers.OTHER)
    after = keep(desk, work, after, "answered", word, name=answer.by, note=answer.text)
    return _onward(desk, work, after) if answer.state in answers.MOVES_ON else after


def _sheet(desk: Desk, case: Case, answer: CountyAnswer) -> CaseSheet:
    values: dict[str, Any] = {
        "sent": case.forwarded or case.accepted or case.opened_at[:10],
        "answered": answer.day,
        "approved": answers.AGREED.get(answer.state),
        "opinion": answer.text,
        "state": answer.state if answer.state in answers.ANSWER_WORDS else None,
        "by": answer.by,
        "reference": answer.id,
    }
    return CaseSheet(
        id=f"{COUNTY}{answer.id}", case=case.id, form=FORM, version=desk.pack.sheet(FORM).version, stage=case.stage,
        values={name: value for name, value in values.items() if value not in (None, "")}, saved_at=desk.clock().at,
    )  # fmt: skip


def _onward(desk: Desk, work: Work, case: Case) -> Case:
    """On to the next stage where there is one way only and no gate is shut; else it waits for the recorder."""
    if case.state in ENDED or not answers.was_sent_up(case):
        return case
    found = travelling(desk, work, case, work.sheets.of(case.id))
    if found is None:
        return case
    procedure, progress, rules = found
    here = procedure.stage(case.stage)
    every = may_go(procedure, progress, rules)
    ways = {to: gates for to, gates in every.items() if here and to not in here.back}
    if len(ways) != 1 or any(travel.shut(gates) for gates in ways.values()):
        return case
    (to,) = ways
    after, _passed = travel.moved(case, procedure, progress, rules, to)
    stage = procedure.stage(to)
    work.cases.update(after, desk.clock().at)
    words = say("进入“{stage}”", stage=Sentence(stage.title) if stage else Sentence(to))
    work.case_lines.add(after.id, Line(kind="moved", at=desk.clock().at, words=words))
    return after
