"""A proposal goes from state to state and skips none; registers remind of what a period is about to miss."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from desktop.domain.cases.due import Due
from desktop.domain.registers.entry import Entry
from desktop.domain.registers.finding import fits, matches
from desktop.domain.registers.reminders import answers, due_of_register, due_of_states
from desktop.domain.registers.same_topic import Topic, like, twice
from desktop.domain.registers.states import check_demands, check_state, following, now, steps_of
from forms.language import Refused
from tests.registers.samples import PACK, entry, one

PROPOSALS = PACK.register("proposals")
FILED = {"number": "1", "decision": "filed", "by": "老周", "day": "2026-09-20"}
ASSIGNED = {"title": "整治水渠", "level": "general", "committees": "提案委", "timetable": "十月底前", "picture": "全线通水",
            "unit": "水务局", "day": "2026-09-25"}  # fmt: skip


def under(**states: dict[str, Any]) -> list[Entry]:
    sheets = {state.id: state.sheet for state in PROPOSALS.states}
    return [
        entry("proposals", parent="p", state=state, form=sheets[state], **values) for state, values in states.items()
    ]


def test_states_follow_each_other_and_keep_their_days() -> None:
    steps = steps_of(PROPOSALS, under(filed=FILED, assigned=ASSIGNED), PACK.sheets)
    reached, coming = now(steps), following(steps)
    assert reached is not None
    assert coming is not None
    assert (reached.state.id, reached.day, coming.id) == ("assigned", "2026-09-25", "handled")


def test_a_state_whose_sheet_is_half_filled_has_not_been_reached() -> None:
    steps = steps_of(PROPOSALS, under(filed=FILED, assigned={"title": "整治水渠"}), PACK.sheets)
    reached = now(steps)
    assert reached is not None
    assert reached.state.id == "filed"


@pytest.mark.parametrize(
    ("states", "state", "values", "why"),
    [
        ({}, "assigned", ASSIGNED, "先填“立案”"),
        ({"filed": FILED}, "answered", {}, "先填“交办”"),
        ({"filed": FILED}, "assigned", {**ASSIGNED, "day": "2026-09-19"}, "早于“立案”的日期 2026-09-20"),
        ({"filed": FILED}, "assigned", {**ASSIGNED, "due": "2026-09-24"}, "期限 2026-09-24 早于日期 2026-09-25"),
        ({"filed": {**FILED, "decision": "refused"}}, "assigned", ASSIGNED, "已经了结"),
        ({"filed": {**FILED, "decision": "merged"}}, "assigned", ASSIGNED, "已经了结"),
        ({"filed": FILED}, "sealed", {}, "没有这一步"),
    ],
)
def test_no_state_is_skipped_or_dated_before_the_one_before_it(
    states: dict[str, dict[str, Any]], state: str, values: dict[str, Any], why: str
) -> None:
    steps = steps_of(PROPOSALS, under(**states), PACK.sheets)
    with pytest.raises(Refused, match=why):
        check_state(PROPOSALS, steps, state, values)


def test_a_key_proposal_names_the_leader_who_leads_it() -> None:
    form = PACK.sheet("proposal-assignment")
    check_demands(PROPOSALS, form, ASSIGNED)
    with pytest.raises(Refused, match="领衔领导"):
        check_demands(PROPOSALS, form, {**ASSIGNED, "level": "key"})
    check_demands(PROPOSALS, form, {**ASSIGNED, "level": "key", "leader": "周区长"})


def test_what_was_assigned_is_reminded_of_until_it_was_handled() -> None:
    one = entry("proposals", title="整治水渠", by=["高玉兰"], day="2026-09-02")

    def due_on(today: str, **states: dict[str, Any]) -> list[int]:
        sheets = [replace(sheet, parent=one.id) for sheet in under(**states)]
        return [line.over for line in due_of_states(PROPOSALS, [one, *sheets], PACK.sheets, today)]

    assigned = {**ASSIGNED, "due": "2026-10-31"}
    assert due_on("2026-10-20", filed=FILED, assigned=assigned) == []
    assert due_on("2026-10-21", filed=FILED, assigned=assigned) == [-10]
    assert due_on("2026-11-02", filed=FILED, assigned=assigned) == [2]
    assert due_on("2026-11-02", filed=FILED, assigned=ASSIGNED) == []
    handled = {"day": "2026-10-25", "present": ["高玉兰"], "talk": "同意", "answer": "已清", "closed": True,
               "proposer-view": "satisfied"}  # fmt: skip
    assert due_on("2026-11-02", filed=FILED, assigned=assigned, handled=handled) == []


def due(register: str, today: str, *entries: Entry, members: tuple[str, ...] = ()) -> list[Due]:
    kept: dict[str, list[Entry]] = {}
    for each in entries:
        kept.setdefault(each.register, []).append(each)
    return list(due_of_register(PACK.register(register), kept, PACK.registers, today, {"members": members}))


def test_five_ones_are_reminded_of_in_the_last_quarter_in_one_line_for_all_who_lack_one() -> None:
    done = [one("高玉兰", kind) for kind in ("service", "opinion", "talk", "family", "card")]
    assert due("five-ones", "2026-09-29", *done, members=("高玉兰", "单雄")) == []
    (line,) = due("five-ones", "2026-10-01", *done, members=("高玉兰", "单雄"))
    assert (str(line.words), line.day, line.over, line.register) == (
        "五个一：还有 1 个没做满（单雄）", "2026-12-31", -91, "five-ones",
    )  # fmt: skip
    assert due("five-ones", "2026-10-01", *done, members=("高玉兰",)) == []


def test_a_register_that_nobody_keeps_reminds_of_nothing() -> None:
    for register in PACK.registers:
        assert due(register, "2026-12-20") == []


def test_the_catalogue_is_due_in_the_third_quarter_until_it_was_issued() -> None:
    proposal = entry("proposals", title="整治水渠", by=["高玉兰"], day="2025-12-01")
    issued = entry("proposal-catalogues", year=2026, day="2026-08-15")
    assert due("proposal-catalogues", "2026-06-30", proposal) == []
    (line,) = due("proposal-catalogues", "2026-07-01", proposal)
    assert (line.day, line.over) == ("2026-09-30", -91)
    assert due("proposal-catalogues", "2026-10-10", proposal)[0].over == 10
    assert due("proposal-catalogues", "2026-10-10", proposal, issued) == []
    assert answers(PACK.register("proposal-catalogues"), [issued], "2026-10-10")
    assert not answers(PACK.register("proposal-catalogues"), [issued], "2027-01-10")


def test_the_same_topic_is_looked_for_two_weeks_before_the_plenary() -> None:
    plenary = entry("plenaries", name="全会", day="2026-12-10")
    assert due("proposal-checks", "2026-10-01", plenary) == []
    (line,) = due("proposal-checks", "2026-11-22", plenary)
    assert (line.day, line.over) == ("2026-11-26", -4)
    assert due("proposal-checks", "2026-11-22", plenary, entry("proposal-checks", clues=[], day="2026-11-20")) == []
    last_year = entry("proposal-checks", clues=[], day="2025-11-20")
    assert len(due("proposal-checks", "2026-11-22", plenary, last_year)) == 1


def test_the_same_topic_twice_is_found_and_two_topics_are_not() -> None:
    topics = [
        Topic(entry="c", title="关于三组水渠整治的建议", by="单雄", day="2026-09-12"),
        Topic(entry="a", title="关于整治三组水渠的提案", by="高玉兰", day="2026-09-02"),
        Topic(entry="b", title="关于增设老年食堂的提案", by="陈𬱖", day="2026-09-03"),
    ]
    (pair,) = twice(topics)
    assert (pair.first.entry, pair.second.entry) == ("a", "c")
    assert [(topic.entry) for topic, _percent in like("整治三组的水渠", topics, "a")] == ["c"]
    assert like("小学门口的斑马线", topics) == ()


@pytest.mark.parametrize("query", ["", "高玉", "gaoyu", "gyl", "gyl 水渠", "2026-03"])
def test_entries_are_found_by_characters_pinyin_and_initials(query: str) -> None:
    assert matches(query, "高玉兰 水渠 2026-03-25")


def test_what_is_not_there_is_not_found_and_interests_fit_what_they_share() -> None:
    assert not matches("单", "高玉兰 水渠")
    assert not matches("gyl sq xx", "高玉兰 水渠")
    assert fits("水渠管护", "三组水渠清淤") > fits("水利", "三组水渠清淤") > fits("养老", "三组水渠清淤") == 0
