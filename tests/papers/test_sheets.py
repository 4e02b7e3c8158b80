"""Every sheet of a case is printed from the form that the screen shows, blank or filled."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.papers import Prepared, draw, prepare_sheet
from desktop.papers.wording import typeset
from desktop.wire.bodies import Village
from forms.load import built_in
from forms.sheets import Column, Field, FieldType, SheetForm
from tests.papers import sample

VILLAGE = Village("320681101203", "石桥村", "青湾镇")
SHEETS = built_in().sheets


def made(form: SheetForm, values: dict[str, object] | None = None) -> Prepared:
    return prepare_sheet(
        form, VILLAGE, values=values, about="三组水渠漏水", print_id=sample.PRINT, printed_at=sample.PRINTED
    )


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


FORM = SheetForm(
    id="trial",
    title="试填表",
    title_en="Trial",
    fields=(
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
    ),
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
    other = SheetForm(id="trial", title="试填表", title_en="Trial", fields=FORM.fields[:3], version=2)
    hashes = {made(FORM).content_hash, made(FORM, {"day": "2026-06-18"}).content_hash, made(other).content_hash}
    assert len(hashes) == 3
