"""A case on its way through its procedure: what opens a gate, and what keeps it shut."""

from __future__ import annotations

import re
from typing import Any

import pytest
from msgspec.structs import replace

from desktop.domain.figures import Figures, figures_of
from desktop.domain.procedure import Filled, Judged, Progress, gates, may_close, may_go
from desktop.domain.sheet import misfits, missing
from desktop.domain.verdict import judge
from forms.language import Refused
from forms.load import built_in
from forms.rules import RuleSet

PACK = built_in()
DAY = "2026-06-20"


def rules(name: str) -> RuleSet:
    return PACK.rule_set(name, DAY)


def shut(answers: tuple[Judged, ...]) -> set[str]:
    return {one.gate for one in answers if not one.open}


def filled(form: str, day: str = "2026-06-10", **values: Any) -> Filled:
    return Filled(form=form, version=1, values=values, day=day)


LOOK = filled("investigation", policy="政策", facts="实际", opinions="意见")
HALL = Progress(stage="investigation", today=DAY, meeting_day=DAY)


def entering(progress: Progress) -> set[str]:
    stage = PACK.procedure("nantong").stage("deliberation")
    assert stage is not None
    return shut(gates(stage, progress, rules, "enter"))


@pytest.mark.parametrize(("look", "open_"), [
    (None, False), (LOOK, True), (replace(LOOK, day=DAY), False), (replace(LOOK, day="2026-06-19"), True),
    (replace(LOOK, day="2026-06-21"), False), (replace(LOOK, day=""), False), (filled("investigation", policy="政策", facts="实际"), False),
    (filled("investigation", policy="政策", facts="实际", opinions="  "), False), (filled("topic", policy="1", facts="1", opinions="1"), False),
])  # fmt: skip
def test_no_consultation_without_investigation(look: Filled | None, open_: bool) -> None:
    progress = replace(HALL, sheets=(look,) if look else ())
    assert (entering(progress) == set()) is open_


def test_no_consultation_before_its_day_is_known() -> None:
    assert entering(replace(HALL, sheets=(LOOK,), meeting_day="")) == {"no-investigation-no-consultation"}


@pytest.mark.parametrize(
    ("participants", "masses", "open_"), [(9, 3, True), (9, 2, False), (10, 3, False), (10, 4, True), (1, 1, True)]
)
def test_a_third_of_those_present_are_villagers(participants: int, masses: int, open_: bool) -> None:
    stage = PACK.procedure("nantong").stage("deliberation")
    assert stage is not None
    figures = figures_of({"participants": participants, "masses": masses})
    progress = replace(HALL, stage="deliberation", figures=figures, sheets=(LOOK, filled("deliberation")))
    assert ("masses-third" in shut(gates(stage, progress, rules, "leave"))) is not open_


def test_while_those_present_are_not_counted_the_gate_is_shut() -> None:
    stage = PACK.procedure("nantong").stage("deliberation")
    assert stage is not None
    assert "masses-third" in shut(gates(stage, replace(HALL, figures=Figures()), rules, "leave"))


FOUR = {"party": "好", "members": "好", "masses": "好", "organiser": "好"}
COUNT = filled("satisfaction", satisfied=20, fairly=3, dissatisfied=1, unknown=0)


@pytest.mark.parametrize("lacking", [None, "party", "members", "masses", "organiser"])
def test_a_case_closes_when_all_four_sides_have_evaluated(lacking: str | None) -> None:
    values = {name: text for name, text in FOUR.items() if name != lacking}
    sheets = (filled("evaluation-four", **values), COUNT, filled("feedback", items=[{"matter": "水渠"}]))
    answer = may_close(PACK.procedure("nantong"), Progress(stage="evaluation", today=DAY, sheets=sheets), rules)
    assert answer is not None
    assert shut(answer) == (set() if lacking is None else {"four-sides"})


