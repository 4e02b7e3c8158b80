"""Responsibilities (责任落实清单): each with an owner, a deadline, a state, and the history of its states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from forms.language import refuse, say

WAITING, DOING, DONE, FAILED = "waiting", "doing", "done", "failed"
DUTY_WORDS = {
    WAITING: say("未开始"),
    DOING: say("办理中"),
    DONE: say("已办成"),
    FAILED: say("没办成"),
}
STILL_OPEN = (WAITING, DOING)


class Duty(Struct, frozen=True, kw_only=True):
    id: str
    case: str
    matter: str
    unit: str = ""
    person: str = ""
    due: str
    """ISO day."""
    money: int | None = None
    """Fen."""
    state: str = WAITING
    result: str = ""


class DutyStep(Struct, frozen=True, kw_only=True):
    state: str
    at: str
    note: str = ""
    by: str = ""


def duties_of(
    case_id: str, sheet_id: str, rows: Sequence[Mapping[str, Any]], before: Sequence[Duty]
) -> tuple[Duty, ...]:
    """The duties that a sheet lists; one that was there before keeps its state, though its deadline may have moved."""
    known = {duty.id: duty for duty in before}
    found = []
    for number, row in enumerate(rows, 1):
        name = f"{sheet_id}-{number}"
        facts: dict[str, Any] = {
            "matter": str(row.get("matter") or ""), "unit": str(row.get("unit") or ""),
            "person": str(row.get("person") or ""), "due": str(row.get("due") or ""), "money": row.get("money"),
        }  # fmt: skip
        old = known.get(name)
        found.append(replace(old, **facts) if old else Duty(id=name, case=case_id, **facts))
    return tuple(found)


def changed(duty: Duty, state: str, note: str) -> Duty:
    """In another state. What is done needs its result, what failed its reason (未办原因)."""
    if state not in DUTY_WORDS:
        raise refuse("没有这种进展：{state}", state=state)
    if state == DONE and not note.strip():
        raise refuse("办成了，要写一句结果。")
    if state == FAILED and not note.strip():
        raise refuse("没办成，要写明原因，好向群众解释。")
    return replace(duty, state=state, result=note.strip() if state in (DONE, FAILED) else duty.result)
