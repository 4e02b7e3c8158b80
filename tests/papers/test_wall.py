"""What hangs on the wall comes whole from the procedure, whichever it is."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from desktop.papers import draw
from desktop.papers.filling import procedure as wall
from desktop.papers.fixed import fix
from desktop.papers.wording import numeral, typeset
from desktop.wire.bodies import Village
from forms.load import built_in
from forms.papers import papers
from forms.procedures import Procedure

VILLAGE = Village(name="清溪村", code="320600000000", township="河口镇", county="某县")
PROCEDURES = built_in().procedures


def printed(paper: str, procedure: Procedure) -> str:
    """The text of the paper as another program reads it, without the breaks of its lines."""
    blocks = wall.fill(paper, procedure, VILLAGE, "2026-11-22")
    drawn = draw(
        fix(papers()[paper], blocks, subject=procedure.id, title="墙上", print_id="0123456789abcdef", printed_at="2026-11-22T10:00:00")
    )
    assert drawn.missing == ()
    pages = PdfReader(io.BytesIO(drawn.pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=str)
def test_the_flow_chart_shows_every_stage_and_every_gate(procedure: Procedure) -> None:
    text = printed("procedure-flow", procedure)
    for stage in procedure.stages:
        assert "".join(typeset(stage.title).split()) in text
        for gate in stage.gates:
            assert "".join(typeset(gate.title).split()) in text


def test_the_rules_of_work_name_everybody_who_takes_part_and_every_step() -> None:
    procedure = PROCEDURES["tongcheng"]
    text = printed("work-rules", procedure)
    assert "政协委员（不少于1人）" in text
    for number, stage in enumerate(procedure.stages, 1):
        assert f"{numeral(number)}是{typeset(stage.title)}" in text


def test_a_consultation_never_promises_a_resolution() -> None:
    assert "决议" not in printed("work-rules", PROCEDURES["tongcheng"])
    assert "形成决议" in printed("work-rules", PROCEDURES["villagers-representatives"])


def test_a_list_that_its_source_only_names_is_left_to_the_hand() -> None:
    text = printed("member-requirements", PROCEDURES["tongcheng"])
    assert "“六有”标准" in text
    assert text.count("＿" * 23) == 11


def test_a_blank_line_with_a_number_of_two_digits_is_one_line() -> None:
    blocks = wall.fill("member-requirements", PROCEDURES["jiashan"], VILLAGE, "2026-11-22")
    drawn = draw(fix(papers()["member-requirements"], blocks, subject="x", title="墙上", print_id="0" * 16, printed_at="2026-11-22T10:00:00"))
    lines = [line for page in PdfReader(io.BytesIO(drawn.pdf)).pages for line in page.extract_text().splitlines() if "＿" in line]
    assert [line.split("．")[0].strip() for line in lines] == [str(number) for number in range(1, 11)]


def test_what_is_asked_of_members_says_how_often() -> None:
    text = printed("member-requirements", PROCEDURES["jiashan"])
    assert "委员每年至少各一次：开展一次服务、反映一条社情民意、举行一次座谈" in text
    assert "专委会每年至少一次：" in printed("member-requirements", PROCEDURES["qiaokou-counterpart"])
    assert "至少一次" not in printed("member-requirements", PROCEDURES["tongcheng"]), "its source names no target"


def test_a_stage_says_what_it_is_for_and_a_motto_stands_in_the_rules() -> None:
    assert "2026-01-01起，重要事项先经村党组织研究讨论" in printed("procedure-flow", PROCEDURES["villagers-representatives"])
    assert "规范不繁琐、简便不简单。" in printed("work-rules", PROCEDURES["nantong"])


def test_a_duty_that_nobody_has_is_not_listed() -> None:
    text = printed("role-duties", PROCEDURES["villagers-representatives"])
    assert "主持人" in text
    assert ("列席的人" in text) == any(role.duty == "guest" for role in PROCEDURES["villagers-representatives"].roles)
