"""Every sheet of a case is printed from the form that the screen shows, blank or filled."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.papers import Prepared, draw, prepare_sheet
from desktop.papers.wording import typeset
from desktop.wire.bodies import Village
from forms.load import built_in
from forms.papers import Facts, Table
from forms.sheets import Choice, Column, Field, FieldType, SheetForm
from tests.papers import sample

VILLAGE = Village("320681101203", "石桥村", "青湾镇")
SHEETS = built_in().sheets


def made(form: SheetForm, values: dict[str, object] | None = None) -> Prepared:
    return prepare_sheet(
        form, VILLAGE, values=values, about="三组水渠漏水", print_id=sample.PRINT, printed_at=sample.PRINTED
    )


def trial(*fields: Field, version: int = 1) -> SheetForm:
    return SheetForm(id="trial", title="试填表", title_en="Trial", fields=fields, version=version)


def text_of(prepared: Prepared) -> str:
    pages = PdfReader(BytesIO(draw(prepared).pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


OWN_LAYOUT = {"mediation-agreement", "four-discussions"}


@pytest.mark.parametrize("name", sorted(set(SHEETS) - OWN_LAYOUT))
def test_a_blank_sheet_has_every_label_and_every_choice(name: str) -> None:
    form = SHEETS[name]
    drawn = draw(made(form))
    assert drawn.missing == ()
    assert drawn.pages <= 2
    text = text_of(made(form))
    for field in form.at(form.version):
        label = "".join(typeset(field.title).split())
        assert label in text or label.replace("（分）", "（元）") in text, label
        for choice in field.choices:
            assert f"□{''.join(typeset(choice.title).split())}" in text


FORM = trial(
    Field(id="who", title="提议人", type=FieldType.PERSON),
    Field(id="with", title="联名人", type=FieldType.PEOPLE),
    Field(id="day", title="日期", type=FieldType.DATE),
    Field(id="cost", title="资金（分）", type=FieldType.MONEY),
    Field(id="urgent", title="是否急办", type=FieldType.YES_NO),
    Field(
        id="items",
        title="建议",
        type=FieldType.TABLE,
        columns=(Column(id="what", title="内容"), Column(id="for", title="支持人数", type=FieldType.NUMBER)),
    ),
    Field(id="gone", title="停用的", since=1, until=1),
    version=2,
)


def test_a_filled_sheet_says_what_was_filled_in() -> None:
    values: dict[str, object] = {
        "who": {"label": "张伟（三组）", "id": "p1"},
        "with": ["李㛃", {"name": "陈𬱖"}],
        "day": "2026-06-18",
        "cost": 48650050,
        "urgent": True,
        "items": [{"what": "先修东段", "for": 26}],
    }
    text = text_of(made(FORM, values))
    for words in (
        "三组水渠漏水",
        "张伟（三组）",
        "李㛃、陈𬱖",
        "2026年6月18日",
        "资金（元）486,500.50",
        "■是□否",
        "先修东段26",
    ):
        assert words in text, words
    assert "停用的" not in text


def test_a_blank_sheet_has_room_to_write_and_no_box_filled() -> None:
    text = text_of(made(FORM))
    assert "□是□否" in text
    assert "■" not in text


def test_what_is_filled_in_changes_the_hash_and_so_does_the_form() -> None:
    other = trial(*FORM.fields[:3], version=2)
    hashes = {made(FORM).content_hash, made(FORM, {"day": "2026-06-18"}).content_hash, made(other).content_hash}
    assert len(hashes) == 3


WIDE = trial(
    Field(id="day", title="日期", type=FieldType.DATE),
    Field(
        id="asked",
        title="农户",
        type=FieldType.TABLE,
        columns=(
            Column(id="head", title="户主", type=FieldType.PERSON),
            Column(
                id="side",
                title="代表哪一方",
                type=FieldType.CHOICE,
                choices=(Choice(id="a", title="利益相关方"), Choice(id="b", title="有关方面代表人士")),
            ),
            Column(id="agrees", title="同意", type=FieldType.YES_NO),
            Column(id="signed", title="已签字", type=FieldType.YES_NO, ink=True),
        ),
    ),
)


def rows_of(prepared: Prepared) -> tuple[tuple[str, ...], ...]:
    (table,) = [filled for filled in prepared.content.blocks if filled.rows]
    return table.rows


def test_every_row_of_a_blank_table_can_be_ticked_and_signed_and_rows_fill_the_page() -> None:
    blank = made(WIDE)
    assert {row[1:] for row in rows_of(blank)} == {("", "□利益相关方　□有关方面代表人士", "□是　□否", "")}
    assert [row[0] for row in rows_of(blank)] == [str(n + 1) for n in range(len(rows_of(blank)))]
    assert len(rows_of(blank)) > 8
    assert draw(blank).pages == 1
    text = text_of(blank)
    assert "签名或指印" in text
    assert "已签字" not in text
    assert "年月日" in text


def test_of_a_filled_table_only_what_was_chosen_is_shown() -> None:
    row = {"head": "阿不都热合曼·买买提江(三组)", "side": "b", "agrees": False, "signed": True}
    assert rows_of(made(WIDE, {"asked": [row]})) == (("1", "阿不都热合曼·买买提江\n（三组）", "有关方面代表人士", "否", "已签"),)


@pytest.mark.parametrize("name", ["topic", "publicity", "activity", "investigation", "intake", "deliberation"])
def test_a_row_to_write_in_is_at_least_9_mm_high_and_a_text_has_the_whole_row(name: str) -> None:
    form = made(SHEETS[name]).form
    grids = [block for block in form.blocks if isinstance(block, Facts)]
    assert min(grid.row_height for grid in grids) >= 9
    asked = {field.id: field for field in SHEETS[name].at(SHEETS[name].version)}
    for grid in grids:
        for field in grid.fields:
            if field.id in asked and asked[field.id].type is FieldType.PARAGRAPH:
                assert field.wide
                assert field.height >= 26
        assert grid.label_width <= 38


def test_a_long_label_is_broken_between_words_and_not_within_one() -> None:
    form = made(SHEETS["topic"]).form
    label = next(field.zh for block in form.blocks if isinstance(block, Facts) for field in block.fields if field.id == "priority")
    assert label == "优先：基层能力所限\n无法解决，又与群众\n切身利益相关"


def test_no_choice_is_parted_from_its_box_and_no_name_is_on_two_lines() -> None:
    people = [f"阿不都热合曼{n}" for n in range(12)]
    kinds = tuple(Choice(id=f"c{n}", title=f"重大决策征求意见和通报{n}") for n in range(5))
    form = trial(
        Field(id="who", title="参加人", type=FieldType.PEOPLE),
        Field(id="kind", title="类别", type=FieldType.CHOICE, choices=kinds),
    )
    drawn = draw(made(form, {"who": people, "kind": "c1"}))
    lines = "\n".join(page.extract_text() for page in PdfReader(BytesIO(drawn.pdf)).pages).splitlines()
    for whole in (*people, *(kind.title for kind in kinds)):
        assert any(whole in line for line in lines), whole


def test_a_long_place_is_broken_between_its_names() -> None:
    village = Village("1", "阿不都热合曼买买提江库木塔格村", "克孜勒苏柯尔克孜民族乡")
    prepared = prepare_sheet(FORM, village, print_id=sample.PRINT, printed_at=sample.PRINTED)
    (title,) = [filled.text for filled in prepared.content.blocks if filled.block == "title"]
    assert title.splitlines() == ["克孜勒苏柯尔克孜民族乡", "阿不都热合曼买买提江库木塔格村", "试填表"]


def test_a_blank_agreement_asks_for_its_number_and_its_term() -> None:
    text = text_of(made(SHEETS["mediation-agreement"]))
    assert "编号：" in text
    assert "履行期限：年月日以前" in text


def test_a_public_copy_of_a_sheet_leaves_out_what_its_form_masks() -> None:
    values: dict[str, object] = {"title": "三组水渠", "proposer": "周𡋾", "contact": "13800000001", "day": "2026-06-18"}
    form = SHEETS["topic"]
    assert form.masks
    own, public = (
        prepare_sheet(form, VILLAGE, values=values, about="水渠", public=public, print_id=sample.PRINT, printed_at=sample.PRINTED)
        for public in (False, True)
    )
    assert "13800000001" in text_of(own)
    assert "13800000001" not in text_of(public)
    assert "公开件" in text_of(public)
    assert public.title.endswith("（公开件）")


@pytest.mark.parametrize("form", SHEETS.values(), ids=str)
def test_whoever_can_be_rung_up_is_masked_on_a_public_copy(form: SheetForm) -> None:
    """Mediations are never posted."""
    for field in form.fields:
        parts: tuple[Field | Column, ...] = (field, *field.columns)
        for part in parts:
            if any(word in part.title for word in ("电话", "联系方式", "手机")) and form.id != "mediation-agreement":
                assert part.masked, part.title


def test_people_of_one_name_are_told_apart_as_on_every_other_paper() -> None:
    text = text_of(made(FORM, {"who": {"label": "张伟(三组)"}, "with": [{"label": "张伟(一组)"}, {"name": "陈𬱖"}]}))
    assert "张伟（三组）" in text
    assert "张伟（一组）、陈𬱖" in text


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("界别（党派、团体）", ["界别", "（党派、团体）"]),
        ("召集人：分片联系的政协委员", ["召集人：", "分片联系的", "政协委员"]),
        ("固定成员（网格长、网格员代表、楼道长）", ["固定成员", "（网格长、", "网格员代表、", "楼道长）"]),
        ("理由（并案写明并入哪件）", ["理由", "（并案写明并入哪件）"]),
        ("思路性、机制性的宏观对策", ["思路性、机制性的", "宏观对策"]),
        ("乡镇政协工委主任", ["乡镇政协工委主任"]),
    ],
)
def test_a_long_label_is_broken_where_a_reader_pauses(label: str, lines: list[str]) -> None:
    form = trial(Field(id="one", title=label))
    (facts,) = [block for block in made(form).form.blocks if isinstance(block, Facts)]
    assert facts.fields[-1].zh.splitlines() == lines
    assert max(map(len, lines)) * 3.7 <= facts.label_width - 2.4


@pytest.mark.parametrize(
    ("name", "numbered"), [("levy-signatures", True), ("proposal-catalogue", True), ("duties", False), ("suggestions", False)]
)
def test_rows_are_numbered_where_they_have_no_number_and_there_is_room(name: str, numbered: bool) -> None:
    prepared = made(SHEETS[name])
    (table,) = [block for block in prepared.form.blocks if isinstance(block, Table)]
    assert (table.columns[0].zh == "序号") is numbered
    assert {len(row) for row in rows_of(prepared)} == {len(table.columns)}