def test_what_villagers_say_is_a_count_without_which_no_case_closes() -> None:
    sheets = (filled("evaluation-four", **FOUR), filled("feedback", items=[{"matter": "水渠"}]))
    answer = may_close(PACK.procedure("nantong"), Progress(stage="evaluation", today=DAY, sheets=sheets), rules)
    assert answer is not None
    assert shut(answer) == {"needs-satisfaction"}


def test_what_cannot_be_solved_must_be_explained() -> None:
    sheets = (
        filled("evaluation-four", **FOUR),
        COUNT,
        filled("feedback", items=[{"matter": "路"}]),
        filled("review", outcome="unsolvable"),
    )
    progress = Progress(stage="evaluation", today=DAY, sheets=sheets)
    answer = may_close(PACK.procedure("nantong"), progress, rules)
    assert answer is not None
    assert shut(answer) == {"explained"}
    assert may_close(PACK.procedure("nantong"), replace(progress, sheets=(*sheets, filled("explanation"))), rules) == ()


def test_a_case_ends_only_where_the_procedure_says_so() -> None:
    assert may_close(PACK.procedure("nantong"), Progress(stage="topic", today=DAY), rules) is None
    with pytest.raises(Refused, match="没有“moon”"):
        may_go(PACK.procedure("nantong"), Progress(stage="moon", today=DAY), rules)


@pytest.mark.parametrize(("held", "decided", "open_"), [
    ("2026-06-01", "2026-06-02", True), ("2026-06-02", "2026-06-02", True), ("2026-06-03", "2026-06-02", False), ("2026-06-03", "", False),
])  # fmt: skip
def test_consultation_comes_before_the_decision(held: str, decided: str, open_: bool) -> None:
    stage = PACK.procedure("qiaokou-special").stage("consult")
    assert stage is not None
    sheet = filled("special-meeting", held=held, decision=decided, nature=["overall"])
    answers = gates(stage, Progress(stage="consult", today=DAY, sheets=(sheet,)), rules, "leave")
    assert shut(answers) == (set() if open_ else {"before-decision"})


@pytest.mark.parametrize(
    ("item", "to"), [("village", "record"), ("department", "department"), ("proposal", "proposal")]
)
def test_tongcheng_takes_one_of_three_levels(item: str, to: str) -> None:
    progress = Progress(stage="level", today=DAY, sheets=(filled("three-level"),), chosen={"path": (item,)})
    assert may_go(PACK.procedure("tongcheng"), progress, rules) == {to: ()}


def test_where_ways_part_one_must_be_chosen() -> None:
    ways = may_go(
        PACK.procedure("tongcheng"), Progress(stage="level", today=DAY, sheets=(filled("three-level"),)), rules
    )
    assert set(ways) == {"record", "department", "proposal"}
    assert all(shut(answers) == {"choose-path"} for answers in ways.values())


@pytest.mark.parametrize("form", ["regular", "inspection", "argument", "appraisal", "mediation"])
def test_each_of_five_forms_asks_for_its_own_sheet(form: str) -> None:
    stage = PACK.procedure("shangcheng").stage("deliberate")
    assert stage is not None
    progress = Progress(stage="deliberate", today=DAY, chosen={"form": (form,)})
    assert shut(gates(stage, progress, rules, "leave")) == {f"needs-form-{form}", "needs-deliberation"}


def test_fifteen_days_must_go_by_after_the_resolution_was_published() -> None:
    one = PACK.procedure("villagers-representatives")
    sheets = (filled("result"),)
    early = Progress(stage="carry-out", today="2026-06-15", sheets=sheets, left={"publish": "2026-06-01"})
    assert shut(may_close(one, early, rules) or ()) == {"fifteen-days"}
    assert may_close(one, replace(early, today="2026-06-16"), rules) == ()


