"""What the figures need of a case, without a name or a title: this is what is sealed of it for every report and counted again."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.case import Case
from desktop.domain.cases.duties import Duty
from forms.procedures import Procedure


class Stay(Struct, frozen=True):
    """A stage that was left behind, with the ISO days from which and to which the case was there."""

    stage: str
    title: str
    since: str
    until: str


class Promise(Struct, frozen=True):
    """A responsibility: its deadline, its state, and the ISO day on which it was done (empty as long as it is not)."""

    id: str
    due: str
    state: str
    done: str = ""


class CaseFacts(Struct, frozen=True, kw_only=True):
    """Days are ISO days, empty where it has not come to that."""

    id: str
    opened: str
    source: str
    theme: str = ""
    state: str
    accepted: str = ""
    procedure: str = ""
    procedure_title: str = ""
    stage: str = ""
    stage_title: str = ""
    stays: tuple[Stay, ...] = ()
    forwarded: str = ""
    adopted: str = ""
    promises: tuple[Promise, ...] = ()


def facts_of(case: Case, procedure: Procedure | None, duties: Iterable[tuple[Duty, str]] = ()) -> CaseFacts:
    """The facts of a case as it stands; each duty with the ISO day on which it was done, empty where it is not."""
    here = procedure.stage(case.stage) if procedure else None
    return CaseFacts(
        id=case.id,
        opened=case.opened_at[:10],
        source=case.source,
        theme=case.theme,
        state=case.state,
        accepted=case.accepted,
        procedure=case.procedure,
        procedure_title=procedure.title if procedure else "",
        stage=case.stage,
        stage_title=here.title if here else "",
        stays=stays_of(case, procedure) if procedure else (),
        forwarded=case.forwarded,
        adopted=case.adopted,
        promises=tuple(Promise(duty.id, duty.due, duty.state, day) for duty, day in duties),
    )


def stays_of(case: Case, procedure: Procedure) -> tuple[Stay, ...]:
    """Stages left behind, in their order; each begins on the day on which the one before was left."""
    if not case.accepted:
        return ()
    since, found = case.accepted, []
    for stage in procedure.stages:
        until = case.left.get(stage.id, "")
        if until and until >= since:
            found.append(Stay(stage.id, stage.title, since, until))
            since = until
    return tuple(found)
