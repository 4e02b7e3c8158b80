"""Any file of ours, mangled in any way, gives either a pack or a list of clear errors, and the line of an error is right."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.errors import FormErrors
from forms.load import built_in, load_pack
from forms.locate import Way, lines_of

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("rules", "provinces", "procedures", "sheets")
FILES = [file for room in ROOMS for file in sorted((HOUSE / "forms" / room).glob("*.toml"))]
SCRAPS = [
    "nan",
    "-1",
    "[",
    "]]",
    '"',
    "'''",
    "=",
    "{",
    "}",
    "\x00",
    "true",
    "1e9",
    '"x"',
    "2026-02-30",
    "\n",
    "#",
    ".",
    "../..",
    "id = 1\n",
    "[[versions]]\n",
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_mangled_file_never_brings_the_program_down(tmp_path: Path, file: Path, data: st.DataObject) -> None:
    text = file.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.sampled_from(SCRAPS) | st.text(max_size=5)) + text[at + gone :]
    room = tmp_path / file.parent.name
    room.mkdir(exist_ok=True)
    for old in room.iterdir():
        old.unlink()
    (room / file.name).write_bytes(text.encode("utf-8", errors="surrogatepass"))
    before = dict(built_in().rules)
    try:
        load_pack(tmp_path)
    except FormErrors as found:
        for one in found.errors:
            assert one.file.endswith(f"{file.parent.name}/{file.name}")
            assert str(one.expected)
            assert 0 <= one.line <= text.count("\n") + 1
    assert dict(built_in().rules) == before
    (room / file.name).unlink()


def ways(value: Any, way: Way = ()) -> dict[Way, Any]:
    found: dict[Way, Any] = {way: value} if way else {}
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        found.update(ways(one, (*way, key)))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_line_of_every_value_is_known(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = lines_of(text)
    rows = text.splitlines()
    for way, value in ways(tomllib.loads(text)).items():
        assert way in lines, way
        row = rows[lines[way] - 1]
        if isinstance(value, str) and "\\" not in row:
            assert f'"{value}"' in row, way
        elif isinstance(value, bool):
            assert str(value).lower() in row, way
        elif isinstance(value, int):
            assert str(value) in row, way
        if isinstance(way[-1], str):
            assert way[-1] in row, way
