"""Notice, publicity, requests and how often there must be a meeting."""

from __future__ import annotations

import pytest

from desktop.domain.calendar_days import days_between, notice_period, publicity_period
from desktop.domain.convening import must_be_called, requests, still_to_hold
from desktop.domain.figures import Figures, figures_of
from forms.language import Refused
from tests.law import rule_set

ASSEMBLY = rule_set("villagers-assembly", "2026-06-20")
OLD_ASSEMBLY = rule_set("villagers-assembly", "2025-06-20")


@pytest.mark.parametrize(("sent", "met", "given"), [
    ("2026-06-09", True, 11), ("2026-06-10", True, 10), ("2026-06-11", False, 9), ("2026-06-20", False, 0),
])  # fmt: skip
def test_the_day_of_the_notice_is_not_counted(sent: str, met: bool, given: int) -> None:
    for rule in (ASSEMBLY, rule_set("collective-members", "2026-06-20")):
        found = notice_period(rule, sent, "2026-06-20")
        assert (found.met, found.given, found.need) == (met, given, 10)


def test_notice_over_the_end_of_a_month_and_a_leap_day() -> None:
    assert days_between("2028-02-25", "2028-03-01") == 5
    assert notice_period(ASSEMBLY, "2028-02-20", "2028-03-01").met is True
    assert notice_period(ASSEMBLY, "2027-02-20", "2027-03-01").met is False
    assert notice_period(ASSEMBLY, "2027-02-20", "2027-03-01").first == "2027-03-02"


def test_short_notice_only_since_2026() -> None:
    assert notice_period(ASSEMBLY, "2026-06-19", "2026-06-20", "防汛").met is True
    with pytest.raises(Refused, match="临时通知"):
        notice_period(OLD_ASSEMBLY, "2025-06-19", "2025-06-20", "防汛")


def test_notice_after_the_meeting_is_refused() -> None:
    with pytest.raises(Refused, match="以后"):
        notice_period(ASSEMBLY, "2026-06-21", "2026-06-20")
    with pytest.raises(Refused, match="2026-06-01 的样子"):
        notice_period(ASSEMBLY, "昨天", "2026-06-20")


def test_where_the_law_sets_no_days_there_is_no_answer() -> None:
    found = notice_period(rule_set("villagers-representatives", "2026-06-20"), "2026-06-19", "2026-06-20")
    assert (found.met, found.need) == (None, None)
    assert publicity_period(OLD_ASSEMBLY, "2025-06-01", "2025-06-30").met is None


@pytest.mark.parametrize(("until", "met"), [("2026-06-15", False), ("2026-06-16", True)])
def test_fifteen_days_on_the_board(until: str, met: bool) -> None:
    assert publicity_period(ASSEMBLY, "2026-06-01", until).met is met


@pytest.mark.parametrize(("rule", "of", "total", "need"), [
    ("villagers-assembly", "adults", 900, 90), ("villagers-assembly", "adults", 901, 91), ("villagers-assembly", "adults", 909, 91),
    ("villagers-assembly", "adults", 910, 91), ("villagers-assembly", "representatives", 36, 12), ("villagers-assembly", "representatives", 37, 13),
    ("villagers-representatives", "representatives", 36, 8), ("villagers-representatives", "representatives", 35, 7),
    ("levy-assembly", "adults", 900, 90), ("levy-representatives", "representatives", 36, 8), ("villagers-recall", "voters", 901, 181),
])  # fmt: skip
def test_who_can_have_a_meeting_called(rule: str, of: str, total: int, need: int) -> None:
    for date in ("2025-06-01", "2026-06-01"):
        found = rule_set(rule, date)
        assert must_be_called(found, of, need, total).met is True
        below = must_be_called(found, of, need - 1, total)
        assert (below.met, below.missing) == (False, 1)


def test_a_request_is_refused_where_the_numbers_or_the_right_are_wrong() -> None:
    with pytest.raises(Refused, match="没有规定"):
        must_be_called(ASSEMBLY, "households", 90, 300)
    with pytest.raises(Refused, match="对不上"):
        must_be_called(ASSEMBLY, "adults", 901, 900)


def test_requests_say_how_many_where_the_total_is_known() -> None:
    found = {one.of: one.need for one in requests(ASSEMBLY, Figures(adults=900))}
    assert found == {"adults": 90, "representatives": None}
    assert {one.need for one in requests(ASSEMBLY, figures_of({"representatives": 36}))} == {None, 12}


@pytest.mark.parametrize(("rule", "province", "day", "held", "more"), [
    ("villagers-representatives", "", "2026-09-30", ("2026-06-30", "2026-10-01"), 1),
    ("villagers-representatives", "", "2026-09-30", ("2026-07-01",), 0),
    ("villagers-assembly", "", "2026-12-31", (), 1), ("villagers-assembly", "", "2026-12-31", ("2026-01-01",), 0),
    ("villagers-assembly", "四川", "2026-06-01", ("2026-07-01",), 1), ("villagers-assembly", "四川", "2026-07-31", ("2026-07-01",), 0),
    ("villagers-assembly", "", "2025-12-31", (), 0),
])  # fmt: skip
def test_how_often_there_must_be_a_meeting(rule: str, province: str, day: str, held: tuple[str, ...], more: int) -> None:
    assert still_to_hold(rule_set(rule, day, province), held, day) == more
