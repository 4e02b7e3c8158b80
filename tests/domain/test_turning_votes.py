"""A vote goes over to another way, is held only as the rule set allows, and one household has one vote."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from desktop.domain import actions as a
from desktop.domain.presence import figures
from desktop.domain.voters import short, tied
from forms.language import Refused
from tests.domain.evenings import Hall, election, poll, refused, voting
from tests.law import rule_set


def test_an_objection_stays_minuted_when_the_vote_goes_over_to_hands() -> None:
    hall = voting("acclamation")
    hall.do(a.Dissent(person="x2"))
    assert "异议" in refused(hall, a.Acclaim())
    hall.do(a.TurnPoll(method="hands"))
    assert (poll(hall).method, poll(hall).present, poll(hall).dissent) == ("hands", 28, ("x2",))
    assert "异议" in refused(hall, a.TurnPoll(method="acclamation"))
    hall.do(a.CountHands(yes=20, no=1, abstain=7))
    assert poll(hall).verdict is not None


def test_nothing_turns_once_somebody_has_answered_nor_into_an_election() -> None:
    hall = voting("roll-call")
    assert "已经是" in refused(hall, a.TurnPoll(method="roll-call"))
    assert "选举" in refused(hall, a.TurnPoll(method="election"))
    hall.do(a.CallVote(person="x1", vote="yes"))
    assert "表态" in refused(hall, a.TurnPoll(method="hands"))
    assert "选举" in refused(election(), a.TurnPoll(method="hands"))


def test_a_rule_that_asks_for_a_secret_ballot_allows_no_acclamation() -> None:
    assert rule_set("villagers-election", "2026-06-18").poll.methods == ("ballot", "election")  # type: ignore[union-attr]
    hall = Hall().opened()
    assert hall.rule.poll is not None
    hall.rule = replace(hall.rule, poll=replace(hall.rule.poll, methods=("ballot", "roll-call")))
    assert "可以用：投票、点名" in refused(hall, a.OpenPoll(question="村道", method="acclamation"))
    hall.do(a.OpenPoll(question="村道", method="ballot"))
    assert "不能用举手表决" in refused(hall, a.TurnPoll(method="hands"))


def test_in_an_election_of_the_committee_who_votes_is_who_hands_a_ballot_in() -> None:
    """参加投票的 must be more than half of the voters, and more than half of them must agree."""
    hall = Hall(members=40, rule="villagers-election")
    hall.opened(present=30)
    hall.do(a.OpenElection(question="主任", candidates=("甲", "乙"), seats=1))
    hall.do(a.CountElection(issued=30, returned=24, invalid=0, votes={"甲": 13, "乙": 11}))
    assert poll(hall).elected == ("甲",)
    hall.do(a.Recount(reason="核对"), a.CountElection(issued=30, returned=20, invalid=0, votes={"甲": 13, "乙": 7}))
    assert poll(hall).elected == ()


def test_others_may_be_named_only_where_that_was_settled() -> None:
    hall = Hall().opened()
    hall.do(a.OpenElection(question="选举", candidates=("甲", "乙"), seats=1, others=True))
    hall.do(a.CountElection(issued=28, returned=28, invalid=0, votes={"甲": 10, "丙": 18}))
    assert poll(hall).elected == ("丙",)
    assert poll(hall).results == {"甲": 10, "乙": 0, "丙": 18}
    assert short(poll(hall)) == 0


def test_a_tie_for_the_last_seat_is_told() -> None:
    hall = election()
    hall.do(a.CountElection(issued=28, returned=28, invalid=0, votes={"甲": 20, "乙": 15, "丙": 15}))
    assert tied(poll(hall)) == ("乙", "丙")
    hall.do(a.Recount(reason="核对"), a.CountElection(issued=28, returned=28, invalid=0, votes={"甲": 20, "乙": 14, "丙": 14}))
    assert tied(poll(hall)) == ()
    assert short(poll(hall)) == 1


def test_what_one_counter_had_first_is_kept() -> None:
    hall = voting("ballot")
    first = {"yes": 20, "no": 4, "abstain": 3, "invalid": 1}
    hall.do(a.Tally(counter="甲", numbers=first), a.Tally(counter="甲", numbers={**first, "yes": 19, "no": 5}))
    assert poll(hall).first_tallies == (("甲", first),)


def test_after_the_end_only_people_may_be_keyed_in_and_never_before_a_vote() -> None:
    from desktop.domain.late_entry import decide_late

    hall = voting("hands")
    hall.do(a.CountHands(yes=28, no=0, abstain=0), a.CloseItem())
    opened = poll(hall).opened_at
    hall.second += 600
    hall.do(a.Adjourn())
    ended = hall.evening.meeting.ended_at
    between = opened[:17] + "59"
    assert between > opened
    (event,) = decide_late(hall.evening, a.CheckOut(person="x3"), hall.rule, between)
    assert event.person == "x3"  # type: ignore[union-attr]
    for action, at, told in (
        (a.CheckIn(person="x40"), opened[:11] + "18:00:00", "会改变它"),
        (a.CheckIn(person="x40"), ended[:11] + "23:59:00", "晚于散会"),
        (a.OpenPoll(question="水费"), between, "已经散会"),
    ):
        with pytest.raises(Refused, match=told):
            decide_late(hall.evening, action, hall.rule, at)


def test_the_figures_of_a_meeting_name_its_voters() -> None:
    hall = Hall().opened()
    counted = figures(hall.evening.meeting)
    assert (counted["voters"], counted["voted"]) == (41, 28)
