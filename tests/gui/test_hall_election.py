"""An election on the hall page: the list, the calling with 正 for each candidate, the tie, and what the hall sees of it."""

from __future__ import annotations

import pytest

from desktop.domain import actions as a
from desktop.gui.hall.vote.ballots import Ballots, read
from desktop.gui.hall.vote.election import ElectionForm
from desktop.gui.hands import Hands
from desktop.gui.projector.view import shown
from tests.gui.evening import Evening


def form_of(evening: Evening) -> ElectionForm:
    form = evening.hall.vote.form
    assert isinstance(form, ElectionForm)
    return form


def test_an_election_by_keyboard_alone_and_the_tie_is_told(evening: Evening) -> None:
    """Three stand for two seats; 28 ballots, one with too many names, one spoilt; two people count."""
    hands = Hands(evening.window)
    hands.press("F5")
    hands.press("5", ctrl=True)
    for name in ("王芳", "外村甲", "外村乙"):
        hands.write(name)
        hands.press("Enter")
    hands.write("2", evening.hall.vote.elect.seats)
    hands.click(evening.hall.next.main)
    poll = evening.state.meeting.poll
    assert poll is not None
    assert (poll.candidates, poll.seats) == (("王芳", "外村甲", "外村乙"), 2)
    form = form_of(evening)
    for keys in ["12"] * 9 + ["13"] * 9 + ["23"] * 6 + ["1"] * 2 + ["123"]:
        for key in keys:
            hands.press(key)
        hands.press("Enter")
    assert "多于应选" in evening.hall.vote.notice.text
    hands.press("0")
    assert (form.ballots.returned, form.ballots.invalid) == (28, 2)
    hands.press("Enter")
    assert "都唱完了" in evening.hall.vote.notice.text
    hands.press("Backspace")
    hands.press("0")
    form.counters.put(("李㛃", "周国平"), {"王芳": 20, "外村甲": 15, "外村乙": 14, "invalid": 2})
    hands.click(evening.hall.next.main)
    assert "外村乙：李㛃 15 票，周国平 14 票" in form.rest.text()
    hands.write("15", form.counters.fields["外村乙"])
    hands.click(evening.hall.next.main)
    done = evening.state.meeting.polls[0]
    assert done.elected == ("王芳",)
    result = evening.hall.vote.result
    assert result.said.text() == "当选：王芳"
    assert result.sentence.text().startswith("外村甲、外村乙 都是 15 票，名额只剩 1 个")
    rows = shown(evening.state).rows
    assert [(row.name, row.votes, row.elected, row.even) for row in rows] == [
        ("王芳", 20, True, False),
        ("外村甲", 15, False, True),
        ("外村乙", 15, False, True),
    ]
    hands.click(result.next_round)
    assert (evening.hall.vote.elect.names, evening.hall.vote.elect.seats.text()) == (["外村甲", "外村乙"], "1")


@pytest.mark.long
def test_an_election_by_mouse_alone_with_somebody_else_named(evening: Evening) -> None:
    hands = Hands(evening.window)
    hands.click(hands.button("开始表决"))
    hands.click(hands.button("选举几个人"))
    elect = evening.hall.vote.elect
    for person in evening.members[:2]:
        hands.click(elect.who.seats.buttons[person])
    hands.click(elect.others)
    hands.click(evening.hall.next.main)
    form = form_of(evening)
    first, second = form.names
    hands.click(form.buttons[first])
    hands.click(form.next)
    hands.click(form.spoil)
    hands.click(form.back)
    form.other.setText("外村丙")
    form.other.returnPressed.emit()
    hands.click(form.next)
    assert hands.keys == 0
    assert [form.ballots.votes(name) for name in form.names] == [1, 0, 1]
    evening.do(a.CountElection(issued=2, returned=2, invalid=0, votes={first: 1, second: 0, "外村丙": 1}))
    assert evening.state.meeting.polls[0].results["外村丙"] == 1


@pytest.mark.long
def test_what_was_called_so_far_is_there_again_after_the_program_died(evening: Evening) -> None:
    evening.do(a.OpenElection(question="选举", candidates=("王芳", "外村甲"), seats=1, others=True))
    evening.press("F5")
    form = form_of(evening)
    form.call("王芳")
    form.next_ballot()
    form.other.setText("外村丙")
    form.other.returnPressed.emit()
    evening.qtbot.waitUntil(lambda: evening.hall.drafts.idle, timeout=60_000)
    evening.settle()
    evening.window._pages.clear()
    evening.go("hall")
    form = form_of(evening)
    assert form.ballots.done == (("王芳",),)
    assert form.ballots.now == ("外村丙",)
    assert form.names == ["王芳", "外村甲", "外村丙"]


@pytest.mark.long
def test_an_election_without_candidates_is_refused_with_what_to_do(evening: Evening) -> None:
    evening.press("F5")
    evening.hall.vote.begin_election()
    evening.next()
    assert "候选人" in evening.hall.vote.notice.text
    assert evening.state.meeting.poll is None


def test_ballots_are_counted_as_they_are_called_and_taken_back_one_by_one() -> None:
    ballots = Ballots(seats=2).name("甲").name("乙").next().name("甲").next().spoil()
    assert (ballots.returned, ballots.invalid, ballots.votes("甲"), ballots.votes("乙")) == (3, 1, 2, 1)
    assert ballots.name("甲").name("甲").now == ()
    back = ballots.back().back()
    assert (back.done, back.now) == ((("甲", "乙"),), ("甲",))
    assert back.back().back().now == ("甲", "乙")
    assert read(ballots.kept()) == ballots
    assert read("{") is None
