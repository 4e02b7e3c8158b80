"""A person is found by whatever a recorder types, the likeliest first, and no rare character stands in the way."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.names import Finder, fold
from desktop.domain.people import Person
from tests.pinyin import pinyin_of


def people(*names: str) -> list[Person]:
    return [Person(id=f"p{place}", name=name) for place, name in enumerate(names)]


def find(text: str, *names: str, limit: int = 5) -> list[str]:
    return [person.name for person in Finder(people(*names)).find(text, limit)]


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("单伟", "shan wei"), ("仇军", "qiu jun"), ("曾强", "zeng qiang"), ("解芳", "xie fang"), ("查丽", "zha li"),
        ("区明", "ou ming"), ("盖华", "ge hua"), ("朴志", "piao zhi"), ("任静", "ren jing"), ("缪云", "miao yun"),
        ("乐平", "yue ping"), ("尉迟恭", "yu chi gong"), ("单于明", "chan yu ming"), ("万俟雪", "mo qi xue"),
        ("欧阳修", "ou yang xiu"), ("吕布", "lv bu"), ("长孙无忌", "zhang sun wu ji"), ("覃文", "qin wen"), ("黑娃", "he wa"),
        ("王乐", "wang le"), ("李单", "li dan"), ("张𬱖", "zhang di"), ("李㛃", "li jie"), ("周䶮", "zhou yan"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(name: str, pinyin: str) -> None:
    assert pinyin_of(name) == pinyin


@pytest.mark.parametrize(
    "typed",
    ["张伟", "张", "伟", "zhangwei", "zhang wei", "ZhangW", "zw", "Z", "zhangw", "zwei", "张w", "张wei", "wei",
     "\uff5a\uff57", "\uff3a\uff37", " 张 伟 ", "zh'wei"],
)  # fmt: skip
def test_a_name_is_found_by_characters_pinyin_and_initials(typed: str) -> None:
    assert "张伟" in find(typed, "李四", "王芳", "张伟", "赵六")


@pytest.mark.parametrize("typed", ["shanwei", "sw", "danwei", "dw", "chanwei"])
def test_a_polyphonic_surname_is_found_by_its_other_readings_too(typed: str) -> None:
    assert find(typed, "单伟") == ["单伟"]


@pytest.mark.parametrize("typed", ["lv", "lü", "lu", "lvb", "lub"])
def test_the_vowel_with_two_dots_is_found_as_the_keys_type_it(typed: str) -> None:
    assert find(typed, "吕布") == ["吕布"]


def test_the_whole_name_goes_before_its_beginning_before_its_middle() -> None:
    assert find("张伟", "小张伟", "张伟民", "张伟") == ["张伟", "张伟民", "小张伟"]


def test_initials_go_before_pinyin_before_other_readings() -> None:
    assert find("ya", "亚明", "小亚", "杨安") == ["杨安", "亚明", "小亚"]
    assert find("dan", "单伟", "丹红", "杜爱娜") == ["杜爱娜", "丹红", "单伟"]


def test_among_equals_the_order_of_the_roster_stands() -> None:
    everyone = [Person(id=str(n), name="张伟", group=f"{n}组") for n in range(9)]
    assert [person.id for person in Finder(everyone).find("zw")] == ["0", "1", "2", "3", "4"]
    assert [person.id for person in Finder(reversed(everyone)).find("zw", 3)] == ["8", "7", "6"]


def test_numbers_find_by_roster_number_end_of_phone_and_household() -> None:
    everyone = [
        Person(id="a", name="张三", number="12", household="0012", phone="19900000007"),
        Person(id="b", name="李四", number="7", household="3", phone="19900001234、051382340012"),
        Person(id="c", name="王五", number="120", household="0003", phone=""),
    ]
    finder = Finder(everyone)
    ids = {
        typed: [person.id for person in finder.find(typed)] for typed in ("12", "1234", "0012", "0003", "\uff17", "99")
    }
    assert ids == {"12": ["a", "c"], "1234": ["b"], "0012": ["b", "a"], "0003": ["c"], "\uff17": ["b"], "99": []}


def test_a_character_that_no_table_knows_leaves_the_rest_to_find_by() -> None:
    everyone = [Person(id="a", name="吴𡋾", group="四组", number="31", head="吴大"), *people("张三")]
    for typed in ("吴", "𡋾", "吴𡋾", "wu", "w", "四组", "31", "吴大"):
        assert [person.id for person in Finder(everyone).find(typed)] == ["a"], typed


def test_a_look_alike_code_point_is_found_by_the_common_one_and_stays_as_it_is() -> None:
    assert find("高山", "⾼山") == ["⾼山"]
    assert find("gs", "⾼山") == ["⾼山"]


def test_nothing_typed_finds_nobody() -> None:
    assert find("", "张三") == find("  \u3000", "张三") == find("zzz", "张三") == []
    assert Finder([]).find("z") == ()


def test_no_more_than_the_limit_are_found_and_nobody_twice() -> None:
    assert len(find("z", *["张三"] * 9, limit=3)) == 3
    assert find("张", "张张") == ["张张"]


NAMES = st.text(st.sampled_from("张王李赵单仇曾吕欧阳伟芳娜𬱖㛃䶮𡋾·a"), min_size=1, max_size=4)


@given(st.lists(NAMES, max_size=12), st.data())
def test_each_name_finds_itself_and_so_do_its_pinyin_and_initials(names: list[str], data: st.DataObject) -> None:
    if not any(fold(name) for name in names):
        return
    name = data.draw(st.sampled_from([name for name in names if fold(name)]))
    finder = Finder(people(*names))
    spelled = pinyin_of(name)
    for typed in (name, spelled, "".join(part[0] for part in spelled.split())):
        assert name in [person.name for person in finder.find(typed, len(names))]


@given(st.text(max_size=8), st.lists(NAMES, max_size=5))
def test_whatever_is_typed_does_no_harm(typed: str, names: list[str]) -> None:
    assert {person.name for person in Finder(people(*names)).find(typed)} <= set(names)


def test_the_table_of_readings_is_loaded_only_when_someone_is_looked_for() -> None:
    code = "import sys, desktop.domain.names; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
