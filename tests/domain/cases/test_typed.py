"""Dates out of order and shares over the whole are refused where they are typed; the funnel counts rightly."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.domain.cases.duties import changed, duties_of
from desktop.domain.cases.funnel import Funnel, adopted, forwarded
from desktop.domain.cases.typed import Known, check, check_complete
from desktop.domain.cases.words import parts_of, words_of
from desktop.domain.share import share
from forms.language import Refused
from tests.domain.cases.files import PACK, case

NOTHING = Known()


def typed(form: str, known: Known = NOTHING, /, **values: Any) -> None:
    check(PACK.sheet(form), 1, values, known)


HELD = Known(meeting_day="2026-06-28")
ROW = {"matter": "清淤", "unit": "三组", "person": "张伟"}


def test_a_deadline_before_its_meeting_is_refused() -> None:
    with pytest.raises(Refused, match="2026-06-27 早于会议日期 2026-06-28"):
        typed("duties", HELD, items=[{**ROW, "due": "2026-06-27"}])
    typed("duties", HELD, items=[{**ROW, "due": "2026-06-28"}])


def test_an_evaluation_before_its_result_is_refused() -> None:
    with pytest.raises(Refused, match="还没有结果反馈"):
        typed("evaluation-four", HELD, day="2026-07-20")
    result = Known(meeting_day="2026-06-28", result_day="2026-07-20")
    with pytest.raises(Refused, match="早于结果反馈"):
        typed("evaluation-four", result, day="2026-07-19")
    typed("evaluation-four", result, day="2026-07-20")
    with pytest.raises(Refused, match="早于会议日期"):
        typed("feedback", HELD, day="2026-06-01")


def test_a_share_of_more_than_a_hundred_per_cent_is_refused() -> None:
    with pytest.raises(Refused, match="超过百分之百"):
        typed("share-of-topics", part=35, whole=34)
    typed("share-of-topics", part=34, whole=34)
    with pytest.raises(Refused, match="支持的 13 人"):
        typed("suggestions", Known(participants=12), items=[{"number": 1, "content": "清淤", "supporters": 13}])
    with pytest.raises(Refused, match="超过百分之百"):
        share(7, 6)
    result = Known(result_day="2026-07-01")
    counts = {"satisfied": 30, "fairly": 6, "dissatisfied": 1, "unknown": 1}
    with pytest.raises(Refused, match="四项合计 38 人，比发出的 37 人"):
        check(PACK.sheet("satisfaction"), 2, {**counts, "issued": 37}, result)
    check(PACK.sheet("satisfaction"), 2, {**counts, "issued": 38}, result)


def test_what_is_no_value_of_the_field_is_refused_and_what_is_missing_is_named() -> None:
    with pytest.raises(Refused, match="填得不对"):
        typed("duties", items=[{**ROW, "due": "下个月"}])
    with pytest.raises(Refused, match="公示止日"):
        typed("publicity", **{"from": "2026-07-10", "to": "2026-07-01"})
    with pytest.raises(Refused, match="还缺："):
        check_complete(PACK.sheet("duties"), 1, {"day": "2026-06-28", "items": [ROW]})


def test_a_duty_keeps_its_state_when_the_sheet_is_written_again() -> None:
    (first,) = duties_of("c1", "s1", [{**ROW, "due": "2026-07-10"}], ())
    with pytest.raises(Refused, match="结果"):
        changed(first, "done", "")
    with pytest.raises(Refused, match="原因"):
        changed(first, "failed", " ")
    done = changed(first, "done", "清了两里地")
    (again,) = duties_of("c1", "s1", [{**ROW, "due": "2026-08-01"}], (done,))
    assert (again.state, again.result, again.due) == ("done", "清了两里地", "2026-08-01")


def test_the_funnel_of_tongcheng_reads_as_it_was_printed() -> None:
    found = Funnel(191, 28, 7)
    assert (found.forwarded_share, found.adopted_share) == ("14.7%", "25%")
    assert share(22, 34, 0) == "65%"
    assert Funnel(0, 0, 0).forwarded_share == "--"
    with pytest.raises(Refused, match="还没有报送"):
        adopted(case(), "2026-06-20")
    sent = forwarded(case(), "2026-06-20")
    with pytest.raises(Refused, match="早于报送日期"):
        adopted(sent, "2026-06-19")
    assert adopted(sent, "2026-06-20").adopted == "2026-06-20"


def test_a_case_is_found_by_two_characters_by_pinyin_and_by_initials() -> None:
    words = words_of(case(proposer="单伟", request="放水前清一次"))
    assert {"水渠", "清淤", "放水", "szsqqy", "sqqy", "sw"} <= words
    assert any(word.startswith("shuiqu") for word in words)
    assert any(word.startswith("shanwei") for word in words)
    assert parts_of("3组 SHUIqu") == ("3组", "shuiqu")


def test_what_people_say_is_told_in_1500_characters() -> None:
    form = PACK.sheet("intake")
    known = {"way": "visit", "by": "张伟", "day": "2026-06-28"}
    check(form, form.version, {**known, "situation": "水" * 900, "cause": "渠" * 300, "advice": "修" * 280}, NOTHING)
    with pytest.raises(Refused, match=r"一共写了 15.. 字，最多 1500 字"):
        check(form, form.version, {**known, "situation": "水" * 900, "cause": "渠" * 300, "advice": "修" * 320}, NOTHING)
