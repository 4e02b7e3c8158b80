"""What a verdict carries, what it refuses, and how it is read aloud."""

from __future__ import annotations

import msgspec
import pytest

from desktop.domain.figures import Figures, figures_of
from desktop.domain.verdict import Verdict, judge
from forms.language import Refused
from tests.law import rule_set

RULE = rule_set("villagers-representatives", "2026-06-01")


def test_the_sentence_can_be_read_aloud() -> None:
    assert str(judge(RULE, Figures(members=41, present=27)).sentence) == (
        "应到 41 人，实到 27 人；需 28 人（三分之二以上，《村民委员会组织法》第三十条）。还差 1 人。"
    )
    assert str(judge(RULE, Figures(members=41, present=28, yes=14, no=10, abstain=4)).sentence) == (
        "应到 41 人，实到 28 人；需 28 人（三分之二以上，《村民委员会组织法》第三十条）。到会人数够了。"
        "同意 14 票，不同意 10 票，弃权 4 票；到会 28 人，过半数是 15 票（《村民委员会组织法》第三十条）。没有通过，还差 1 票。"
    )
    assembly = rule_set("villagers-assembly", "2025-06-01")
    assert str(judge(assembly, Figures(households=300, households_present=199)).sentence) == (
        "应到 300 户，到会 199 户；需 200 户（三分之二以上，《村民委员会组织法》第二十二条）。还差 1 户。"
    )


def test_the_sentence_exists_in_english() -> None:
    assert judge(RULE, Figures(members=41, present=27)).sentence.text("en") == (
        "41 are called, 27 are present; 28 are needed (two thirds or more; Organic Law of Villagers' Committees, art. 30). "
        "1 more are needed."
    )


def test_a_verdict_carries_every_number_and_its_rule() -> None:
    found = judge(RULE, Figures(members=41, present=28, yes=15, no=10, abstain=3))
    assert found.figures == {"members": 41, "present": 28, "yes": 15, "no": 10, "abstain": 3}
    assert (found.declared, found.present, found.yes, found.no, found.abstain) == (41, 28, 15, 10, 3)
    assert (found.rule, found.version, found.hash, found.origin) == (RULE.id, "2025", RULE.hash, "built-in")
    assert len(found.hash) == 64


def test_a_verdict_survives_storage_as_it_is() -> None:
    found = judge(RULE, Figures(members=41, present=28, yes=15, no=10, abstain=3))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Verdict) == found


def test_before_a_vote_nothing_has_passed() -> None:
    assert judge(RULE, Figures(members=41, present=28)).passed is None
    assert judge(RULE, Figures(members=41, present=27)).passed is None


@pytest.mark.parametrize(("numbers", "words"), [
    ({"members": 41, "present": 42}, "实到 42"),
    ({"members": 41, "present": -1}, "不能是负数"),
    ({"members": 41}, "不成一套"),
    ({"present": 28}, "不成一套"),
    ({}, "不成一套"),
    ({"members": 0, "present": 0}, "应到是 0"),
    ({"members": 41, "present": 28, "yes": 29}, "29"),
    ({"members": 41, "present": 28, "yes": 15, "no": 10, "abstain": 4}, "29"),
    ({"members": 41, "present": 28, "no": 3}, "没有同意"),
    ({"members": 41, "present": 28, "proxies": 1}, "委托"),
    ({"members": 41, "present": 28, "dogs": 1}, "dogs"),
    ({"adults": 900, "households_present": 200}, "不成一套"),
])  # fmt: skip
def test_figures_that_cannot_be_are_one_clear_line(numbers: dict[str, int], words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        judge(RULE, figures_of(numbers))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("numbers", [
    {"adults": 900, "households_present": 200}, {"households": 300, "present": 451}, {"members": 41, "present": 28},
    {"households": 300, "households_present": 301}, {"adults": 900, "present": 100, "households": 300, "households_present": 200},
    {"adults": 900, "present": 901},
])  # fmt: skip
def test_an_assembly_refuses_what_fits_no_way_or_contradicts(numbers: dict[str, int]) -> None:
    with pytest.raises(Refused):
        judge(rule_set("villagers-assembly", "2026-06-01"), figures_of(numbers))


def test_one_complete_way_is_enough() -> None:
    found = judge(
        rule_set("villagers-assembly", "2026-06-01"), figures_of({"adults": 900, "present": 451, "households": 300})
    )
    assert (found.quorum.met, found.quorum.route) == (True, "adults")


def test_proxies_are_counted_where_the_law_gives_them() -> None:
    collective = rule_set("collective-members", "2026-06-01")
    assert collective.proxy.allowed
    assert collective.proxy.same_household
    assert collective.proxy.written
    found = judge(collective, figures_of({"members": 300, "present": 200, "proxies": 30, "yes": 200}))
    assert found.passed is True
    with pytest.raises(Refused, match="还多"):
        judge(collective, figures_of({"members": 300, "present": 200, "proxies": 201}))


@pytest.mark.parametrize(
    "rule", ["villagers-representatives", "villagers-assembly", "villager-group", "collective-council"]
)
def test_no_proxies_where_the_law_gives_none(rule: str) -> None:
    assert not rule_set(rule, "2026-06-01").proxy.allowed


def test_a_group_of_villagers_cannot_make_bylaws() -> None:
    with pytest.raises(Refused, match="村民会议"):
        judge(RULE, Figures(members=41, present=41, yes=41), "bylaws")
    with pytest.raises(Refused, match="没有列出"):
        judge(RULE, Figures(members=41, present=41, yes=41), "moon")


def test_the_hash_is_of_what_the_rule_says() -> None:
    again = rule_set("villagers-representatives", "2030-01-01")
    assert again.hash == RULE.hash
    assert rule_set("villagers-representatives", "2025-01-01").hash != RULE.hash


def test_party_organisation_comes_first_only_in_the_new_text() -> None:
    for rule in ("villagers-assembly", "villagers-representatives"):
        assert [gate.id for gate in rule_set(rule, "2026-01-01").gates] == ["party-first"]
        assert rule_set(rule, "2025-12-31").gates == ()
    assert "party-first" in [gate.id for gate in rule_set("collective-members", "2025-05-01").gates]
