"""Votes by roll call and acclamation, elections from a list, two who count, and counting again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import actions as a
from forms.language import Refused
from tests.domain.evenings import Hall, election, poll, refused, voting


def test_a_roll_call_minutes_the_answer_of_each_and_silence_stays_in_the_base() -> None:
    hall = voting("roll-call")
    assert "点到" in refused(hall, a.CountRollCall())
    hall.do(*(a.CallVote(person=f"x{n}", vote="yes") for n in range(14)), a.CallVote(person="x14", vote="abstain"))
    assert "不在场" in refused(hall, a.CallVote(person="x30", vote="yes"))
    assert "已经记为" in refused(hall, a.CallVote(person="x3", vote="yes"))
    refused(hall, a.CountHands(yes=14, no=0, abstain=1))
    hall.do(a.CountRollCall())
    verdict = poll(hall).verdict
    assert verdict is not None
    assert verdict.passed is False
    assert poll(hall).votes["x14"] == "abstain"
    assert len(poll(hall).votes) == 15


def test_whoever_corrects_an_answer_in_a_roll_call_is_counted_once() -> None:
    hall = voting("roll-call")
    hall.do(*(a.CallVote(person=f"x{n}", vote="yes") for n in range(15)))
    hall.do(a.CallVote(person="x0", vote="no"), a.CountRollCall())
    count = poll(hall).count
    assert count is not None
    assert (count.yes, count.no, count.abstain) == (14, 1, 0)


def test_one_who_came_after_the_vote_was_opened_is_not_called() -> None:
    hall = voting("roll-call")
    hall.do(a.CheckIn(person="x40"))
    assert "不在场" in refused(hall, a.CallVote(person="x40", vote="yes"))


def test_acclamation_is_refused_where_somebody_objects_and_counts_all_present_where_nobody_does() -> None:
    hall = voting("acclamation")
    hall.do(a.Dissent(person="x2"))
    assert "代表2 有异议" in refused(hall, a.Acclaim())
    hall.do(a.AbandonPoll(), a.OpenPoll(question="村道", method="acclamation"), a.Acclaim())
    count = poll(hall).count
    assert count is not None
    assert (count.yes, count.no, count.abstain) == (28, 0, 0)
    assert "另开" in refused(hall, a.Recount(reason="有人要求"))


BALLOTS = a.CountBallots(issued=28, returned=28, yes=20, no=4, abstain=3, invalid=1)


def test_two_who_count_must_both_have_what_is_entered() -> None:
    hall = voting("ballot")
    agreed = {"yes": 20, "no": 4, "abstain": 3, "invalid": 1}
    hall.do(a.Tally(counter="甲", numbers=agreed))
    assert "两人" in refused(hall, BALLOTS)
    hall.do(a.Tally(counter="乙", numbers={**agreed, "yes": 19, "no": 5}))
    assert "乙 是 19 票" in refused(hall, BALLOTS)
    assert "两位" in refused(hall, a.Tally(counter="丙", numbers=agreed))
    hall.do(a.Tally(counter="乙", numbers=agreed), BALLOTS)
    assert list(poll(hall).tallies) == ["甲", "乙"]


def test_a_recount_keeps_the_first_count_and_may_be_abandoned() -> None:
    hall = voting("hands")
    hall.do(a.CountHands(yes=14, no=10, abstain=4))
    first = poll(hall)
    hall.do(a.Recount(reason="有人要求"))
    refused(hall, a.CloseItem())
    hall.do(a.AbandonPoll())
    assert poll(hall) == first
    hall.do(a.Recount(reason="有人要求"), a.CountHands(yes=15, no=10, abstain=3))
    again = poll(hall)
    assert again.verdict is not None
    assert again.verdict.passed is True
    assert [one.count.yes for one in again.earlier] == [14]
    hall.do(a.CloseItem())
    assert hall.evening.meeting.items[0].state == "accepted"


def count(hall: Hall, invalid: int = 0, **votes: int) -> a.CountElection:
    return a.CountElection(issued=28, returned=28, invalid=invalid, votes=votes)


def test_elected_is_who_has_more_than_half_of_those_present_the_most_votes_first() -> None:
    hall = election()
    hall.do(count(hall, 甲=16, 乙=20, 丙=15))
    assert poll(hall).elected == ("乙", "甲")
    hall.do(a.CloseItem())
    assert hall.evening.meeting.items[0].state == "accepted"


def test_a_seat_without_a_majority_and_a_seat_that_is_tied_stay_empty() -> None:
    hall = election()
    hall.do(count(hall, 甲=20, 乙=14))
    assert poll(hall).elected == ("甲",)
    hall.do(a.Recount(reason="核对"), count(hall, 甲=20, 乙=15, 丙=15))
    assert poll(hall).elected == ("甲",)
    hall.do(a.CloseItem())
    assert hall.evening.meeting.items[0].state == "refused"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (a.CountElection(issued=28, returned=28, invalid=0, votes={"丁": 1}), "候选人名单"),
        (a.CountElection(issued=28, returned=28, invalid=10, votes={"甲": 19}), "有效票 18"),
        (a.CountElection(issued=28, returned=10, invalid=0, votes={"甲": 10, "乙": 10, "丙": 1}), "最多选 2 人"),
        (a.CountElection(issued=28, returned=29, invalid=0, votes={}), "多于发出"),
        (a.CountElection(issued=28, returned=2, invalid=3, votes={}), "多于收回"),
    ],
)
def test_an_election_that_does_not_add_up_is_refused(wrong: a.CountElection, told: str) -> None:
    assert told in refused(election(), wrong)


def test_candidates_are_named_once_and_are_no_fewer_than_the_seats() -> None:
    hall = Hall().opened()
    assert "两次" in refused(hall, a.OpenElection(question="选举", candidates=("甲", "甲"), seats=1))
    assert "应选 3 人" in refused(hall, a.OpenElection(question="选举", candidates=("甲", "乙"), seats=3))
    assert "候选人" in refused(hall, a.OpenElection(question="选举", candidates=()))


@settings(max_examples=100)
@given(st.integers(1, 4), st.lists(st.integers(0, 28), min_size=4, max_size=4))
def test_nobody_is_elected_without_the_majority_nor_before_one_with_more_votes(seats: int, votes: list[int]) -> None:
    hall = Hall().opened()
    names = ("甲", "乙", "丙", "丁")
    hall.do(a.OpenElection(question="选举", candidates=names, seats=seats))
    given_votes = dict(zip(names, votes, strict=True))
    try:
        hall.do(a.CountElection(issued=28, returned=28, invalid=0, votes=given_votes))
    except Refused:
        assert sum(votes) > 28 * seats
        return
    elected = poll(hall).elected
    assert len(elected) <= seats
    assert all(2 * given_votes[name] > 28 for name in elected)
    left = [given_votes[name] for name in names if name not in elected]
    assert all(given_votes[name] > max(left, default=-1) for name in elected)
