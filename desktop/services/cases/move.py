"""A case goes on to the next stage, back to an earlier one, or to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop.domain import calendar_days
from desktop.domain.case import Case
from desktop.domain.cases import travel
from desktop.domain.cases.history import Line
from desktop.domain.procedure import Judged, Progress, Rules
from desktop.services.cases.read import travelling
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of, keep
from forms.language import Sentence, refuse, say
from forms.procedures import Procedure

if TYPE_CHECKING:
    from desktop.storage.work import Work


def move_case(desk: Desk, case_id: str, to: str, override: travel.Override | None = None) -> Case:
    """On to `to`. Raises Refused with what is missing, where a gate is shut and nobody lets it pass."""
    with desk.store.work() as work:
        case, procedure, progress, rules = _here(desk, work, case_id)
        after, passed = travel.moved(case, procedure, progress, rules, to, override=override)
        _passed(desk, work, after, passed, override)
        return keep(desk, work, after, "moved", say("进入“{stage}”", stage=_title(procedure, to)))


def send_back(desk: Desk, case_id: str, to: str, reason: str) -> Case:
    """再评议: back to an earlier stage; a closed case is open again."""
    with desk.store.work() as work:
        case, procedure, _progress, _rules = _here(desk, work, case_id)
        after = travel.sent_back(case, procedure, to, reason)
        again = travel.from_here_on(procedure, to)
        for sheet in work.sheets.of(case_id):
            if sheet.stage in again and not sheet.past:
                work.sheets.put(replace(sheet, past=True, saved_at=desk.clock().at))
        return keep(desk, work, after, "back", say("再评议，回到“{stage}”", stage=_title(procedure, to)), note=reason)


def close_case(desk: Desk, case_id: str, override: travel.Override | None = None) -> Case:
    """The end, once all gates are open."""
    with desk.store.work() as work:
        case, procedure, progress, rules = _here(desk, work, case_id)
        after, passed = travel.closed(case, procedure, progress, rules, override=override)
        _passed(desk, work, after, passed, override)
        return keep(desk, work, after, "closed", say("办结"))


def plan_day(desk: Desk, case_id: str, day: str) -> Case:
    """The day on which it will be, or was, deliberated. That of a meeting comes from the meeting."""
    calendar_days.later(day, 0)
    with desk.store.work() as work:
        case = case_of(work, case_id)
        if case.meeting:
            raise refuse("协商日期跟着会议走，请在会议里改。")
        return keep(desk, work, replace(case, meeting_day=day), "planned", say("协商日期：{day}", day=day))


def choose(desk: Desk, case_id: str, name: str, items: tuple[str, ...]) -> Case:
    """Pick from a list of the procedure, such as the form of consultation or the way it goes."""
    with desk.store.work() as work:
        case = case_of(work, case_id)
        procedure = desk.pack.procedure(case.procedure)
        listed = next((one for one in procedure.lists if one.id == name), None)
        known = {item.id: item.title for item in listed.items} if listed else {}
        if listed is None or not set(items) <= set(known) or (listed.choose == "one" and len(items) > 1):
            raise refuse("这张清单里没有这样的选择。")
        words = say(
            "{list}：{items}", list=Sentence(listed.title), items="、".join(known[item] for item in items) or "—"
        )
        return keep(desk, work, replace(case, chosen={**case.chosen, name: items}), "chosen", words)


def confirm(desk: Desk, case_id: str, gate: str, day: str) -> Case:
    """A gate that asks only for the day on which something happened."""
    calendar_days.later(day, 0)
    with desk.store.work() as work:
        case = case_of(work, case_id)
        after = replace(case, confirmed={**case.confirmed, gate: day})
        return keep(desk, work, after, "confirmed", say("确认日期：{day}", day=day))


def _here(desk: Desk, work: Work, case_id: str) -> tuple[Case, Procedure, Progress, Rules]:
    case = case_of(work, case_id)
    found = travelling(desk, work, case, work.sheets.of(case_id))
    if found is None:
        raise refuse("“{title}”还没有受理，先研判、受理。", title=case.title)
    return case, *found


def _passed(desk: Desk, work: Work, case: Case, gates: tuple[Judged, ...], override: travel.Override | None) -> None:
    """Each gate that was gone round stands in the history by itself, with the name and the reason."""
    if override is None:
        return
    for gate in gates:
        words = say("特殊情况放行：{why}", why=gate.sentence)
        line = Line(
            kind="passed", at=desk.clock().at, words=words, name=override.name.strip(), note=override.reason.strip()
        )
        work.case_lines.add(case.id, line)


def _title(procedure: Procedure, stage: str) -> Sentence:
    found = procedure.stage(stage)
    return Sentence(found.title) if found else Sentence(stage)
