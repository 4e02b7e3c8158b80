"""Who must be there when a case is deliberated: those of its sheet `participants`, against those who are in the hall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from desktop.domain.cases.invitation import FORM, Came, rule_of, who_came
from desktop.domain.cases.sheets import of_this_round
from desktop.domain.meeting import Meeting
from desktop.services.desk import Desk
from desktop.wire.bodies import SealedInvitation
from forms.rules import RuleSet

if TYPE_CHECKING:
    from desktop.storage.work import Work


class Invitation(Struct, frozen=True, kw_only=True):
    """Of one case on the agenda: who was invited, and the rule by which they are enough (None: none says so)."""

    case: str
    title: str
    rows: tuple[Mapping[str, Any], ...]
    rule: RuleSet | None


def invitations(desk: Desk, work: Work, meeting: Meeting) -> tuple[Invitation, ...]:
    """Of the cases on the agenda for which it was written down who takes part."""
    found = []
    for case_id in dict.fromkeys(item.case for item in meeting.items if item.case):
        case = work.cases.get(case_id)
        sheets = [one for one in of_this_round(work.sheets.of(case_id)) if one.form == FORM] if case else []
        if case is None or not sheets:
            continue
        procedure = desk.pack.procedures.get(case.procedure)
        name = (
            next((rule_of(stage) for stage in procedure.stages if stage.meets and rule_of(stage)), "")
            if procedure
            else ""
        )
        rule = desk.pack.rule_set(name, meeting.date, meeting.province) if name else None
        rows = tuple(sheets[-1].values.get("people", ()))
        found.append(Invitation(case=case.id, title=case.title, rows=rows, rule=rule))
    return tuple(found)


def in_the_hall(meeting: Meeting, invited: tuple[Invitation, ...]) -> tuple[Came, ...]:
    """Against those who are in the hall now, observers among them."""
    return _against(meeting, invited, [person for person, presence in meeting.presence.items() if presence.inside])


def at_the_end(desk: Desk, work: Work, meeting: Meeting) -> tuple[SealedInvitation, ...]:
    """Against all who were in the hall at any time, for the minutes."""
    return tuple(
        SealedInvitation(
            case=one.case, title=one.title, enough=one.enough, sentence=str(one.sentence), absent=one.absent
        )
        for one in _against(meeting, invitations(desk, work, meeting), list(meeting.presence))
    )


def _against(meeting: Meeting, invited: tuple[Invitation, ...], people: list[str]) -> tuple[Came, ...]:
    there = [meeting.label(person) for person in people]
    return tuple(who_came(one.case, one.title, one.rows, there, one.rule) for one in invited)
