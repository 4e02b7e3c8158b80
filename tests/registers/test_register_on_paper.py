"""A register is the same list on paper and as a workbook, cell by cell; in the workbook days and numbers are such."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.papers import draw
from desktop.papers.register_list import Listed, prepare_register
from desktop.services.desk import Desk
from desktop.services.registers.export_register import export_register
from desktop.services.registers.fill_entry import save_entry
from desktop.services.registers.print_register import listed
from desktop.wire.bodies import Village
from forms.papers import Table
from tests.exchange.as_shown import as_shown
from tests.story.case_days import village

LONG = "三组水渠清淤并加盖，从晒场到小学 1,260 米（含两处涵管）"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with village(tmp_path, monkeypatch, "2026-11-22") as (opened, _days):
        yield opened


def test_the_workbook_says_cell_by_cell_what_the_paper_says(desk: Desk) -> None:
    for name, day in ((LONG, "2026-03-05"), ("路灯", "2026-06-09")):
        save_entry(
            desk,
            "deeds",
            {"title": name, "by": ["高玉兰", "周𡋾"], "households": 12, "people": 40, "result": "办成了", "day": day},
        )
    content = prepare_register(listed(desk, "deeds", "2026"), desk.village(), print_id="", printed_at="2026-11-22T09:00:00")
    printed = {filled.block: filled.rows for filled in content.content.blocks}
    form = content.form.block("entries")
    assert isinstance(form, Table)
    book = openpyxl.load_workbook(io.BytesIO(export_register(desk, "deeds", "2026")))
    page = book.worksheets[0]
    heads = [cell.value for cell in page[2]]
    places = [heads.index(column.zh) for column in form.columns]
    shown = [[as_shown(row[place]) for place in places] for row in page.iter_rows(3, len(printed["entries"]) + 2)]
    assert shown == [list(row) for row in printed["entries"]]
    assert isinstance(page.cell(3, heads.index("办成日期") + 1).value, datetime)
    assert LONG in shown[0], "what was typed is printed as it was typed"
    counted = [[as_shown(cell) for cell in row] for row in book["统计"].iter_rows(3, len(printed["counters"]) + 2)]
    assert [row[: len(printed["counters"][0])] for row in counted] == [list(row) for row in printed["counters"]]


def test_a_wide_register_lies_on_its_side_and_days_and_numbers_stay_on_one_line() -> None:
    heads = ("姓名", "界别", "联系电话", "担任委员起", "工作单位和职务", "关心的事")
    one = ("阿不都热合曼·买买提江", "农业界", "13800000000", "2022-03-01", "青湾镇农业技术推广站站长", "水渠、道路")
    made = prepare_register(
        Listed(id="x", title="政协委员", title_en="Members", source="", period="2026年", columns=heads, rows=(one,) * 40),
        Village("320681101203", "石桥村", "青湾镇"),
        print_id="7f3a91c05be2d846",
        printed_at="2026-11-22T09:00:00",
    )
    drawn = draw(made)
    assert (drawn.missing, made.form.orientation) == ((), "landscape")
    lines = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn.pdf)).pages).splitlines()
    for whole in ("13800000000", "2022-03-01", "担任委员起", "农业界"):
        assert sum(whole in line for line in lines) >= 4, whole


def test_numbers_of_the_counters_stand_in_the_middle_of_columns_of_about_the_same_width() -> None:
    made = prepare_register(
        Listed(
            id="x", title="五个一", title_en="Five ones", source="", period="2026年", columns=("姓名",), rows=(("王芳",),),
            counters=("姓名", "反映一条社情民意（篇）", "座谈"), numbers=(("阿不都热合曼·买买提江", "1", "2"),),
        ),
        Village("320681101203", "石桥村", "青湾镇"), print_id="p", printed_at="2026-11-22T09:00:00",
    )  # fmt: skip
    block = made.form.block("counters")
    assert isinstance(block, Table)
    assert [column.align for column in block.columns] == ["left", "center", "center"]
    assert max(column.width for column in block.columns) < 4 * min(column.width for column in block.columns)
