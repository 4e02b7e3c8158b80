"""Counting sheets and facts of cases again: what in them cannot be, by the county's own copy of the forms. Pure."""

from __future__ import annotations

from desktop.domain.cases.duties import DONE
from desktop.domain.cases.facts import CaseFacts
from desktop.domain.cases.typed import Known, problems
from desktop.wire.cases import SealedCases
from desktop.wire.sheets import SealedSheet
from forms.pack import Pack


def of_sheet(sealed: SealedSheet, pack: Pack) -> tuple[str, ...]:
    """Sentences about values that do not fit the form, shares over the whole, dates out of order; none where the county
    does not know this version of the form."""
    form = pack.sheets.get(sealed.form)
    if form is None or not 1 <= sealed.form_version <= form.version:
        return ()
    known = Known(result_day=str(sealed.values.get("day") or ""))  # what other sheets say was judged in the village
    return tuple(why.text() for _field, why in problems(form, sealed.form_version, sealed.values, known))


def of_cases(sealed: SealedCases) -> tuple[str, ...]:
    """Ids of cases whose days contradict each other: figures that are counted of them would be wrong."""
    return tuple(case.id for case in sealed.cases if not agrees(case))


def agrees(case: CaseFacts) -> bool:
    """Whether the days of a case follow each other, and every promise that was kept has its day."""
    order = [day for stay in case.stays for day in (stay.since, stay.until)]
    way = [case.accepted, *order] if case.accepted else order
    return (
        way == sorted(way)
        and bool(case.opened)
        and not (case.accepted and case.accepted < case.opened)
        and not (case.adopted and not case.forwarded)
        and not (case.forwarded and case.adopted and case.adopted < case.forwarded)
        and all(bool(one.done) == (one.state == DONE) for one in case.promises)
    )
