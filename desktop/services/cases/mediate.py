"""The room of mediation: what was done in each step, the agreement, the return visits, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.case import ENDED, ON_AGENDA, Case
from desktop.domain.cases import mediation as m
from desktop.domain.cases.clocks import due_of_case
from desktop.domain.cases.due import MEDIATION, Due, in_order
from desktop.domain.cases.routing import NEIGHBOURS
from desktop.domain.cases.sheets import CaseSheet, of_this_round
from desktop.domain.procedure import Filled
from desktop.services.cases.begin_sheet import begin_sheet
from desktop.services.cases.fill_sheet import save_sheet
from desktop.services.cases.route import route_case
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of
from forms.language import Sentence, refuse, say
from forms.sheets import SheetForm

if TYPE_CHECKING:
    from desktop.storage.work import Work

PARTIES, STEP, OUTCOME, AGREE, VISITING, OVER = "parties", "step", "outcome", "agree", "visit", "over"
SHEETS = (*m.MEDIATED, m.VISIT, "review")


class Room(Struct, frozen=True, kw_only=True):
    """`record` is the sheet of the steps, None before the first word; its form and version say what the steps are."""

    case: Case
    today: str
    form: SheetForm
    version: int
    steps: tuple[m.Step, ...]
    record: CaseSheet | None
    agreement: CaseSheet | None
    visits: tuple[CaseSheet, ...]
    hidden: bool
    """Whether the parties are kept out of everything public."""
    stage: str = PARTIES
    """What comes next, as one of the words above; `next` says it."""
    next: Sentence = Sentence("")
    due: tuple[Due, ...]

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.record.values) if self.record else {}

    @property
    def done(self) -> tuple[str, ...]:
        """Ids of the steps in which something is written."""
        values = self.values
        return tuple(step.notes.id for step in self.steps if str(values.get(step.notes.id) or "").strip())


class RoomLine(Struct, frozen=True, kw_only=True):
    """One mediation in the list: its case, how many steps are done, what comes next."""

    case: Case
    began: str
    steps: tuple[int, int]
    next: Sentence


def read_room(desk: Desk, case_id: str) -> Room:
    """Raises Refused where there is no such case, and where it is on the agenda of a meeting."""
    with desk.store.read() as work:
        case = case_of(work, case_id)
        sheets = of_this_round(work.sheets.of(case_id))
    return _room(desk, case, sheets)


def list_rooms(desk: Desk) -> tuple[RoomLine, ...]:
    """All mediations; those that wait for something first, the last begun first."""
    with desk.store.read() as work:
        own: dict[str, list[CaseSheet]] = {}
        for sheet in of_this_round(work.sheets.with_form(*SHEETS)):
            own.setdefault(sheet.case, []).append(sheet)
        cases = [case for case in work.cases.list() if m.is_mediated(case, _filled(own.get(case.id, ())))]
    rooms = [_room(desk, case, tuple(own.get(case.id, ()))) for case in cases]
    lines = [
        RoomLine(
            case=room.case, began=room.case.opened_at[:10], steps=(len(room.done), len(room.steps)), next=room.next
        )
        for room in rooms
    ]
    return tuple(sorted(lines, key=lambda one: (one.case.state not in ENDED, one.began), reverse=True))


def keep_record(desk: Desk, case_id: str, values: dict[str, Any]) -> Room:
    """Write down what stands in the room now. Raises Refused for what cannot be, such as steps whose days run backwards."""
    with desk.store.read() as work:
        case = case_of(work, case_id)
        if case.state == ON_AGENDA:
            raise refuse("“{title}”已经列入会议议程。要调解，先从议程里撤下。", title=case.title)
        record = _last(of_this_round(work.sheets.of(case_id)), m.STEPS)
    given = {name: value for name, value in values.items() if value not in (None, "", [], ())}
    if not case.route:
        route_case(desk, case_id, NEIGHBOURS)
    if record is None or record.values != given:
        save_sheet(desk, case_id, m.STEPS, given, record.id if record else "")
    return read_room(desk, case_id)


def begun_record(desk: Desk, case_id: str) -> dict[str, Any]:
    """What the record begins with; the day is that of the last step and not asked for."""
    return {name: value for name, value in begin_sheet(desk, case_id, m.STEPS).items() if name != "day"}


def is_hidden(work: Work, case_id: str) -> bool:
    """Whether it is a mediation that its parties have not all agreed to hold in public."""
    case = case_of(work, case_id)
    filled = _filled(of_this_round(work.sheets.of(case_id)))
    return m.is_mediated(case, filled) and not m.in_public(filled)


def must_be_public(work: Work, case: Case) -> None:
    """Raises Refused where the case is a mediation whose parties have not all agreed to hold it in public."""
    if is_hidden(work, case.id):
        raise refuse("“{title}”在调解，当事人没有都同意公开，不能列入会议议程。", title=case.title)


def _room(desk: Desk, case: Case, sheets: tuple[CaseSheet, ...]) -> Room:
    form, today = desk.pack.sheet(m.STEPS), desk.clock().at[:10]
    record, agreement = _last(sheets, m.STEPS), _last(sheets, m.AGREEMENT)
    version = record.version if record else form.version
    filled = _filled(sheets)
    due = [one for one in due_of_case(case, None, filled, today) if one.page == MEDIATION]
    steps = m.steps_of(form, version)
    visits = tuple(sheet for sheet in sheets if sheet.form == m.VISIT)
    room = Room(
        case=case, today=today, form=form, version=version, steps=steps, record=record, agreement=agreement, visits=visits,
        hidden=not m.in_public(filled), due=in_order(due),
    )  # fmt: skip
    return _with_next(room)


def _with_next(room: Room) -> Room:
    values, done = room.values, room.done
    waiting = next((step for step in room.steps if step.notes.id not in done), None)
    outcome = values.get("outcome")
    if not values.get("parties"):
        return replace(room, stage=PARTIES, next=say("先写下各方是谁。"))
    if waiting is not None:
        return replace(room, stage=STEP, next=say("下一步：{step}", step=Sentence(waiting.notes.title)))
    if not outcome:
        return replace(room, stage=OUTCOME, next=say("六步都有了，选定调解结果。"))
    if outcome == "failed":
        return replace(room, stage=OVER, next=say("调解不成，已告知其他途径。"))
    if outcome == "written" and (room.agreement is None or not room.agreement.sealed):
        words = say("核对协议书，打印签名，然后定稿。") if room.agreement else say("写协议书，各方签名或者按指印。")
        return replace(room, stage=AGREE, next=words)
    if room.visits and room.visits[-1].values.get("kept") == "kept":
        return replace(room, stage=OVER, next=say("已经履行。这件调解可以了结。"))
    return replace(room, stage=VISITING, next=say("七日后回访，看履行了没有。"))


def _last(sheets: tuple[CaseSheet, ...], form: str) -> CaseSheet | None:
    return next((sheet for sheet in reversed(sheets) if sheet.form == form), None)


def _filled(sheets: tuple[CaseSheet, ...] | list[CaseSheet]) -> list[Filled]:
    return [sheet.kept.filled for sheet in sheets]
