"""The whole evening driven at random: what is undone never was, what is read from the disk is what runs, and the county agrees."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from county.derive import examine
from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.fold import fold
from desktop.domain.meeting import Meeting
from desktop.services.meetings.freeze import freeze
from desktop.storage.store import Store
from desktop.wire.bodies import SealedMeeting, Village
from desktop.wire.canonical import canonical, read
from forms.load import built_in
from tests.domain.driven import Driven
from tests.domain.evenings import DAY
from tests.storage.samples import KEY

PEOPLE = 9
RULES = (
    "villagers-representatives",
    "villagers-assembly",
    "villager-group",
    "collective-members",
    "village-consultation",
)
people = st.integers(0, PEOPLE - 1).map(lambda n: f"x{n}")
small = st.integers(0, PEOPLE)
words = st.sampled_from(["先修东段", "费用公示", " "])

_names = itertools.count()
_shelf: list[Store] = []


def attendee(n: int) -> e.Attendee:
    """Three to a household, one of them a woman; the last one's household is not known."""
    household = "" if n == PEOPLE - 1 else str(n // 3)
    return e.Attendee(
        person=f"x{n}",
        name=f"代表{n}",
        label=f"代表{n}",
        sex="女" if n % 3 == 0 else "男",
        household=household,
        office="村民代表",
        birth_year="1970",
    )


class WholeEvening(Driven):
    """`past` and `future` are what the meeting was before and after each action that stands, kept apart from the program."""

    @initialize(rule=st.sampled_from(RULES), declared=st.sampled_from([PEOPLE, PEOPLE, PEOPLE, PEOPLE - 1]), came=small)
    def begin(self, rule: str, declared: int, came: int) -> None:
        self.past: list[Meeting] = []
        self.future: list[Meeting] = []
        self.plan(rule, tuple(attendee(n) for n in range(PEOPLE)))
        households = (PEOPLE - 1 + 2) // 3
        self.attempt(a.DeclareEligible(members=declared, adults=declared, households=households))
        self.attempt(a.AddItem(title="村道拓宽方案", text="总价 18 万元"))
        self.attempt(a.AddItem(title="水费", minutes=10))
        if came:
            self.many_come(came)
            self.attempt(a.OpenMeeting())
            self.attempt(a.OpenItem(item=self.meeting.items[0].id))

    def attempt(self, action: a.AnyAction, at: str = "") -> bool:
        """Do it, or see it refused; `at` of what is keyed in from paper."""
        before = self.meeting
        if not self.done(action, at):
            return False
        self.past.append(before)
        self.future.clear()
        return True

    @rule(person=people)
    def comes(self, person: str) -> None:
        inside = person in self.meeting.inside
        over = self.meeting.stage in ("adjourned", "confirmed")
        assert self.attempt(a.CheckIn(person=person)) is not (inside or over)

    @rule(number=st.integers(1, PEOPLE))
    def some_come(self, number: int) -> None:
        self.many_come(number)

    def many_come(self, number: int) -> None:
        for n in range(number):
            if f"x{n}" not in self.meeting.inside:
                self.attempt(a.CheckIn(person=f"x{n}"))

    @rule(person=people)
    def leaves(self, person: str) -> None:
        self.attempt(a.CheckOut(person=person))
        assert all(request.person != person or person in self.meeting.inside for request in self.meeting.requests)

    @rule(person=people, back=st.integers(0, 400), out=st.booleans())
    def from_paper(self, person: str, back: int, out: bool) -> None:
        """A line of the sheet, some seconds ago."""
        ago = self.second - back
        at = self.time(ago) if ago > 0 else f"{DAY}T18:59:00"
        self.attempt(a.CheckOut(person=person) if out else a.CheckIn(person=person), at)

    @rule(person=people, to=people, written=st.booleans())
    def proxy(self, person: str, to: str, written: bool) -> None:
        if self.attempt(a.GiveProxy(person=person, to=to, written=written)):
            assert self.in_force.proxy.allowed
            assert written or not self.in_force.proxy.written

    @rule(person=people)
    def family_comes(self, person: str) -> None:
        self.attempt(a.GiveProxy(person=person, to="", family="家人", written=True))

    @rule(person=people)
    def proxy_back(self, person: str) -> None:
        self.attempt(a.TakeBackProxy(person=person))

    @rule(person=people, reason=words)
    def absent(self, person: str, reason: str) -> None:
        self.attempt(a.NoteAbsence(person=person, reason=reason))

    @rule(name=words)
    def guest(self, name: str) -> None:
        if self.attempt(a.Observe(name=name)):
            assert len(self.meeting.inside) <= PEOPLE

    @rule()
    def open(self) -> None:
        planned = self.meeting.stage == "planned"
        assert self.attempt(a.OpenMeeting()) is (planned and bool(self.meeting.items))

    @rule(number=st.integers(0, 3))
    def open_item(self, number: int) -> None:
        if number < len(self.meeting.items):
            self.attempt(a.OpenItem(item=self.meeting.items[number].id))

    @rule(state=st.sampled_from(["", "accepted", "amended", "refused", "noted", "delayed", "withdrawn"]), text=words)
    def close_item(self, state: str, text: str) -> None:
        self.attempt(a.CloseItem(state=state, text=text if state == "amended" else ""))

    @rule(number=st.integers(0, 3), place=st.integers(1, 3), remove=st.booleans())
    def agenda(self, number: int, place: int, remove: bool) -> None:
        if number < len(self.meeting.items):
            item = self.meeting.items[number].id
            self.attempt(a.RemoveItem(item=item) if remove else a.MoveItem(item=item, place=place))

    @rule(title=words)
    def add_item(self, title: str) -> None:
        if len(self.meeting.items) < 4:
            self.attempt(a.AddItem(title=title))

    @rule(person=people, point=st.booleans(), side=st.sampled_from(["", "for", "against"]))
    def ask_to_speak(self, person: str, point: bool, side: str) -> None:
        self.attempt(a.RequestSpeech(person=person, point_of_order=point, side="" if point else side))

    @rule(
        action=st.sampled_from(
            [a.StartSpeaker(), a.EndSpeaker(), a.Interrupt(), a.PauseSpeaker(), a.ResumeSpeaker(), a.CloseList()]
        )
    )
    def floor(self, action: a.AnyAction) -> None:
        self.attempt(action)

    @rule(method=st.sampled_from(["hands", "ballot", "roll-call", "acclamation"]))
    def open_poll(self, method: str) -> None:
        self.attempt(a.OpenPoll(question="同意拓宽", method=method))

    @rule(seats=st.integers(1, 2), others=st.booleans())
    def open_election(self, seats: int, others: bool) -> None:
        self.attempt(a.OpenElection(question="选小组长", candidates=("甲", "乙", "丙"), seats=seats, others=others))

    @precondition(lambda self: self.meeting.poll is not None)
    @rule(yes=small, no=small, abstain=small, invalid=small)
    def count(self, yes: int, no: int, abstain: int, invalid: int) -> None:
        poll = self.meeting.poll
        assert poll is not None
        returned = yes + no + abstain + invalid
        if poll.method == "election":
            votes = {"甲": yes, "乙": no, "丙": abstain}
            self.attempt(a.CountElection(issued=PEOPLE, returned=PEOPLE, invalid=invalid, votes=votes))
        elif poll.method == "ballot":
            self.attempt(
                a.CountBallots(issued=returned, returned=returned, yes=yes, no=no, abstain=abstain, invalid=invalid)
            )
        else:
            self.attempt(a.CountHands(yes=yes, no=no, abstain=abstain))

    @precondition(lambda self: self.meeting.poll is not None)
    @rule(data=st.data())
    def decide_somehow(self, data: st.DataObject) -> None:
        """Whatever way it is, a vote that adds up can be brought to its end."""
        poll = self.meeting.poll
        assert poll is not None
        if poll.method == "roll-call":
            for person in poll.voters:
                self.attempt(a.CallVote(person=person, vote=data.draw(st.sampled_from(["yes", "no", "abstain"]))))
            assert self.attempt(a.CountRollCall())
        elif poll.method == "acclamation":
            assert self.attempt(a.Acclaim()) is not bool(poll.dissent)
        elif poll.method == "hands":
            assert self.attempt(a.CountHands(yes=1, no=0, abstain=0))
        elif not poll.tallies:
            zero = {"issued": 1, "returned": 1, "invalid": 1}
            counted = (
                a.CountElection(votes={}, **zero) if poll.seats else a.CountBallots(yes=0, no=0, abstain=0, **zero)
            )
            assert self.attempt(counted)

    @rule(person=people)
    def dissent(self, person: str) -> None:
        self.attempt(a.Dissent(person=person))

    @rule(method=st.sampled_from(["hands", "ballot", "roll-call", "acclamation"]))
    def turn_poll(self, method: str) -> None:
        self.attempt(a.TurnPoll(method=method))

    @rule(counter=st.sampled_from(["赵", "钱"]), yes=small)
    def tally(self, counter: str, yes: int) -> None:
        self.attempt(a.Tally(counter=counter, numbers={"yes": yes}))

    @rule(give_up=st.booleans())
    def again(self, give_up: bool) -> None:
        self.attempt(a.AbandonPoll() if give_up else a.Recount(reason="有人说数错了"))

    @rule(text=words, person=st.one_of(st.just(""), people))
    def line(self, text: str, person: str) -> None:
        self.attempt(a.WriteLine(text=text, person=person))

    @precondition(lambda self: bool(self.meeting.lines))
    @rule(strike=st.booleans(), text=words)
    def change_line(self, strike: bool, text: str) -> None:
        line = self.meeting.lines[-1].id
        self.attempt(a.StrikeLine(line=line) if strike else a.AmendLine(line=line, text=text))

    @rule()
    def adjourn(self) -> None:
        self.attempt(a.Adjourn())

    @precondition(lambda self: self.meeting.stage == "adjourned")
    @rule(action=st.sampled_from([a.ReadBack(), a.Object(person="x1", text="记漏了"), a.ConfirmMinutes()]))
    def ending(self, action: a.AnyAction) -> None:
        self.attempt(action)

    @rule(steps=st.integers(1, 6), again=st.integers(0, 6))
    def undo_a_suffix(self, steps: int, again: int) -> None:
        """The evening is what it was before each of them; redone, it is what it was after."""
        for _ in range(min(steps, len(self.past))):
            self.future.append(self.meeting)
            self.step(a.Undo())
            assert self.meeting == self.past.pop()
        for _ in range(min(again, len(self.future))):
            self.past.append(self.meeting)
            self.step(a.Redo())
            assert self.meeting == self.future.pop()

    @rule()
    def program_is_started_anew(self) -> None:
        """The evening that the journal gives is the one that runs, and can be taken back as far."""
        again = fold("m1", self.entries)
        assert again.meeting == self.meeting
        assert again.length == self.evening.length
        steps = 0
        one, other = again.last, self.evening.last
        while one is not None and other is not None:
            assert (one.action, one.before) == (other.action, other.before)
            one, other, steps = one.previous, other.previous, steps + 1
        assert (one, other) == (None, None)
        assert steps == len(self.past) + 1

    @invariant()
    def whoever_is_counted_is_there(self) -> None:
        meeting = self.meeting
        assert sum(poll.count is None for poll in meeting.polls) <= 1
        assert sum(item.state == "open" for item in meeting.items) <= 1
        for poll in meeting.polls:
            assert poll.present == len(poll.voters) == len(set(poll.voters))
            if poll.count is not None:
                assert poll.verdict is not None
                assert poll.verdict.quorum.met
                assert poll.count.yes + poll.count.no + poll.count.abstain <= poll.present
        if meeting.floor is not None:
            assert meeting.floor.person in meeting.presence
            assert meeting.presence[meeting.floor.person].inside
            assert meeting.stage == "open"
        for presence in meeting.presence.values():
            flat = [time for span in presence.spans for time in span if time]
            assert flat == sorted(flat)

    def teardown(self) -> None:
        if not hasattr(self, "entries"):
            return
        self.program_is_started_anew()
        if _shelf:
            name = f"m{next(_names)}"
            with _shelf[0].work() as work:
                work.journal.append(name, self.entries)
            with _shelf[0].read() as work:
                assert fold("m1", work.journal.read(name)).meeting == self.meeting
        village = Village(code="320682104215", name="柳溪村")
        sealed = freeze(self.meeting, village, kind_title=self.in_force.title, consultation=self.in_force.opinion)
        assert read(canonical(sealed), SealedMeeting) == sealed
        assert examine(sealed, built_in()).differences == ()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("evenings"), KEY)
    _shelf.append(store)
    yield store
    _shelf.clear()
    store.close()


@pytest.mark.parametrize(
    ("examples", "steps"), [(25, 50), pytest.param(600, 80, marks=(pytest.mark.long, pytest.mark.timeout(1200)))]
)
def test_whatever_is_done_can_be_undone_read_back_and_counted_again(shelf: Store, examples: int, steps: int) -> None:
    run_state_machine_as_test(
        WholeEvening, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )
