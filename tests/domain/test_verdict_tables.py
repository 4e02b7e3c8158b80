"""Thresholds computed by hand from the statutes, below, at and above each of them, on both sides of each change of law."""

from __future__ import annotations

import pytest

from desktop.domain.figures import figures_of
from desktop.domain.verdict import Verdict, judge
from forms.language import Refused
from tests.law import rule_set

OLD, NEW = "2025-12-31", "2026-01-01"


def verdict(rule: str, date: str, **numbers: int) -> Verdict:
    return judge(rule_set(rule, date), figures_of(numbers))


def on(rule: str, date: str, matter: str, **numbers: int) -> Verdict:
    return judge(rule_set(rule, date), figures_of(numbers), matter)


REPRESENTATIVES = [
    # members, present, need, met
    (1, 0, 1, False), (1, 1, 1, True), (2, 1, 2, False), (2, 2, 2, True), (3, 1, 2, False), (3, 2, 2, True),
    (4, 2, 3, False), (4, 3, 3, True), (5, 3, 4, False), (5, 4, 4, True), (6, 4, 4, True), (30, 19, 20, False),
    (30, 20, 20, True), (40, 26, 27, False), (40, 27, 27, True), (41, 27, 28, False), (41, 28, 28, True),
    (42, 27, 28, False), (42, 28, 28, True), (43, 28, 29, False), (43, 29, 29, True), (99, 65, 66, False),
    (99, 66, 66, True), (100, 66, 67, False), (100, 67, 67, True), (101, 67, 68, False), (101, 68, 68, True),
]  # fmt: skip


@pytest.mark.parametrize("date", [OLD, NEW])
@pytest.mark.parametrize(("members", "present", "need", "met"), REPRESENTATIVES)
def test_two_thirds_of_the_representatives_must_come(
    members: int, present: int, need: int, met: bool, date: str
) -> None:
    found = verdict("villagers-representatives", date, members=members, present=present)
    assert (found.quorum.need, found.quorum.met, found.quorum.have) == (need, met, present)
    assert found.quorum.missing == max(need - present, 0)
    assert (found.quorum.route, found.base, found.passed) == ("members", "present", None)


@pytest.mark.parametrize(("date", "version", "article"), [
    ("2018-12-29", "2018", "第二十六条"), (OLD, "2018", "第二十六条"), (NEW, "2025", "第三十条"), ("2030-06-01", "2025", "第三十条"),
])  # fmt: skip
def test_the_day_of_the_meeting_picks_the_text(date: str, version: str, article: str) -> None:
    found = verdict("villagers-representatives", date, members=41, present=28, yes=15)
    assert (found.version, found.article, found.law, found.passed) == (version, article, "村民委员会组织法", True)


ARTICLES = [
    ("villagers-assembly", "第二十二条", "第二十六条"), ("villager-group", "第二十八条", "第三十二条"),
    ("representatives-composition", "第二十五条", "第二十九条"), ("village-appraisal", "第三十三条", "第三十八条"),
    ("villagers-representatives", "第二十六条", "第三十条"), ("villagers-election", "第十五条", "第十八条"),
    ("villagers-recall", "第十六条", "第十九条"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "before", "after"), ARTICLES)
def test_each_rule_of_the_villages_cites_the_article_of_its_text(rule: str, before: str, after: str) -> None:
    assert rule_set(rule, OLD).article == before
    assert rule_set(rule, NEW).article == after


@pytest.mark.parametrize(("present", "yes", "needed", "passed"), [
    (28, 14, 15, False), (28, 15, 15, True), (29, 14, 15, False), (29, 15, 15, True), (30, 15, 16, False),
    (30, 16, 16, True), (41, 20, 21, False), (41, 21, 21, True), (28, 0, 15, False), (28, 28, 15, True),
])  # fmt: skip
def test_more_than_half_of_those_present_decide(present: int, yes: int, needed: int, passed: bool) -> None:
    found = verdict("villagers-representatives", NEW, members=41, present=present, yes=yes)
    assert (found.needed, found.passed, found.missing) == (needed, passed, max(needed - yes, 0))


