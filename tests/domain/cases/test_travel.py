"""Stages and gates: what is missing is said, and a gate is gone round only with a reason and a name."""

from __future__ import annotations

import pytest

from desktop.domain.case import CLOSED, OPEN, Case
from desktop.domain.cases.invitation import what_is_missing
from desktop.domain.cases.travel import Kept, Override, closed, moved, progress_of, sent_back, shut, standing
from desktop.domain.procedure import Progress, may_go
from forms.language import Refused
from tests.domain.cases.files import case, kept, people, procedure, rules

NANTONG = procedure("nantong")
PLANNED = case(procedure="nantong", stage="investigation", meeting_day="2026-06-28")
THREE = {"policy": "农田水利条例", "facts": "淤了四十公分", "opinions": "三十八户都要求清"}


def progress(at: Case, *sheets: Kept, today: str = "2026-06-25") -> Progress:
    return progress_of(at, NANTONG, sheets, today=today, rules=rules)


def test_no_consultation_without_an_investigation_that_answers_three_questions() -> None:
    empty = may_go(NANTONG, progress(PLANNED), rules)["deliberation"]
    assert {one.gate for one in shut(empty)} == {"needs-investigation", "no-investigation-no-consultation"}
    two = kept("investigation", policy="条例", facts="淤了", opinions=" ")
    assert [one.gate for one in shut(may_go(NANTONG, progress(PLANNED, two), rules)["deliberation"])] == [
        "no-investigation-no-consultation"
    ]
    whole = kept("investigation", **THREE)
    assert shut(may_go(NANTONG, progress(PLANNED, whole), rules)["deliberation"]) == ()


@pytest.mark.parametrize(("day", "is_open"), [("2026-06-27", True), ("2026-06-28", False), ("2026-06-29", False)])
def test_the_investigation_comes_before_the_day_of_the_meeting(day: str, is_open: bool) -> None:
    gates = shut(may_go(NANTONG, progress(PLANNED, kept("investigation", day=day, **THREE)), rules)["deliberation"])
    assert (gates == ()) is is_open


def test_a_shut_gate_is_passed_only_with_a_reason_and_a_name() -> None:
    with pytest.raises(Refused, match="还不能往下走"):
        moved(PLANNED, NANTONG, progress(PLANNED), rules, "deliberation")
    for name, reason in (("", "汛期"), ("钱立业", " ")):
        with pytest.raises(Refused, match="理由和批准人"):
            moved(PLANNED, NANTONG, progress(PLANNED), rules, "deliberation", override=Override(name, reason))
    after, passed = moved(
        PLANNED, NANTONG, progress(PLANNED), rules, "deliberation", override=Override("钱立业", "汛期")
    )
    assert after.stage == "deliberation"
    assert after.left == {"investigation": "2026-06-25"}
    assert len(passed) == 2


def test_a_stage_cannot_be_jumped_over() -> None:
    with pytest.raises(Refused, match="从这一步不能到"):
        moved(PLANNED, NANTONG, progress(PLANNED), rules, "evaluation", override=Override("钱立业", "快"))


def test_villagers_are_a_third_and_the_sentence_says_what_is_missing() -> None:
    rule = rules("nantong-participants")
    enough, _ = what_is_missing(people(masses=4, interested=1, notable=1, member=6), rule)
    assert enough
    short, sentence = what_is_missing(people(masses=3, interested=1, notable=1, member=6, observer=9, staff=2), rule)
    assert not short
    assert "还差" in str(sentence)


def test_one_four_x_is_checked_for_each_side() -> None:
    rule = rules("tongcheng-participants")
    everyone = people(party=1, member=1, cadre=1, department=1, masses=1, interested=1)
    assert what_is_missing(everyone, rule)[0]
    for gone in range(6):
        assert not what_is_missing([*everyone[:gone], *everyone[gone + 1 :]], rule)[0]


