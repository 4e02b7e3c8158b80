"""Every sentence that a user may read exists in both languages, with the same places to fill."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SPEAKERS = {"say", "refuse", "_"}
SOURCES = sorted(
    file
    for room in ("desktop", "forms", "county")
    for file in (HOUSE / room).rglob("*.py")
    if file != HOUSE / "forms" / "language.py"
)
ENGLISH = HOUSE / "resources" / "translations" / "en"


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls of say(), refuse() and _(), by name or as an attribute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SPEAKERS:
                yield node


def choices(argument: ast.expr) -> Iterator[ast.expr]:
    """The expressions that a template may come from: itself, or the branches of a choice."""
    if isinstance(argument, ast.IfExp):
        yield from choices(argument.body)
        yield from choices(argument.orelse)
    else:
        yield argument


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def templates(file: Path) -> dict[str, int]:
    """Literal templates of a file with the line where each stands."""
    return {
        choice.value: choice.lineno
        for call in calls(ast.parse(file.read_text(encoding="utf-8")))
        for choice in choices(call.args[0])
        if isinstance(choice, ast.Constant) and isinstance(choice.value, str) and choice.value
    }


def english() -> list[tuple[str, str, str]]:
    """(file, Chinese, English) of every entry."""
    return [
        (file.name, chinese, text)
        for file in sorted(ENGLISH.glob("*.toml"))
        for chinese, text in tomllib.loads(file.read_text(encoding="utf-8")).items()
    ]


def test_every_sentence_has_its_english() -> None:
    known = {chinese for _, chinese, _ in english()}
    missing = [
        f"{file.relative_to(HOUSE)}:{line} {template}"
        for file in SOURCES
        for template, line in templates(file).items()
        if template not in known
    ]
    assert missing == [], "\n".join(missing)


def test_english_has_the_same_places_to_fill() -> None:
    wrong = [(file, chinese, text) for file, chinese, text in english() if places(chinese) != places(text)]
    assert wrong == []


def test_no_entry_is_unused_and_none_stands_twice() -> None:
    written = {
        node.value
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    data = "".join(file.read_text(encoding="utf-8") for file in (HOUSE / "forms").rglob("*.toml"))
    entries = [chinese for _, chinese, _ in english()]
    unused = [(file, chinese) for file, chinese, _ in english() if chinese not in written and f'"{chinese}"' not in data]
    assert unused == []
    assert sorted(entries) == sorted(set(entries))


def test_no_sentence_is_put_together_by_hand() -> None:
    """An f-string or a sum cannot be translated; named places can."""
    made = [
        f"{file.relative_to(HOUSE)}:{choice.lineno}"
        for file in SOURCES
        for call in calls(ast.parse(file.read_text(encoding="utf-8")))
        for choice in choices(call.args[0])
        if isinstance(choice, ast.JoinedStr | ast.BinOp)
    ]
    assert made == []


def test_every_sentence_is_given_what_its_places_ask_for() -> None:
    wrong = []
    for file in SOURCES:
        for call in calls(ast.parse(file.read_text(encoding="utf-8"))):
            given = {keyword.arg for keyword in call.keywords}
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and None not in given:
                asked = places(first.value)
                if asked != given and not (isinstance(call.func, ast.Name) and call.func.id == "_" and not given):
                    wrong.append(f"{file.relative_to(HOUSE)}:{call.lineno} asks {asked}, is given {given}")
    assert wrong == []


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ("refuse('还差 {n} 人', n=1)", {"还差 {n} 人"}),
        ("language.say('甲' if x else '乙')", {"甲", "乙"}),
        ("_('签到')", {"签到"}),
        ("print('不是')", set()),
    ],
)
def test_templates_are_found_where_they_are_used(program: str, found: set[str], tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(program, encoding="utf-8")
    assert set(templates(tmp_path / "a.py")) == found
