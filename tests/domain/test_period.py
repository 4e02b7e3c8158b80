"""A period and its meetings: kinds that the county asks for, percentages whole and to two decimals."""

from __future__ import annotations

import pytest

from desktop.domain import period as p
from forms.language import Refused


def held(**facts: object) -> p.Held:
    usual = {"id": "m", "rule": "villagers-representatives", "kind": "村民代表会议", "title": "村道", "date": "2026-06-18",
             "expected": 41, "present": 34, "women": 12, "yes": 29, "no": 3, "abstain": 2}  # fmt: skip
    return p.Held(**{**usual, **facts})  # type: ignore[arg-type]


def test_the_three_kinds_of_the_county_stand_there_even_when_nothing_was_held() -> None:
    rows = p.by_kind([held(), held(present=40, women=13), held(rule="nantong", kind="有事好商量")])
    assert [(row.title, row.times) for row in rows] == [
        ("村民会议", 0),
        ("村民代表会议", 2),
        ("村民公决", 0),
        ("有事好商量", 1),
    ]
    assembly, representatives, *_ = rows
    assert (assembly.present_share(), assembly.women_share(2), assembly.of_votes(0)) == ("--", "--", "--")
    assert (representatives.expected, representatives.present, representatives.present_share(2)) == (82, 74, "90.24%")
    assert representatives.present_share() == "90%"
    assert representatives.women_share(2) == "33.78%"
    assert representatives.of_votes(representatives.yes) == "85.29%"


def test_more_present_than_expected_is_no_percentage() -> None:
    assert p.each([held(expected=30)])[0].present_share() == "--"


def test_meetings_stand_in_the_order_of_their_days() -> None:
    assert [row.title[:10] for row in p.each([held(date="2026-06-28"), held()])] == ["2026-06-18", "2026-06-28"]


@pytest.mark.parametrize(
    ("kind", "first", "last", "name"),
    [
        ("month", "2026-11-01", "2026-11-30", "2026年11月"),
        ("quarter", "2026-10-01", "2026-12-31", "2026年第4季度"),
        ("year", "2026-01-01", "2026-12-31", "2026年"),
    ],
)
def test_a_day_names_its_month_quarter_and_year(kind: str, first: str, last: str, name: str) -> None:
    assert p.span(kind, "2026-11-22") == (first, last)
    assert str(p.named(kind, "2026-11-22")) == name


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(Refused, match="不是日期"):
        p.span("month", "11月")


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("month", "2026-12-31", "2026-12-01", "2026-12-31"),
        ("month", "2028-02-10", "2028-02-01", "2028-02-29"),
        ("month", "2026-02-10", "2026-02-01", "2026-02-28"),
        ("quarter", "2026-05-01", "2026-04-01", "2026-06-30"),
        ("half-year", "2026-06-30", "2026-01-01", "2026-06-30"),
        ("half-year", "2026-07-01", "2026-07-01", "2026-12-31"),
    ],
)
def test_periods_end_where_the_calendar_ends_them(kind: str, day: str, first: str, last: str) -> None:
    assert p.span(kind, day) == (first, last)
