"""Preparing a meeting that is planned: its facts, 应到, agenda and notice, one clerk action at a time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict, replace

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.fold import fold, follow
from desktop.domain.meeting import PLANNED, Meeting
from desktop.domain.naming import undoable
from desktop.domain.presence import BASES, bases, listed_figures, unsettled
from desktop.services.cases.mediate import must_be_public
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, planned_events, who_is_eligible
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.name_village import named_village
from forms.language import Sentence, refuse
from forms.province import province_name
from forms.rules import Kind

if TYPE_CHECKING:
    from desktop.storage.work import Work

FIRST_KINDS = ("villagers-representatives", "villagers-assembly", "villager-group")
"""Kinds of meeting that are offered first."""


class MeetingKind(Struct, frozen=True, kw_only=True):
    """A kind of meeting that can be planned."""

    rule: str
    title: str
    title_en: str


class Base(Struct, frozen=True, kw_only=True):
    """One figure of 应到: how it is called, what was declared, what the meeting's own list says."""

    id: str
    title: Sentence
    declared: int | None
    listed: int


class Preparation(Struct, frozen=True, kw_only=True):
    """What the page shows."""

    meeting: Meeting
    saved_at: str
    bases: tuple[Base, ...]
    unsettled: Sentence | None
    """Why 应到 is not settled; None where it is."""
    notice_days: int | None
    """Days before the meeting by which its people must be told; None where the law sets none."""
    notice_by: str
    """The last day for it (ISO), empty where the law sets none. The day of the meeting is not counted (民法典 第二百零一条)."""
    undo: Sentence | None
    """What undo would take back."""


def kinds_of_meeting(desk: Desk) -> tuple[MeetingKind, ...]:
    """Kinds that the rules in use know, the usual ones first."""
    today = desk.clock().at[:10]
    newest = [versions[-1] for versions in desk.pack.rules.values()]
    meetings = [rule for rule in newest if rule.kind is Kind.MEETING and (rule.until or today) >= today]
    meetings.sort(key=lambda rule: FIRST_KINDS.index(rule.id) if rule.id in FIRST_KINDS else len(FIRST_KINDS))
    return tuple(MeetingKind(rule=rule.id, title=rule.title, title_en=rule.title_en or rule.title) for rule in meetings)


def preparation(desk: Desk, meeting_id: str) -> Preparation:
    """The meeting as it stands. Raises Refused where there is none."""
    return _shown(desk, RunningMeeting(desk, meeting_id))


def prepare(desk: Desk, meeting_id: str, action: a.AnyAction) -> Preparation:
    """One clerk action. Raises Refused."""
    running = RunningMeeting(desk, meeting_id)
    after = running.do(action).meeting
    if isinstance(action, a.Undo | a.Redo):
        with desk.store.work() as work:
            _rename(work, after)
    return _shown(desk, running)


def change_plan(desk: Desk, meeting_id: str, plan: Plan) -> Preparation:
    """Other facts for a meeting that has not begun; its list of the eligible is taken from the roster again.

    Where nothing is different, nothing is written.
    """
    running = RunningMeeting(desk, meeting_id)
    if running.evening.meeting.stage != PLANNED:
        raise refuse("会议已经开始，不能再改会议的基本情况。")
    planned, listed = planned_events(desk, plan)
    before = running.evening.meeting
    facts = {name: value for name, value in asdict(planned).items() if name != "v"}
    changed = any(getattr(before, name) != value for name, value in facts.items())
    other_people = tuple(before.eligible.values()) != listed.attendees
    events: list[e.AnyEvent] = [*([planned] if changed else []), *([listed] if other_people else [])]
    if not events:
        return _shown(desk, running)
    moment = desk.clock()
    first = running.evening.length + 1
    entries = tuple(
        e.Entry(sequence=n, action=first, moment=moment, event=event) for n, event in enumerate(events, first)
    )
    with desk.store.work() as work:
        work.journal.append(meeting_id, entries)
        _rename(work, reduce(follow, entries, running.evening).meeting)
    return preparation(desk, meeting_id)


def put_on_agenda(desk: Desk, case_id: str, meeting_id: str) -> Preparation:
    """A case becomes an item of a meeting that has not ended. Raises Refused where it stands there already."""
    with desk.store.read() as work:
        case = work.cases.get(case_id)
        if case is None:
            raise refuse("找不到这件事项。")
        must_be_public(work, case)
    meeting = RunningMeeting(desk, meeting_id).evening.meeting
    if any(item.case == case_id for item in meeting.items):
        raise refuse("“{title}”已经在这次会议的议程里了。", title=case.title)
    return prepare(desk, meeting_id, a.AddItem(title=case.title, text=case.request, case=case_id))


def _rename(work: Work, meeting: Meeting) -> None:
    """The list of meetings says what the meeting says."""
    row = work.meetings.get(meeting.id)
    assert row is not None, "a journal has its row"
    said = replace(row, title=meeting.title, procedure=meeting.procedure, date=meeting.date, time=meeting.time)
    if said != row:
        work.meetings.update(said)


def _shown(desk: Desk, running: RunningMeeting) -> Preparation:
    meeting, rule = running.evening.meeting, running.rule
    listed = listed_figures(meeting)
    return Preparation(
        meeting=meeting,
        saved_at=desk.clock().at,
        bases=tuple(
            Base(id=base, title=BASES[base], declared=meeting.declared.get(base), listed=listed[base])
            for base in bases(rule)
        ),
        unsettled=unsettled(meeting, rule),
        notice_days=rule.notice.days,
        notice_by=_days_before(meeting.date, rule.notice.days),
        undo=undoable(running.evening),
    )


def _days_before(day: str, days: int | None) -> str:
    return "" if days is None else (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def groups(desk: Desk) -> tuple[str, ...]:
    """The groups (村民小组) of the roster, in its order."""
    with desk.store.read() as work:
        people = work.roster.people()
    return tuple(dict.fromkeys(person.group for person in people if person.group))


def of_group(desk: Desk, plan: Plan, group: str) -> Plan:
    """The plan with the eligible of one group only; as it is where no group is named."""
    if not group:
        return plan
    found = who_is_eligible(desk, plan)
    return replace(plan, people=tuple(one.person for one in found.attendees if one.group == group))


def usual_plan(desk: Desk) -> Plan:
    """What a new meeting begins with: place, people and time of day of the last one. Its day is left to the recorder."""
    village = named_village(desk)
    province = province_name(village.province) if village else ""
    with desk.store.read() as work:
        last = next(iter(work.meetings.list()), None)
        entries = work.journal.read(last.id) if last else ()
    if last is None:
        return Plan(title="", date="", province=province)
    before = fold(last.id, entries).meeting
    return Plan(
        title="",
        rule=before.rule,
        date="",
        time=before.time,
        place=before.place,
        province=before.province or province,
        convener=before.convener,
        host=before.host,
        recorder=before.recorder,
    )
