"""The built-in procedures against the lists of their sources, point by point."""

from __future__ import annotations

import pytest

from desktop.domain.cases.mediation import steps_of
from forms.load import built_in
from forms.procedures import Check, Outcome, Procedure
from forms.registerfile import lock_name, meaning_of
from forms.sheets import Published, lock_text

PACK = built_in()
CONSULTATIONS = [
    one.id
    for one in PACK.procedures.values()
    if one.outcome is Outcome.OPINION and any(stage.meets for stage in one.stages)
]


def stages(id: str) -> list[str]:
    return [stage.title for stage in PACK.procedure(id).stages]


def items(id: str, name: str) -> list[str]:
    listed = next(one for one in PACK.procedure(id).lists if one.id == name)
    assert listed.given
    return [item.title for item in listed.items]


def gates(id: str) -> dict[str, Check]:
    return {gate.id: gate.check for stage in PACK.procedure(id).stages for gate in stage.gates}


def counter(id: str, name: str) -> tuple[int, int]:
    found = next(one for one in PACK.procedure(id).counters if one.id == name)
    return found.target, found.reported


def test_all_ways_of_deliberating_are_there() -> None:
    assert set(PACK.procedures) == {
        "nantong", "qiaokou-special", "qiaokou-counterpart", "qiaokou-sector", "qiaokou-proposals", "shangcheng", "jiashan",
        "tongcheng", "villagers-assembly", "villagers-representatives", "villager-group", "four-discussions",
        "collective-members", "collective-representatives", "collective-council", "village-appraisal", "levy",
        "bylaws-revision", "village-consultation", "mediation",
    }  # fmt: skip


def test_nantong_has_its_eight_links() -> None:
    assert stages("nantong") == [
        "搭建平台", "确定议题", "明确主体", "商前调研", "开展协商", "报送成果", "转化落实", "评估质效",
    ]  # fmt: skip
    for stage in PACK.procedure("nantong").stages:
        assert any(not need.optional for need in stage.needs), f"{stage.title} needs something to go on"


def test_nantong_sources_scopes_manners_halls_and_levels() -> None:
    assert items("nantong", "topic-source") == ["党政点题", "群众出题", "委员荐题"]
    assert items("nantong", "scope") == ["公共事务", "公益事业", "公众利益"]
    assert items("nantong", "manner") == ["请进来", "走下去", "联起来"]
    assert items("nantong", "hall-kind") == ["镇", "街道", "园区", "行政村", "社区", "界别"]
    assert items("nantong", "level") == ["村", "镇", "县"]
    assert len(items("nantong", "four-relations")) == 4


def test_nantong_people() -> None:
    roles = {role.id: role for role in PACK.procedure("nantong").roles}
    assert [one.id for one in roles.values() if one.duty == "convener"] == ["convener-party", "convener-member"]
    assert {"grid-head", "grid-worker", "stair-head"} < set(roles)
    assert all(roles[name].least == 1 for name in ("interested", "masses", "notables"))
    assert "town-director" in roles


def test_nantong_gates() -> None:
    found = gates("nantong")
    assert found["no-investigation-no-consultation"] is Check.SHEET_BEFORE
    assert found["masses-third"] is Check.COMPOSITION
    assert found["four-sides"] is Check.SHEET
    deliberation = PACK.procedure("nantong").stage("deliberation")
    assert deliberation is not None
    first = deliberation.gates[0]
    assert (first.fields, first.at, first.days) == (("policy", "facts", "opinions"), "enter", 1)
    fields = {field.id for field in PACK.sheet("evaluation-four").fields}
    assert {"party", "members", "masses", "organiser"} <= fields


def test_nantong_lists_evaluation_and_looking_back() -> None:
    needs = {need.sheet for stage in PACK.procedure("nantong").stages for need in stage.needs}
    assert {"suggestions", "duties", "feedback", "evaluation-four", "review", "explanation", "escalation"} <= needs
    assert PACK.procedure("nantong").reminders[0].after_days == (30, 90)
    last = PACK.procedure("nantong").stages[-1]
    assert last.back == ("topic", "deliberation", "implementation")


def test_qiaokou_special() -> None:
    assert items("qiaokou-special", "meeting-kind") == [
        "定期联席会", "区委书记与委员座谈会", "区长与委员恳谈会", "四大家办公室主任联席会议", "重大决策征求意见和通报",
    ]  # fmt: skip
    assert items("qiaokou-special", "nature") == ["全局性", "综合性", "前瞻性"]
    assert gates("qiaokou-special")["before-decision"] is Check.ORDER
    assert [counter("qiaokou-special", f"topics-{year}") for year in (2016, 2017, 2018)] == [(0, 4), (0, 2), (0, 2)]
    assert items("qiaokou-special", "performance") == ["提案办理办结", "回告反馈", "民主评议结果"]


