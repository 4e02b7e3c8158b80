"""Filling in an entry of a register or the sheet of one of its states, attaching to it, and sealing it when it is final."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from desktop.domain.cases.typed import Known, check, check_complete
from desktop.domain.registers.entry import Entry, day_of, name_of
from desktop.domain.registers.states import DAY, check_demands, check_state, steps_of
from desktop.domain.sheet import missing
from desktop.services.attach_file import attachment, with_file
from desktop.services.desk import Desk
from desktop.services.registers.ties import tied
from desktop.services.seal import append
from desktop.wire.bodies import Village
from desktop.wire.canonical import canonical
from desktop.wire.sheets import SealedSheet
from forms.language import refuse
from forms.registerfile import CASE
from forms.registers import Register

if TYPE_CHECKING:
    from desktop.storage.work import Work


def save_entry(
    desk: Desk, register_id: str, values: dict[str, Any], entry_id: str = "", *, parent: str = "", state: str = ""
) -> Entry:
    """Keep what was filled in; a new entry without `entry_id`. With `parent`, the sheet of that entry's `state`.

    Raises Refused for what cannot be, for a state that would be skipped, and once it is sealed.
    """
    register = desk.pack.register(register_id)
    moment = desk.clock()
    with desk.store.work() as work:
        old = _open(work, entry_id) if entry_id else None
        parent, state = (old.parent, old.state) if old else (parent, state)
        form = desk.pack.sheet(old.form if old else form_of(register, state))
        version = old.version if old else form.version
        given = {name: value for name, value in values.items() if value not in (None, "", [], ())}
        check(form, version, given, Known())
        check_demands(register, form, given)
        if parent:
            entry_of(work, parent)
            check_state(register, steps_of(register, work.registers.under(parent), desk.pack.sheets), state, given)
        entry = Entry(
            id=entry_id or desk.new_id(), register=register_id, form=form.id, version=version, parent=parent, state=state,
            values=given, files=old.files if old else {}, saved_at=moment.at, corrects=old.corrects if old else None,
            why=old.why if old else "",
        )  # fmt: skip
        work.registers.put(entry)
    return entry


def attach_to_entry(desk: Desk, entry_id: str, field: str, file: Path) -> Entry:
    """A photograph or paper that belongs to the entry; its name stands in the field."""
    data = attachment(file)
    moment = desk.clock()
    with desk.store.work() as work:
        after = with_file(desk, work, _open(work, entry_id), field, file.name, data, moment.at)
        work.registers.put(after)
    return after


def seal_entry(desk: Desk, entry_id: str) -> Entry:
    """Final: signed into the ledger and delivered with the next batch. Raises Refused while something is missing."""
    village = desk.village()
    with desk.store.work() as work:
        return _seal(desk, work, village, _open(work, entry_id))


def seal_register(desk: Desk, register_id: str) -> tuple[int, tuple[str, ...]]:
    """Seal all entries that are complete, with the sheets of their states, in one transaction.

    Returns how many, and the names of those in which something is still missing.
    """
    village, register = desk.village(), desk.pack.register(register_id)
    done, left = 0, []
    with desk.store.work() as work:
        for entry in work.registers.of(register_id):
            if entry.sealed:
                continue
            if missing(desk.pack.sheet(entry.form), entry.version, entry.values):
                left.append(name_of(register, entry))
                continue
            _seal(desk, work, village, entry)
            done += 1
    return done, tuple(left)


def _seal(desk: Desk, work: Work, village: Village, entry: Entry) -> Entry:
    moment = desk.clock()
    register, form = desk.pack.register(entry.register), desk.pack.sheet(entry.form)
    check_complete(form, entry.version, entry.values)
    check(form, entry.version, entry.values, Known())
    check_demands(register, form, entry.values)
    ties = tied(desk, work, entry)
    case = next((one for one in ties if one.to == CASE), None)
    body = SealedSheet(
        id=entry.id, village=village, case=case.id if case else "", case_title=case.title if case else "", procedure="",
        stage="", form=entry.form, form_version=entry.version, title=form.title, day=_day(register, entry),
        values=entry.values, files=entry.files, corrects=entry.corrects, why=entry.why, register=register.id,
        parent=entry.parent, state=entry.state, ties=ties, sealed_at=moment.at,
    )  # fmt: skip
    blobs = tuple(sorted(set(entry.files.values())))
    record = append(desk, work, moment, kind="sheet", subject=register.id, body=canonical(body), blobs=blobs)
    after = replace(entry, sealed_sequence=record.record.sequence, saved_at=moment.at)
    work.registers.put(after)
    return after


def correct_entry(desk: Desk, entry_id: str, why: str) -> Entry:
    """Open a sealed entry for a correction; what was sealed stays, and the correction names it and says why."""
    if not why.strip():
        raise refuse("更正要写明原因。")
    with desk.store.work() as work:
        entry = work.registers.get(entry_id)
        if entry is None or not entry.sealed:
            raise refuse("这张表还没有定稿，直接改就行。")
        after = replace(
            entry, sealed_sequence=None, corrects=entry.sealed_sequence, why=why.strip(), saved_at=desk.clock().at
        )
        work.registers.put(after)
    return after


def form_of(register: Register, state: str = "") -> str:
    """The sheet of an entry, or of one of its states. Raises Refused where there is no such state."""
    if not state:
        return register.sheet
    found = next((one for one in register.states if one.id == state), None)
    if found is None:
        raise refuse("“{register}”没有这一步。", register=register.title)
    return found.sheet


def entry_of(work: Work, entry_id: str) -> Entry:
    entry: Entry | None = work.registers.get(entry_id)
    if entry is None:
        raise refuse("台账里找不到这一条。")
    return entry


def _open(work: Work, entry_id: str) -> Entry:
    entry = entry_of(work, entry_id)
    if entry.sealed:
        raise refuse("这张表已经定稿，不能再改。发现错误请用更正。")
    return entry


def _day(register: Register, entry: Entry) -> str:
    return str(entry.values.get(DAY) or "") if entry.parent else day_of(register, entry)
