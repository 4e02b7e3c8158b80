"""What may be loaded when: rooms below the window without Qt, the window without what is slow to load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = (
    "forms",
    "desktop.domain",
    "desktop.wire",
    "desktop.vault",
    "desktop.storage",
    "desktop.sync",
    "desktop.exchange",
    "desktop.papers",
    "desktop.services",
    "county",
)
SLOW = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "httpx", "keyring")

WITHOUT_QT = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"{name} is not installed here")

sys.meta_path.insert(0, NoQt())
room = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    if ".migrations." not in module.name:
        importlib.import_module(module.name)
"""


def python(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program in an empty interpreter; a warning in it is an error."""
    command = [sys.executable, "-W", "error", "-c", program, *words]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_below_the_window_load_with_no_qt_installed(room: str) -> None:
    run = python(WITHOUT_QT, room)
    assert run.returncode == 0, run.stderr


def test_the_check_itself_would_see_qt() -> None:
    run = python(WITHOUT_QT, "PySide6.QtCore")
    assert "PySide6 is not installed here" in run.stderr


def test_the_window_loads_before_anything_slow() -> None:
    run = python("import desktop.gui.window, sys; print(*sys.modules, sep='\\n')")
    assert run.returncode == 0, run.stderr
    loaded = set(run.stdout.split())
    assert "PySide6.QtWidgets" in loaded
    assert loaded.intersection(SLOW) == set()
