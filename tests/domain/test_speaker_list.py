"""The list of speakers: a machine that asks, withdraws, speaks, interrupts and leaves under every rule that a procedure may name."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop.domain import actions as a
from desktop.domain.meeting import Floor, Meeting, Speech
from desktop.domain.queue import queue, tier
from desktop.domain.spoken import Share, spoken
from forms.language import Refused
from forms.load import built_in
from forms.procedures import Order, Speakers
from tests.domain.evenings import Hall, hall_of, waiting

PEOPLE = 6
people = st.integers(0, PEOPLE - 1).map(lambda n: f"x{n}")


class SpeakerList(RuleBasedStateMachine):
    hall: Hall
    head: tuple[str, ...] = ()

    @initialize(
        order=st.sampled_from(Order),
        tiers=st.integers(0, 3),
        safe=st.integers(0, 3),
        limit=st.integers(0, 60),
        times=st.integers(0, 2),
    )
    def begin(self, order: Order, tiers: int, safe: int, limit: int, times: int) -> None:
        self.hall = hall_of(Speakers(order=order, tiers=tiers, safe=safe, seconds=limit, times=times))
        self.hall.do(a.AddItem(title="水费"))
        self.head = ()

    @property
    def meeting(self) -> Meeting:
        return self.hall.evening.meeting

    def normal(self) -> list[str]:
        return [request.person for request in self.meeting.requests if not request.point_of_order]

    def has_had_enough(self, person: str) -> bool:
        """As often on this item as the procedure gives, the speech that is being held among them."""
        m = self.meeting
        said: list[Speech | Floor] = [*m.speeches]
        said += [floor for floor in (m.floor, m.interrupted) if floor is not None]
        item = m.current.id if m.current else ""
        mine = [one for one in said if (one.person, one.item, one.point_of_order) == (person, item, False)]
        return 0 < m.speakers.times <= len(mine)

    def attempt(self, action: a.AnyAction) -> bool:
        before = self.hall.evening
        try:
            self.hall.do(action)
        except Refused:
            assert self.hall.evening is before
            return False
        return True

    @rule(person=people, side=st.sampled_from(["", "for", "against"]))
    def ask(self, person: str, side: str) -> None:
        head, waits = self.normal()[: self.meeting.speakers.safe], person in self.normal()
        enough = self.has_had_enough(person)
        asked = self.attempt(a.RequestSpeech(person=person, side=side))
        may = not waits and not enough and self.meeting.presence[person].inside and not self.meeting.list_closed
        assert asked is may
        assert self.normal()[: len(head)] == head, "the head of the list is never displaced"

    @rule(person=people)
    def call_up(self, person: str) -> None:
        waits = person in self.normal()
        enough = self.has_had_enough(person)
        called = self.attempt(a.RequestSpeech(person=person, called=True))
        may = not waits and not enough and self.meeting.presence[person].inside
        assert called is may, "a closed list does not stop the chair"

    @rule(close=st.booleans())
    def close_the_list(self, close: bool) -> None:
        before, waiting = self.meeting.list_closed, self.meeting.requests
        assert self.attempt(a.CloseList() if close else a.ReopenList()) is (close is not before)
        assert self.meeting.requests == waiting

    @rule(person=people, rank=st.integers(0, 3))
    def raise_point(self, person: str, rank: int) -> None:
        others = self.normal()
        self.attempt(a.RequestSpeech(person=person, point_of_order=True, rank=rank))
        assert self.normal() == others, "a point of order changes nothing among the others"

    @rule(person=people, point=st.booleans())
    def withdraw(self, person: str, point: bool) -> None:
        if self.attempt(a.WithdrawSpeech(person=person, point_of_order=point)):
            assert all((r.person, r.point_of_order) != (person, point) for r in self.meeting.requests)

    @rule()
    def next(self) -> None:
        places = queue(self.meeting)
        if self.attempt(a.StartSpeaker()):
            assert self.meeting.floor is not None
            assert self.meeting.floor.person == places[0].person
            assert self.meeting.floor.point_of_order is places[0].point_of_order
        else:
            assert not places

    @rule(person=people)
    def give_floor(self, person: str) -> None:
        self.attempt(a.StartSpeaker(person=person))

    @precondition(lambda self: self.meeting.floor is not None)
    @rule()
    def finish(self) -> None:
        held, said = self.meeting.interrupted, len(self.meeting.speeches)
        assert self.attempt(a.EndSpeaker())
        assert len(self.meeting.speeches) == said + 1
        assert (self.meeting.floor.person if self.meeting.floor else None) == (held.person if held else None)

    @rule()
    def interrupt(self) -> None:
        before, points = self.meeting.floor, [r.person for r in self.meeting.requests if r.point_of_order]
        done = self.attempt(a.Interrupt())
        assert done is (before is not None and not before.point_of_order and bool(points))
        if done:
            assert before is not None
            assert self.meeting.floor is not None
            assert self.meeting.floor.person == points[0]
            assert self.meeting.interrupted is not None
            assert self.meeting.interrupted.person == before.person

    @rule(seconds=st.integers(0, 90))
    def pass_time(self, seconds: int) -> None:
        self.hall.second += seconds

    @rule(seconds=st.integers(-5, 90))
    def add_time(self, seconds: int) -> None:
        floor = self.meeting.floor
        done = self.attempt(a.AddTime(seconds=seconds))
        assert done is (floor is not None and seconds > 0)
        if done:
            assert floor is not None
            assert self.meeting.floor is not None
            assert self.meeting.floor.added == floor.added + seconds

    @rule(pause=st.booleans())
    def pause(self, pause: bool) -> None:
        self.attempt(a.PauseSpeaker() if pause else a.ResumeSpeaker())

    @rule(person=people, out=st.booleans())
    def come_and_go(self, person: str, out: bool) -> None:
        self.attempt(a.CheckOut(person=person) if out else a.CheckIn(person=person))

    @rule(number=st.integers(0, 1))
    def open_item(self, number: int) -> None:
        self.attempt(a.OpenItem(item=self.meeting.items[number].id))

    @rule()
    def undo_and_redo(self) -> None:
        before = self.meeting
        self.hall.do(a.Undo())
        self.hall.do(a.Redo())
        assert self.meeting == before

    @invariant()
    def order_follows_the_rule(self) -> None:
        if not hasattr(self, "hall"):
            return
        requests = self.meeting.requests
        kinds = [request.point_of_order for request in requests]
        assert kinds == sorted(kinds, reverse=True), "points of order first"
        points = [(r.rank, r.number) for r in requests if r.point_of_order]
        assert points == sorted(points)
        free = [r for r in requests if not r.point_of_order and not r.safe]
        speakers = self.meeting.speakers
        if speakers.order is Order.FIRST_COME:
            assert [r.number for r in free] == sorted(r.number for r in free)
        elif speakers.order is Order.FIRST_TIME_FIRST:
            keys = [(tier(self.meeting, r.person), r.number) for r in free]
            assert keys == sorted(keys)
        else:
            for at in range(1, len(free)):
                one, other = free[at - 1].side, free[at].side
                if one and one == other:
                    assert all(r.side == one for r in free[at:]), "nobody of the other side waits behind two of one side"

    @invariant()
    def everyone_waits_once_and_is_there(self) -> None:
        if not hasattr(self, "hall"):
            return
        m = self.meeting
        assert len({(r.person, r.point_of_order) for r in m.requests}) == len(m.requests)
        assert all(m.presence[r.person].inside for r in m.requests)
        assert all(str(place.reason) for place in queue(m))
        assert m.interrupted is None or m.floor is not None
        assert all(m.presence[floor.person].inside for floor in (m.floor, m.interrupted) if floor is not None)

    @invariant()
    def no_second_is_lost(self) -> None:
        if not hasattr(self, "hall"):
            return
        m, now = self.meeting, self.hall.entries[-1].moment.at
        held = [one.spoken(now) for one in (m.floor, m.interrupted) if one is not None]
        total = sum(speech.seconds for speech in m.speeches) + sum(held)
        found = spoken(m, now)
        for shares in (found.people, found.roles, found.sexes):
            assert sum(share.seconds for share in shares.values()) == total


@pytest.mark.parametrize(("examples", "steps"), [(60, 40), pytest.param(1500, 80, marks=(pytest.mark.long, pytest.mark.timeout(1200)))])
def test_the_list_is_in_the_order_of_its_rule_whatever_happens(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        SpeakerList, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


def test_every_position_says_why_it_is_there() -> None:
    hall = hall_of(Speakers(tiers=2, safe=1))
    for _ in range(3):
        hall.do(a.StartSpeaker(person="x1"), a.EndSpeaker())
    hall.do(a.StartSpeaker(person="x2"), a.EndSpeaker())
    hall.do(*(a.RequestSpeech(person=f"x{n}") for n in (1, 2, 3)))
    hall.do(a.RequestSpeech(person="x4", point_of_order=True, rank=2), a.RequestSpeech(person="x5", point_of_order=True))
    assert waiting(hall) == ["x5", "x4", "x1", "x3", "x2"]
    reasons = [str(place.reason) for place in queue(hall.evening.meeting)]
    assert [reason.split("（")[0].split("，")[0] for reason in reasons] == [
        "程序问题", "程序问题", "已排在前 1 位", "本项首次发言", "本项第 2 次发言",
    ]  # fmt: skip
    assert "第 2 级" in reasons[1]


def test_sides_speak_in_turn_beginning_with_the_one_that_was_not_heard_last() -> None:
    hall = hall_of(Speakers(order=Order.ALTERNATE))
    for person, side in (("x0", "for"), ("x1", "for"), ("x2", "for"), ("x3", "against"), ("x4", "against")):
        hall.do(a.RequestSpeech(person=person, side=side))
    assert waiting(hall) == ["x0", "x3", "x1", "x4", "x2"]
    hall.do(a.StartSpeaker(), a.EndSpeaker())
    assert waiting(hall) == ["x3", "x1", "x4", "x2"]


def test_who_was_interrupted_goes_on_with_the_time_that_was_left() -> None:
    hall = hall_of(Speakers(seconds=120))
    hall.do(a.StartSpeaker(person="x1"))
    hall.second += 29
    hall.do(a.RequestSpeech(person="x2", point_of_order=True), a.Interrupt())
    hall.second += 99
    hall.do(a.EndSpeaker())
    floor = hall.evening.meeting.floor
    assert floor is not None
    assert (floor.person, floor.left(hall.entries[-1].moment.at)) == ("x1", 120 - 31)
    hall.do(a.AddTime(seconds=60))
    floor = hall.evening.meeting.floor
    assert floor is not None
    assert floor.left(hall.entries[-1].moment.at) == 180 - 32


def test_time_is_summed_by_person_role_and_sex() -> None:
    hall = hall_of(Speakers())
    hall.do(a.Observe(name="镇里的人"))
    guest = next(iter(hall.evening.meeting.observers))
    for person in ("x0", "x1", "x1", guest):
        hall.do(a.StartSpeaker(person=person))
        hall.second += 9
        hall.do(a.EndSpeaker())
    found = spoken(hall.evening.meeting, "2026-06-18T23:00:00")
    assert found.people["x1"] == Share(2, 20)
    assert found.roles == {"村民代表": Share(3, 30), "列席": Share(1, 10)}
    assert found.sexes == {"女": Share(1, 10), "男": Share(2, 20), "": Share(1, 10)}


def test_a_procedure_may_bound_how_often_one_person_speaks_on_an_item() -> None:
    hall = hall_of(Speakers(times=1))
    hall.do(a.StartSpeaker(person="x1"), a.EndSpeaker())
    with pytest.raises(Refused, match="最多 1 次"):
        hall.do(a.RequestSpeech(person="x1"))
    hall.do(a.RequestSpeech(person="x1", point_of_order=True))


def test_procedures_name_each_of_the_rules() -> None:
    rules = {one.id: one.speakers for one in built_in().procedures.values()}
    assert {one.order for one in rules.values()} == set(Order)
    assert rules["nantong"].safe == 1
    assert rules["villagers-representatives"].tiers == 3
    assert all(one == Speakers() or one.own for one in rules.values()), "no source gives such a rule"
