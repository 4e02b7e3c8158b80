"""Times, each beside what it is compared with in the same run: check-in and a bare commit, keys in a large roster, large meetings.

They are told, never asserted: how fast a PC is says nothing about whether the program is right.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import decide
from desktop.domain.fold import Evening, fold, follow
from desktop.domain.names import Finder
from desktop.domain.people import Person
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.wire.canonical import canonical
from tests.law import rule_set

DAY = "2026-06-18"
KEY = bytes(range(32))

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰英华慧建国金凤玉梅海燕云龙志文春红"


class Spread(Struct, frozen=True):
    """Of several measurements, in milliseconds."""

    median: float
    p99: float
    count: int

    def __str__(self) -> str:
        return f"median {self.median:.3f} ms, p99 {self.p99:.3f} ms (n = {self.count})"


def spread(seconds: Sequence[float]) -> Spread:
    each = [one * 1000 for one in seconds]
    return Spread(median(each), quantiles(each, n=100, method="inclusive")[98] if len(each) > 1 else each[0], len(each))


def timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def attendee(n: int) -> e.Attendee:
    name = SURNAMES[n % len(SURNAMES)] + GIVEN[n // 7 % len(GIVEN)] + GIVEN[n // 3 % len(GIVEN)]
    return e.Attendee(
        person=f"x{n}", name=name, label=name, sex="男" if n % 2 else "女", household=str(n // 3), office="村民代表"
    )


def large_evening(desk: Desk, people: int) -> RunningMeeting:
    """A meeting of so many in the data folder: planned with one of the roster, then listed anew, 应到 declared."""
    with desk.store.read() as work:
        someone = work.roster.people()[0].id
    running = RunningMeeting(desk, plan_meeting(desk, Plan(title="大会", date=DAY, people=(someone,))))
    listed = e.EligibleListed(attendees=tuple(attendee(n) for n in range(people)))
    _write(desk, running.meeting_id, running.evening, (listed,))
    running = RunningMeeting(desk, running.meeting_id)
    running.do(a.DeclareEligible(members=people))
    running.do(a.AddItem(title="村道拓宽方案"))
    return running


def _write(desk: Desk, meeting: str, evening: Evening, events: Sequence[e.AnyEvent]) -> None:
    first = evening.length + 1
    entries = [
        e.Entry(sequence=n, action=n, moment=e.Moment(f"{DAY}T19:{n // 60 % 60:02d}:{n % 60:02d}"), event=event)
        for n, event in enumerate(events, first)
    ]
    with desk.store.work() as work:
        work.journal.append(meeting, entries)


class Paired(Struct, frozen=True):
    """Check-ins beside bare commits, in turn. In milliseconds: the median difference of the pairs, and how much more
    processor time a check-in takes, which other programs on the PC change less."""

    here: Spread
    bare: Spread
    difference: float
    processor: float


WARM = 20
"""Pairs that are not counted: the files have not grown yet, and statements are met for the first time."""


def check_in_and_bare_commit(desk: Desk, folder: Path, people: int) -> Paired:
    """Check-ins through the service, and between them one row of the same bytes in a bare table with synchronous=FULL.

    Both are the program's own encrypted SQLite, WAL, on the same disk, in turn, so that a slow moment of the disk falls on
    both.
    """
    from desktop.storage.connect import connect

    running = large_evening(desk, people + WARM)
    raw = connect(folder / "bare.db", KEY)
    raw.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, entry BLOB NOT NULL)")
    moment = e.Moment(f"{DAY}T19:10:00")
    here, bare, cpu = [], [], []
    for n in range(people + WARM):
        entry = e.Entry(sequence=n + 1, action=n + 1, moment=moment, event=e.PersonCheckedIn(person=f"x{n}"))
        data = canonical(entry)

        def commit(data: bytes = data) -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO bare (entry) VALUES (?)", (data,))
            raw.execute("COMMIT")

        first = time.thread_time()
        bare.append(timed(commit))
        second = time.thread_time()
        here.append(timed(lambda n=n: running.do(a.CheckIn(person=f"x{n}"), moment)))  # type: ignore[misc]
        cpu.append((time.thread_time() - second) - (second - first))
    raw.close()
    here, bare = here[WARM:], bare[WARM:]
    difference = median(mine - other for mine, other in zip(here, bare, strict=True))
    return Paired(spread(here), spread(bare), difference * 1000, median(cpu[WARM:]) * 1000)


def keys_in_a_roster(people: int, asked: int) -> tuple[float, Spread]:
    """(seconds to make the index, each key of names typed letter by letter: the time until the list of matches is there)."""
    roster = [
        Person(
            id=one.person,
            name=one.name,
            household=one.household,
            group=f"{n % 12 + 1}组",
            number=str(n),
            phone=f"1380000{n:04d}",
        )
        for n, one in enumerate(attendee(n) for n in range(people))
    ]
    from tests.pinyin import pinyin_of

    made: list[Finder] = []
    index = timed(lambda: made.append(Finder(roster)))
    each = []
    for n in range(asked):
        person = roster[n * 37 % people]
        spelled = pinyin_of(person.name)
        letters = "".join(part[0] for part in spelled.split())
        for typed in (letters, spelled.replace(" ", ""), person.name, person.phone[-4:]):
            each += [timed(lambda text=typed[:end]: made[0].find(text)) for end in range(1, len(typed) + 1)]  # type: ignore[misc]
    return index, spread(each)


def evening_of(people: int, events: int) -> list[e.Entry]:
    """A long evening: everybody comes, then speeches and lines in turn until there are so many events."""
    rule = rule_set("villagers-representatives", DAY)
    listed = e.EligibleListed(attendees=tuple(attendee(n) for n in range(people)))
    planned = e.MeetingPlanned(title="大会", procedure=rule.id, rule=rule.id, date=DAY)
    entries: list[e.Entry] = []
    evening = Evening(fold("m", []).meeting)

    def note(some: Sequence[e.AnyEvent]) -> None:
        nonlocal evening
        first = evening.length + 1
        for n, event in enumerate(some, first):
            at = f"{DAY}T{19 + n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}"
            entries.append(e.Entry(sequence=n, action=first, moment=e.Moment(at), event=event))
            evening = follow(evening, entries[-1])

    note((planned, listed))
    begin: tuple[a.AnyAction, ...] = (a.DeclareEligible(members=people), a.AddItem(title="村道拓宽方案"))
    for action in begin:
        note(decide(evening, action, rule))
    for n in range(people):
        note(decide(evening, a.CheckIn(person=f"x{n}"), rule))
    note(decide(evening, a.OpenMeeting(), rule))
    note(decide(evening, a.OpenItem(item=evening.meeting.items[0].id), rule))
    turn = 0
    while evening.length < events:
        person = f"x{turn % people}"
        for action in (
            a.RequestSpeech(person=person),
            a.StartSpeaker(),
            a.WriteLine(text="先修东段，再修西段。", person=person),
            a.WriteLine(text="费用每季公示。", person=person),
            a.EndSpeaker(),
        ):
            note(decide(evening, action, rule))
        turn += 1
    return entries


class Large(Struct, frozen=True):
    """A meeting of many events: opening it from the disk in seconds, an action at its beginning and at its end."""

    opening: float
    first: Spread
    last: Spread

    @property
    def ratio(self) -> float:
        """Of the medians of an action at the end and at the beginning."""
        return self.last.median / self.first.median


def large_meeting(desk: Desk, people: int, events: int, samples: int) -> Large:
    """Lines are written through the service in a meeting that begins and in one of so many events, in turn."""
    short = RunningMeeting(desk, _stored(desk, evening_of(people, people + 10)))
    stored = _stored(desk, evening_of(people, events))
    gc.collect()
    opened: list[RunningMeeting] = []
    opening = timed(lambda: opened.append(RunningMeeting(desk, stored)))
    moment, line = e.Moment(f"{DAY}T23:30:00"), a.WriteLine(text="先修东段。")
    first, last = [], []
    for _ in range(samples):
        first.append(timed(lambda: short.do(line, moment)))
        last.append(timed(lambda: opened[0].do(line, moment)))
    return Large(opening, spread(first), spread(last))


def _stored(desk: Desk, entries: list[e.Entry]) -> str:
    with desk.store.read() as work:
        someone = work.roster.people()[0].id
    meeting = plan_meeting(desk, Plan(title="大会", date=DAY, people=(someone,)))
    with desk.store.work() as work:
        # Behind the two entries of the planning.
        moved = [replace(one, sequence=one.sequence + 2, action=one.action + 2) for one in entries]
        work.journal.append(meeting, moved)
    return meeting
