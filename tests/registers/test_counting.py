"""Counters by person and year come from the entries alone, and say who is behind in the period of today."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.registers.counting import counted, uncovered, years_of
from tests.registers.samples import PACK, entry, one

FIVE = PACK.register("five-ones")
KINDS = ("service", "opinion", "talk", "family", "card")
MEMBERS = ("高玉兰", "陈𬱖", "单雄")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(MEMBERS),
            st.sampled_from(KINDS),
            st.sampled_from(["2025-12-31", "2026-01-01", "2026-12-31"]),
        )
    )
)
def test_five_ones_are_counted_for_each_person_of_each_year(done: list[tuple[str, str, str]]) -> None:
    entries = [one(member, kind, day) for member, kind, day in done]
    expected = Counter((member, kind) for member, kind, day in done if day >= "2026")
    for tally in counted(FIVE, entries, "2026", "2026-11-22", {"members": MEMBERS}):
        assert tally.numbers == {name: expected[name, tally.count.value] for name in MEMBERS}
        assert set(tally.behind) == {name for name in MEMBERS if not expected[name, tally.count.value]}


def test_nobody_is_behind_in_a_year_that_is_past() -> None:
    tallies = counted(FIVE, [one("高玉兰", "talk", "2025-03-25")], "2025", "2026-11-22", {"members": MEMBERS})
    assert all(not tally.behind for tally in tallies)
    assert [tally.numbers["高玉兰"] for tally in tallies] == [0, 0, 1, 0, 0]


def test_somebody_who_left_no_longer_owes_and_what_was_done_still_counts() -> None:
    (service, *_rest) = counted(FIVE, [one("老周", "service")], "2026", "2026-11-22", {"members": ("高玉兰",)})
    assert (service.numbers, service.behind, service.asked) == ({"高玉兰": 0, "老周": 1}, {"高玉兰": 1}, 1)


def test_every_committee_consults_its_counterpart_once_a_year() -> None:
    register = PACK.register("counterpart-consultations")
    held = entry("counterpart-consultations", committee="提案委", people=["高玉兰"], day="2026-04-01")
    by_committee, by_person = counted(register, [held], "2026", "2026-11-22", {"committees": ("提案委", "农业农村委")})
    assert (by_committee.numbers, by_committee.behind) == ({"提案委": 1, "农业农村委": 0}, {"农业农村委": 1})
    assert by_person.numbers == {"高玉兰": 1}


def test_twenty_two_of_thirty_four_topics_are_printed_as_65_per_cent() -> None:
    share = entry("shares-of-topics", year=2020, part=22, whole=34, kind="示范区建设")
    (tally,) = counted(PACK.register("shares-of-topics"), [share], "2020", "2026-11-22", {})
    assert tally.shown("示范区建设") == "65%"


def test_a_number_is_added_up_for_everybody_who_took_part() -> None:
    deeds = [entry("deeds", title=t, by=by, households=n, day="2026-05-01") for t, by, n in
             (("路灯", ["高玉兰", "单雄"], 32), ("水渠", ["单雄"], 8), ("桥", ["单雄"], None))]  # fmt: skip
    by_person, households, every = counted(PACK.register("deeds"), deeds, "2026", "2026-11-22", {})
    assert by_person.numbers == {"高玉兰": 1, "单雄": 3}
    assert households.numbers == {"高玉兰": 32, "单雄": 40}
    assert every.total == 3


def test_the_reception_of_this_month_is_owed_until_it_was_held() -> None:
    register = PACK.register("receptions")
    october = entry("receptions", member="高玉兰", visitors=[{"name": "王芳", "matter": "水"}], day="2026-10-31")
    november = entry("receptions", member="高玉兰", visitors=[{"name": "王芳", "matter": "水"}], day="2026-11-01")
    assert counted(register, [october], "2026", "2026-11-22", {})[1].behind == {"": 1}
    assert counted(register, [october, november], "2026", "2026-11-22", {})[1].behind == {}


def test_years_are_those_of_the_entries_and_what_stands_somewhere_is_told_from_what_does_not() -> None:
    assert years_of(FIVE, [one("高玉兰", "talk", "2024-03-25"), one("高玉兰", "talk"), one("高玉兰", "talk")]) == (
        "2026",
        "2024",
    )
    assert uncovered(MEMBERS, ["单雄", "外人"]) == ("高玉兰", "陈𬱖")
