"""Texts and folders that mean harm, or were never meant to be rules, get one clear error and change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.read import MOST_BYTES, MOST_FILES
from tests.forms.folders import GOOD, errors, put

HOSTILE = {
    "not toml": "id = = 3",
    "no end": 'id = "x',
    "deep": "id = " + "[" * 5000 + "]" * 5000,
    "deep but small": "id = " + "[" * 40 + "]" * 40,
    "huge": "# " + "x" * MOST_BYTES,
    "digits": "id = " + "9" * 10_000,
    "twice": 'id = "a"\nid = "b"',
    "time": "id = 12:00:00",
    "long": 'id = "' + "x" * 3000 + '"',
    "empty": "",
    "list": 'versions = ["a"]',
    "table": "[versions]\na = 1",
    "float": "versions = [{ a = 1e400 }]",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize("room", ["rules", "provinces", "procedures", "sheets"])
def test_hostile_texts_get_one_clear_error(tmp_path: Path, name: str, room: str) -> None:
    found = errors(put(tmp_path, **{f"{room}__x": HOSTILE[name]}))
    assert [file for file, _, _ in found] == [f"{room}/x.toml"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "x.toml").write_bytes(b'id = "a"\ntitle = "\xff\xfe"\n')
    assert errors(tmp_path) == [("rules/x.toml", 2, "")]


def test_links_and_folders_in_the_place_of_files_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text(GOOD, encoding="utf-8")
    folder = tmp_path / "pack"
    (folder / "rules" / "folder.toml").mkdir(parents=True)
    (folder / "rules" / "link.toml").symlink_to(secret)
    assert errors(folder) == [("rules/folder.toml", 0, ""), ("rules/link.toml", 0, "")]


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    for number in range(MOST_FILES + 1):
        (tmp_path / "rules" / f"r{number}.toml").write_text("", encoding="utf-8")
    assert errors(tmp_path) == [("rules", 0, "")]


def test_a_room_that_is_a_link_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere", rules__x=GOOD)
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "rules").symlink_to(tmp_path / "elsewhere" / "rules")
    assert errors(tmp_path / "pack") == [("rules", 0, "")]


def test_files_in_the_wrong_place_are_told_of(tmp_path: Path) -> None:
    put(tmp_path, rules__x=GOOD, rule__y=GOOD)
    (tmp_path / "z.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "rules" / "Y.TOML").write_text(GOOD, encoding="utf-8")
    (tmp_path / "rules" / "deeper").mkdir()
    assert [file for file, _, _ in errors(tmp_path)] == ["rule/y.toml", "rules/Y.TOML", "rules/deeper", "z.toml"]


def test_other_files_may_lie_beside(tmp_path: Path) -> None:
    from forms.load import load_pack

    put(tmp_path, rules__x=GOOD)
    (tmp_path / "说明.txt").write_text("x", encoding="utf-8")
    (tmp_path / "rules" / "备注.txt").write_text("x", encoding="utf-8")
    assert "elders" in load_pack(tmp_path).rules
