"""The rules against a second way of computing them: counting people one by one and comparing fractions, over all small numbers."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.figures import Figures, figures_of
from desktop.domain.verdict import Verdict, judge
from forms.language import Refused
from forms.share import Share
from tests.law import rule_set

MOST = 24


def enough(have: int, of: int, part: Fraction, over: bool) -> bool:
    return Fraction(have, of) > part if over else Fraction(have, of) >= part


def fewest(of: int, part: Fraction, over: bool) -> int:
    """Let people in one by one until it is enough."""
    return next(have for have in itertools.count() if enough(have, of, part, over))


RULES = [
    # rule, date, quorum (part, over), poll base, poll (part, over)
    ("villagers-representatives", "2025-12-31", (Fraction(2, 3), False), "present", (Fraction(1, 2), True)),
    ("villagers-representatives", "2026-01-01", (Fraction(2, 3), False), "present", (Fraction(1, 2), True)),
    ("collective-members", "2026-01-01", (Fraction(2, 3), False), "members", (Fraction(2, 3), False)),
    ("collective-council", "2026-01-01", (Fraction(2, 3), False), "members", (Fraction(1, 2), True)),
    ("party-members", "2026-01-01", (Fraction(2, 3), False), "members", (Fraction(1, 2), False)),
]


@pytest.mark.parametrize(("rule", "date", "quorum", "base", "poll"), RULES)
def test_bodies_of_members(
    rule: str, date: str, quorum: tuple[Fraction, bool], base: str, poll: tuple[Fraction, bool]
) -> None:
    found = rule_set(rule, date)
    for members in range(1, MOST):
        for present in range(members + 1):
            for yes in range(present + 1):
                verdict = judge(found, Figures(members=members, present=present, yes=yes))
                met = enough(present, members, *quorum)
                whole = {"present": present, "members": members}[base]
                passed = met and whole > 0 and enough(yes, whole, *poll)
                assert (verdict.quorum.met, verdict.passed) == (met, passed), (members, present, yes)
                assert verdict.quorum.need == fewest(members, *quorum)
                assert verdict.base_number == whole
                if whole:
                    assert verdict.needed == fewest(whole, *poll)


@pytest.mark.parametrize("date", ["2025-12-31", "2026-01-01"])
@pytest.mark.parametrize(("rule", "part", "over"), [
    ("villagers-assembly", Fraction(1, 2), True), ("villager-group", Fraction(2, 3), False),
])  # fmt: skip
def test_either_way_to_a_quorum_is_enough(rule: str, part: Fraction, over: bool, date: str) -> None:
    found = rule_set(rule, date)
    for adults, households in itertools.product(range(1, 12), range(1, 8)):
        for present, represented in itertools.product(range(adults + 1), range(households + 1)):
            numbers = {
                "adults": adults,
                "present": present,
                "households": households,
                "households_present": represented,
            }
            if represented > present:
                with pytest.raises(Refused):
                    judge(found, figures_of(numbers))
                continue
            by_head = enough(present, adults, part, over)
            by_house = enough(represented, households, Fraction(2, 3), False)
            verdict = judge(found, figures_of(numbers))
            assert verdict.quorum.met is (by_head or by_house)
            assert verdict.quorum.route in ("adults", "households")
            if by_head or by_house:
                assert {"adults": by_head, "households": by_house}[verdict.quorum.route]
                assert verdict.quorum.missing == 0
            else:
                head = fewest(adults, part, over) - present
                house = fewest(households, Fraction(2, 3), False) - represented
                assert verdict.quorum.missing == min(head, house)


def test_the_composition_of_the_representatives() -> None:
    for date in ("2025-12-31", "2026-01-01"):
        found = rule_set("representatives-composition", date)
        for members in range(1, MOST):
            for representatives in range(members + 1):
                for women in range(representatives + 1):
                    verdict = judge(
                        found,
                        figures_of({"members": members, "representatives": representatives, "women": women}),
                    )
                    by_hand = enough(representatives, members, Fraction(4, 5), False) and enough(
                        women, members, Fraction(1, 3), False
                    )
                    assert verdict.passed is by_hand


@given(
    st.integers(1, 50), st.integers(1, 50), st.booleans(), st.integers(1, 10**6), st.data()
)  # fmt: skip
def test_a_share_is_its_fraction(numerator: int, more: int, over: bool, of: int, data: st.DataObject) -> None:
    denominator = numerator + more
    share = Share(numerator, denominator, over)
    have = data.draw(st.integers(0, of))
    assert share.holds(have, of) is enough(have, of, Fraction(numerator, denominator), over)
    need = share.need(of)
    assert share.holds(need, of)
    assert need == 0 or not share.holds(need - 1, of)


FIGURES = st.none() | st.integers(-2, 40)
NAMES = ("adults", "households", "members", "present", "households_present", "proxies", "yes", "no", "abstain")
IDS = sorted(
    {rule for rule, *_ in RULES}
    | {"villagers-assembly", "villager-group", "collective-representatives", "four-discussions"}
)


@given(st.sampled_from(IDS), st.fixed_dictionaries(dict.fromkeys(NAMES, FIGURES)))
def test_any_figures_give_a_verdict_or_one_clear_line(rule: str, numbers: dict[str, int | None]) -> None:
    known = {name: number for name, number in numbers.items() if number is not None}
    found = rule_set(rule, "2026-06-01")
    try:
        verdict = judge(found, figures_of(known))
    except Refused as refused:
        text = str(refused.sentence)
        assert text
        assert "\n" not in text
        assert "{" not in text
        return
    _sound(verdict, known)


def _sound(verdict: Verdict, known: dict[str, int]) -> None:
    """What holds of every verdict, whatever the rule."""
    assert verdict.figures == known
    assert verdict.passed is None if verdict.yes is None else verdict.passed is not None
    if verdict.quorum.met is False:
        assert verdict.passed is not True
        assert verdict.quorum.missing > 0
    if verdict.passed:
        assert verdict.yes is not None
        assert verdict.needed is not None
        assert verdict.yes >= verdict.needed > 0
    assert verdict.hash
    assert verdict.law in str(verdict.sentence)


@given(st.integers(1, 200), st.data())
def test_one_more_person_never_turns_a_yes_into_a_no(members: int, data: st.DataObject) -> None:
    rule = rule_set("villagers-representatives", "2026-06-01")
    present = data.draw(st.integers(0, members - 1))
    before = judge(rule, Figures(members=members, present=present)).quorum
    after = judge(rule, Figures(members=members, present=present + 1)).quorum
    assert before.met <= after.met  # type: ignore[operator]
    assert after.missing <= before.missing
