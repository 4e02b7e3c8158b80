"""Wherever the table begins and however it is laid out, the people in it are found, each with what belongs to them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.exchange.books import found, names, read, roster, save


def test_each_group_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("一组", [["姓名", "性别"], ["张三", "男"]]),
        ("第二村民小组", [["名册(截至2026年5月)"], ["姓名", "性别"], ["李四", "女"]]),
        ("说明", [["先填一组,再填二组"]]),
    )
    got = read(path)
    assert [(person.name, person.group) for person in got.people] == [("张三", "一组"), ("李四", "二组")]
    assert any("“说明”里没有名册" in str(note) for note in got.notes)


def test_the_one_day_that_the_titles_state_holds_for_every_sheet(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("一组", [["名册(截至2026年5月3日)"], ["姓名", "年龄"], ["张三", 40]]),
        ("二组", [["姓名", "年龄"], ["李四", 41]]),
    )
    assert [person.age_as_of for person in read(path).people] == ["2026-05-03", "2026-05-03"]


def test_a_heading_above_the_rows_names_their_group(tmp_path: Path) -> None:
    got = roster(
        tmp_path,
        ["姓名", "性别"],
        ["第一村民小组"],
        ["张三", "男"],
        ["二组(组长:李四)"],
        ["李四", "女"],
        merge=["A2:B2", "A4:B4"],
    )
    assert [(person.name, person.group) for person in got.people] == [("张三", "一组"), ("李四", "二组")]


def test_a_merged_group_and_household_hold_for_all_their_rows(tmp_path: Path) -> None:
    got = roster(
        tmp_path,
        ["组别", "户主", "户号", "姓名", "性别"],
        ["一组", "张三", 7, "张三", "男"],
        [None, None, None, "李四", "女"],
        [None, None, None, "张小", "女"],
        ["二组", "王五", 8, "王五", "男"],
        merge=["A2:A4", "B2:B4", "C2:C4"],
    )
    assert [(person.group, person.head, person.household) for person in got.people] == [
        ("一组", "张三", "7"),
        ("一组", "张三", "7"),
        ("一组", "张三", "7"),
        ("二组", "王五", "8"),
    ]


def test_members_of_a_household_are_listed_below_its_head(tmp_path: Path) -> None:
    got = roster(
        tmp_path,
        ["户号", "姓名", "与户主关系"],
        [1, "张三", "户主"],
        [None, "李四", "妻"],
        [2, "王五", "本人"],
        [None, "王小", "子"],
        [9, "外人", "侄"],
    )
    assert [(person.household, person.head) for person in got.people] == [
        ("1", "张三"),
        ("1", "张三"),
        ("2", "王五"),
        ("2", "王五"),
        ("9", ""),
    ]


def test_a_head_whose_row_is_broken_is_not_replaced_by_the_one_before(tmp_path: Path) -> None:
    got = roster(
        tmp_path, ["户号", "姓名", "与户主关系"], [1, "张三", "户主"], [2, "王\ue000", "户主"], [None, "李四", "妻"]
    )
    assert [(person.name, person.household, person.head) for person in got.people] == [
        ("张三", "1", "张三"),
        ("李四", "2", ""),
    ]


def test_a_roster_of_households_names_their_heads(tmp_path: Path) -> None:
    assert names(roster(tmp_path, ["序号", "户主姓名", "性别", "组别"], [1, "张三", "男", "一组"])) == ["张三"]


def test_a_table_printed_in_two_halves_is_read_in_both(tmp_path: Path) -> None:
    got = roster(
        tmp_path,
        ["序号", "姓名", "性别", None, "序号", "姓名", "性别"],
        [1, "张三", "男", None, 3, "王五", "X"],
        [2, "李四", "女"],
    )
    assert names(got) == ["张三", "李四"]
    assert [(problem.row, problem.letter) for problem in got.problems] == [(2, "G")]


def test_a_birth_in_columns_for_year_month_and_day_is_put_together(tmp_path: Path) -> None:
    got = roster(
        tmp_path,
        ["姓名", "出生年月", None, None, "性别"],
        [None, "年", "月", "日", None],
        ["张三", 1968, 5, 3, "男"],
        ["李四", "1970年", "6月", None, "女"],
        ["王五", None, 6, None, "女"],
        merge=["A1:A2", "B1:D1", "E1:E2"],
    )
    assert [(person.name, person.birth, person.sex) for person in got.people] == [
        ("张三", "1968-05-03", "男"),
        ("李四", "1970-06", "女"),
    ]
    assert found(got) == [(5, "年", "")]


def test_headers_are_known_by_many_names_and_notes_in_brackets(tmp_path: Path) -> None:
    got = roster(
        tmp_path,
        ["编号", "村民姓名*", "性 别", "出生\n日期(公历)", "所属村民小组", "手机号码", "文化程度"],
        ["1", "张三", "男", "1968/5/3", "柳东组", "199 0000 0001", "小学"],
    )
    person = got.people[0]
    assert (person.number, person.name, person.birth, person.group) == ("1", "张三", "1968-05-03", "柳东组")
    assert person.phone == "19900000001"
    assert any("文化程度" in str(note) for note in got.notes)


def test_a_person_whose_cells_read_like_headers_is_a_person(tmp_path: Path) -> None:
    got = roster(
        tmp_path,
        ["姓名", "与户主关系", "身份", "备注"],
        ["张三", "户主", "村民代表", None],
        ["李四", "户主", "党员", "说明"],
    )
    assert names(got) == ["张三", "李四"]


def test_rows_prepared_with_a_number_alone_are_empty(tmp_path: Path) -> None:
    got = roster(tmp_path, ["序号", "姓名", "性别"], [1, "张三", "男"], [2], [3, None, " "], [4, "李四", "女"])
    assert names(got) == ["张三", "李四"]
    assert got.problems == ()


@pytest.mark.parametrize(
    "row",
    [
        ["以上人员经村民代表会议讨论通过"], ["某某村村民委员会(章)", "2026年5月3日"], ["共12人"], ["(以下空白)"], ["第 2 页", "共 3 页"],
        ["小 计", 2], ["一组合计:2人"], ["本页小计", None, 2], ["制表人:王某", "审核:李某"], ["注:外出的也在册"], ["某某村村民名册(续)"],
        ["说明:1.一式两份"], ["填表日期:", "2026.5.3"], [None, None, None, "备注在表外"],
    ],
)  # fmt: skip
def test_a_line_below_the_people_that_is_no_person_is_passed_over(tmp_path: Path, row: list[object]) -> None:
    got = roster(tmp_path, ["姓名", "性别", "组别"], ["张三", "男", "一组"], row, ["李四", "女", "一组"])
    assert names(got) == ["张三", "李四"]
    assert got.problems == ()


def test_a_person_behind_the_name_of_the_village_or_a_word_of_totals_is_a_person(tmp_path: Path) -> None:
    got = roster(
        tmp_path, ["单位", "姓名", "性别"], ["某某村村民委员会", "张三", "男"], ["合计", "李四", "女"], ["合计", "2人"]
    )
    assert names(got) == ["张三", "李四"]


def test_a_person_of_whom_the_name_alone_is_known_is_a_person(tmp_path: Path) -> None:
    people = ["张三", "欧阳小明", "阿依古丽·买买提吐尔逊", "John Smith", "计生", "公章发"]
    assert names(roster(tmp_path, ["姓名"], *([name] for name in people))) == people


def test_a_hidden_row_is_read_and_a_hidden_sheet_is_not(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("名册", [["姓名", "性别"], ["张三", "男"], ["李四", "女"]]),
        ("选项", [["姓名", "性别"], ["男", "女"]]),
    )
    book = load_workbook(path)
    book["名册"].row_dimensions[3].hidden = True
    book["选项"].sheet_state = "hidden"
    book.save(path)
    got = read(path)
    assert names(got) == ["张三", "李四"]
    assert [str(note) for note in got.notes][-2:] == [
        "“名册”里有 1 行是隐藏的\uff0c也读了。",
        "“选项”是隐藏的表\uff0c没有读。",
    ]


def test_a_row_keeps_the_number_that_the_spreadsheet_gives_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["C40"], sheet["D40"], sheet["C90"], sheet["D90"] = "姓名", "性别", "张三", "X"
    book.save(tmp_path / "far.xlsx")
    assert found(read(tmp_path / "far.xlsx")) == [(90, "性别", "X")]


def test_formulas_are_read_by_the_results_that_the_spreadsheet_stored(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("名册", [["姓名", "年龄(截至2026-01-01)", "组别"], ["张三", "=1+1", "一组"], ["李四", "=2+2", "二组"]]),
    )
    patch(path, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>58</v>")
    got = read(path)
    assert [(person.name, person.age) for person in got.people] == [("张三", 58)]
    assert found(got) == [(3, "年龄(截至2026-01-01)", "=2+2")]


def test_a_formula_with_an_empty_text_for_its_result_is_an_empty_cell(tmp_path: Path) -> None:
    path = save(tmp_path, ("名册", [["姓名", "电话"], ["张三", "=A9"]]))
    patch(path, b'<c r="B2"><f>A9</f><v></v>', b'<c r="B2" t="str"><f>A9</f><v></v>')
    got = read(path)
    assert (names(got), got.problems) == (["张三"], ())


def test_an_age_that_moves_with_the_day_is_as_of_no_day(tmp_path: Path) -> None:
    path = save(tmp_path, ("名册", [["名册(截至2026年5月)"], ["姓名", "年龄"], ["张三", "=YEAR(TODAY())-1968"]]))
    patch(path, b"-1968</f><v></v>", b"-1968</f><v>58</v>")
    got = read(path)
    assert (got.people[0].age, got.people[0].age_as_of) == (58, "")
    assert [problem.row for problem in got.problems] == [2]


def patch(path: Path, old: bytes, new: bytes) -> None:
    """Put into the saved sheet what a spreadsheet program would have put there."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    changed = parts[sheet].replace(old, new).replace(old.replace(b"<v></v>", b"<v />"), new)
    changed = changed.replace(old.replace(b"<v></v>", b"<v/>"), new)
    assert changed != parts[sheet]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, sheet: changed}.items():
            archive.writestr(name, content)
