"""Entries from a workbook: all of them or none, and what is wrong is told by its row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.desk import Desk
from desktop.services.registers.import_entries import import_entries
from desktop.services.registers.read_register import read_register
from forms.language import Refused
from tests.exchange.books import save
from tests.story.case_days import village

HEAD = ("序号", "姓名", "界别", "专长", "关心的事", "手机", "担任委员起", "备注")
MEMBERS = (
    (1, "周敏", "农业界", "水利", "水利、道路", "13800000001", "2024-01-05", ""),
    (2, "陈永贵", "教育界", "", "养老", "13800000002", "2023年3月1日", "新任"),
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with village(tmp_path, monkeypatch, "2026-06-02") as (desk, _days):
        yield desk


def names(desk: Desk) -> set[str]:
    return {line.name for line in read_register(desk, "members").lines}


def test_members_come_from_the_list_that_the_village_keeps(desk: Desk, tmp_path: Path) -> None:
    file = save(tmp_path, ("委员", [("石桥村委员名单",), HEAD, *MEMBERS, ("",)]))
    done = import_entries(desk, "members", file)
    assert (done.number, done.wrong, done.unused) == (2, (), ("备注",))
    assert names(desk) == {"周敏", "陈永贵"}
    kept = {line.name: line.entry.values for line in read_register(desk, "members").lines}
    assert kept["周敏"]["interests"] == "水利、道路"
    assert kept["周敏"]["phone"] == "13800000001"
    assert kept["陈永贵"]["day"] == "2023-03-01"
    again = import_entries(desk, "members", file)
    assert again.number == 0
    assert [(one.row, str(one.reason)) for one in again.wrong] == [
        (3, "“周敏”在台账里已经有了。"), (4, "“陈永贵”在台账里已经有了。"),
    ]  # fmt: skip


def test_one_wrong_row_keeps_all_out_and_says_where(desk: Desk, tmp_path: Path) -> None:
    rows = [*MEMBERS, (3, "王芳", "", "", "", "", "2024-01-05", ""), (4, "李四", "农业界", "", "", "", "去年", ""),
            (5, "周敏", "农业界", "", "", "", "2024-01-05", "")]  # fmt: skip
    done = import_entries(desk, "members", save(tmp_path, ("委员", [HEAD, *rows])))
    assert done.number == 0
    assert names(desk) == set()
    assert [(one.row, one.column, str(one.reason)) for one in done.wrong] == [
        (4, "", "还缺：界别"),
        (5, "G 担任委员起", "应是日期，写到日，比如 2026-06-01。"),
        (6, "", "“周敏”在第 2 行已经有了。"),
    ]


def test_a_table_of_the_form_is_a_row_of_the_file(desk: Desk, tmp_path: Path) -> None:
    title = next(one.title for one in desk.pack.sheet("reception").fields if one.id == "day")
    head = ("接待委员", "姓名", "反映事项", "答复", title)
    file = save(tmp_path, ("接待", [head, ("周敏", "张伟", "路灯不亮", "报修了", "2026-05-12")]))
    assert import_entries(desk, "receptions", file).number == 1
    (line,) = read_register(desk, "receptions").lines
    assert line.entry.values["visitors"] == [{"name": "张伟", "matter": "路灯不亮", "answer": "报修了"}]


@pytest.mark.parametrize("rows", [[("一", "二"), (1, 2)], [HEAD]])
def test_a_file_without_header_or_rows_is_refused(desk: Desk, tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    with pytest.raises(Refused):
        import_entries(desk, "members", save(tmp_path, ("表", rows)))
