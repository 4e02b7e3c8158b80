"""A register's file is checked against its sheet, and once published what it counts keeps its meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.__main__ import main
from forms.errors import FormErrors
from forms.language import catalogue
from forms.load import built_in, load_pack
from forms.registers import GROUPS, in_order

REGISTER = """
id = "visits"
version = 1
title = "走访台账"
group = "work"
place = 30
sheet = "visit"
name = "matter"
person = "by"
day = "day"
shows = ["day", "by", "matter"]

[[counts]]
id = "times"
title = "走访（次）"
target = 2
among = "members"
remind = 30
"""
SHEET = """
id = "visit"
title = "走访单"

[[fields]]
id = "by"
title = "走访人"
type = "person"
people_of = ["members"]

[[fields]]
id = "kind"
title = "类型"
type = "choice"
choices = [{ id = "a", title = "甲" }]

[[fields]]
id = "matter"
title = "事由"

[[fields]]
id = "day"
title = "日期"
type = "date"
"""


def folder(at: Path, register: str = REGISTER, sheet: str = SHEET) -> Path:
    for room, text in (("registers", register), ("sheets", sheet)):
        (at / room).mkdir(exist_ok=True)
        (at / room / "visits.toml").write_text(text, encoding="utf-8")
    return at


def test_a_county_keeps_a_register_of_its_own_beside_those_that_are_built_in(tmp_path: Path) -> None:
    pack = load_pack(folder(tmp_path))
    assert pack.register("visits").counts[0].among == "members"
    assert built_in().registers.keys() < pack.registers.keys()


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ('sheet = "visit"', 'sheet = "visti"', "sheet", "没有“visti”"),
        ('day = "day"', 'day = "matter"', "day", "没有“matter”"),
        ('person = "by"', 'person = "day"', "person", "没有“day”"),
        ('"by", "matter"]', '"by", "mater"]', "shows[2]", "没有“mater”"),
        ('among = "members"', 'among = "nobody"', "counts[0].among", "没有“nobody”"),
        ("target = 2\n", "", "counts[0].target", "先写明要做几次"),
        ('title = "走访（次）"', 'title = "走访（次）"\nsum = "matter"', "counts[0].sum", "没有“matter”"),
        ('title = "走访（次）"', 'title = "走访（次）"\nfield = "kind"', "counts[0]", "要一起写"),
        ('title = "走访（次）"', 'title = "走访（次）"\nby = "village"', "counts[0].by", "没有“village”"),
        ('group = "work"', 'group = "play"', "group", "play"),
        (
            "remind = 30",
            'remind = 30\n[[reminders]]\nid = "r"\ntitle = "催"\ndue = "13-01"',
            "reminders[0].due",
            "09-30",
        ),
        ("remind = 30", 'remind = 30\n[[reminders]]\nid = "r"\ntitle = "催"', "reminders[0]", "只写一个"),
        ("remind = 30", 'remind = 30\n[[links]]\nid = "l"\ntitle = "连"\nto = "moon"', "links[0].to", "没有“moon”"),
        (
            "remind = 30",
            'remind = 30\n[[states]]\nid = "s"\ntitle = "步"\nsheet = "moon"',
            "states[0].sheet",
            "没有“moon”",
        ),
    ],
)
def test_what_a_register_names_must_be_there(tmp_path: Path, old: str, new: str, key: str, why: str) -> None:
    assert old in REGISTER
    with pytest.raises(FormErrors) as raised:
        load_pack(folder(tmp_path, REGISTER.replace(old, new, 1)))
    (error,) = raised.value.errors
    assert (error.file.endswith("registers/visits.toml"), error.key) == (True, key)
    assert why in str(error.sentence)


def test_a_sheet_offers_people_of_registers_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(FormErrors, match="people_of"):
        load_pack(folder(tmp_path, sheet=SHEET.replace('["members"]', '["membres"]')))


def test_what_was_published_keeps_what_it_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "publish", str(folder(tmp_path))]) == 0
    assert "1 种台账" in capsys.readouterr().out
    load_pack(tmp_path)
    folder(tmp_path, REGISTER.replace('person = "by"', 'person = "matter"'))
    with pytest.raises(FormErrors, match="原来是 by"):
        load_pack(tmp_path)
    more = '\n[[counts]]\nid = "all"\ntitle = "全部"\nby = "all"\n'
    folder(tmp_path, REGISTER + more)
    with pytest.raises(FormErrors, match="版本要大于 1"):
        load_pack(tmp_path)
    folder(tmp_path, (REGISTER + more).replace("version = 1", "version = 2"))
    assert len(load_pack(tmp_path).register("visits").counts) == 2
    (tmp_path / "registers" / "visits.toml").unlink()
    with pytest.raises(FormErrors, match="台账不能删"):
        load_pack(tmp_path)


def test_registers_of_all_five_practices_are_there_in_their_groups() -> None:
    registers = in_order(built_in().registers.values())
    assert [one.group for one in registers] == sorted((one.group for one in registers), key=GROUPS.index)
    told = " ".join(one.source for one in registers)
    assert all(place in told for place in ("南通", "硚口", "上城", "嘉善", "桐城"))
    assert {"members", "observers", "department-heads", "experts", "halls", "rooms", "double-links", "five-ones", "receptions",
            "activities", "deeds", "golden-ideas", "proposals", "group-proposals", "recommendations"} <= {
                one.id for one in registers}  # fmt: skip


def test_what_registers_call_things_has_its_english() -> None:
    known, found = catalogue("en"), []
    for register in built_in().registers.values():
        found.append((register.title, register.title_en))
        for things in (register.states, register.links, register.counts, register.covers, register.reminders):
            found += [(thing.title, thing.title_en) for thing in things]
    assert len(found) > 80
    assert [(chinese, english) for chinese, english in found if known.get(chinese) != english] == []
