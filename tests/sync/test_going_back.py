"""A county restored from last week's backup, a PC restored or cloned: it is noticed, told, and nothing is lost or doubled."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from desktop.sync.outcome import DELIVERED, NOTHING, PART
from tests.county.running import County
from tests.sync.lines import Watched
from tests.sync.village import Pc, meeting


def _backed_up(county: County, to: Path) -> None:
    county.stop()
    shutil.copytree(county.folder, to)
    county.start()


def _restored(county: County, backup: Path, *, told: bool) -> None:
    county.stop()
    shutil.rmtree(county.folder)
    shutil.copytree(backup, county.folder)
    if told:
        assert county.command("new-epoch").returncode == 0
    county.start()


@pytest.mark.parametrize("told", [True, False], ids=["with a new epoch", "without a word"])
@pytest.mark.parametrize("new", [True, False], ids=["and something new", "and nothing new"])
def test_a_county_that_went_backwards_is_offered_everything_again(
    county: County, enrolled: Pc, tmp_path: Path, told: bool, new: bool
) -> None:
    enrolled.seal_meeting(meeting(1))
    enrolled.deliver()
    _backed_up(county, tmp_path / "backup")
    enrolled.seal_meeting(meeting(2))
    scan = enrolled.seal_scan(100_000)
    assert enrolled.deliver().state == DELIVERED
    _restored(county, tmp_path / "backup", told=told)
    if new:
        enrolled.seal_meeting(meeting(3))
    outcome = enrolled.deliver()
    assert outcome.state == DELIVERED
    assert outcome.remarks
    shown = county.show()
    assert shown["records"] == 3 + new
    assert all(batch["complete"] for batch in shown["batches"])
    assert (county.folder / "blobs" / scan.record.blobs[0][:2] / scan.record.blobs[0]).is_file()
    assert not shown["held"]
    quiet = enrolled.deliver()
    assert (quiet.state, quiet.remarks, quiet.requests) == (NOTHING, (), 1)


def test_records_that_the_county_still_has_are_asked_after_and_not_sent_again(county: County, enrolled: Pc) -> None:
    for number in range(1, 4):
        enrolled.seal(random.Random(number).randbytes(40_000), kind="roster", subject=f"x{number}")
        enrolled.deliver()
    county.stop()
    assert county.command("new-epoch").returncode == 0
    county.start()
    line = Watched(county.url)
    assert enrolled.deliver(line).state == DELIVERED
    assert line.bytes_of("/v1/batches") == 0
    assert county.show()["records"] == 3


def test_a_clone_is_told_that_it_is_one(county: County, enrolled: Pc, tmp_path: Path) -> None:
    enrolled.seal_meeting(meeting(1))
    enrolled.deliver()
    enrolled.close()
    shutil.copytree(enrolled.folder, tmp_path / "clone")
    first, second = Pc(enrolled.folder, enrolled.number), Pc(tmp_path / "clone", enrolled.number)
    try:
        first.seal_meeting(meeting(2))
        second.seal_meeting(meeting(3))
        assert first.deliver().remarks == ()
        cloned = second.deliver()
        assert any("另一台电脑" in str(remark) for remark in cloned.remarks)
        shown = county.show()
        assert shown["records"] == 3, "both are kept"
        assert sorted(row["sequence"] for row in shown["held"]) == [2, 2]
    finally:
        second.close()
        first.close()


def test_a_pc_that_fell_behind_is_told(county: County, enrolled: Pc, tmp_path: Path) -> None:
    enrolled.seal_meeting(meeting(1))
    enrolled.deliver()
    enrolled.close()
    shutil.copytree(enrolled.folder, tmp_path / "old")
    ahead = Pc(enrolled.folder, enrolled.number)
    ahead.seal_meeting(meeting(2))
    ahead.deliver()
    ahead.close()
    behind = Pc(tmp_path / "old", enrolled.number)
    try:
        outcome = behind.deliver()
        assert any("比本机多" in str(remark) for remark in outcome.remarks)
    finally:
        behind.close()


def test_a_county_that_is_gone_is_a_sentence_and_not_a_loss(county: County, enrolled: Pc) -> None:
    enrolled.seal_meeting(meeting())
    county.stop()
    outcome = enrolled.deliver()
    assert (outcome.state, outcome.waiting_records) == (PART, 1)
    assert "连不上" in str(outcome.sentence)
    county.start()
    assert enrolled.deliver().state == DELIVERED
