"""The PC of a village for a test: `data`, and beside it `state`, the mark that is kept outside the database."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desktop.services.desk import Desk
from desktop.services.import_roster import look_at, take_in
from desktop.services.name_village import name_village

HOUSE = Path(__file__).resolve().parents[1]
ROSTER = HOUSE / "resources" / "sample" / "roster.xlsx"
PASSPHRASE = "柳溪-一二三"


def environment(pc: Path) -> dict[str, str]:
    """For a program of its own: keys under a passphrase, its mark in `pc`."""
    return {
        **os.environ,
        "YISHITANG_PASSPHRASE": PASSPHRASE,
        "YISHITANG_STATE": str(pc / "state"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": str(HOUSE),
    }


def settle(desk: Desk) -> Desk:
    """The village of the sample roster: named, its people taken in."""
    name_village(desk, name="柳溪村", code="320682104215", township="白蒲镇", county="如皋市", province="江苏省")
    take_in(desk, look_at(desk, ROSTER), ROSTER.name)
    return desk


def copy_pc(pc: Path, to: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PC with the same data that knows of no other, for this test; its data folder.

    Without its own mark, whatever another copy seals would make this one an old copy that begins a new epoch.
    """
    for part in ("data", "state"):
        shutil.copytree(pc / part, to / part)
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("YISHITANG_STATE", str(to / "state"))
    return to / "data"
