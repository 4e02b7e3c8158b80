"""Roll call, acclamation and two who count on the hall page: by keyboard alone, and by mouse alone."""

from __future__ import annotations

import pytest

from desktop.domain import actions as a
from desktop.gui.hall.touch import TARGET
from desktop.gui.hall.vote.acclaim import AcclaimForm
from desktop.gui.hall.vote.count import CountForm
from desktop.gui.hall.vote.roll_call import RollCallForm
from desktop.gui.hands import Hands
from desktop.gui.parts.buttons import BigButton
from desktop.gui.projector.view import shown
from forms.language import ENGLISH
from tests.gui.evening import Evening


def roll_call(evening: Evening) -> RollCallForm:
    form = evening.hall.vote.form
    assert isinstance(form, RollCallForm)
    return form


def test_a_roll_call_by_keyboard_alone(evening: Evening) -> None:
    """One key an answer, in the order of the list; who is not there is not called; the verdict comes with the last."""
    hands = Hands(evening.window)
    absent = evening.members[20]
    evening.do(a.CheckOut(person=absent), a.CheckIn(person=evening.members[30]))
    hands.press("F5")
    hands.press("3", ctrl=True)
    form = roll_call(evening)
    order = [one.person for one in form.everyone]
    assert order == [*evening.members[:20], *evening.members[21:28], evening.members[30]]
    for key in "1111111111111223":
        hands.press(key)
    votes = evening.state.meeting.polls[0].votes
    assert list(votes) == order[:16]
    assert [votes[person] for person in order[12:16]] == ["yes", "no", "no", "abstain"]
    assert form.name.text().startswith("17/28")
    assert form.totals.text() == "同意 13，不同意 2，弃权 1，还有 12 人没有表态"
    assert form.outlook.text() == "还差 2 票同意（需 15 票）。"
    hands.press("Backspace")
    assert form.name.text().startswith("16/28")
    assert order[15] not in evening.state.meeting.polls[0].votes
    hands.press("1")
    hands.press("Down")
    hands.press("1")
    assert form.outlook.text() == "同意已有 15 票，达到要求的 15 票。"
    assert evening.state.meeting.polls[0].votes.get(order[16]) is None
    hands.press("Enter")
    assert "11 人没有表态" in evening.hall.vote.notice.text
    assert form.name.text().startswith("17/28")
    hands.press("1")
    hands.press("Down")
    for key in "2" * 10:
        hands.press(key)
    assert "通过" in form.outlook.text()
    hands.press("Enter")
    (poll,) = evening.state.meeting.polls
    assert poll.count is not None
    assert (poll.count.yes, poll.count.no, poll.count.abstain) == (16, 12, 0)
    assert evening.hall.vote.result.said.text() == "通过"
    assert hands.clicks == 0


@pytest.mark.long
def test_a_roll_call_by_mouse_alone_and_every_target_is_large_enough(evening: Evening) -> None:
    hands = Hands(evening.window)
    hands.click(hands.button("开始表决"))
    hands.click(hands.button("点名表决"))
    form = roll_call(evening)
    small = [one.text() for one in form.findChildren(BigButton) if one.isVisible() and one.height() < TARGET]
    assert small == []
    row = form.list.visualItemRect(form.list.item(0))
    assert row.height() >= TARGET
    hands.click(form.answers["no"])
    hands.click(form.answers["yes"])
    hands.click(form.back)
    order = [one.person for one in form.everyone]
    assert evening.state.meeting.polls[0].votes == {order[0]: "no"}
    form.list.itemClicked.emit(form.list.item(0))
    hands.click(form.answers["yes"])
    assert evening.state.meeting.polls[0].votes == {order[0]: "yes"}
    hands.click(hands.button("结束点名"))
    assert evening.hall.vote.result.said.text() == "没有通过"
    assert hands.keys == 0


@pytest.mark.long
def test_answers_that_come_faster_than_the_disk_are_all_kept(evening: Evening) -> None:
    evening.do(a.OpenPoll(question="村道", method="roll-call"))
    evening.press("F5")
    form = roll_call(evening)
    for vote in ("yes", "no") * 14:
        form.answer(vote)
    assert evening.window.background.waiting > 0
    evening.settle()
    assert list(evening.state.meeting.polls[0].votes.values()).count("no") == 14


@pytest.mark.long
def test_acclamation_is_one_action(evening: Evening) -> None:
    hands = Hands(evening.window)
    hands.press("F5")
    hands.press("4", ctrl=True)
    form = evening.hall.vote.form
    assert isinstance(form, AcclaimForm)
    assert "通过" in form.verdict.text()
    hands.press("Enter")
    (poll,) = evening.state.meeting.polls
    assert poll.count is not None
    assert poll.count.yes == 28
    assert (hands.keys, hands.clicks) == (3, 0)


