"""Slips about the same matter are shown to be alike, others are not."""

from __future__ import annotations

import pytest

from desktop.domain.cases.alike import alike, likeness
from tests.domain.cases.files import case


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("三组水渠清淤", "三组的水渠要清淤", True),
        ("路灯坏了三盏", "村口路灯坏了", True),
        ("三组水渠清淤", "村道拓宽方案", False),
        ("", "村道拓宽方案", False),
    ],
)
def test_alike_is_what_shares_its_bigrams(one: str, other: str, near: bool) -> None:
    assert (likeness(one, other) >= 45) is near
    assert likeness(one, other) == likeness(other, one)


def test_the_nearest_comes_first_and_strangers_do_not_come() -> None:
    others = (case("a", "村道拓宽"), case("b", "三组水渠清淤一次"), case("c", "三组水渠"))
    assert [one.case.id for one in alike("三组水渠清淤", others)] == ["b", "c"]