def test_the_people_who_came_are_counted_not_those_invited() -> None:
    there = case(procedure="nantong", stage="deliberation", meeting_day="2026-06-28")
    invited = kept("participants", stage="participants", people=people(masses=4, interested=1, notable=1))
    came = kept("participants", stage="deliberation", people=people(masses=1, interested=2, notable=2))
    held = kept("deliberation", stage="deliberation")
    for sheets, missing in (((invited,), True), ((invited, came), True)):
        found = shut(may_go(NANTONG, progress(there, held, *sheets), rules)["report"])
        assert bool([one for one in found if one.gate == "masses-third"]) is missing
    good = kept("participants", stage="deliberation", people=people(masses=2, interested=2, notable=2))
    assert shut(may_go(NANTONG, progress(there, held, invited, good), rules)["report"]) == ()


def test_the_warning_at_invitation_does_not_bar_the_way() -> None:
    inviting = case(procedure="nantong", stage="participants")
    sheet = kept("participants", stage="participants", people=people(masses=1, interested=3))
    judged = {one.gate: one for one in standing(NANTONG, progress(inviting, sheet), rules)}
    assert not judged["masses-third-invited"].open
    assert judged["masses-third-invited"].warns
    assert moved(inviting, NANTONG, progress(inviting, sheet), rules, "investigation")[0].stage == "investigation"


FOUR = {"party": "好", "members": "好", "masses": "满意", "organiser": "按期办成"}
COUNTED = kept("satisfaction", asked="38 户", satisfied=30, fairly=6, dissatisfied=1, unknown=1)
AT_END = case(procedure="nantong", stage="evaluation", meeting_day="2026-06-28", state="deliberated")


def test_closing_needs_all_four_sides_and_a_result() -> None:
    result = kept("feedback", items=[{"matter": "清淤", "progress": "完工", "answered-by": "钱立业"}])
    for gone in FOUR:
        sheet = kept("evaluation-four", **{**FOUR, gone: ""})
        with pytest.raises(Refused, match="四方评估"):
            closed(AT_END, NANTONG, progress(AT_END, sheet, result, COUNTED), rules)
    with pytest.raises(Refused, match="结果反馈"):
        closed(AT_END, NANTONG, progress(AT_END, kept("evaluation-four", **FOUR), COUNTED), rules)
    with pytest.raises(Refused, match="满意度测评表"):
        closed(AT_END, NANTONG, progress(AT_END, kept("evaluation-four", **FOUR), result), rules)
    end, _ = closed(AT_END, NANTONG, progress(AT_END, kept("evaluation-four", **FOUR), result, COUNTED), rules)
    assert end.state == CLOSED
    with pytest.raises(Refused, match="已经了结"):
        closed(end, NANTONG, progress(end), rules)


def test_what_cannot_be_solved_needs_its_explanation() -> None:
    result = kept("feedback", items=[{"matter": "清淤", "progress": "停", "answered-by": "钱立业"}])
    sheets = (
        kept("evaluation-four", **FOUR),
        COUNTED,
        result,
        kept("review", outcome="unsolvable", interval=30, state="没钱"),
    )
    with pytest.raises(Refused, match="释疑解惑"):
        closed(AT_END, NANTONG, progress(AT_END, *sheets), rules)
    explained = kept("explanation", matter="清淤", why="没钱", told=["张伟"], by="钱立业")
    assert closed(AT_END, NANTONG, progress(AT_END, *sheets, explained), rules)[0].state == CLOSED


def test_again_opens_a_closed_case_with_a_reason_at_an_earlier_stage() -> None:
    end = case(procedure="nantong", stage="evaluation", state=CLOSED, meeting_day="2026-06-28")
    with pytest.raises(Refused, match="理由"):
        sent_back(end, NANTONG, "deliberation", "")
    again = sent_back(end, NANTONG, "deliberation", "水又堵了")
    assert (again.state, again.stage, again.meeting_day) == (OPEN, "deliberation", "")
    with pytest.raises(Refused, match="不能到"):
        sent_back(end, NANTONG, "report", "水又堵了")


def test_a_case_cannot_be_closed_in_the_middle() -> None:
    with pytest.raises(Refused, match="不能办结"):
        closed(PLANNED, NANTONG, progress(PLANNED), rules)
