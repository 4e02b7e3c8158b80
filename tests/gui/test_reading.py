"""What is read aloud says what became of each item and how each vote was held."""

from __future__ import annotations

import pytest

from desktop.domain import actions as a
from desktop.gui.closing.reading import paragraphs
from desktop.gui.hall.timeline import timeline
from tests.domain.evenings import Hall


def read(hall: Hall) -> list[str]:
    return [str(one) for one in paragraphs(hall.evening.meeting)]


def test_the_amended_wording_is_read_aloud() -> None:
    hall = Hall().opened()
    hall.do(a.CloseItem(state="amended", text="先修东段，秋后动工"))
    assert read(hall)[-1] == "修改后的内容是：先修东段，秋后动工"
    assert "修改后通过" in read(hall)[-2]


def test_an_item_that_was_put_off_after_a_vote_is_read_as_put_off() -> None:
    hall = Hall().opened()
    hall.do(a.OpenPoll(question="先修东段"), a.CountHands(yes=4, no=0, abstain=0), a.CloseItem(state="delayed"))
    assert read(hall)[-1] == "这一项改期。"


@pytest.mark.parametrize(("method", "said"), [("roll-call", "点名表决"), ("hands", "举手表决"), ("ballot", "无记名投票")])
def test_the_way_of_voting_is_read_as_it_was(method: str, said: str) -> None:
    hall = Hall().opened()
    people = hall.evening.meeting.inside
    hall.do(a.OpenPoll(question="先修东段", method=method))
    if method == "roll-call":
        hall.do(*(a.CallVote(person=person, vote="yes") for person in people), a.CountRollCall())
    elif method == "ballot":
        n = len(people)
        hall.do(a.CountBallots(issued=n, returned=n, yes=n, no=0, abstain=0, invalid=0))
    else:
        hall.do(a.CountHands(yes=len(people), no=0, abstain=0))
    hall.do(a.CloseItem())
    assert read(hall)[-1].startswith(f"{said}：先修东段")


def test_who_was_elected_is_read_and_stands_in_the_minutes() -> None:
    hall = Hall().opened()
    n = len(hall.evening.meeting.inside)
    hall.do(a.OpenElection(question="选举监督委员", candidates=("甲", "乙"), seats=1))
    hall.do(a.CountElection(issued=n, returned=n, invalid=0, votes={"甲": n, "乙": 0}))
    assert any("选举：选举监督委员 当选：甲" in text for text in read(hall))
    assert any("当选：甲" in str(row.text) for row in timeline(hall.evening.meeting))
