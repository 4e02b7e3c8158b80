"""Planning a meeting: its facts, who is eligible by the roster, and what 应到 would be if the roster is right."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.eligibility import Eligible, attendees, eligible
from desktop.domain.events import AnyEvent, EligibleListed, Entry, MeetingPlanned
from desktop.services.desk import Desk
from desktop.services.meetings.carry_delayed import carried_events, delayed, take_cases_along
from desktop.storage.rows import MeetingRow
from forms.language import refuse
from forms.pack import iso_day
from forms.procedures import Speakers


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the recorder fills in. `rule` names the rule set, e.g. "villagers-representatives"; `date` is an ISO day."""

    title: str
    rule: str = "villagers-representatives"
    procedure: str = ""
    """Id of the procedure; the rule set's own when empty."""
    date: str
    time: str = ""
    place: str = ""
    province: str = ""
    convener: str = ""
    host: str = ""
    recorder: str = ""
    party_study_date: str = ""
    offices: tuple[str, ...] | None = None
    """Offices that make someone eligible, where the village keeps other words in its roster than ours."""
    people: tuple[str, ...] | None = None
    """Ids of the eligible, where neither rule nor office says who they are."""


def who_is_eligible(desk: Desk, plan: Plan) -> Eligible:
    with desk.store.read() as work:
        people = work.roster.people()
    if plan.people is not None:
        wanted = set(plan.people)
        return Eligible(attendees([person for person in people if person.id in wanted]))
    return eligible(people, plan.rule, plan.date, plan.offices)


def planned_events(desk: Desk, plan: Plan) -> tuple[MeetingPlanned, EligibleListed]:
    """The plan as events. Raises Refused where a fact is missing or no rule holds on that day."""
    if not plan.title.strip():
        raise refuse("会议名称不能空着。")
    iso_day(plan.date)
    if plan.party_study_date and iso_day(plan.party_study_date) > plan.date:
        raise refuse(
            "村党组织研究的日期 {study} 晚于开会日期 {date}。请改正日期。", study=plan.party_study_date, date=plan.date
        )
    desk.pack.rule_set(plan.rule, plan.date, plan.province)
    found = who_is_eligible(desk, plan)
    if not found.attendees:
        raise refuse("名册里没有可以参加这种会议的人。请先导入名册，并核对“职务/身份”一栏。")
    procedure = desk.pack.procedures.get(plan.procedure or plan.rule)
    planned = MeetingPlanned(
        title=plan.title.strip(),
        procedure=plan.procedure or plan.rule,
        rule=plan.rule,
        date=plan.date,
        time=plan.time,
        place=plan.place.strip(),
        province=plan.province,
        convener=plan.convener.strip(),
        host=plan.host.strip(),
        recorder=plan.recorder.strip(),
        party_study_date=plan.party_study_date,
        speakers=procedure.speakers if procedure is not None else Speakers(),
    )
    return planned, EligibleListed(attendees=found.attendees)


def plan_meeting(desk: Desk, plan: Plan) -> str:
    """Write the meeting down, with what the last one of its kind delayed. Returns its id.

    Raises Refused where a fact is missing or no rule holds on that day.
    """
    planned, listed = planned_events(desk, plan)
    meeting_id = desk.new_id()
    moment = desk.clock()
    row = MeetingRow(
        id=meeting_id,
        title=planned.title,
        procedure=planned.procedure,
        date=plan.date,
        time=plan.time,
        state="planned",
        sealed_sequence=None,
        created_at=moment.at,
    )
    with desk.store.work() as work:
        found = delayed(work, plan.rule, {one.person for one in listed.attendees})
        events: tuple[AnyEvent, ...] = (planned, listed, *carried_events(found, since=3))
        entries = tuple(Entry(sequence=n, action=1, moment=moment, event=event) for n, event in enumerate(events, 1))
        work.meetings.add(row)
        work.journal.append(meeting_id, entries)
        take_cases_along(work, found, meeting_id, moment)
    return meeting_id
