"""Proxies by the rule set in force: none where the law gives none, and as it asks where it does."""

from __future__ import annotations

from msgspec.structs import replace

from desktop.domain import actions as a
from desktop.domain.events import EligibleListed
from desktop.domain.presence import figures, standing
from desktop.domain.verdict import Verdict
from forms.rules import Proxy
from tests.domain.evenings import Hall, attendee, refused


def collective() -> Hall:
    """30 members of 15 households, two of each; 19 of them are in the hall, 20 are needed."""
    hall = Hall(members=30, rule="collective-members")
    people = tuple(attendee(n, household=str(n // 2), office="集体成员", birth_year="1970") for n in range(30))
    hall._write((EligibleListed(attendees=people),))
    return hall.opened(present=19)


def test_the_law_of_villages_gives_no_proxy() -> None:
    hall = Hall().opened()
    assert "没有规定可以委托" in refused(hall, a.GiveProxy(person="x40", to="x1", written=True))


def test_a_written_proxy_of_the_same_household_counts_as_present_and_votes() -> None:
    hall = collective()
    assert "还差 1 人" in refused(hall, a.OpenPoll(question="分红", method="roll-call"))
    assert "书面" in refused(hall, a.GiveProxy(person="x19", to="x18"))
    assert "同一户" in refused(hall, a.GiveProxy(person="x19", to="x2", written=True))
    hall.do(a.GiveProxy(person="x19", to="x18", written=True))
    counted = figures(hall.evening.meeting)
    assert (counted["present"], counted["proxies"], counted["households_present"]) == (20, 1, 10)
    answer = standing(hall.evening.meeting, hall.rule)
    assert isinstance(answer, Verdict)
    assert (answer.quorum.met, answer.figures["proxies"]) == (True, 1)
    hall.do(a.OpenPoll(question="分红", method="roll-call"))
    hall.do(*(a.CallVote(person=f"x{n}", vote="yes") for n in range(20)), a.CountRollCall())
    assert hall.evening.meeting.polls[-1].verdict is not None
    assert hall.evening.meeting.polls[-1].verdict.passed is True


def test_a_proxy_ends_when_one_of_the_two_goes_or_comes() -> None:
    hall = collective()
    hall.do(a.GiveProxy(person="x19", to="x18", written=True))
    assert "收回" in refused(hall, a.GiveProxy(person="x19", to="x18", written=True))
    hall.do(a.CheckOut(person="x18"))
    assert figures(hall.evening.meeting)["present"] == 18
    hall.do(a.CheckIn(person="x18"))
    assert figures(hall.evening.meeting)["present"] == 20
    hall.do(a.CheckIn(person="x19"))
    assert hall.evening.meeting.proxies == {}
    assert figures(hall.evening.meeting)["present"] == 20
    assert "没有委托" in refused(hall, a.TakeBackProxy(person="x19"))


def test_nobody_stands_for_another_who_stands_for_a_third_and_nobody_stands_for_too_many() -> None:
    hall = collective()
    hall.rule = replace(hall.rule, proxy=Proxy(allowed=True, most=1, article="第十八条"))
    hall.do(a.GiveProxy(person="x25", to="x1"))
    assert "最多接受 1 人" in refused(hall, a.GiveProxy(person="x26", to="x1"))
    assert "还没有签到" in refused(hall, a.GiveProxy(person="x27", to="x28"))
    assert "本人在场" in refused(hall, a.GiveProxy(person="x2", to="x1"))
    hall.do(a.CheckOut(person="x1"))
    assert "转委托" in refused(hall, a.GiveProxy(person="x1", to="x2"))
    hall.do(a.TakeBackProxy(person="x25"), a.GiveProxy(person="x1", to="x2"))
    assert "转委托" in refused(hall, a.GiveProxy(person="x25", to="x1"))


def test_a_child_cannot_stand_in() -> None:
    hall = collective()
    young = tuple(
        attendee(n, household=str(n // 2), birth_year="2010" if n == 18 else "1970", office="集体成员") for n in range(30)
    )
    hall._write((EligibleListed(attendees=young),))
    assert "十八周岁" in refused(hall, a.GiveProxy(person="x19", to="x18", written=True))


def test_one_of_the_family_stands_in_though_on_no_list_and_is_counted_once() -> None:
    hall = collective()
    hall.do(a.GiveProxy(person="x25", family="柳三妹", written=True))
    meeting = hall.evening.meeting
    guest = meeting.proxies["x25"]
    assert meeting.observers[guest].household == meeting.eligible["x25"].household
    assert figures(meeting)["present"] == 20
    hall.do(a.CheckOut(person=guest))
    assert figures(hall.evening.meeting)["present"] == 19


def test_a_family_member_is_no_proxy_where_the_law_asks_for_a_voter() -> None:
    hall = collective()
    hall.rule = replace(hall.rule, proxy=Proxy(allowed=True, most=3, article="第十八条"))
    assert "名单上" in refused(hall, a.GiveProxy(person="x25", family="柳三妹"))
    for n in (25, 26, 27):
        hall.do(a.GiveProxy(person=f"x{n}", to="x1"))
    assert "最多接受 3 人（第十八条）" in refused(hall, a.GiveProxy(person="x28", to="x1"))
