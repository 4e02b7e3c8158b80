"""The sample village is the one that its maker makes, and holds all that the demonstration evening needs."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import Workbook, load_workbook

from desktop.domain.names import Finder
from desktop.domain.people import Person, distinguish
from desktop.exchange.roster import RosterRead
from tests.exchange.books import found, read

HOUSE = Path(__file__).parents[2]
SAMPLE = HOUSE / "resources" / "sample" / "roster.xlsx"


@pytest.fixture(scope="module")
def sample() -> RosterRead:
    return read(SAMPLE)


@pytest.fixture(scope="module")
def members(sample: RosterRead) -> list[Person]:
    committee = ("村委会主任", "村委会副主任", "村委会委员")
    return [person for person in sample.people if person.holds("村民代表", *committee)]


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_maker", HOUSE / "build" / "sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cells(book: Workbook) -> list[list[tuple[object, ...]]]:
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def test_the_file_is_what_its_maker_makes(tmp_path: Path) -> None:
    make = maker()
    again = tmp_path / "again.xlsx"
    again.write_bytes(make.pack(make.make()))
    assert cells(load_workbook(again)) == cells(load_workbook(SAMPLE))
    assert make.pack(make.make()) == again.read_bytes()


def test_it_has_some_1100_people_and_three_rows_that_cannot_be_imported(sample: RosterRead) -> None:
    assert 1050 <= len(sample.people) <= 1150
    assert [(column, value) for _, column, value in found(sample)] == [
        ("姓名", ""),
        ("出生年月", "1968-13-40"),
        ("性别", "不明"),
    ]
    assert sample.as_of == "2026-05-31"
    assert Counter(len(person.birth) for person in sample.people).keys() == {7, 10}
    assert len({person.group for person in sample.people}) == 9


def test_its_assembly_is_composed_as_the_law_asks(members: list[Person]) -> None:
    """村民委员会组织法 (2025) 第二十九条: representatives 4/5 or more of all, women among them 1/3 of all or more."""
    representatives = [person for person in members if person.holds("村民代表")]
    women = [person for person in representatives if person.sex == "女"]
    assert len(members) == 41
    assert 5 * len(representatives) >= 4 * len(members)
    assert 3 * len(women) >= len(members)
    assert all(person.holds("妇女代表") for person in women)
    assert {person.group for person in representatives} == {person.group for person in members}
    assert len({person.group for person in members}) == 9


def test_its_members_have_one_name_twice_and_rare_characters(members: list[Person]) -> None:
    shown = distinguish(members)
    assert [name for name, often in Counter(person.name for person in members).items() if often > 1] == ["张伟"]
    assert sorted(shown[person.id] for person in members if person.name == "张伟") == [
        "张伟（一组·1968）",
        "张伟（三组·1991）",
    ]
    assert {"陈𬱖", "李㛃", "周䶮", "吴𡋾"} <= {person.name for person in members}
    assert len(set(shown.values())) == 41


def test_its_telephones_belong_to_nobody(sample: RosterRead) -> None:
    phones = [person.phone for person in sample.people if person.phone]
    assert len(phones) > 300
    assert all(phone.startswith("1990000") for phone in phones)


def test_each_member_is_found_by_initials_among_all_villagers(sample: RosterRead, members: list[Person]) -> None:
    finder = Finder(members)
    assert all(person in finder.find(person.name) for person in members)
    assert [person.name for person in finder.find("zw")][:2] == ["张伟", "张伟"]
    assert finder.find("lj")[0].name == "李㛃"
    assert finder.find("wu")[0].name == "吴𡋾"
    assert Finder(sample.people).find("李㛃")[0].name == "李㛃"