def test_a_resolution_comes_out_of_a_quorate_meeting() -> None:
    stage = PACK.procedure("villagers-representatives").stage("meeting")
    assert stage is not None
    rule = rules("villagers-representatives")
    for present, expected in ((27, {"quorum", "passed"}), (28, set())):
        verdict = judge(rule, Figures(members=41, present=present, yes=present))
        progress = Progress(stage="meeting", today=DAY, verdicts=(verdict,))
        assert shut(gates(stage, progress, rules, "leave")) == expected


def test_party_organisation_discusses_it_on_the_day_at_the_latest() -> None:
    stage = PACK.procedure("villagers-assembly").stage("meeting")
    assert stage is not None
    for day, expected in (("2026-06-19", set()), (DAY, set()), ("2026-06-21", {"party-first"})):
        study = filled("party-study", day=day, opinion="同意")
        progress = Progress(stage="notice", today=DAY, meeting_day=DAY, sheets=(study,))
        assert shut(gates(stage, progress, rules, "enter")) == expected


def test_merged_first_steps_where_one_person_holds_both_posts() -> None:
    sheets = (filled("party-study"), filled("draft"))
    one = PACK.procedure("four-discussions")
    assert set(
        may_go(one, Progress(stage="propose", today=DAY, sheets=sheets, chosen={"variant": ("merged",)}), rules)
    ) == {"review"}
    plain = may_go(one, Progress(stage="propose", today=DAY, sheets=sheets, chosen={"variant": ("six",)}), rules)
    assert "consult" in plain


def test_what_is_missing_is_said_in_words_and_not_in_ids() -> None:
    for one in PACK.procedures.values():
        for stage in one.stages:
            for at in ("enter", "leave"):
                for answer in gates(stage, Progress(stage=stage.id, today=DAY), rules, at):
                    plain = re.sub(r"（[a-z_]+）", "", str(answer.sentence)).replace("1+4+X", "")
                    assert not any("a" <= sign.lower() <= "z" for sign in plain), plain


def test_a_case_can_be_sent_back_to_be_deliberated_again() -> None:
    ways = may_go(PACK.procedure("nantong"), Progress(stage="evaluation", today=DAY), rules)
    assert ways == {"topic": (), "deliberation": (), "implementation": ()}


TOPIC = PACK.sheet("topic")
GOOD_TOPIC = {"source": "people", "title": "水渠", "proposer": "张伟", "reason": "漏水", "day": "2026-06-01"}


def test_a_complete_sheet_lacks_nothing() -> None:
    assert missing(TOPIC, 1, GOOD_TOPIC) == ()
    assert misfits(TOPIC, 1, GOOD_TOPIC) == ()


@pytest.mark.parametrize(("field", "value"), [
    ("households", -1), ("households", "12"), ("households", True), ("households", 1.5), ("day", "2026-6-1"), ("day", 20260601),
    ("source", "moon"), ("scope", ["moon"]), ("scope", ["public-good", "public-good"]), ("scope", "public-good"), ("priority", "是"),
    ("joined", "张伟"), ("title", 3), ("moon", "x"),
])  # fmt: skip
def test_values_that_do_not_fit_are_told(field: str, value: object) -> None:
    assert len(misfits(TOPIC, 1, {**GOOD_TOPIC, field: value})) == 1


def test_rows_of_a_table() -> None:
    duties = PACK.sheet("duties")
    row = {"matter": "修渠", "unit": "村委会", "person": "李㛃", "due": "2026-07-01"}
    assert misfits(duties, 1, {"items": [row]}) == ()
    assert missing(duties, 1, {"items": [row], "day": DAY}) == ()
    assert missing(duties, 1, {"items": [{**row, "person": " "}], "day": DAY}) == ("items.person",)
    assert len(misfits(duties, 1, {"items": [{**row, "due": "soon"}]})) == 1
    assert len(misfits(duties, 1, {"items": [{**row, "moon": "x"}]})) == 1
    assert len(misfits(duties, 1, {"items": "x"})) == 1
