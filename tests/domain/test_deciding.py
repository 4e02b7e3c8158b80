"""What may be done in a meeting, and what is refused with a sentence and changes nothing."""

from __future__ import annotations

import pytest

from desktop.domain import actions as a
from desktop.domain.meeting import Meeting
from desktop.domain.presence import standing
from desktop.domain.queue import queue
from desktop.domain.verdict import Verdict
from forms.language import Sentence
from tests.domain.evenings import Hall, refused


def law(hall: Hall) -> Verdict:
    answer = standing(hall.evening.meeting, hall.rule)
    assert isinstance(answer, Verdict)
    return answer


def test_27_of_41_lack_one_by_article_30_and_28_are_enough() -> None:
    hall = Hall()
    hall.do(a.DeclareEligible(members=41))
    hall.check_in(27)
    answer = law(hall)
    assert (answer.quorum.met, answer.quorum.have, answer.quorum.need, answer.quorum.missing) == (False, 27, 28, 1)
    assert "还差 1 人" in str(answer.sentence)
    assert "第三十条" in str(answer.sentence)
    hall.check_in(1, since=27)
    assert law(hall).quorum.met is True


def test_no_verdict_before_the_number_called_is_declared_or_while_it_differs_from_the_roster() -> None:
    hall = Hall()
    hall.check_in(30)
    assert isinstance(standing(hall.evening.meeting, hall.rule), Sentence)
    hall.do(a.DeclareEligible(members=42), a.AddItem(title="水费"))
    waiting = standing(hall.evening.meeting, hall.rule)
    assert isinstance(waiting, Sentence)
    assert "42" in str(waiting)
    assert "41" in str(waiting)
    hall.do(a.OpenMeeting(), a.OpenItem(item=hall.evening.meeting.items[0].id))
    assert "对不上" in refused(hall, a.OpenPoll(question="水费"))
    hall.do(a.DeclareEligible(members=41))
    assert law(hall).quorum.met is True


def test_one_who_is_not_on_the_list_cannot_be_counted() -> None:
    hall = Hall()
    assert "列席" in refused(hall, a.CheckIn(person="stranger"))
    hall.do(a.Observe(name="乡镇干部", office="驻村"))
    meeting = hall.evening.meeting
    assert len(meeting.observers) == 1
    assert meeting.inside == ()


def test_nobody_is_checked_in_twice_and_one_who_left_may_come_back() -> None:
    hall = Hall()
    hall.check_in(1)
    assert "已经" in refused(hall, a.CheckIn(person="x0"))
    hall.do(a.CheckOut(person="x0"))
    assert hall.evening.meeting.inside == ()
    refused(hall, a.CheckOut(person="x0"))
    hall.do(a.CheckIn(person="x0"))
    assert len(hall.evening.meeting.presence["x0"].spans) == 2


def test_a_vote_below_the_quorum_is_refused_with_the_law() -> None:
    hall = Hall().opened(present=27)
    assert "还差 1 人" in refused(hall, a.OpenPoll(question="村道"))


def test_the_quorum_is_counted_anew_when_people_leave() -> None:
    hall = Hall().opened(present=28)
    hall.do(a.CheckOut(person="x3"))
    assert "还差 1 人" in refused(hall, a.OpenPoll(question="村道"))


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "passed"), [(15, 13, 0, True), (14, 0, 0, False), (14, 14, 0, False), (28, 0, 0, True)]
)
def test_more_than_half_of_those_present_pass_and_who_stays_silent_counts_in_the_base(
    yes: int, no: int, abstain: int, passed: bool
) -> None:
    hall = Hall().opened()
    hall.do(a.OpenPoll(question="村道"), a.CountHands(yes=yes, no=no, abstain=abstain))
    verdict = hall.evening.meeting.polls[0].verdict
    assert verdict is not None
    assert verdict.passed is passed
    hall.do(a.CloseItem())
    assert hall.evening.meeting.items[0].state == ("accepted" if passed else "refused")


def test_more_hands_than_people_are_refused_with_the_sum() -> None:
    hall = Hall().opened()
    hall.do(a.OpenPoll(question="村道"))
    assert "= 29" in refused(hall, a.CountHands(yes=20, no=5, abstain=4))
    assert "负数" in refused(hall, a.CountHands(yes=-1, no=0, abstain=0))