def test_abstentions_and_ballots_not_handed_in_stay_in_the_base() -> None:
    assert verdict("villagers-representatives", NEW, members=41, present=28, yes=14, no=0, abstain=0).passed is False
    assert verdict("villagers-representatives", NEW, members=41, present=28, yes=14, no=0, abstain=14).passed is False


def test_no_vote_counts_where_too_few_came() -> None:
    found = verdict("villagers-representatives", NEW, members=41, present=27, yes=27)
    assert found.passed is False
    assert "不算数" in str(found.sentence)


@pytest.mark.parametrize("date", [OLD, NEW])
@pytest.mark.parametrize(("numbers", "met", "route", "need"), [
    ({"adults": 900, "present": 450}, False, "adults", 451),
    ({"adults": 900, "present": 451}, True, "adults", 451),
    ({"adults": 901, "present": 450}, False, "adults", 451),
    ({"adults": 901, "present": 451}, True, "adults", 451),
    ({"households": 300, "households_present": 199}, False, "households", 200),
    ({"households": 300, "households_present": 200}, True, "households", 200),
    ({"households": 301, "households_present": 200}, False, "households", 201),
    ({"households": 301, "households_present": 201}, True, "households", 201),
    ({"households": 302, "households_present": 201}, False, "households", 202),
    ({"adults": 900, "present": 300, "households": 300, "households_present": 200}, True, "households", 200),
    ({"adults": 900, "present": 451, "households": 300, "households_present": 100}, True, "adults", 451),
    ({"adults": 900, "present": 451, "households": 300, "households_present": 200}, True, "adults", 451),
    ({"adults": 900, "present": 440, "households": 300, "households_present": 199}, False, "households", 200),
    ({"adults": 900, "present": 450, "households": 300, "households_present": 190}, False, "adults", 451),
])  # fmt: skip
def test_an_assembly_has_two_ways_to_a_quorum(
    numbers: dict[str, int], met: bool, route: str, need: int, date: str
) -> None:
    found = verdict("villagers-assembly", date, **numbers)
    assert (found.quorum.met, found.quorum.route, found.quorum.need) == (met, route, need)


def test_an_assembly_of_households_votes_on_those_who_came() -> None:
    assert verdict("villagers-assembly", NEW, households=300, households_present=200, yes=100).passed is False
    assert verdict("villagers-assembly", NEW, households=300, households_present=200, yes=101).passed is True
    both = verdict("villagers-assembly", NEW, households=300, households_present=200, present=260, yes=130)
    assert (both.base_number, both.passed) == (260, False)


@pytest.mark.parametrize("date", [OLD, NEW])
@pytest.mark.parametrize(("numbers", "met", "need"), [
    ({"adults": 90, "present": 59}, False, 60), ({"adults": 90, "present": 60}, True, 60),
    ({"adults": 91, "present": 60}, False, 61), ({"adults": 92, "present": 61}, False, 62),
    ({"households": 40, "households_present": 26}, False, 27), ({"households": 40, "households_present": 27}, True, 27),
])  # fmt: skip
def test_a_group_needs_two_thirds_either_way(numbers: dict[str, int], met: bool, need: int, date: str) -> None:
    found = verdict("villager-group", date, **numbers)
    assert (found.quorum.met, found.quorum.need) == (met, need)


@pytest.mark.parametrize(("members", "present", "met", "yes", "passed"), [
    (300, 199, False, 199, False), (300, 200, True, 199, False), (300, 200, True, 200, True), (301, 200, False, 200, False),
    (301, 201, True, 200, False), (301, 201, True, 201, True), (3, 2, True, 2, True), (4, 3, True, 3, True), (4, 3, True, 2, False),
])  # fmt: skip
def test_members_of_the_collective_decide_by_two_thirds_of_all(
    members: int, present: int, met: bool, yes: int, passed: bool
) -> None:
    found = verdict("collective-members", "2025-05-01", members=members, present=present, yes=yes)
    assert (found.quorum.met, found.passed, found.base, found.base_number) == (met, passed, "members", members)