def test_whoever_objects_is_minuted_and_the_vote_goes_over_to_hands(evening: Evening) -> None:
    """By mouse: a tap on the seat, and the button that stands there then."""
    hands = Hands(evening.window)
    hands.click(hands.button("开始表决"))
    hands.click(hands.button("无异议通过"))
    form = evening.hall.vote.form
    assert isinstance(form, AcclaimForm)
    against, outside = evening.members[3], evening.members[35]
    assert not form.who.seats.buttons[outside].isEnabled()
    hands.click(form.who.seats.buttons[against])
    assert evening.state.meeting.label(against) in form.objections.text()
    assert not form.passed.isVisible()
    assert evening.hall.next.main.text() == "改为举手表决"
    hands.click(hands.button("改为举手", form))
    assert isinstance(evening.hall.vote.form, CountForm)
    evening.do(a.CountHands(yes=20, no=1, abstain=7))
    (poll,) = evening.state.meeting.polls
    assert (poll.method, poll.dissent) == ("hands", (against,))
    assert hands.keys == 0


def ballots(evening: Evening, hands: Hands) -> CountForm:
    """A ballot in which 28 papers came back, called out as 20, 4, 3 and 1."""
    evening.do(a.OpenPoll(question="村道", method="ballot"))
    hands.press("F5")
    form = evening.hall.vote.counting
    assert form is not None
    assert form.board is not None
    hands.write("28", form.row.fields["returned"])
    form.board.setFocus()
    for key in "1" * 20 + "2222333" + "4":
        hands.press(key)
    return form


def test_two_who_count_must_agree_where_they_differ_is_told_and_the_first_count_is_kept(evening: Evening) -> None:
    hands = Hands(evening.window)
    form = ballots(evening, hands)
    counters, board = form.counters, form.board
    assert counters is not None
    assert board is not None
    hands.click(evening.hall.next.main)
    assert "两位计票人的姓名" in evening.hall.vote.notice.text
    hands.write("王芳")
    hands.press("Enter")
    hands.write("李㛃")
    hands.press("Enter")
    for number in ("19", "5", "3", "1"):
        hands.write(number)
        hands.press("Enter")
    assert "同意：王芳 20 票，李㛃 19 票；不同意：王芳 4 票，李㛃 5 票" in form.sum.text()
    assert evening.state.meeting.poll is not None
    assert set(evening.state.meeting.poll.tallies) == {"王芳", "李㛃"}
    hands.click(form.again)
    assert board.tally.called == ""
    for key in "1" * 19 + "22222333" + "4":
        hands.press(key)
    hands.click(evening.hall.next.main)
    for number in ("19", "5", "3", "1"):
        hands.write(number)
        hands.press("Enter")
    (poll,) = evening.state.meeting.polls
    assert poll.count is not None
    assert (poll.count.yes, poll.count.no) == (19, 5)
    assert poll.first_tallies == (("王芳", {"yes": 20, "no": 4, "abstain": 3, "invalid": 1}),)


@pytest.mark.long
def test_numbers_from_a_sheet_that_two_have_signed_need_no_second_counter(evening: Evening) -> None:
    hands = Hands(evening.window)
    evening.do(a.OpenPoll(question="村道", method="ballot"))
    hands.press("F5")
    form = evening.hall.vote.counting
    assert form is not None
    for name, number in (("returned", "28"), ("yes", "20"), ("no", "4"), ("abstain", "3"), ("invalid", "1")):
        hands.write(number, form.row.fields[name])
    hands.press("Enter")
    assert evening.state.meeting.polls[0].count is not None


@pytest.mark.long
def test_a_result_that_was_counted_again_says_what_was_counted_first(evening: Evening) -> None:
    evening.do(a.OpenPoll(question="村道"), a.CountHands(yes=14, no=10, abstain=4), a.Recount(reason="有人要求"))
    evening.press("F5")
    evening.do(a.CountHands(yes=15, no=10, abstain=3))
    result = evening.hall.vote.result
    assert result.before.text() == "此前计票：同意 14，不同意 10，弃权 4"
    assert result.said.text() == "通过"


def test_the_public_sees_who_is_called_and_numbers_never_who_answered_what(evening: Evening) -> None:
    evening.do(a.OpenPoll(question="村道", method="roll-call"))
    people = evening.members
    evening.do(a.CallVote(person=people[0], vote="yes"), a.CallVote(person=people[1], vote="no"))
    seen = shown(evening.state)
    names = [evening.state.meeting.eligible[person].name for person in people[:3]]
    said = "".join([seen.speaker, seen.question, *seen.following, str(seen.voting), *(str(bar) for bar in seen.bars)])
    assert names[2] in seen.speaker
    assert names[0] not in said
    assert [(bar.kind, bar.number) for bar in seen.bars][:3] == [("yes", 1), ("no", 1), ("abstain", 0)]


@pytest.mark.long
def test_the_ways_are_offered_in_english_too(evening: Evening) -> None:
    from desktop.gui.words import tongue

    tongue.current = ENGLISH
    evening.window.rebuild()
    evening.settle()
    evening.press("F5")
    assert all(button.text().isascii() for button in evening.hall.vote.ask.ways.values())
