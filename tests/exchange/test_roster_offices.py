"""Who holds which office, wherever the roster says it: among the remarks, by a mark, on a second sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.books import read, roster, save


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("村民代表", ["村民代表"]),
        ("村民代表、党员", ["村民代表", "党员"]),
        ("村主任\uff0c中共党员", ["村委会主任", "党员"]),
        ("村支书兼村主任", ["村党组织书记", "村委会主任"]),
        ("村委会委员/妇女代表", ["村委会委员", "妇女代表"]),
        ("监督委员会主任;护林员", ["监督委员会主任", "护林员"]),
        ("村民代表(2024-2029)", ["村民代表"]),
        ("村民", []),
        ("无", []),
        (None, []),
    ],
)
def test_offices_are_told_apart_and_called_by_one_word(tmp_path: Path, written: str | None, kinds: list[str]) -> None:
    got = roster(tmp_path, ["姓名", "性别", "职务"], ["张三", "男", written])
    assert [office.kind for office in got.people[0].offices] == kinds


def test_offices_among_the_remarks_count_and_other_remarks_do_not(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "备注"], ["张三", "党员、低保户"], ["李四", "党员家属"])
    assert [[office.kind for office in person.offices] for person in got.people] == [["党员"], []]
    assert [person.note for person in got.people] == ["党员、低保户", "党员家属"]


def test_a_column_for_one_office_is_read_by_its_mark(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "政治面貌", "村民代表"], ["张三", "中共党员", "√"], ["李四", "群众", None])
    assert [[office.kind for office in person.offices] for person in got.people] == [["党员", "村民代表"], []]


def test_a_second_sheet_that_lists_people_again_adds_their_offices(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("名册", [["姓名", "性别", "出生年月", "组别", "电话"], ["张伟", "男", "1968.5", "一组", "19900000001"],
                 ["张伟", "男", "1991-02-03", "三组", None], ["王芳", "女", "1977.9", "三组", None]]),
        ("代表名单", [["姓名", "出生年月", "电话", "职务"], ["张伟", "1991.2", "19900000002", "村民代表"],
                   ["张伟", None, "19900000001", "村委会主任"], ["王芳", None, None, "村民代表"], ["李四", None, None, "村民代表"]]),
    )  # fmt: skip
    got = read(path)
    assert [(person.name, person.group, [office.kind for office in person.offices]) for person in got.people] == [
        ("张伟", "一组", ["村委会主任"]),
        ("张伟", "三组", ["村民代表"]),
        ("王芳", "三组", []),
        ("王芳", "", ["村民代表"]),
        ("李四", "", ["村民代表"]),
    ]
    assert got.people[1].phone == "19900000002"
    assert [(problem.sheet, problem.row, problem.kept) for problem in got.problems] == [("代表名单", 4, True)]
    assert any("“代表名单”里有 2 人" in str(note) for note in got.notes)


def test_columns_that_only_the_upper_line_of_a_header_names_are_read(tmp_path: Path) -> None:
    upper = ["序号", "家庭成员情况", "", "", "村民代表", "备注"]
    lower = ["", "姓名", "性别", "出生年月", "", ""]
    people = [[1, "张三", "男", "'1968-05-03", "√", "会木工"], [2, "李四", "女", "1970.5", "", ""]]
    people.append([3, "王五", "女", "1971.5", "代表", ""])
    read = roster(tmp_path, ["石门村花名册"], upper, lower, *people, merge=["B2:D2"])
    assert read.problems == ()
    first, second, third = read.people
    assert (first.number, first.birth, first.note) == ("1", "1968-05-03", "会木工")
    assert [office.kind for office in first.offices] == ["村民代表"]
    assert second.offices == ()
    assert [office.kind for office in third.offices] == ["村民代表"]
