"""What the rule files call things is the same in the files and in the sentences that name them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forms.language import catalogue
from forms.load import built_in

HOUSE = Path(__file__).resolve().parents[2]
FILES = [
    *(HOUSE / "forms" / "rules").glob("*.toml"),
    *(HOUSE / "forms" / "provinces").glob("*.toml"),
    HOUSE / "forms" / "figures.toml",
]
ELSEWHERE = {"组成人员", "会议类型"}
"""Said in another room too, where it has its own English."""


def pairs(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            other = value.get(f"{key}_en")
            if isinstance(other, str):
                yield inner, other
            elif isinstance(other, list):
                assert len(other) == len(inner)
                yield from zip(inner, other, strict=True)
            yield from pairs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pairs(inner)


def articles(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "article":
                yield inner
            yield from articles(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from articles(inner)


def test_sentences_use_the_english_of_the_files() -> None:
    known = catalogue("en")
    found = [pair for file in FILES for pair in pairs(tomllib.loads(file.read_text(encoding="utf-8")))]
    assert len(found) > 300
    wrong = [(chinese, known.get(chinese), english) for chinese, english in found if known.get(chinese) != english]
    assert [one for one in wrong if one[0] not in ELSEWHERE] == []


def test_sentences_name_sheets_gates_and_lists_in_both_languages() -> None:
    pack, known = built_in(), catalogue("en")
    found = [(form.title, form.title_en) for form in pack.sheets.values()]
    for one in pack.procedures.values():
        found.append((one.title, one.title_en))
        found += [(listed.title, listed.title_en) for listed in one.lists]
        found += [(gate.title, gate.title_en) for stage in one.stages for gate in stage.gates]
    assert len(found) > 150
    wrong = [(chinese, known.get(chinese), english) for chinese, english in found if known.get(chinese) != english]
    assert [one for one in wrong if one[0] not in ELSEWHERE] == []


def test_every_article_has_its_english() -> None:
    known = catalogue("en")
    found = {one for file in FILES for one in articles(tomllib.loads(file.read_text(encoding="utf-8")))}
    assert [one for one in sorted(found) if one not in known] == []


def test_every_text_of_a_rule_has_its_english() -> None:
    lacking = []
    for file in FILES:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
        lacking += [f"{file.name}: {way}" for way in untold(values, "")]
    assert lacking == []


def untold(value: Any, way: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key in ("title", "law", "eligible", "convened_by", "who", "remarks", "note"):
            if key in value and f"{key}_en" not in value:
                yield f"{way}.{key}"
        for key, inner in value.items():
            yield from untold(inner, f"{way}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from untold(inner, f"{way}[{place}]")
