"""The sample evening, played once; each test that goes on from its end has a PC of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bootstrap import open_desk
from desktop.commands.evening.file import read_evening
from desktop.commands.evening.play import CountedIds, Player, ScriptedTime
from desktop.services.desk import Desk
from tests.pc import PASSPHRASE, copy_pc
from tests.story.evenings import SAMPLE


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ScriptedTime]:
    """The PC, and its clock at the end of the evening."""
    pc = tmp_path_factory.mktemp("played")
    evening, clock = read_evening(SAMPLE), ScriptedTime()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
        patch.setenv("YISHITANG_STATE", str(pc / "state"))
        with contextlib.closing(open_desk(pc / "data", clock=clock)) as desk:
            Player(desk.with_ids(CountedIds(evening.digest)), evening, pc / "out", clock).play()
    return pc, clock


@pytest.fixture
def desk(played: tuple[Path, ScriptedTime], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    pc, clock = played
    with contextlib.closing(open_desk(copy_pc(pc, tmp_path, monkeypatch), clock=clock)) as opened:
        yield opened
