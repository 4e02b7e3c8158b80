"""Votes of every kind, driven at random beside a model of their own: who may vote, what adds up, what the law says of it."""

from __future__ import annotations

from copy import deepcopy

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

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.meeting import Poll
from tests.domain.driven import Driven
from tests.domain.pencil import ALL_HOMES, CANDIDATES, HOMES, LAWS, METHODS, PEOPLE, Model, Open

people = st.integers(0, PEOPLE - 1)


class Polls(Driven):
    @initialize(law=st.sampled_from(sorted(LAWS)), came=st.sets(people, min_size=3))
    def begin(self, law: str, came: set[int]) -> None:
        self.law, self.model = LAWS[law], Model()
        self.past: list[Model] = []
        self.plan(
            law,
            tuple(
                e.Attendee(person=f"x{n}", name=f"代表{n}", label=f"代表{n}", household=HOMES[n], birth_year="1970")
                for n in range(PEOPLE)
            ),
        )
        self.act(a.DeclareEligible(members=PEOPLE, adults=PEOPLE, households=ALL_HOMES))
        self.act(a.AddItem(title="村道"))
        for n in sorted(came):
            self.act(a.CheckIn(person=f"x{n}"))
            self.model.inside.add(n)
        self.act(a.OpenMeeting())
        self.act(a.OpenItem(item=self.meeting.items[0].id))
        self.past.clear()

    def act(self, action: a.AnyAction) -> bool:
        """Whether it was done; what the pencil had before is kept."""
        before = deepcopy(self.model)
        if not self.done(action):
            return False
        self.past.append(before)
        return True

    @property
    def poll(self) -> Poll | None:
        return self.meeting.poll

    def heads(self) -> int:
        assert self.model.open is not None
        return self.model.open.homes if self.law.by_household else len(self.model.open.voters)

    @rule(person=people)
    def come_or_go(self, person: int) -> None:
        if person in self.model.inside:
            assert self.act(a.CheckOut(person=f"x{person}"))
            self.model.inside.discard(person)
        else:
            assert self.act(a.CheckIn(person=f"x{person}"))
            self.model.inside.add(person)
            self.model.proxies.pop(person, None)

    @rule(person=people, to=people, written=st.booleans())
    def give_proxy(self, person: int, to: int, written: bool) -> None:
        model = self.model
        may = (
            self.law.proxies
            and written
            and model.open is None
            and person not in model.inside
            and person not in model.proxies
            and person not in model.proxies.values()
            and to in model.inside
            and to not in model.proxies
            and HOMES[person] == HOMES[to] != ""
        )
        assert self.act(a.GiveProxy(person=f"x{person}", to=f"x{to}", written=written)) is may
        if may:
            model.proxies[person] = to

    @rule(method=st.sampled_from(METHODS), seats=st.integers(0, 2))
    def open_poll(self, method: str, seats: int) -> None:
        """`seats` makes it an election."""
        voters, homes = self.model.voters(), self.model.homes()
        may = self.model.open is None and self.law.quorum(len(voters), homes)
        method = "election" if seats else method
        action: a.AnyAction = (
            a.OpenElection(question="选组长", candidates=CANDIDATES, seats=seats)
            if seats
            else a.OpenPoll(question="同意村道", method=method)
        )
        assert self.act(action) is may
        if may:
            self.model.open = Open(method, frozenset(voters), homes, seats)
            poll = self.poll
            assert poll is not None
            assert poll.present == len(voters)
            assert set(poll.voters) == {f"x{n}" for n in voters}

    def counted(self, yes: int, no: int, abstain: int) -> None:
        """The vote has ended: what the law says of it is what the pencil says."""
        model = self.model
        assert model.open is not None
        poll = self.meeting.polls[-1]
        assert poll.count is not None
        assert poll.verdict is not None
        assert (poll.count.yes, poll.count.no, poll.count.abstain) == (yes, no, abstain)
        assert poll.verdict.passed is self.law.passes(len(model.open.voters), model.open.homes, yes)
        assert len(poll.earlier) == model.open.earlier
        model.last, model.open = model.open, None

    @precondition(lambda self: self.model.open is not None and self.model.open.method == "hands")
    @rule(yes=st.integers(-1, PEOPLE), no=st.integers(0, PEOPLE), abstain=st.integers(0, 3))
    def count_hands(self, yes: int, no: int, abstain: int) -> None:
        may = yes >= 0 and yes + no + abstain <= self.heads()
        assert self.act(a.CountHands(yes=yes, no=no, abstain=abstain)) is may
        if may:
            self.counted(yes, no, abstain)

    @precondition(lambda self: self.model.open is not None and self.model.open.method == "ballot")
    @rule(numbers=st.tuples(*[st.integers(0, 4)] * 4), kept=st.integers(0, 2), wrong=st.integers(-1, 1))
    def count_ballots(self, numbers: tuple[int, int, int, int], kept: int, wrong: int) -> None:
        """`kept` were given out and not handed in; `wrong` spoils the sum."""
        assert self.model.open is not None
        yes, no, abstain, invalid = numbers
        returned = sum(numbers) + wrong
        issued = returned + kept
        said = {"yes": yes, "no": no, "abstain": abstain, "invalid": invalid}
        may = wrong == 0 and issued <= self.heads() and self.two_agree(said)
        action = a.CountBallots(issued=issued, returned=returned, yes=yes, no=no, abstain=abstain, invalid=invalid)
        assert self.act(action) is may
        if may:
            self.counted(yes, no, abstain)

    def two_agree(self, said: dict[str, int]) -> bool:
        """Nobody counted by strokes, or two did, and both have what is entered."""
        assert self.model.open is not None
        tallies = self.model.open.tallies
        return not tallies or (len(tallies) == 2 and all(one == said for one in tallies.values()))

    @precondition(lambda self: self.model.open is not None and self.model.open.method in ("ballot", "election"))
    @rule(counter=st.sampled_from("赵钱孙"), numbers=st.tuples(*[st.integers(0, 2)] * 4))
    def tally(self, counter: str, numbers: tuple[int, int, int, int]) -> None:
        assert self.model.open is not None
        tallies = self.model.open.tallies
        names = (*CANDIDATES, "invalid") if self.model.open.seats else ("yes", "no", "abstain", "invalid")
        said = dict(zip(names, numbers, strict=True))
        may = counter in tallies or len(tallies) < 2
        assert self.act(a.Tally(counter=counter, numbers=said)) is may
        if may:
            tallies[counter] = said

    @precondition(lambda self: self.model.open is not None and bool(self.model.open.tallies))
    @rule()
    def the_second_has_what_the_first_has(self) -> None:
        """And then what both have is taken, where the hall has as many votes."""
        vote = self.model.open
        assert vote is not None
        said = next(iter(vote.tallies.values()))
        other = next((one for one in vote.tallies if vote.tallies[one] is not said), "李")
        if self.act(a.Tally(counter=other, numbers=said)):
            vote.tallies[other] = dict(said)
        if not vote.seats:
            total = sum(said.values())
            may = total <= self.heads()
            assert self.act(a.CountBallots(issued=total, returned=total, **said)) is may
            if may:
                self.counted(said["yes"], said["no"], said["abstain"])

    @precondition(lambda self: self.model.open is not None and self.model.open.method == "roll-call")
    @rule(person=people, vote=st.sampled_from(["yes", "no", "abstain"]))
    def call(self, person: int, vote: str) -> None:
        open_ = self.model.open
        assert open_ is not None
        taken = self.law.by_household and any(
            HOMES[one] == HOMES[person] and one != person for one in open_.votes if HOMES[person]
        )
        homeless = self.law.by_household and not HOMES[person]
        may = person in open_.voters and open_.votes.get(person) != vote and not taken and not homeless
        assert self.act(a.CallVote(person=f"x{person}", vote=vote)) is may
        if may:
            open_.votes[person] = vote

    @precondition(lambda self: self.model.open is not None and self.model.open.method == "roll-call")
    @rule()
    def end_roll_call(self) -> None:
        assert self.model.open is not None
        given = list(self.model.open.votes.values())
        assert self.act(a.CountRollCall()) is bool(given)
        if given:
            self.counted(given.count("yes"), given.count("no"), given.count("abstain"))

    @precondition(lambda self: self.model.open is not None and self.model.open.method == "acclamation")
    @rule(person=people)
    def dissent(self, person: int) -> None:
        open_ = self.model.open
        assert open_ is not None
        may = person in open_.voters and person not in open_.dissent
        assert self.act(a.Dissent(person=f"x{person}")) is may
        if may:
            open_.dissent.add(person)

    @precondition(lambda self: self.model.open is not None and self.model.open.method == "acclamation")
    @rule()
    def acclaim(self) -> None:
        assert self.model.open is not None
        may, heads = not self.model.open.dissent, self.heads()
        assert self.act(a.Acclaim()) is may
        if may:
            self.counted(heads, 0, 0)

    @precondition(lambda self: self.model.open is not None)
    @rule(method=st.sampled_from(METHODS))
    def turn(self, method: str) -> None:
        open_ = self.model.open
        assert open_ is not None
        begun = open_.votes or open_.tallies or open_.earlier
        objected = method == "acclamation" and open_.dissent
        may = not (begun or objected or open_.seats or method == open_.method)
        assert self.act(a.TurnPoll(method=method)) is may
        if may:
            open_.method = method

    @precondition(lambda self: self.model.open is not None and self.model.open.seats > 0)
    @rule(votes=st.tuples(*[st.integers(0, PEOPLE)] * 3), invalid=st.integers(0, 2), kept=st.integers(0, 1))
    def count_election(self, votes: tuple[int, int, int], invalid: int, kept: int) -> None:
        open_ = self.model.open
        assert open_ is not None
        said = dict(zip(CANDIDATES, votes, strict=True))
        issued = self.heads()
        returned = issued - kept
        valid = returned - invalid
        adds_up = valid >= 0 and max(votes) <= valid and sum(votes) <= valid * open_.seats
        may = adds_up and self.two_agree({**said, "invalid": invalid})
        action = a.CountElection(issued=issued, returned=returned, invalid=invalid, votes=said)
        assert self.act(action) is may
        if not may:
            return
        poll = self.meeting.polls[-1]
        enough = [n for n in said if self.law.passes(len(open_.voters), open_.homes, said[n])]
        for name in poll.elected:
            assert name in enough
            assert all(said[other] < said[name] for other in enough if other not in poll.elected)
        if len(enough) <= open_.seats:
            assert set(poll.elected) == set(enough)
        assert len(poll.elected) <= open_.seats
        self.model.last, self.model.open = open_, None

    @rule()
    def count_again(self) -> None:
        last = self.model.last
        may = self.model.open is None and last is not None and last.method != "acclamation"
        before = self.meeting.polls
        assert self.act(a.Recount(reason="有人说数错了")) is may
        if may:
            assert last is not None
            self.model.open = Open(last.method, last.voters, last.homes, last.seats, earlier=last.earlier + 1)
            poll = self.poll
            assert poll is not None
            assert poll.earlier[-1].count == before[-1].count
            assert poll.earlier[-1].verdict == before[-1].verdict

    @precondition(lambda self: self.model.open is not None)
    @rule()
    def give_up(self) -> None:
        """The vote never was; of a recount, the count before it holds."""
        open_ = self.model.open
        assert open_ is not None
        polls = self.meeting.polls
        assert self.act(a.AbandonPoll())
        self.model.open = None
        if open_.earlier:
            assert self.meeting.polls[-1].count == polls[-1].earlier[-1].count
        else:
            assert self.meeting.polls == polls[:-1]

    @rule(state=st.sampled_from(["accepted", "refused", "noted"]))
    def close_and_open_again(self, state: str) -> None:
        """An item is not closed over a vote, nor accepted against one."""
        decided = [poll for poll in self.meeting.polls if poll.verdict is not None]
        passed = self.stands(decided[-1]) if decided else None
        may = self.model.open is None and not (state == "accepted" and passed is False)
        assert self.act(a.CloseItem(state=state)) is may
        if may:
            assert self.act(a.OpenItem(item=self.meeting.items[0].id))

    @staticmethod
    def stands(poll: Poll) -> bool | None:
        if poll.seats:
            return len(poll.elected) == poll.seats
        return poll.verdict.passed if poll.verdict is not None else None

    @precondition(lambda self: bool(self.past))
    @rule(steps=st.integers(1, 5))
    def take_back(self, steps: int) -> None:
        """Undoing a suffix: the hall is as the pencil had it before."""
        while self.past and (steps > 0 or self.meeting.current is None):
            self.step(a.Undo())
            self.model = self.past.pop()
            steps -= 1

    @invariant()
    def the_hall_is_as_the_pencil_has_it(self) -> None:
        meeting, model = self.meeting, self.model
        assert set(meeting.inside) == {f"x{n}" for n in model.inside}
        assert dict(meeting.proxies) == {f"x{p}": f"x{to}" for p, to in model.proxies.items()}
        poll = meeting.poll
        assert (poll is None) is (model.open is None)
        if poll is not None and model.open is not None:
            assert poll.method == model.open.method
            assert poll.votes == {f"x{n}": vote for n, vote in model.open.votes.items()}
            assert poll.tallies == model.open.tallies
            assert len(poll.earlier) == model.open.earlier


@pytest.mark.parametrize(
    ("examples", "steps"), [(40, 40), pytest.param(1500, 60, marks=(pytest.mark.long, pytest.mark.timeout(1200)))]
)
def test_votes_are_what_a_pencil_says(examples: int, steps: int) -> None:
    run_state_machine_as_test(Polls, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None))
