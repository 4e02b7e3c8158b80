"""Mediation (调解) among neighbours: its steps as the form has them, its agreement, who is told afterwards, and its privacy.

人民调解法: an agreement may be written (art. 29) or spoken (art. 28, 30); it is supervised (art. 31); both sides together may
ask the court to confirm it within thirty days (art. 33); whether it is held in public is for the parties to say (art. 23).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from desktop.domain.calendar_days import days_between, later
from desktop.domain.case import Case
from desktop.domain.cases.due import MEDIATION, Due, near
from desktop.domain.cases.routing import NEIGHBOURS
from desktop.domain.procedure import Filled
from forms.language import Sentence, say
from forms.sheets import Field, FieldType, SheetForm

STEPS, AGREEMENT, VISIT = "six-steps", "mediation-agreement", "mediation-visit"
"""Forms: what was done step by step, the agreement, the return visit."""
MEDIATED = (STEPS, AGREEMENT, "route-neighbours", "form-mediation")
"""Sheets on which a mediation stands."""
VISITS = (VISIT, "review")
VISIT_DAYS = 7
"""After which the parties are visited again (our default)."""
COURT_DAYS = 30
"""人民调解法 第三十三条, from the day on which the agreement takes effect."""
COURT_LIST, MEDIATION_FORM = "form", "mediation"
"""The list and the item of it by which 上城 chooses 调解式."""
WITNESSES = 2
"""For one who cannot write (our default)."""
LAST_STEP = "harmony"
BROKEN = ("partly", "broken")


class Step(Struct, frozen=True):
    """One of the steps of the form: a paragraph, and the field of its date, which is named after it."""

    notes: Field
    day: Field


def steps_of(form: SheetForm, version: int) -> tuple[Step, ...]:
    """The steps in the order of the form: each paragraph that has a date of its own. What they are is data, not code."""
    fields = {field.id: field for field in form.at(version)}
    pairs = [(field, fields.get(f"{field.id}-day")) for field in fields.values() if field.type is FieldType.PARAGRAPH]
    return tuple(Step(notes, day) for notes, day in pairs if day is not None and day.type is FieldType.DATE)


def is_mediated(case: Case, sheets: Iterable[Filled]) -> bool:
    """Whether neighbours settle it: by its route, by 调解式, or because a sheet of a mediation is there."""
    chosen = MEDIATION_FORM in case.chosen.get(COURT_LIST, ())
    return case.route == NEIGHBOURS or chosen or any(sheet.form in MEDIATED for sheet in sheets)


def names_of(value: object) -> list[str]:
    """Names of a field of people, or of the rows of a table."""
    found = []
    for one in value if isinstance(value, list | tuple) else ():
        name = one.get("name") if isinstance(one, Mapping) else one
        if isinstance(name, str) and name.strip():
            found.append(name.strip())
    return found


def parties(case: Case, sheets: Iterable[Filled]) -> tuple[str, ...]:
    """Whose names are kept out of everything public: the parties, and who brought it up."""
    named = [name for sheet in sheets if sheet.form in MEDIATED for name in names_of(sheet.values.get("parties"))]
    return tuple(dict.fromkeys(name for name in (*named, case.proposer, *case.co_signers) if len(name) > 1))


def in_public(sheets: Iterable[Filled]) -> bool:
    """Whether the parties agreed that it is held in public (art. 23); silence is no agreement."""
    return any(sheet.values.get("open") is True for sheet in sheets if sheet.form == STEPS)


def settled_on(sheets: Iterable[Filled]) -> str:
    """ISO day on which the parties came to an agreement; empty while they have not."""
    return max((sheet.day for sheet in sheets if sheet.form in MEDIATED and _agreed(sheet)), default="")


def _agreed(sheet: Filled) -> bool:
    """By word where the steps say so; in writing on the agreement itself. An older sheet has no outcome but its last step."""
    if sheet.form != STEPS:
        return True
    outcome = sheet.values.get("outcome")
    return outcome == "spoken" if outcome else bool(sheet.values.get(LAST_STEP))


def due_of_mediation(case: Case, sheets: Iterable[Filled], today: str) -> list[Due]:
    """The return visit after seven days, again while it is not kept; and the last days for the court."""
    filled = tuple(sheets)
    settled = settled_on(filled)
    if not settled:
        return []
    found: list[Due] = []
    last = max((sheet for sheet in filled if sheet.form in VISITS), key=lambda sheet: sheet.day, default=None)
    if last is None or last.day < settled:
        words = say("“{title}”调解后回访", title=case.title)
        found += near(words, later(settled, VISIT_DAYS), today, case.id, page=MEDIATION)
    elif last.values.get("kept") in BROKEN:
        words = say("“{title}”的调解协议没有全部履行，再回访督促", title=case.title)
        found += near(words, later(last.day, VISIT_DAYS), today, case.id, page=MEDIATION)
    agreements = [sheet for sheet in filled if sheet.form == AGREEMENT and sheet.values.get("court") in (None, "yes")]
    if agreements and agreements[-1].day:
        words = say("“{title}”双方可以共同申请司法确认，到期为止", title=case.title)
        found += near(words, later(agreements[-1].day, COURT_DAYS), today, case.id, past=0, page=MEDIATION)
    return found


def problems_of_steps(form: SheetForm, version: int, values: Mapping[str, Any]) -> list[tuple[str, Sentence]]:
    """Steps whose dates run backwards, by field."""
    found, last, before = [], "", Sentence("")
    for step in steps_of(form, version):
        day = str(values.get(step.day.id) or "")
        if not day:
            continue
        if last and days_between(last, day) < 0:
            words = say("“{step}”的日期 {day} 早于“{before}”的 {last}，请核对。",
                        step=Sentence(step.notes.title), day=day, before=before, last=last)  # fmt: skip
            found.append((step.day.id, words))
        last, before = day, Sentence(step.notes.title)
    return found


def problems_of_agreement(values: Mapping[str, Any]) -> list[tuple[str, Sentence]]:
    """What cannot be in an agreement, by field."""
    names, witnesses = names_of(values.get("parties")), names_of(values.get("witnesses"))
    found = []
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        found.append(("parties", say("当事人“{name}”写了两次。同名的请加上小组或出生年。", name=twice)))
    day, term = str(values.get("day") or ""), str(values.get("term") or "")
    if day and term and days_between(day, term) < 0:
        found.append(("term", say("履行期限 {term} 早于协议日期 {day}，请核对。", term=term, day=day)))
    others = {*names, *names_of(values.get("mediators"))}
    both = next((name for name in witnesses if name in others), "")
    if both:
        found.append(("witnesses", say("“{name}”是当事人或者调解员，不能作见证人。", name=both)))
    by = str(values.get("written-by") or "").strip()
    if by and by in names:
        found.append(("written-by", say("“{name}”是当事人，不能代别人签名。", name=by)))
    return found


def lacks_of_agreement(values: Mapping[str, Any]) -> Sentence | None:
    """What an agreement still needs before it is final; None where nothing."""
    rows = [row for row in values.get("parties", ()) if isinstance(row, Mapping) and row.get("name")]
    if len(rows) < 2:
        return say("调解协议至少有两方当事人，还差 {n} 方。", n=2 - len(rows))
    unable = next((str(row["name"]) for row in rows if row.get("writes") is False), "")
    if not unable:
        return None
    if values.get("read-aloud") is not True:
        return say("“{name}”不会写字，协议要当面宣读，并在“已当面宣读”里选“是”。", name=unable)
    if not str(values.get("written-by") or "").strip():
        return say("“{name}”不会写字，要写明由谁代签姓名，再由本人按指印。", name=unable)
    have = len(set(names_of(values.get("witnesses"))))
    if have < WITNESSES:
        return say("“{name}”不会写字，要有两名见证人，还差 {n} 名。", name=unable, n=WITNESSES - have)
    return None
