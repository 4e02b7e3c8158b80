"""The sample evening by hand in the window: what the recorder presses leads to sealed minutes and the county's receipt."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pc import environment

pytestmark = pytest.mark.timeout(900)
"""A whole evening by hand: on a busy machine of two cores it takes minutes."""


def play(out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desktop", *words, "--out", str(out)]
    variables = {**environment(out.parent), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def sizes(pictures: Path) -> dict[str, tuple[int, int]]:
    """Width and height of each picture of the window (PNG 5.1.1: they stand in the first chunk); the wall has its own."""
    return {
        file.name: struct.unpack(">II", file.read_bytes()[16:24])
        for file in pictures.glob("*.png")
        if "projector" not in file.name
    }


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    done = play(out, "demo")
    assert "还差 1 人" in done.stdout
    assert "第三十条" in done.stdout
    return out


def test_it_leaves_papers_pictures_and_the_receipt(shown: Path) -> None:
    assert {file.stem.split("-", 1)[1] for file in (shown / "papers").glob("*.pdf")} == {
        "notice",
        "sign-in",
        "minutes",
        "minutes-inked",
        "tally",
    }
    assert (shown / "receipt.pdf").read_bytes().startswith(b"%PDF-")
    pictures = {file.stem.split("-", 1)[1] for file in (shown / "screenshots").glob("*.png")}
    assert len(pictures) >= 40
    assert pictures >= {"board", "mediation", "register", "roll-call", "election-calling", "election-result"}


def test_no_page_is_larger_than_the_smallest_screen(shown: Path) -> None:
    assert set(sizes(shown / "screenshots").values()) == {(1366, 768)}


@pytest.mark.long
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scale", ["1.25", "1.5"])
def test_nor_is_one_in_large_type(tmp_path: Path, language: str, scale: str) -> None:
    play(tmp_path / "out", "--language", language, "demo", "--scale", scale)
    assert {name: size for name, size in sizes(tmp_path / "out" / "screenshots").items() if size != (1366, 768)} == {}


def test_every_paper_is_verified_as_the_one_that_was_printed(shown: Path) -> None:
    variables = environment(shown)
    for paper in (shown / "papers").glob("*.pdf"):
        command = [sys.executable, "-m", "desktop", "verify", str(paper), "--data", str(shown / "village")]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (paper, done.stdout, done.stderr)


def test_the_county_has_the_meeting_and_counts_the_same(shown: Path) -> None:
    command = [sys.executable, "-m", "county", "show", "--data", str(shown / "county"), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment(shown))
    arrived = json.loads(done.stdout)
    assert [one["title"] for one in arrived["meetings"]] == ["柳溪村第二次村民代表会议"]
    assert arrived["held"] == []
    assert all(batch["complete"] for batch in arrived["batches"])
