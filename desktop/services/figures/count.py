"""All figures of a period: meetings from the sealed records, cases and responsibilities as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain import period as p
from desktop.domain.case import Case
from desktop.domain.cases.duties import DONE
from desktop.domain.cases.funnel import Funnel, funnel
from desktop.domain.verdict import Verdict
from desktop.services.desk import Desk
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import read
from forms.language import Sentence

if TYPE_CHECKING:
    from desktop.storage.work import Work

WOMEN = ("女", "female")


class Stays(Struct, frozen=True):
    """How long cases stay at each stage of one procedure: titles of the stages, and days."""

    title: str
    title_en: str
    stages: tuple[tuple[str, str, int], ...]


class PeriodFigures(Struct, frozen=True, kw_only=True):
    name: Sentence
    first: str
    last: str
    kinds: tuple[p.Row, ...]
    meetings: tuple[p.Row, ...]
    sources: dict[str, int]
    states: dict[str, int]
    funnel: Funnel
    promises: p.Promises
    satisfaction: p.Satisfaction
    stays: tuple[Stays, ...]


def count(desk: Desk, kind: str = p.MONTH, day: str = "") -> PeriodFigures:
    """The month, quarter or year around `day` (today where it is empty)."""
    day = day or desk.clock().at[:10]
    period = p.span(kind, day)
    with desk.store.read() as work:
        held = tuple(one for one in _held(work) if p.within(one.date, period))
        cases = work.cases.list()
        duties = [(duty, _done_on(work, duty.id)) for duty in work.duties.list()]
        asked = [sheet.values for sheet in work.sheets.with_form("satisfaction") if p.within(sheet.day, period)]
    own = tuple(case for case in cases if p.within(case.opened_at, period))
    used = {case.procedure for case in own if case.procedure in desk.pack.procedures}
    return PeriodFigures(
        name=p.named(kind, day),
        first=period[0],
        last=period[1],
        kinds=p.by_kind(held),
        meetings=p.each(held),
        sources=p.by_source(own),
        states=p.by_state(own),
        funnel=funnel(own),
        promises=p.promises(duties, period),
        satisfaction=p.Satisfaction(
            **{
                name: sum(int(values.get(name) or 0) for values in asked)
                for name in ("satisfied", "fairly", "dissatisfied", "unknown")
            }
        ),
        stays=tuple(_stays(desk, name, own) for name in sorted(used)),
    )


def _held(work: Work) -> list[p.Held]:
    """What was sealed last of each meeting; a body that was erased when its retention ended counts no more."""
    last: dict[str, SealedMeeting] = {}
    for sealed in work.ledger.after(0):
        if sealed.record.kind == "meeting" and sealed.body is not None:
            last[sealed.record.subject] = read(sealed.body, SealedMeeting)
    return [_facts(meeting) for meeting in last.values()]


def _facts(meeting: SealedMeeting) -> p.Held:
    came = [one for one in meeting.roll if one.came and not one.observer]
    quorum: Verdict | None = meeting.quorum
    present = len(came) if came or quorum is None else quorum.quorum.have or 0
    declared = meeting.declared
    expected = declared.get("members") or declared.get("adults") or declared.get("households") or 0
    return p.Held(
        id=meeting.id,
        rule=meeting.rule,
        kind=meeting.kind_title,
        title=meeting.title,
        date=meeting.date,
        expected=expected,
        present=present,
        women=sum(one.sex in WOMEN for one in came),
        yes=sum(poll.yes for poll in meeting.polls),
        no=sum(poll.no for poll in meeting.polls),
        abstain=sum(poll.abstain for poll in meeting.polls),
    )


def _done_on(work: Work, duty_id: str) -> str:
    return next((step.at[:10] for step in reversed(work.duties.history(duty_id)) if step.state == DONE), "")


def _stays(desk: Desk, name: str, cases: tuple[Case, ...]) -> Stays:
    procedure = desk.pack.procedure(name)
    days = p.days_at_stages(cases, procedure)
    return Stays(
        procedure.title,
        procedure.title_en,
        tuple((one.title, one.title_en, days[one.id]) for one in procedure.stages if one.id in days),
    )