@pytest.mark.parametrize(("yes", "passed"), [(224, False), (225, True), (226, True)])
def test_rights_for_an_outsider_need_three_quarters_of_all(yes: int, passed: bool) -> None:
    found = on("collective-members", "2025-05-01", "outsider-benefits", members=300, present=290, yes=yes)
    assert (found.passed, found.needed, found.article) == (passed, 225, "第十五条")


@pytest.mark.parametrize(("members", "yes", "passed"), [
    (21, 13, False), (21, 14, True), (22, 14, False), (22, 15, True), (30, 19, False), (30, 20, True),
])  # fmt: skip
def test_representatives_of_the_collective_decide_by_two_thirds_of_all(members: int, yes: int, passed: bool) -> None:
    found = verdict("collective-representatives", "2025-05-01", members=members, yes=yes)
    assert (found.passed, found.quorum.met, found.quorum.need) == (passed, True, None)


@pytest.mark.parametrize(("number", "warned"), [(20, True), (21, False)])
def test_more_than_twenty_representatives_make_the_body(number: int, warned: bool) -> None:
    found = verdict("collective-representatives", "2025-05-01", members=number, yes=number)
    assert any("应有 21" in str(note) for note in found.notes) is warned
    assert verdict("collective-composition", "2025-05-01", members=number).passed is not warned


@pytest.mark.parametrize(("present", "met", "yes", "passed"), [
    (3, False, 3, False), (4, True, 2, False), (4, True, 3, True), (5, True, 3, True), (5, True, 2, False),
])  # fmt: skip
def test_the_council_needs_two_thirds_to_meet_and_half_of_all_to_decide(
    present: int, met: bool, yes: int, passed: bool
) -> None:
    found = verdict("collective-council", "2025-05-01", members=5, present=present, yes=yes)
    assert (found.quorum.met, found.passed, found.base_number) == (met, passed, 5)


MEMBERS_ONLY = [("charter", 1), ("membership", 3), ("land", 8), ("compensation", 10), ("merger", 12)]


@pytest.mark.parametrize(("matter", "number"), MEMBERS_ONLY)
def test_five_items_are_for_the_members_alone(matter: str, number: int) -> None:
    listed = rule_set("collective-representatives", "2025-05-01").matter(matter)
    assert listed is not None
    assert listed.number == number
    with pytest.raises(Refused, match="成员大会"):
        on("collective-representatives", "2025-05-01", matter, members=30, yes=30)
    assert on("collective-members", "2025-05-01", matter, members=30, present=30, yes=30).passed


def test_only_those_five_items_are_kept_from_the_representatives() -> None:
    kept = [
        (one.id, one.number) for one in rule_set("collective-representatives", "2025-05-01").matters if not one.decides
    ]
    assert kept == MEMBERS_ONLY


@pytest.mark.parametrize("rule", ["collective-members", "collective-representatives", "collective-council"])
def test_the_collective_law_holds_from_the_first_of_may(rule: str) -> None:
    assert rule_set(rule, "2025-05-01").law == "农村集体经济组织法"
    with pytest.raises(Refused, match="2025-05-01 起施行"):
        rule_set(rule, "2025-04-30")


