"""What nine provinces add to the national law, number by number."""

from __future__ import annotations

import pytest

from desktop.domain.calendar_days import notice_period, publicity_period
from desktop.domain.convening import call_by
from desktop.domain.figures import figures_of
from desktop.domain.verdict import judge
from forms.language import Refused
from tests.law import rule_set

DAY = "2026-06-01"


@pytest.mark.parametrize(("province", "days"), [
    ("浙江", 3), ("海南", 3), ("四川", 3), ("重庆", 3), ("天津", 3), ("北京", 3), ("山东", 5), ("河北", 7), ("上海", 10), ("", None), ("江苏", None),
])  # fmt: skip
def test_notice_of_a_meeting_of_representatives(province: str, days: int | None) -> None:
    rule = rule_set("villagers-representatives", DAY, province)
    assert rule.notice.days == days
    assert rule.notice.verified
    if days is not None:
        assert notice_period(rule, "2026-05-01", f"2026-05-{days + 1:02d}").met is True
        assert notice_period(rule, "2026-05-01", f"2026-05-{days:02d}").met is False


@pytest.mark.parametrize(("women_present", "met", "passed"), [(9, False, False), (10, True, True), (None, None, None)])
def test_shandong_wants_two_thirds_of_the_women(
    women_present: int | None, met: bool | None, passed: bool | None
) -> None:
    numbers = {"members": 41, "present": 28, "yes": 15, "women": 14}
    if women_present is not None:
        numbers["women_present"] = women_present
    found = judge(rule_set("villagers-representatives", DAY, "山东省"), figures_of(numbers))
    assert (found.quorum.met, found.passed) == (met, passed)


@pytest.mark.parametrize(("province", "persons", "representatives", "passed"), [
    ("上海", 900, 34, False), ("上海", 900, 35, True), ("浙江", 499, 29, False), ("浙江", 499, 30, True), ("浙江", 500, 39, False),
    ("浙江", 500, 40, True), ("浙江", 999, 39, False), ("浙江", 999, 40, True), ("浙江", 1000, 49, False), ("浙江", 1000, 50, True),
    ("海南", 900, 19, False), ("海南", 900, 20, True), ("四川", 900, 19, False), ("四川", 900, 20, True), ("", 900, 15, True),
])  # fmt: skip
def test_fewest_representatives(province: str, persons: int, representatives: int, passed: bool) -> None:
    numbers = {
        "members": representatives,
        "representatives": representatives,
        "women": representatives,
        "persons": persons,
    }
    found = judge(rule_set("representatives-composition", DAY, province), figures_of(numbers))
    assert found.passed is passed


@pytest.mark.parametrize(
    ("province", "women", "passed"), [("", 13, False), ("", 14, True), ("海南", 11, False), ("海南", 12, True)]
)
def test_hainan_counts_its_women_among_the_representatives(province: str, women: int, passed: bool) -> None:
    numbers = {"members": 41, "representatives": 36, "women": women}
    found = judge(rule_set("representatives-composition", DAY, province), figures_of(numbers))
    assert found.passed is passed


@pytest.mark.parametrize(("province", "last"), [("北京", "2026-06-06"), ("重庆", "2026-06-16"), ("", "")])
def test_days_to_call_a_meeting_after_a_request(province: str, last: str) -> None:
    assert call_by(rule_set("villagers-representatives", DAY, province), "representatives", DAY) == last


def test_sichuan_meets_every_half_year() -> None:
    often = rule_set("villagers-assembly", DAY, "四川").often
    assert often is not None
    assert (often.times, often.per) == (1, "half-year")


@pytest.mark.parametrize(("province", "before"), [("山东", 5), ("四川", 10), ("浙江", None)])
def test_old_posting_minima_give_way_to_fifteen_days(province: str, before: int | None) -> None:
    old = rule_set("villagers-assembly", "2025-12-31", province).publicity
    assert (old.days if old else None) == before
    new = rule_set("villagers-assembly", "2026-01-01", province)
    assert new.publicity is not None
    assert new.publicity.days == 15
    assert publicity_period(new, "2026-06-01", "2026-06-15").met is False
    assert publicity_period(new, "2026-06-01", "2026-06-16").met is True


def test_every_override_names_its_source_and_changes_the_hash() -> None:
    bare = rule_set("villagers-representatives", DAY)
    for province in ("浙江", "海南", "四川", "重庆", "天津", "北京", "山东", "河北", "上海"):
        rule = rule_set("villagers-representatives", DAY, province)
        assert rule.province == province
        assert rule.hash != bare.hash
        assert all(one.law and one.seen and one.read for one in rule.overrides)


def test_an_unverified_part_makes_the_verdict_say_so() -> None:
    rule = rule_set("villagers-representatives", DAY)
    assert rule.poll is not None
    from msgspec.structs import replace

    doubtful = replace(rule, poll=replace(rule.poll, verified=False))
    found = judge(doubtful, figures_of({"members": 41, "present": 28, "yes": 15}))
    assert found.verified is False
    assert "未经核对" in str(found.sentence)


@pytest.mark.parametrize("text", ["江浙", "Zhejiang", "浙江县", "浙"])
def test_a_misspelt_province_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="没有叫"):
        rule_set("villagers-representatives", DAY, text)


@pytest.mark.parametrize(
    ("text", "name"), [("浙江省", "浙江"), ("上海市", "上海"), ("广西壮族自治区", "广西"), (" 北京 ", "北京")]
)
def test_a_province_is_known_by_its_full_name(text: str, name: str) -> None:
    assert rule_set("villagers-representatives", DAY, text).province == name
