"""The READMEs tell of every command, in both languages, and point at nothing that is not there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")


def commands(module: str) -> set[str]:
    """The words that a program's own --help lists."""
    run = subprocess.run([sys.executable, "-m", module, "--help"], cwd=HOUSE, capture_output=True, text=True, check=True)
    return set(re.findall(r"^    ([a-z][a-z-]+)(?:  |$)", run.stdout, re.MULTILINE))


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_told_of_and_every_one_told_of_exists(name: str) -> None:
    text = (HOUSE / name).read_text(encoding="utf-8")
    rows = "".join(line for line in text.splitlines() if line.startswith("| `yishitang"))
    words = {word for span in re.findall(r"`([^`]+)`", rows) for word in span.split() if re.fullmatch(r"[a-z][a-z-]+", word)}
    told = words - {"yishitang", "yishitang-county", "check"}
    assert told == (commands("desktop") | commands("county")) - {"window"}


@pytest.mark.parametrize("name", [*READMES, "ARCHITECTURE.md", "CHANGELOG.md", "resources/fonts/README.md"])
def test_links_lead_somewhere(name: str) -> None:
    file = HOUSE / name
    links = re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (file.parent / link).exists()] == []


def test_both_readmes_show_the_same_set_up() -> None:
    ways = [re.findall(r"^    (python3 build/\S+)", (HOUSE / name).read_text(encoding="utf-8"), re.MULTILINE) for name in READMES]
    assert ways[0] == ways[1] == ["python3 build/start.py", "python3 build/test.py"]