@pytest.mark.parametrize(("members", "representatives", "women", "passed", "route"), [
    (41, 33, 14, True, "representatives"), (41, 32, 14, False, "representatives"), (41, 33, 13, False, "women"),
    (40, 32, 14, True, "representatives"), (40, 31, 14, False, "representatives"), (39, 32, 13, True, "representatives"),
    (39, 32, 12, False, "women"),
])  # fmt: skip
@pytest.mark.parametrize("date", [OLD, NEW])
def test_four_fifths_are_representatives_and_a_third_are_women(
    members: int, representatives: int, women: int, passed: bool, route: str, date: str
) -> None:
    found = verdict("representatives-composition", date, members=members, representatives=representatives, women=women)
    assert (found.passed, found.quorum.route) == (passed, route)


@pytest.mark.parametrize(("numbers", "met", "passed"), [
    ({"households": 300, "households_present": 199, "yes": 199}, False, False),
    ({"households": 300, "households_present": 200, "yes": 100}, True, False),
    ({"households": 300, "households_present": 200, "yes": 101}, True, True),
    ({"households": 300, "households_present": 200, "present": 30, "yes": 101}, True, True),
])  # fmt: skip
def test_money_and_labour_are_voted_by_households(numbers: dict[str, int], met: bool, passed: bool) -> None:
    found = verdict("levy-representatives", NEW, **numbers)
    assert (found.quorum.met, found.passed, found.verified) == (met, passed, False)
    assert "未经核对" in str(found.sentence)


@pytest.mark.parametrize(("yes", "passed"), [(19, False), (20, True)])
def test_party_members_agree_by_half_of_all(yes: int, passed: bool) -> None:
    found = verdict("party-members", NEW, members=40, present=27, yes=yes)
    assert (found.passed, found.verified) == (passed, False)


def test_land_contracts_go_to_the_members_since_the_collective_law() -> None:
    assert verdict("land-contract-representatives", "2025-04-30", representatives=36, yes=24).passed is True
    assert verdict("land-contract-representatives", "2025-04-30", representatives=36, yes=23).passed is False
    with pytest.raises(Refused, match="2025-04-30 为止"):
        rule_set("land-contract-representatives", "2025-05-01")
    assert verdict("land-contract-members", "2025-05-01", members=300, yes=200).passed is True
    assert verdict("land-contract-members", "2025-05-01", members=300, yes=199).passed is False


@pytest.mark.parametrize(("voted", "yes", "passed"), [(450, 300, False), (451, 225, False), (451, 226, True)])
def test_a_recall_needs_half_to_vote_and_half_of_these(voted: int, yes: int, passed: bool) -> None:
    assert verdict("villagers-recall", NEW, voters=900, voted=voted, yes=yes).passed is passed


@pytest.mark.parametrize(("rule", "numbers"), [
    ("four-discussions", {"members": 41, "present": 28, "yes": 15}),
    ("village-appraisal", {"members": 41, "present": 28, "yes": 15}),
    ("village-appraisal", {"adults": 900, "present": 451, "yes": 226}),
    ("levy-assembly", {"adults": 900, "present": 451, "yes": 226}),
    ("villagers-election", {"voters": 900, "voted": 451, "yes": 226}),
])  # fmt: skip
def test_the_other_rules_at_their_threshold(rule: str, numbers: dict[str, int]) -> None:
    assert verdict(rule, NEW, **numbers).passed is True
    assert verdict(rule, NEW, **{**numbers, "yes": numbers["yes"] - 1}).passed is False
    first = "present" if "present" in numbers else "voted"
    assert verdict(rule, NEW, **{**numbers, first: numbers[first] - 1}).passed is False


@pytest.mark.parametrize(("date", "law"), [(OLD, "中办发〔2015〕41号"), (NEW, "村民委员会组织法")])
def test_a_consultation_forms_an_opinion_and_decides_nothing(date: str, law: str) -> None:
    for yes, words in ((10, "没有形成协商意见"), (11, "形成协商意见")):
        found = verdict("village-consultation", date, present=20, yes=yes)
        assert words in str(found.sentence)
        assert law in str(found.sentence)
        assert not any(word in str(found.sentence) for word in ("通过", "决议"))
        assert (found.passed, found.verified) == (yes == 11, False)
