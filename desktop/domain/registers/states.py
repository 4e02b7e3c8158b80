"""The states of an entry (立案, 交办, 办理, 回告, 民主评议): each is reached when its sheet is complete, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from desktop.domain.calendar_days import days_between
from desktop.domain.registers.entry import Entry
from desktop.domain.sheet import missing
from forms.language import Sentence, refuse
from forms.registers import Register, State
from forms.sheets import SheetForm

DAY = "day"
ENDS = ("decision", ("merged", "letter", "refused"))
"""Field of a state's sheet and its values with which the way of the entry is over (并案, 转为意见建议, 不予立案)."""


class Step(Struct, frozen=True, kw_only=True):
    """A state with what was filled in for it; `sheet` is None where nothing was yet."""

    state: State
    sheet: Entry | None
    complete: bool

    @property
    def day(self) -> str:
        return str(self.sheet.values.get(DAY) or "") if self.sheet else ""


def steps_of(register: Register, under: Iterable[Entry], forms: Mapping[str, SheetForm]) -> tuple[Step, ...]:
    """All states in their order, with the sheet that was filled in last for each."""
    last = {sheet.state: sheet for sheet in under}
    found = []
    for state in register.states:
        sheet = last.get(state.id)
        complete = sheet is not None and not missing(forms[sheet.form], sheet.version, sheet.values)
        found.append(Step(state=state, sheet=sheet, complete=complete))
    return tuple(found)


def now(steps: Iterable[Step]) -> Step | None:
    """The state that was reached last; None before the first."""
    reached = [step for step in steps if step.complete]
    return reached[-1] if reached else None


def following(steps: Iterable[Step]) -> State | None:
    """The state that comes next; None where the way is over."""
    ways = tuple(steps)
    field, values = ENDS
    if any(step.complete and step.sheet is not None and step.sheet.values.get(field) in values for step in ways):
        return None
    at = max((place for place, step in enumerate(ways) if step.complete), default=-1)
    return ways[at + 1].state if at + 1 < len(ways) else None


def check_state(register: Register, steps: Iterable[Step], state_id: str, values: Mapping[str, Any]) -> None:
    """Raises Refused where a state would be skipped, or its day lies before the day of the state before it."""
    ways = tuple(steps)
    at = next((place for place, step in enumerate(ways) if step.state.id == state_id), None)
    if at is None:
        raise refuse("“{register}”没有这一步。", register=Sentence(register.title))
    if not ways[at].complete and following(ways) is None:
        raise refuse("这一件已经了结，不再往下办。")
    skipped = next((one for one in ways[:at] if not one.complete and not one.state.optional), None)
    if skipped is not None:
        raise refuse(
            "先填“{before}”，再填“{state}”。",
            before=Sentence(skipped.state.title), state=Sentence(ways[at].state.title),
        )  # fmt: skip
    day, due = str(values.get(DAY) or ""), str(values.get(ways[at].state.due) or "")
    if day and due and days_between(day, due) < 0:
        raise refuse(
            "“{state}”的期限 {due} 早于日期 {day}，请核对。", state=Sentence(ways[at].state.title), due=due, day=day
        )
    for before in ways[:at]:
        if day and before.day and days_between(before.day, day) < 0:
            raise refuse(
                "“{state}”的日期 {day} 早于“{before}”的日期 {other}，请核对。",
                state=Sentence(ways[at].state.title), day=day, before=Sentence(before.state.title), other=before.day,
            )  # fmt: skip


def check_demands(register: Register, form: SheetForm, values: Mapping[str, Any]) -> None:
    """Raises Refused where what was chosen asks for more: a key proposal for the leader who leads it."""
    for demand in register.demands:
        if demand.sheet == form.id and values.get(demand.field) == demand.value and not values.get(demand.needs):
            fields = {field.id: field for field in form.fields}
            chosen = next(one for one in fields[demand.field].choices if one.id == demand.value)
            raise refuse(
                "选了“{value}”，就要写明“{field}”。",
                value=Sentence(chosen.title),
                field=Sentence(fields[demand.needs].title),
            )
