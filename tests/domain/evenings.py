"""A small hall for tests: people, a rule set, and a way to do things in it without any storage."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import decide
from desktop.domain.fold import Evening, follow, start
from desktop.domain.meeting import Poll
from desktop.domain.queue import queue
from forms.language import Refused
from forms.procedures import Speakers
from forms.rules import RuleSet
from tests.law import rule_set

DAY = "2026-06-18"


def attendee(n: int, **more: str) -> e.Attendee:
    facts = {"group": f"{n % 8 + 1}组", "household": str(n), "office": "村民代表", "sex": "男" if n % 3 else "女"}
    return e.Attendee(person=f"x{n}", name=f"代表{n}", label=f"代表{n}", **{**facts, **more})


class Hall:
    """Does actions one after another; `at` is the clock, a second an action."""

    def __init__(self, members: int = 41, rule: str = "villagers-representatives", date: str = DAY) -> None:
        self.rule: RuleSet = rule_set(rule, date)
        self.entries: list[e.Entry] = []
        self.evening: Evening = start("m1")
        self.second = 0
        planned = e.MeetingPlanned(title="村民代表会议", procedure=rule, rule=rule, date=date)
        listed = e.EligibleListed(attendees=tuple(attendee(n) for n in range(members)))
        self._write((planned, listed))

    def _write(self, events: tuple[e.AnyEvent, ...], clock: str = "system") -> None:
        self.second += 1
        at = f"{DAY}T{19 + self.second // 3600:02d}:{self.second // 60 % 60:02d}:{self.second % 60:02d}"
        first = self.evening.length + 1
        for sequence, event in enumerate(events, first):
            entry = e.Entry(sequence=sequence, action=first, moment=e.Moment(at, clock), event=event)
            self.entries.append(entry)
            self.evening = follow(self.evening, entry)

    @property
    def steps(self) -> int:
        """How many actions stand, planning among them."""
        count, step = 0, self.evening.last
        while step is not None:
            count, step = count + 1, step.previous
        return count

    def do(self, *wanted: a.AnyAction) -> None:
        for action in wanted:
            self._write(decide(self.evening, action, self.rule))

    def check_in(self, count: int, since: int = 0) -> None:
        self.do(*(a.CheckIn(person=f"x{n}") for n in range(since, since + count)))

    def opened(self, present: int = 28) -> Hall:
        """Declared, one item on the agenda, so many present, the meeting and the item open."""
        self.do(a.DeclareEligible(members=len(self.evening.meeting.eligible)), a.AddItem(title="村道拓宽方案"))
        self.check_in(present)
        self.do(a.OpenMeeting(), a.OpenItem(item=self.evening.meeting.items[0].id))
        return self


def refused(hall: Hall, action: a.AnyAction) -> str:
    """The sentence with which the action is refused; nothing has changed then."""
    before = hall.evening
    with pytest.raises(Refused) as refusal:
        hall.do(action)
    assert hall.evening is before
    return str(refusal.value.sentence)


def voting(method: str) -> Hall:
    """Everybody who is needed is there, and a vote is open."""
    hall = Hall().opened()
    hall.do(a.OpenPoll(question="村道", method=method))
    return hall


def election(seats: int = 2) -> Hall:
    """The same, with an election among three."""
    hall = Hall().opened()
    hall.do(a.OpenElection(question="选举监督委员会委员", candidates=("甲", "乙", "丙"), seats=seats))
    return hall


def poll(hall: Hall) -> Poll:
    """The last vote."""
    return hall.evening.meeting.polls[-1]


def hall_of(speakers: Speakers, members: int = 6) -> Hall:
    """A hall that is open, with a rule of the list of speakers of its own."""
    hall = Hall(members=members)
    entry = hall.entries[0]
    assert isinstance(entry.event, e.MeetingPlanned)
    hall.evening = replace(hall.evening, meeting=replace(hall.evening.meeting, speakers=speakers))
    return hall.opened(present=members)


def waiting(hall: Hall) -> list[str]:
    """Who is on the list, in the order in which they will speak."""
    return [place.person for place in queue(hall.evening.meeting)]
