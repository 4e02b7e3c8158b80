"""What is due and what is over: duties, publicity, looking back, the meetings that the law asks for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from desktop.domain.case import Case
from desktop.domain.cases.clocks import due_of_case, due_of_duties, due_of_meetings, due_of_village
from desktop.domain.cases.duties import Duty
from tests.domain.cases.files import case, kept, procedure
from tests.law import rule_set


def duty(due: str, state: str = "waiting") -> Duty:
    return Duty(id="d", case="c1", matter="清淤", person="张伟", due=due, state=state)


@pytest.mark.parametrize(("due", "over"), [("2026-06-15", 3), ("2026-06-18", 0), ("2026-06-28", -10)])
def test_a_duty_is_due_from_ten_days_ahead(due: str, over: int) -> None:
    (found,) = due_of_duties([duty(due)], "2026-06-18")
    assert found.over == over
    assert due_of_duties([duty(due, "done")], "2026-06-18") == ()
    assert due_of_duties([duty("2026-06-29")], "2026-06-18") == ()


def test_publicity_runs_fifteen_days_and_wants_its_photo() -> None:
    sheet = kept("publicity", **{"from": "2026-06-10", "to": "2026-06-20"}).filled
    photo, runs = due_of_case(case(), None, [sheet], "2026-06-18")
    assert "照片" in str(photo.words)
    assert (runs.day, runs.over, str(runs.when)) == ("2026-06-25", -7, "还有 7 日")


def test_one_looks_back_after_thirty_and_ninety_days_until_it_was_done() -> None:
    closed = case(procedure="nantong", stage="evaluation", left={"implementation": "2026-06-01"}, state="closed")
    nantong = procedure("nantong")
    assert [one.day for one in due_of_case(closed, nantong, (), "2026-08-25")] == ["2026-07-01", "2026-08-30"]
    looked = kept("review", interval=30).filled
    assert [one.day for one in due_of_case(closed, nantong, [looked], "2026-08-25")] == ["2026-08-30"]
    assert due_of_case(closed, nantong, (), "2026-06-10") == ()


def test_the_grid_day_is_due_until_it_is_past() -> None:
    assert [[one.day for one in due_of_village(day)] for day in ("2026-06-19", "2026-06-20", "2026-06-26")] == [
        [], ["2026-06-25"], [],
    ]  # fmt: skip


def test_a_meeting_that_the_law_asks_for_is_due_when_its_period_ends() -> None:
    def due(rule: str, today: str, *held: str, province: str = "") -> list[tuple[str, str]]:
        found = due_of_meetings(today, [rule_set(rule, today, province)], {rule: held})
        return [(one.day, str(one.words)) for one in found]

    quarterly = "villagers-representatives"
    asked = "本季度还差 1 次村民代表会议（《村民委员会组织法》第三十条）"
    assert due(quarterly, "2026-06-26", "2026-03-31") == [("2026-06-30", asked)]
    assert due(quarterly, "2026-06-26", "2026-05-02") == due(quarterly, "2026-05-20", "2026-03-31") == []
    assert due(quarterly, "2025-12-20") == [("2025-12-31", asked.replace("三十", "二十六"))]
    assert [day for day, _ in due("village-appraisal", "2026-11-10")] == ["2026-12-31"]
    assert due("village-appraisal", "2026-12-30", "2026-01-05") == []
    (sichuan,) = due("villagers-assembly", "2026-06-01", province="四川")
    assert sichuan == ("2026-06-30", "这半年还差 1 次村民会议（四川省《村民委员会组织法》实施办法第十二条）")


def test_a_meeting_that_was_asked_for_is_called_in_the_days_of_the_province() -> None:
    asked = kept("request", who="representatives", day="2026-06-01").filled
    here = case(procedure="villagers-representatives", stage="request")

    def due(province: str, case: Case = here) -> list[str]:
        rule = rule_set("villagers-representatives", "2026-06-01", province)
        return [one.day for one in due_of_case(case, None, [asked], "2026-06-02", rule)]

    assert (due("北京"), due("")) == (["2026-06-06"], [])
    assert due("北京", replace(here, state="on-agenda")) == []


def test_after_a_mediation_somebody_looks_in_again_within_seven_days() -> None:
    settled = kept("six-steps", day="2026-06-18", harmony="两家握手").filled
    (visit,) = due_of_case(case(), None, [settled], "2026-06-20")
    assert (visit.day, visit.over) == ("2026-06-25", -5)
    assert due_of_case(case(state="closed"), None, [settled], "2026-06-30")[0].over == 5
    assert due_of_case(case(), None, [settled, kept("review", day="2026-06-24").filled], "2026-06-30") == ()


def test_looking_back_is_followed_by_what_it_said() -> None:
    closed = case(procedure="nantong", stage="evaluation", state="closed")
    again = kept("review", interval=30, outcome="again", day="2026-07-01").filled
    (due,) = due_of_case(closed, None, [again], "2026-07-03")
    assert "还没有重新打开" in str(due.words)
    stuck = kept("review", interval=30, outcome="unsolvable", day="2026-07-01").filled
    (due,) = due_of_case(closed, None, [stuck], "2026-07-03")
    assert "释疑解惑" in str(due.words)
    early, told = (kept("explanation", matter="清淤", day=day).filled for day in ("2026-06-30", "2026-07-02"))
    assert due_of_case(closed, None, [stuck, early], "2026-07-03") != ()
    assert due_of_case(closed, None, [stuck, told], "2026-07-03") == ()