def test_qiaokou_counterpart() -> None:
    assert len(items("qiaokou-counterpart", "six-links")) == len(stages("qiaokou-counterpart")) == 6
    assert counter("qiaokou-counterpart", "per-committee") == (1, 0)
    plan = {field.id for field in PACK.sheet("counterpart-plan").fields}
    look = {field.id for field in PACK.sheet("counterpart-investigation").fields}
    assert {"responsible", "due"} <= plan
    assert {"place", "outline", "members", "experts"} <= look
    assert {"briefed", "team", "handled"} <= set(gates("qiaokou-counterpart"))


def test_qiaokou_sector_goes_by_topic_or_by_meeting() -> None:
    bond = PACK.procedure("qiaokou-sector").stage("bond")
    assert bond is not None
    assert {(route.item, route.to) for route in bond.routes} == {("topic", "research"), ("meeting", "talk")}
    expected = {"consultations": 20, "inspections": 200, "proposals": 500, "motions": 6, "speeches": 40}
    assert {name: counter("qiaokou-sector", name)[1] for name in expected} == expected


def test_qiaokou_proposals() -> None:
    one = PACK.procedure("qiaokou-proposals")
    assert items("qiaokou-proposals", "level") == ["重点提案：领导领衔协商督办", "一般提案：专委会合力协商督办"]
    assert {reminder.id: reminder.months for reminder in one.reminders}["catalogue"] == (7, 8, 9)
    assert gates("qiaokou-proposals")["timetable"] is Check.SHEET
    assert counter("qiaokou-proposals", "training") == (1, 0)
    assert any(need.sheet == "proposal-check" for stage in one.stages for need in stage.needs)


def test_shangcheng_has_five_forms_and_five_steps() -> None:
    assert stages("shangcheng") == ["遴选", "提出", "调研", "协商办理", "反馈"]
    assert [title[:3] for title in items("shangcheng", "form")] == ["例会式", "视察式", "论证式", "评议式", "调解式"]
    assert len(items("shangcheng", "intake")) == 4
    assert len(items("shangcheng", "route")) == 3
    assert len(items("shangcheng", "mechanisms")) == 5
    assert len(items("shangcheng", "urgency")) == len(items("shangcheng", "difficulty")) == 3
    for name in ("form", "route"):
        listed = next(one for one in PACK.procedure("shangcheng").lists if one.id == name)
        asked = {
            need.item for stage in PACK.procedure("shangcheng").stages for need in stage.needs if need.list == name
        }
        assert asked == {item.id for item in listed.items}, f"each item of {name} has its own sheet"
    assert "fed-back" in gates("shangcheng")


def test_jiashan() -> None:
    one = PACK.procedure("jiashan")
    assert len(items("jiashan", "five-ones")) == 5
    assert sum(found.id.startswith("one-") and found.target == 1 for found in one.counters) == 5
    assert [reminder.day for reminder in one.reminders] == [25]
    handbook = {field.id for field in PACK.sheet("handbook").fields}
    assert {"serial", "outcome", "recorded-by"} <= handbook
    assert {field.id for field in PACK.sheet("next-round").fields} >= {"round", "before", "invitees", "condition"}
    assert one.serial == "year"
    assert len(items("jiashan", "double-link")) == 2
    assert len(items("jiashan", "six-measures")) == 6
    assert counter("jiashan", "topics-of-kind") == (0, 22)
    assert counter("jiashan", "topics") == (0, 34)


def test_tongcheng() -> None:
    assert items("tongcheng", "six-steps") == ["听", "辨", "劝", "借", "让", "和"]
    steps = PACK.sheet("six-steps")
    assert [step.notes.title[0] for step in steps_of(steps, 2)] == ["听", "辨", "劝", "借", "让", "和"]
    level = PACK.procedure("tongcheng").stage("level")
    assert level is not None
    assert {route.item: route.to for route in level.routes} == {
        "village": "record", "department": "department", "proposal": "proposal",
    }  # fmt: skip
    rule = PACK.rule_set("tongcheng-participants", "2026-06-01")
    assert [one.id for one in rule.also] == ["party", "cppcc", "cadres", "departments", "masses", "interested"]
    assert all(one.minimum == 1 for one in rule.also)
    assert {field.id for field in PACK.sheet("activity").fields} >= {
        "serial", "day", "place", "theme", "steps", "people", "effect", "photo",
    }  # fmt: skip
    expected = {"held": 270, "rooms": 47, "collected": 191, "printed": 28, "adopted": 7, "deeds": 55}
    assert {name: counter("tongcheng", name)[1] for name in expected} == expected
    assert len(items("tongcheng", "four-stations")) == 4
    assert len(items("tongcheng", "three-in-one")) == 3
    assert len(items("tongcheng", "form")) == 3


