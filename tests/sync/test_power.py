"""The plug of the machines is one: what it hits has not happened, on the side that it is pulled on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import func, select

from county.tables import log
from tests.sync.power import COUNTY, PC, PowerCut, at_the_county, plug_pulled
from tests.sync.straight import Hall
from tests.sync.village import Pc


def test_an_fsync_that_the_cut_hits_never_comes_back_and_the_one_before_it_did(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as file, plug_pulled(2):
        os.fsync(file.fileno())
        with pytest.raises(PowerCut):
            os.fsync(file.fileno())


def test_a_commit_that_the_cut_hits_has_not_happened_on_either_side(tmp_path: Path) -> None:
    hall, pc = Hall(tmp_path / "county"), Pc(tmp_path / "village")
    try:
        with pytest.raises(PowerCut), plug_pulled(1):
            hall.store.note(code="x", message="x")
        with pytest.raises(PowerCut), plug_pulled(1):
            pc.seal(b"{}")
        with hall.store.read() as work:
            assert work.execute(select(func.count()).select_from(log)).scalar_one() == 0
        with pc.store.read() as mine:
            assert mine.ledger.head() is None
    finally:
        pc.close()
        hall.close()


def test_it_is_pulled_on_one_side_only(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "county")
    try:
        with plug_pulled(1, PC), at_the_county():
            hall.store.note(code="x", message="x")
        with pytest.raises(PowerCut), plug_pulled(1, COUNTY), at_the_county():
            hall.store.note(code="x", message="x")
    finally:
        hall.close()
