"""Screening, merging, splitting and the three ways: what may be, and what is refused with a sentence."""

from __future__ import annotations

import pytest

from desktop.domain.case import DELIBERATED, MERGED, REFUSED, SPLIT
from desktop.domain.cases import routing
from desktop.domain.cases.screening import accepted, placed, refused, working_days_later
from desktop.domain.cases.sorting import merged, split
from forms.language import Refused
from tests.domain.cases.files import AT, case, procedure


def test_urgent_and_easy_is_to_be_handled_within_three_working_days() -> None:
    taken = accepted(placed(case(), "high", "easy"), procedure(), "2026-06-18")  # a Thursday
    assert (taken.due, taken.stage, taken.procedure) == ("2026-06-23", "platform", "nantong")
    assert accepted(placed(case(), "high", "hard"), procedure(), "2026-06-18").due == ""
    assert working_days_later("2026-06-19", 1) == "2026-06-22"


def test_what_is_not_on_the_board_cannot_be_accepted() -> None:
    with pytest.raises(Refused, match="先在研判板上"):
        accepted(case(), procedure(), "2026-06-18")
    with pytest.raises(Refused, match="没有这一格"):
        placed(case(), "very", "easy")
    with pytest.raises(Refused, match="已经受理过"):
        accepted(case(urgency="low", difficulty="easy", accepted="2026-06-01"), procedure(), "2026-06-18")


def test_refusing_needs_a_reason_because_the_proposer_gets_it_on_paper() -> None:
    with pytest.raises(Refused, match="理由"):
        refused(case(), "  ")
    assert refused(case(), "属于两家的私事").state == REFUSED
    with pytest.raises(Refused, match="已经了结"):
        placed(refused(case(), "属于两家的私事"), "high", "easy")
    with pytest.raises(Refused, match="议过"):
        refused(case(state=DELIBERATED), "不办")


def test_a_merged_case_leaves_its_people_to_the_other() -> None:
    gone, into = merged(
        case("a", proposer="张伟", co_signers=("李四",)), case("b", proposer="王芳", co_signers=("李四",))
    )
    assert (gone.state, gone.merged_into) == (MERGED, "b")
    assert into.co_signers == ("李四", "张伟")
    with pytest.raises(Refused, match="它自己"):
        merged(into, into)
    with pytest.raises(Refused, match="已经了结"):
        merged(gone, into)


def test_a_split_case_becomes_two_that_know_where_they_came_from() -> None:
    whole, parts = split(case(households=38), ["修水渠", " 装路灯 ", ""], ["x", "y"], AT)
    assert whole.state == SPLIT
    assert [(one.id, one.title, one.split_from, one.households) for one in parts] == [
        ("x", "修水渠", "c1", 38),
        ("y", "装路灯", "c1", 38),
    ]
    with pytest.raises(Refused, match="至少要写两件"):
        split(case(), ["修水渠"], ["x"], AT)
    with pytest.raises(Refused, match="同名"):
        split(case(), ["修水渠", "修水渠"], ["x", "y"], AT)


def test_three_ways_and_three_levels() -> None:
    assert routing.routed(case(), "department").route == "department"
    with pytest.raises(Refused, match="没有这条去向"):
        routing.routed(case(), "elsewhere")
    town = routing.raised(case(), "要动国道")
    assert town.level == "town"
    assert routing.raised(town, "要动国道").level == "county"
    with pytest.raises(Refused, match="县一级"):
        routing.raised(case(level="county"), "还要往上")
    with pytest.raises(Refused, match="写明"):
        routing.raised(case(), "")


def test_every_way_has_a_sheet_that_exists() -> None:
    from tests.domain.cases.files import PACK

    assert set(routing.SHEETS.values()) <= set(PACK.sheets)
    assert set(routing.SHEETS) == set(routing.ROUTES)
