"""The storeys of ARCHITECTURE.md hold, and the contract that says so can fail."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PROGRAM = ("desktop", "forms", "county")


def contract(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of pyproject.toml on the tree in `folder`."""
    words = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=150)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program's Python files and its contracts, to plant something in."""
    for name in PROGRAM:
        shutil.copytree(HOUSE / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_points_down() -> None:
    run = contract(HOUSE)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


@pytest.mark.parametrize(
    ("room", "planted", "broken"),
    [
        ("desktop/domain", "import desktop.storage", "Storeys of the desktop program"),
        ("desktop/storage", "import desktop.vault", "Storeys of the desktop program"),
        ("desktop/services/registers", "import desktop.services.cases.find", "No circles among rooms"),
        ("desktop/gui", "import desktop.wire", "The window sees services, papers, domain and forms only"),
        ("desktop/papers", "import desktop.storage", "Papers and exchange work on values"),
        ("county", "import desktop.services", "The county shares the rules, the wire and the papers"),
        ("desktop/services", "from PySide6.QtCore import QObject", "Only the window knows Qt"),
        ("desktop/services", "import sqlalchemy", "Only storage knows the database"),
        ("desktop/services", "import keyring", "Only the vault knows the keyring"),
        ("desktop/services", "import httpx", "Only sync speaks HTTP"),
        ("desktop/services", "import reportlab", "Only papers draw PDF"),
    ],
)
def test_a_planted_breach_is_found(copy: Path, room: str, planted: str, broken: str) -> None:
    (copy / room / "planted.py").write_text(f"{planted}\n", encoding="utf-8")
    run = contract(copy)
    assert run.returncode == 1, run.stdout + run.stderr
    assert [line for line in run.stdout.splitlines() if broken in line and " BROKEN" in line]


@pytest.mark.parametrize(("room", "tables"), [("forms", set()), ("desktop/domain", {"pypinyin"})])
def test_rules_need_nothing_but_the_standard_library_and_msgspec(room: str, tables: set[str]) -> None:
    """Tables of facts without input or output, such as the readings of characters, are no dependency of a rule."""
    allowed = sys.stdlib_module_names | {"msgspec", "forms", "desktop"} | tables
    foreign = {
        f"{file.relative_to(HOUSE)}: {name}"
        for file in (HOUSE / room).rglob("*.py")
        for name in imported(file)
        if name.split(".")[0] not in allowed
    }
    assert foreign == set()


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_no_file_has_become_a_cupboard() -> None:
    """Some 300 lines is where one looks for the second room inside a file; data tables live in TOML."""
    long = {
        str(file.relative_to(HOUSE)): lines
        for room in (*PROGRAM, "build", "tests")
        for file in (HOUSE / room).rglob("*.py")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 340
    }
    assert long == {}
