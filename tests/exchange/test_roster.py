"""What a roster says is what is imported; what it does not say is not guessed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.exchange.books import found, names, read, roster, save

HEADER = [
    "序号",
    "户号",
    "户主姓名",
    "姓名",
    "与户主关系",
    "性别",
    "出生年月",
    "年龄",
    "组别",
    "联系电话",
    "身份",
    "备注",
]


def test_a_roster_as_villages_keep_it_is_read_whole(tmp_path: Path) -> None:
    got = roster(
        tmp_path,
        ["某某村村民名册\uff08截至2026年5月\uff09"],
        ["单位:某某村"],
        [],
        HEADER,
        [1, "001", "张伟", "张\u3000伟", "户主", "男", "1968.5", "58岁", "一组", 19900000001.0, "村民代表、党员", None],
        [2, "001", "张伟", "李𬱖", "妻", "女", "1969年7月3日", "\uff15\uff16", 1, "1.9900000002E+10", None, "在外"],
        [],
        ["小计", None, None, "2人"],
        HEADER,
        [
            3,
            "002",
            "张伟",
            "张伟",
            "户主",
            "男",
            datetime.date(1991, 2, 3),
            35,
            "第三村民小组",
            None,
            "村委会委员",
            None,
        ],
        ["合计", None, None, "3人"],
        ["注:外出的也在册。"],
        ["制表人:王某", None, None, "审核:李某"],
        merge=["A1:L1"],
    )
    assert got.problems == ()
    assert (got.title, got.as_of) == ("某某村村民名册\uff08截至2026年5月\uff09", "2026-05-31")
    first, second, third = got.people
    assert (first.name, first.birth, first.age, first.age_as_of) == ("张伟", "1968-05", 58, "2026-05-31")
    assert (first.group, first.household, first.head, first.phone) == ("一组", "001", "张伟", "19900000001")
    assert [office.kind for office in first.offices] == ["村民代表", "党员"]
    assert (second.name, second.birth, second.age, second.group) == ("李𬱖", "1969-07-03", 56, "一组")
    assert (second.phone, second.note, second.sex) == ("19900000002", "在外", "女")
    assert (third.name, third.birth, third.group, third.number) == ("张伟", "1991-02-03", "三组", "3")


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"姓名": None}, "姓名", ""),
        ({"姓名": "李?"}, "姓名", "李?"),
        ({"姓名": "李□"}, "姓名", "李□"),
        ({"姓名": "张三、李四"}, "姓名", "张三、李四"),
        ({"姓名": 58}, "姓名", "58"),
        ({"出生年月": "1968-13-40"}, "出生年月", "1968-13-40"),
        ({"出生年月": "1968-02-30"}, "出生年月", "1968-02-30"),
        ({"出生年月": "2027-01-01"}, "出生年月", "2027-01-01"),
        ({"出生年月": "68年5月"}, "出生年月", "68年5月"),
        ({"出生年月": "5/3/1968"}, "出生年月", "5/3/1968"),
        ({"出生年月": "农历1968年五月初三"}, "出生年月", "农历1968年五月初三"),
        ({"年龄": "约60"}, "年龄", "约60"),
        ({"年龄": 158}, "年龄", "158"),
        ({"年龄": 30}, "年龄", "30"),
        ({"年龄": "#N/A"}, "年龄", "#N/A"),
        ({"性别": "X"}, "性别", "X"),
        ({"性别": "1"}, "性别", "1"),
    ],
)
def test_a_broken_row_is_left_out_and_named(tmp_path: Path, cells: dict[str, object], column: str, value: str) -> None:
    good = {"姓名": "王芳", "性别": "女", "出生年月": "1968-05-03", "年龄": 58, "组别": "一组"}
    title, header = ["名册\uff08截至2026年5月31日\uff09"], list(good)
    got = roster(tmp_path, title, header, [*{**good, **cells}.values()], ["李四", "男", "1970-1-1", 56, "二组"])
    assert names(got) == ["李四"]
    assert found(got) == [(3, column, value)]
    problem = got.problems[0]
    assert problem.letter == "ABCDE"[header.index(column)]
    assert not problem.kept
    assert "请" in str(problem.reason)


def test_a_private_use_character_in_a_name_is_reported_with_its_code(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "性别"], ["王\ue863", "男"], ["李\U000f0001", "女"])
    assert got.people == ()
    assert ["U+E863" in str(got.problems[0].reason), "U+F0001" in str(got.problems[1].reason)] == [True, True]


@pytest.mark.parametrize(
    "name", ["李𬱖", "王㛃", "周䶮", "吴𡋾", "山﨑", "阿依古丽·买买提", "高⾼", "张伟(东头)", "葛\U000e0100"]
)
def test_a_name_is_kept_as_typed(tmp_path: Path, name: str) -> None:
    assert names(roster(tmp_path, ["姓名", "性别"], [name, "男"])) == [name]


@pytest.mark.parametrize("typed", ["张\u3000伟", " 张 伟 ", "张\u00a0伟", "张\u200b伟", "张\n伟", "\ufeff张伟"])
def test_spaces_that_spread_a_name_are_no_part_of_it(tmp_path: Path, typed: str) -> None:
    assert names(roster(tmp_path, ["姓名", "性别"], [typed, "男"])) == ["张伟"]


def test_two_people_of_one_name_are_both_kept(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "组别", "出生年月"], ["张伟", "一组", "1968.5"], ["张伟", "三组", "1991.2"])
    assert names(got) == ["张伟", "张伟"]
    assert got.problems == ()
    assert len({person.id for person in got.people}) == 2


def test_a_row_that_says_the_same_again_is_left_out(tmp_path: Path) -> None:
    row = ["张伟", "一组", "1968.5", "19900000001"]
    got = roster(
        tmp_path, ["序号", "姓名", "组别", "出生年月", "电话"], [1, *row], [2, "李四", None, None, None], [3, *row]
    )
    assert names(got) == ["张伟", "李四"]
    assert found(got) == [(4, "姓名", "张伟")]
    assert "第 2 行" in str(got.problems[0].reason)


def test_two_of_one_name_of_whom_nothing_else_is_known_are_kept_and_reported(tmp_path: Path) -> None:
    got = roster(tmp_path, ["序号", "姓名", "组别"], [1, "张伟", "一组"], [2, "张伟", "一组"])
    assert names(got) == ["张伟", "张伟"]
    assert [(problem.row, problem.kept) for problem in got.problems] == [(3, True)]


def test_two_who_differ_in_identity_number_alone_are_two(tmp_path: Path) -> None:
    got = roster(
        tmp_path,
        ["姓名", "出生年月", "身份证号"],
        ["张伟", "1968.5", "990000196805010011"],
        ["张伟", "1968.5", "990000196805020032"],
    )
    assert names(got) == ["张伟", "张伟"]


def test_an_identity_number_is_kept_nowhere(tmp_path: Path) -> None:
    number = "99000019680503001X"
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    header = ["姓名", "性别", "公民身份号码", "户号", "备注", "电话"]
    got = roster(
        tmp_path,
        header,
        ["张三", "男", number, number, f"证号{number}", None],
        ["李四", number, number, None, wide, number],
        [None, "男", number, None, f"{number[:6]} {number[6:14]} {number[14:]}", None],
    )
    everything = repr(got) + " ".join(str(problem.reason) for problem in got.problems)
    assert number[:-1] not in everything
    assert wide[:-1] not in everything
    assert number[6:14] not in everything
    assert any("身份证号没有收进来" in str(note) for note in got.notes)


def test_the_day_in_the_header_of_the_ages_goes_before_the_title(tmp_path: Path) -> None:
    got = roster(tmp_path, ["名册\uff08截至2025年\uff09"], ["姓名", "年龄(截至2026-01-01)"], ["张三", 40])
    assert (got.people[0].age, got.people[0].age_as_of) == (40, "2026-01-01")
    assert got.problems == ()


def test_ages_without_a_day_are_kept_without_one_and_reported_once(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "年龄"], ["张三", 40], ["李四", "41岁"])
    assert [(person.age, person.age_as_of) for person in got.people] == [(40, ""), (41, "")]
    assert [(problem.row, problem.column, problem.kept) for problem in got.problems] == [(1, "年龄", True)]


def test_the_day_that_the_recorder_confirms_holds_where_the_file_states_none(tmp_path: Path) -> None:
    path = save(tmp_path, ("名册", [["姓名", "年龄"], ["张三", 40]]))
    got = read(path, as_of="2026-03-01")
    assert (got.people[0].age_as_of, got.problems) == ("2026-03-01", ())


def test_ages_beside_births_need_no_day(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "年龄", "出生年月"], ["张三", 58, "1968.5"])
    assert got.problems == ()


def test_an_age_by_the_bare_years_fits_the_birth_and_a_year_more_does_not(tmp_path: Path) -> None:
    title, header = ["名册(截至2026年5月31日)"], ["姓名", "出生年月", "年龄"]
    got = roster(
        tmp_path, title, header, ["甲某", "1968-09-01", 57], ["乙某", "1968-09-01", 58], ["丙某", "1968-09-01", 59]
    )
    assert names(got) == ["甲某", "乙某"]
    assert found(got) == [(5, "年龄", "59")]


def test_an_age_no_spreadsheet_can_have_seen_contradicts_the_birth(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "出生年月", "年龄"], ["甲某", "1950", 20], ["乙某", "1950", 70])
    assert names(got) == ["乙某"]


def test_a_clock_that_is_years_behind_makes_nobody_unborn(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "出生年月"], ["张三", "2020-01-01"], today="2009-01-01")
    assert names(got) == ["张三"]


def test_a_phone_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "电话"], ["张三", "1.39E+10"], ["李四", "儿子那里"])
    assert [(person.name, person.phone) for person in got.people] == [("张三", ""), ("李四", "")]
    assert [(problem.row, problem.value, problem.kept) for problem in got.problems] == [
        (2, "1.39E+10", True),
        (3, "儿子那里", True),
    ]


def test_a_month_that_may_be_two_is_not_guessed(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "出生年月"], ["张三", 1968.1], ["李四", "1968.1"], ["王五", "1968.10"])
    assert [person.birth for person in got.people] == ["1968", "1968-01", "1968-10"]
    assert [(problem.row, problem.kept) for problem in got.problems] == [(2, True)]


def test_a_row_that_is_left_out_keeps_nothing_of_it(tmp_path: Path) -> None:
    got = roster(tmp_path, ["姓名", "电话", "性别"], ["张三", "打不通", "X"])
    assert got.people == ()
    assert [problem.kept for problem in got.problems] == [False, False]


def test_people_who_differ_in_anything_said_are_never_joined(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        ("一组", [["姓名", "性别", "出生年月"], ["张伟", "男", "1968.5"]]),
        ("二组", [["姓名", "性别", "出生年月"], ["张伟", "男", "1968.5"], ["张伟", "女", "1968.5"]]),
    )
    got = read(path)
    assert [person.group for person in got.people] == ["一组", "二组", "二组"]
    assert got.problems == ()


def test_a_name_with_a_word_of_death_behind_it_is_left_out_and_such_a_remark_is_reported(tmp_path: Path) -> None:
    title = ["姓名", "性别", "出生年月", "备注"]
    rows = [["李四(已故)", "男", "1940.3", ""], ["王五", "男", "1941.3", "已故"], ["赵故", "男", "1942.3", "故居修缮"]]
    read = roster(tmp_path, title, *rows)
    assert names(read) == ["王五", "赵故"]
    assert [(each.row, each.column, each.value) for each in read.problems] == [
        (2, "姓名", "李四(已故)"),
        (3, "备注", "已故"),
    ]


def test_a_stray_cell_in_the_last_row_of_the_sheet_makes_no_million_of_rows(tmp_path: Path) -> None:
    from openpyxl import Workbook

    from desktop.exchange.workbook import open_book

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["姓名", "性别"])
    sheet.append(["张三", "男"])
    sheet.cell(1_048_576, 3, "完")
    path = tmp_path / "stray.xlsx"
    book.save(path)
    assert list(open_book(path).grids[0].rows) == [1, 2, 1_048_576]