NAMED_ONLY = [
    ("qiaokou-proposals", "seven-mechanisms", 7), ("qiaokou-proposals", "four-joint", 4), ("jiashan", "five-musts", 10),
    ("tongcheng", "six-haves", 6), ("tongcheng", "assessment", 5), ("shangcheng", "assessment", 5),
    ("four-discussions", "eight-steps", 8),
]  # fmt: skip


@pytest.mark.parametrize(("id", "name", "lines"), NAMED_ONLY)
def test_what_a_source_only_names_is_left_blank_and_says_so(id: str, name: str, lines: int) -> None:
    listed = next(one for one in PACK.procedure(id).lists if one.id == name)
    assert (listed.given, listed.items, listed.blanks) == (False, (), lines)
    assert "由县里填写" in listed.note


@pytest.mark.parametrize("id", CONSULTATIONS)
def test_a_consultation_prints_an_opinion_and_never_a_resolution(id: str) -> None:
    one = PACK.procedure(id)
    papers = [paper for stage in one.stages for paper in stage.papers]
    assert "opinion" in papers
    assert "resolution" not in papers
    rules = [stage.meets.rules for stage in one.stages if stage.meets]
    assert rules == [("village-consultation",)]
    assert PACK.rule_set("village-consultation", "2026-06-01").opinion
    assert id == "qiaokou-proposals" or "villagers-representatives" in one.leads_to


def test_four_discussions_and_two_publicities() -> None:
    one = PACK.procedure("four-discussions")
    assert [stage.title[:2] for stage in one.stages] == ["一议", "二议", "三议", "四议", "一公", "实施", "二公"]
    chain = PACK.rule_set("four-discussions", "2026-06-01").chain
    assert [step.rule for step in chain] == ["", "", "party-members", "villagers-representatives", "", ""]
    assert [step.days for step in chain if step.days] == [15, 15]
    assert one.following("propose") == ("consult", "review")
    assert not one.verified


LAW = [
    ("villagers-assembly", ("villagers-assembly",)), ("villagers-representatives", ("villagers-representatives",)),
    ("villager-group", ("villager-group",)), ("collective-members", ("collective-members",)),
    ("collective-representatives", ("collective-representatives",)), ("collective-council", ("collective-council",)),
    ("village-appraisal", ("village-appraisal",)), ("levy", ("levy-assembly", "levy-representatives")),
    ("bylaws-revision", ("villagers-assembly",)),
]  # fmt: skip


@pytest.mark.parametrize(("id", "rules"), LAW)
def test_a_procedure_of_law_meets_by_its_rules(id: str, rules: tuple[str, ...]) -> None:
    found = [stage.meets.rules for stage in PACK.procedure(id).stages if stage.meets and stage.meets.rules]
    assert found == [rules]


def test_village_rules_are_for_the_assembly_alone_and_filed() -> None:
    assert [stage.id for stage in PACK.procedure("bylaws-revision").stages] == [
        "opinions", "draft", "review", "notice", "meeting", "filing", "publish",
    ]  # fmt: skip
    meeting = PACK.procedure("bylaws-revision").stage("meeting")
    assert meeting is not None
    assert meeting.meets is not None
    assert meeting.meets.matter == "bylaws"


def test_counties_can_replace_ways_of_working_but_no_law() -> None:
    kept = {one.id for one in PACK.procedures.values() if not one.practice}
    assert kept == {name for name, _ in LAW} | {"village-consultation"}


@pytest.mark.parametrize("one", PACK.procedures.values(), ids=lambda one: one.id)
def test_each_procedure_names_its_source_and_has_both_languages(one: Procedure) -> None:
    assert one.source
    assert one.title_en
    assert all(stage.title_en for stage in one.stages)
    assert all(gate.title_en for stage in one.stages for gate in stage.gates)
    assert all(role.title_en for role in one.roles)
    assert all(listed.title_en for listed in one.lists)
    assert len(one.remarks) == len(one.remarks_en)


def test_published_fields_are_locked() -> None:
    from pathlib import Path

    lock = Path(__file__).resolve().parents[2] / "forms" / "published.toml"
    registers = {lock_name(name): Published(one.version, meaning_of(one)) for name, one in PACK.registers.items()}
    assert lock.read_text(encoding="utf-8") == lock_text(PACK.sheets, registers)


def test_every_sheet_is_used() -> None:
    used = {need.sheet for one in PACK.procedures.values() for stage in one.stages for need in stage.needs}
    used |= {gate.then for one in PACK.procedures.values() for stage in one.stages for gate in stage.gates}
    used |= {name for one in PACK.procedures.values() for name in one.registers}
    used |= {name for one in PACK.registers.values() for name in (one.sheet, *(state.sheet for state in one.states))}
    assert set(PACK.sheets) == used - {""}
