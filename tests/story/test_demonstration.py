"""The sample evening by hand in the window: what the recorder presses leads to sealed minutes and the county's receipt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pc import environment

pytestmark = pytest.mark.timeout(900)
"""A whole evening by hand: on a busy machine of two cores it takes minutes."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    command = [sys.executable, "-m", "desktop", "demo", "--out", str(out)]
    variables = {**environment(out.parent), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
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
