"""What a county's own province file may change, and what its files are called in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.figures import Figures
from desktop.domain.rule_words import described
from desktop.domain.verdict import judge
from forms.errors import FormErrors
from forms.load import load_pack

PROVINCE = """
province = "贵州"

[[overrides]]
rule = "villagers-assembly"
since = 2026-01-01
law = "本省办法"
read = "text"
seen = "2026-05"
verified = true
notice = {{ days = {notice} }}
publicity = {{ days = {publicity} }}
"""
RULE = """
id = "tea-council"
title = "茶馆议事会"
practice = true
law = "本县办法"
article = "第五条"

[[versions]]
version = "2026"
since = 2026-05-01

[[versions.figures]]
id = "voted"
title = "投票的人"

[[versions.ways]]
id = "members"
title = "议事员"
have = "present"
of = "members"
share = "> 1/2"

[versions.poll]
base = "{base}"
share = "> 1/2"
"""
DAY = "2026-06-01"


def province(folder: Path, *, notice: int = 12, publicity: int = 20, more: str = "") -> Path:
    (folder / "provinces").mkdir()
    text = PROVINCE.format(notice=notice, publicity=publicity) + more
    (folder / "provinces" / "own.toml").write_text(text, encoding="utf-8")
    return folder


def rule(folder: Path, base: str = "members") -> Path:
    (folder / "rules").mkdir()
    (folder / "rules" / "own.toml").write_text(RULE.format(base=base), encoding="utf-8")
    return folder


def test_a_statute_changed_by_an_unsigned_province_file_is_a_local_rule(tmp_path: Path) -> None:
    province(tmp_path)
    local, signed = load_pack(tmp_path), load_pack(tmp_path, signed=True)
    assert local.rule_set("villagers-assembly", DAY, "贵州").origin == "local"
    assert signed.rule_set("villagers-assembly", DAY, "贵州").origin == "county"
    assert local.rule_set("villagers-assembly", DAY).origin == "built-in"
    assert local.rule_set("villagers-assembly", DAY, "山东").origin == "built-in"


def test_who_signed_a_province_file_does_not_change_the_hash_of_the_rule(tmp_path: Path) -> None:
    province(tmp_path)
    hashes = {
        load_pack(tmp_path, signed=signed).rule_set("villagers-assembly", DAY, "贵州").hash for signed in (True, False)
    }
    assert len(hashes) == 1


def test_a_province_file_cannot_say_itself_where_it_comes_from(tmp_path: Path) -> None:
    province(tmp_path, more='origin = "built-in"\n')
    with pytest.raises(FormErrors) as caught:
        load_pack(tmp_path)
    assert caught.value.errors[0].key == "overrides[0].origin"


@pytest.mark.parametrize(("asked", "held"), [(3, (10, 15)), (12, (12, 15)), (30, (30, 30))])
def test_a_province_may_ask_for_more_days_than_the_law_and_not_for_fewer(
    tmp_path: Path, asked: int, held: tuple[int, int]
) -> None:
    found = load_pack(province(tmp_path, notice=asked, publicity=asked)).rule_set("villagers-assembly", DAY, "贵州")
    assert found.publicity is not None
    assert (found.notice.days, found.publicity.days) == held


def test_a_rule_needs_no_english_and_is_told_by_its_base(tmp_path: Path) -> None:
    whole = [line.text("zh") for line in described(load_pack(rule(tmp_path)).rule_set("tea-council", DAY))]
    assert "通过：全体，过半数" in whole


def test_a_base_of_its_own_is_read_out_by_its_name(tmp_path: Path) -> None:
    found = load_pack(rule(tmp_path, base="voted")).rule_set("tea-council", DAY)
    verdict = judge(found, Figures(members=9, present=8, yes=4, more={"voted": 7}))
    assert verdict.passed
    assert "投票的人 7 人，过半数是 4 票" in verdict.sentence.text("zh")


def test_a_key_missing_at_the_top_is_named_with_a_line(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "own.toml").write_text('id = "look"\n[[fields]]\nid = "a"\ntitle = "甲"\n', encoding="utf-8")
    with pytest.raises(FormErrors) as caught:
        load_pack(tmp_path)
    only = caught.value.errors[0]
    assert (only.line, only.key) == (1, "title")
    assert "第 1 行，title" in only.sentence.text("zh")
