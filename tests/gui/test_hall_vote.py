"""The vote on the hall page: from the question to the verdict; numbers add up while typing; what does not is refused with the sum."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.actions import OpenItem, OpenMeeting, OpenPoll
from desktop.gui.hall.vote.count import CountForm
from desktop.gui.hall.vote.strokes import strokes
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from tests.gui.evening import Evening, make_evening


def counting(evening: Evening) -> CountForm:
    form = evening.hall.vote.counting
    assert form is not None
    return form


def fill(evening: Evening, **numbers: int) -> None:
    """Type these numbers with real keys, each into its field."""
    for name, number in numbers.items():
        field = counting(evening).row.fields[name]
        field.setText("")
        QTest.keyClicks(field, str(number))
    evening.settle()


def test_a_show_of_hands_by_keyboard_alone(evening: Evening) -> None:
    hall = evening.hall
    evening.press("F5")
    assert hall.vote.ask.need.text() == "到会 28 人，过半数需 15 票同意"
    assert hall.vote.ask.question.toPlainText() == "是否同意：二组至五组村道拓宽方案"
    assert hall.focusWidget() is hall.next.main
    QTest.keyClick(hall.next.main, Qt.Key.Key_Return)
    evening.settle()
    row = counting(evening).row
    for name, typed in (("yes", "20"), ("no", "5"), ("abstain", "3")):
        assert hall.focusWidget() is row.fields[name]
        QTest.keyClicks(row.fields[name], typed)
        if name == "abstain":
            assert counting(evening).sum.text() == "合计 28，与到会人数相符 ✓"
            assert counting(evening).verdict.text().endswith("通过。")
        QTest.keyClick(row.fields[name], Qt.Key.Key_Return)
    evening.settle()
    (poll,) = evening.state.meeting.polls
    assert poll.verdict is not None
    assert poll.verdict.passed
    assert hall.vote.result.sentence.text() == str(poll.verdict.sentence)
    assert hall.next.main.text() == "结束本项"
    evening.next()
    assert evening.state.meeting.items[1].state == "accepted"
    assert hall.front is hall.minutes


def test_14_of_28_do_not_pass_for_those_who_abstain_stay_in_the_base(evening: Evening) -> None:
    evening.do(OpenPoll(question="是否同意"))
    evening.press("F5")
    fill(evening, yes=14, no=0, abstain=14)
    assert "没有通过" in counting(evening).verdict.text()
    evening.next()
    assert evening.hall.vote.result.said.text() == "没有通过"


def test_too_many_hands_are_refused_with_the_sum_and_nothing_is_written(evening: Evening) -> None:
    evening.do(OpenPoll(question="是否同意"))
    evening.press("F5")
    fill(evening, yes=20, no=6, abstain=3)
    assert "29" in counting(evening).sum.text()
    before = evening.journal()
    evening.next()
    assert "29" in evening.hall.vote.notice.text
    assert "28" in evening.hall.vote.notice.text
    assert evening.journal() == before
    assert counting(evening).row.numbers() == {"yes": 20, "no": 6, "abstain": 3}


def test_a_ballot_is_called_out_by_the_keys_1_to_4(evening: Evening) -> None:
    evening.press("F5")
    evening.hall.next.others[0].click()
    evening.settle()
    fill(evening, returned=27)
    board = counting(evening).board
    assert board is not None
    board.setFocus()
    QTest.keyClicks(board, "1111111111112222223333344")
    assert "还有 2 张没有唱" in counting(evening).sum.text()
    QTest.keyClick(board, Qt.Key.Key_Backspace)
    QTest.keyClicks(board, "111")
    numbers = counting(evening).row.numbers()
    assert numbers == {"issued": 28, "returned": 27, "yes": 15, "no": 6, "abstain": 5, "invalid": 1}
    evening.next()
    assert "两位计票人" in evening.hall.vote.notice.text
    counters = counting(evening).counters
    assert counters is not None
    counters.put(("王芳", "李㛃"), {"yes": 15, "no": 6, "abstain": 5, "invalid": 1})
    evening.next()
    (poll,) = evening.state.meeting.polls
    assert list(poll.tallies) == ["王芳", "李㛃"]
    assert poll.count is not None
    assert (poll.count.issued, poll.count.returned, poll.count.invalid) == (28, 27, 1)
    assert poll.verdict is not None
    assert poll.verdict.passed


def test_more_returned_than_issued_is_refused(evening: Evening) -> None:
    evening.do(OpenPoll(question="是否同意", method="ballot"))
    evening.press("F5")
    fill(evening, issued=27, returned=28, yes=28, no=0, abstain=0, invalid=0)
    evening.next()
    assert "收回多于发出" in evening.hall.vote.notice.text
    assert evening.state.meeting.poll is not None


def test_the_tally_so_far_is_there_again_after_the_program_died(evening: Evening) -> None:
    evening.do(OpenPoll(question="是否同意", method="ballot"))
    evening.press("F5")
    fill(evening, returned=28)
    board = counting(evening).board
    assert board is not None
    QTest.keyClicks(board, "1121")
    evening.qtbot.waitUntil(lambda: evening.hall.drafts.idle, timeout=60_000)  # nothing asks for it here
    evening.settle()
    evening.window._pages.clear()  # as after a new start: another page, the same disk
    evening.go("hall")
    form = evening.hall.vote.counting
    assert form is not None
    assert form.board is not None
    assert form.board.tally.called == "1121"
    assert form.row.numbers()["returned"] == 28


def test_a_vote_below_the_quorum_is_refused_with_the_law(qtbot: QtBot, window: MainWindow, village: Desk) -> None:
    evening = make_evening(qtbot, window, village)
    evening.came(27)
    evening.do(OpenMeeting(), OpenItem(item=evening.state.meeting.items[1].id))
    evening.press("F5")
    evening.next()
    assert "还差 1 人" in evening.hall.vote.notice.text
    assert "第三十条" in evening.hall.vote.notice.text
    assert evening.state.meeting.polls == ()


def test_a_cancelled_vote_and_an_undone_count_leave_the_way_open(evening: Evening) -> None:
    evening.do(OpenPoll(question="是否同意"))
    evening.hall.next.others[0].click()
    evening.settle()
    assert evening.state.meeting.polls == ()
    evening.do(OpenPoll(question="是否同意"))
    evening.press("F5")
    fill(evening, yes=20, no=5, abstain=3)
    evening.next()
    evening.hall.undo()
    evening.settle()
    assert evening.state.meeting.poll is not None
    assert evening.hall.next.main.text() == "计票 F5"


def test_a_character_is_drawn_for_each_five_ballots() -> None:
    assert len(strokes(0, 0, 0, 30, 5, 8)) == 0
    assert len(strokes(12, 0, 0, 30, 5, 8)) == 12
    third = strokes(12, 0, 0, 30, 5, 8)[10]
    assert third.x1() > 2 * 35
    assert strokes(11, 0, 0, 30, 5, 2)[10].y1() > 35
