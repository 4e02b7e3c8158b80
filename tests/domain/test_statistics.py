"""Figures of a period from sealed facts: shares in whole per cent, promises, days at each stage, satisfaction, the funnel."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.domain import period as p
from desktop.domain import statistics as s
from desktop.domain.cases.duties import Duty
from desktop.domain.cases.facts import CaseFacts, Promise, facts_of
from forms.load import built_in
from tests.domain.cases.files import case

JUNE = p.span("month", "2026-06-18")


def facts(id: str = "c", opened: str = "2026-06-18", **more: Any) -> CaseFacts:
    return CaseFacts(**{"id": id, "opened": opened, "source": "people", "state": "open", **more})


def test_twenty_two_topics_of_thirty_four_are_sixty_five_per_cent() -> None:
    themes = s.by_theme([facts(theme="示范区建设")] * 22 + [facts(theme="环境整治")] * 8 + [facts()] * 4)
    assert [(one.title, one.count, one.share) for one in themes] == [
        ("示范区建设", 22, "65%"),
        ("环境整治", 8, "24%"),
        ("没写主题", 4, "12%"),
    ]


def test_a_topic_belongs_to_the_month_in_which_it_was_accepted() -> None:
    early = facts("a", "2026-05-30", accepted="2026-06-02", theme="水")
    unasked = facts("b", "2026-06-18", theme="路")
    figures = s.reckon("month", "2026-06-18", [], [early, unasked], [])
    assert [one.title for one in figures.themes] == ["水"]
    assert figures.funnel.collected == 1


def test_a_promise_is_kept_when_it_was_done_by_its_deadline() -> None:
    every = [
        Promise("1", "2026-06-20", "done", "2026-06-20"),
        Promise("2", "2026-06-20", "done", "2026-06-21"),
        Promise("3", "2026-06-20", "failed"),
        Promise("4", "2026-06-20", "doing"),
        Promise("5", "2026-07-01", "done", "2026-06-20"),
    ]
    found = s.promises(every, JUNE)
    assert (found.all, found.done, found.in_time, found.late, found.open, found.failed) == (4, 2, 1, 1, 1, 1)
    assert (found.kept(), found.kept(2)) == ("25%", "25.00%")
    assert s.promises([], JUNE).kept() == "--"


def test_satisfaction_counts_those_who_do_not_know_in_the_whole() -> None:
    told = s.Satisfaction(6, 2, 1, 1)
    assert (told.asked, told.content, told.share()) == (10, 8, "80%")
    assert s.Satisfaction().share() == "--"


def test_days_at_a_stage_run_from_leaving_the_one_before_and_count_in_the_month_of_leaving() -> None:
    nantong = built_in().procedure("nantong")
    one = case("a", procedure="nantong", accepted="2026-06-01", left={"platform": "2026-06-01", "topic": "2026-06-06"})
    two = case("b", procedure="nantong", accepted="2026-06-02", left={"platform": "2026-06-05"})
    late = case("c", procedure="nantong", accepted="2026-06-02", left={"platform": "2026-07-05"})
    found = s.days_at_stages([facts_of(each, nantong) for each in (one, two, late)], JUNE)
    assert [(stage.title, stage.cases, stage.median, stage.longest) for stage in found] == [
        (nantong.stages[0].title, 2, 0, 3),
        (nantong.stages[1].title, 1, 5, 5),
    ]


def test_cases_stand_at_the_stage_they_have_come_to() -> None:
    every = [
        facts(),
        facts(accepted="2026-06-18", stage="topic", stage_title="确定议题"),
        facts(state="closed", accepted="2026-06-18", stage_title="评估质效"),
        facts(state="refused"),
    ]
    found = s.by_standing(every)
    assert [(one.title, one.count) for one in found] == [("待研判", 1), ("确定议题", 1), ("已办结", 1), ("没有受理", 1)]
    assert sum(one.count for one in found) == len(every)


@pytest.mark.parametrize(
    ("collected", "sent", "taken", "shares"), [(191, 28, 7, ("14.7%", "25%")), (0, 0, 0, ("--", "--"))]
)
def test_the_funnel_has_one_decimal_and_no_empty_one(
    collected: int, sent: int, taken: int, shares: tuple[str, str]
) -> None:
    every = [facts(str(n), forwarded="x" * (n < sent), adopted="x" * (n < taken)) for n in range(collected)]
    funnel = s.reckon("year", "2026-06-18", [], every, []).funnel
    assert (funnel.collected, funnel.forwarded, funnel.adopted) == (collected, sent, taken)
    assert (funnel.forwarded_share, funnel.adopted_share) == shares


def test_what_is_sealed_of_a_case_names_nobody() -> None:
    nantong = built_in().procedure("nantong")
    told = case("c1", title="张三家的围墙", proposer="李四", request="请王五让一让", contact="13800000000", accepted="2026-06-18",
                procedure="nantong", stage="topic", co_signers=("赵六",))  # fmt: skip
    duty = Duty(
        id="d", case="c1", matter="拆墙", unit="三组", person="钱七", due="2026-06-30", state="done", result="孙八拆了"
    )
    text = repr(facts_of(told, nantong, [(duty, "2026-06-29")]))
    assert not [
        name for name in ("张三", "李四", "王五", "赵六", "钱七", "孙八", "13800000000", "拆墙") if name in text
    ]
    assert "2026-06-29" in text