BALLOTS = {"issued": 28, "returned": 28, "yes": 20, "no": 4, "abstain": 3, "invalid": 1}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"returned": 29, "yes": 21}, "收回 29 张，多于发出 28 张"),
        ({"yes": 19}, "= 27，收回是 28 张"),
        ({"invalid": 2}, "= 29，收回是 28 张"),
        ({"issued": 29, "returned": 28}, "多于到会 28 人"),
        ({"no": -4}, "负数"),
    ],
)
def test_ballots_that_do_not_add_up_are_refused_with_the_sum(wrong: dict[str, int], told: str) -> None:
    hall = Hall().opened()
    hall.do(a.OpenPoll(question="村道", method="ballot"))
    assert told in refused(hall, a.CountBallots(**{**BALLOTS, **wrong})).replace(",", "，")
    hall.do(a.CountBallots(**BALLOTS))
    assert hall.evening.meeting.poll is None


def test_hands_are_not_counted_as_ballots() -> None:
    hall = Hall().opened()
    hall.do(a.OpenPoll(question="村道", method="ballot"))
    refused(hall, a.CountHands(yes=20, no=8, abstain=0))
    refused(hall, a.OpenPoll(question="另一项"))
    refused(hall, a.Adjourn())
    refused(hall, a.CloseItem())
    hall.do(a.AbandonPoll())
    refused(hall, a.CountBallots(**BALLOTS))


def test_points_of_order_go_first_then_who_spoke_least_then_first_come() -> None:
    hall = Hall().opened()
    hall.do(a.StartSpeaker(person="x1"), a.EndSpeaker())
    hall.do(*(a.RequestSpeech(person=person) for person in ("x1", "x2", "x3")))
    hall.do(a.RequestSpeech(person="x4", point_of_order=True))
    places = queue(hall.evening.meeting)
    assert [place.person for place in places] == ["x4", "x2", "x3", "x1"]
    assert all(str(place.reason) for place in places)
    assert "等候" in refused(hall, a.RequestSpeech(person="x2"))
    hall.do(a.StartSpeaker())
    assert hall.evening.meeting.floor is not None
    assert hall.evening.meeting.floor.person == "x4"


def test_starting_a_speaker_ends_the_one_before_and_a_pause_is_not_counted() -> None:
    hall = Hall().opened()
    hall.do(a.StartSpeaker(person="x1"), a.PauseSpeaker())
    hall.second += 600
    hall.do(a.ResumeSpeaker(), a.StartSpeaker(person="x2"))
    meeting: Meeting = hall.evening.meeting
    assert [speech.person for speech in meeting.speeches] == ["x1"]
    assert meeting.speeches[0].seconds == 2
    assert meeting.floor is not None
    assert meeting.floor.person == "x2"


def test_only_who_is_in_the_hall_speaks_and_who_leaves_leaves_the_list() -> None:
    hall = Hall().opened()
    refused(hall, a.RequestSpeech(person="x40"))
    refused(hall, a.StartSpeaker())
    hall.do(a.RequestSpeech(person="x5"), a.CheckOut(person="x5"))
    assert hall.evening.meeting.requests == ()


def test_opening_an_item_closes_the_one_before_by_what_its_vote_said() -> None:
    hall = Hall().opened()
    hall.do(a.AddItem(title="水费"), a.OpenPoll(question="村道"), a.CountHands(yes=20, no=8, abstain=0))
    hall.do(a.OpenItem(item=hall.evening.meeting.items[1].id))
    assert [item.state for item in hall.evening.meeting.items] == ["accepted", "open"]
    hall.do(a.CloseItem())
    assert hall.evening.meeting.items[1].state == "noted"


def test_an_item_whose_vote_failed_is_not_recorded_as_accepted() -> None:
    hall = Hall().opened()
    hall.do(a.OpenPoll(question="村道"), a.CountHands(yes=10, no=18, abstain=0))
    assert "没有通过" in refused(hall, a.CloseItem(state="accepted"))


def test_the_minutes_are_confirmed_only_after_they_were_read_back() -> None:
    hall = Hall().opened()
    hall.do(a.WriteLine(text="先修东段", person="x2"))
    refused(hall, a.ReadBack())
    hall.do(a.CloseItem(), a.Adjourn())
    refused(hall, a.ConfirmMinutes())
    refused(hall, a.Object(person="x1", text="我说的是西段"))
    hall.do(a.ReadBack(by="记录员"), a.Object(person="x1", text="我说的是西段"))
    objection = hall.evening.meeting.lines[-1]
    assert objection.kind == "objection"
    refused(hall, a.StrikeLine(line=objection.id))
    hall.do(a.AmendLine(line=hall.evening.meeting.lines[0].id, text="先修西段"), a.ConfirmMinutes())
    assert "确认" in refused(hall, a.WriteLine(text="再补一条"))


def test_undo_has_nothing_before_the_plan() -> None:
    hall = Hall()
    assert "没有可以撤销" in refused(hall, a.Undo())
