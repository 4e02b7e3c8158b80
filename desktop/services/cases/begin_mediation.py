"""What the sheets of a mediation begin with: the agreement follows from the steps, other sheets from both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.case import Case
from desktop.domain.cases import mediation as m
from desktop.domain.cases.sheets import CaseSheet

if TYPE_CHECKING:
    from desktop.storage.work import Work

SEXES = {"男": "male", "女": "female"}


def begun(work: Work, case: Case, sheets: dict[str, CaseSheet], form: str, village: str) -> dict[str, Any]:
    """Values by field; `sheets` are the last ones of each form."""
    steps = dict(sheets[m.STEPS].values) if m.STEPS in sheets else {}
    agreed = dict(sheets[m.AGREEMENT].values) if m.AGREEMENT in sheets else {}
    names = m.names_of(steps.get("parties")) or m.names_of(agreed.get("parties"))
    mediators = list(steps.get("mediators") or agreed.get("mediators") or ())
    result = str(agreed.get("content") or steps.get("outcome-note") or steps.get("harmony") or "")
    if form == m.STEPS:
        return {"dispute": case.request or case.title, "parties": [case.proposer] if case.proposer else []}
    if form == m.AGREEMENT:
        return {
            "parties": [_party(work, name) for name in names], "mediators": mediators, "committee": f"{village}人民调解委员会",
            "dispute": steps.get("dispute"), "liability": steps.get("discern"),
            "content": "\n".join(str(steps[name]) for name in ("yield", "harmony") if steps.get(name)),
        }  # fmt: skip
    if form == m.VISIT:
        return {"by": mediators, "told": names}
    if form == "form-mediation":
        return {"parties": names, "mediators": mediators, "dispute": steps.get("dispute"), "agreement": result}
    if form == "route-neighbours":
        return {"parties": names, "uncle": next(iter(mediators), ""), "result": result}
    return {}


def _party(work: Work, name: str) -> dict[str, str]:
    """With what the roster says of the one person of that name; of two, nothing is guessed."""
    known = [person for person in work.roster.people() if person.name == name]
    row = {"name": name}
    if len(known) == 1:
        (person,) = known
        head = f"{person.head}户" if getattr(person, "head", "") else ""
        row |= {"sex": SEXES.get(person.sex, ""), "born": str(person.birth_year or ""), "home": f"{person.group}{head}"}
    return {field: value for field, value in row.items() if value}
