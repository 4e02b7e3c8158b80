"""Taking the entries of a register in from a workbook: all of them, or none and what is wrong with which row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.cases.typed import Known, problems
from desktop.domain.registers.entry import Entry, name_of
from desktop.domain.registers.states import check_demands
from desktop.domain.sheet import missing
from desktop.services.desk import Desk
from forms.language import Refused, Sentence, say

if TYPE_CHECKING:
    from desktop.exchange.entries import Taken, Wrong
    from forms.registers import Register
    from forms.sheets import SheetForm


class Imported(Struct, frozen=True, kw_only=True):
    """`number` of entries that were taken in; 0 where anything is `wrong`."""

    number: int
    wrong: tuple[Wrong, ...]
    unused: tuple[str, ...]
    """Titles of columns that were not taken."""


def import_entries(desk: Desk, register_id: str, file: Path) -> Imported:
    """Read `file` and keep its entries in one transaction. Raises Refused for a file that cannot be read at all."""
    from desktop.exchange.entries import Wrong, read_entries

    register = desk.pack.register(register_id)
    form = desk.pack.sheet(register.sheet)
    found = read_entries(file, form)
    at = desk.clock().at
    with desk.store.work() as work:
        there = {name_of(register, one): "" for one in work.registers.of(register_id) if not one.parent}
        wrong = list(found.wrong)
        entries = []
        for taken in found.entries:
            entry = Entry(
                id=desk.new_id(), register=register.id, form=form.id, version=form.version, values=taken.values, saved_at=at
            )
            reasons = _reasons(register, form, taken, found.wrong)
            name = name_of(register, entry)
            if register.standing and name in there:
                where = there[name]
                reasons.append(
                    say("“{name}”在第 {where} 行已经有了。", name=name, where=where)
                    if where
                    else say("“{name}”在台账里已经有了。", name=name)
                )
            there[name] = str(taken.row)
            wrong += [Wrong(taken.sheet, taken.row, "", name, why) for why in reasons]
            entries.append(entry)
        if not wrong:
            for entry in entries:
                work.registers.put(entry)
    ordered = tuple(sorted(wrong, key=lambda one: (one.sheet, one.row, one.column)))
    return Imported(number=0 if wrong else len(entries), wrong=ordered, unused=found.unused)


def _reasons(register: Register, form: SheetForm, taken: Taken, wrong: tuple[Wrong, ...]) -> list[Sentence]:
    """What the row lacks, and what in it cannot be; a row in which a cell could not be read is told of by that cell."""
    if any((one.sheet, one.row) == (taken.sheet, taken.row) for one in wrong):
        return []
    titles = {field.id: field.title for field in form.fields}
    titles |= {f"{field.id}.{column.id}": column.title for field in form.fields for column in field.columns}
    found = [say("还缺：{field}", field=Sentence(titles[name])) for name in missing(form, form.version, taken.values)]
    found += [why for _field, why in problems(form, form.version, taken.values, Known())]
    try:
        check_demands(register, form, taken.values)
    except Refused as refused:
        found.append(refused.sentence)
    return found
