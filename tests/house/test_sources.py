"""Nothing in the sources points at one machine or one package host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("desktop", "forms", "county", "build", "resources", "tests", ".ci")
TEXTS = {"", ".py", ".toml", ".md", ".json", ".lock", ".txt", ".qss", ".svg", ".mako", ".ini", ".sh"}
PLACES = re.compile(r"(?<![\w.])/(?:work|tmp|root|home)/|/opt/(?:wheels|pypi)|[A-Z]:\\\\Users")
HOSTS = re.compile(r"https?://[^\s\"')]*(?:pypi|pythonhosted|npmjs|registry\.|mirror)", re.IGNORECASE)


def texts() -> Iterator[Path]:
    yield from (file for file in HOUSE.iterdir() if file.is_file() and file.suffix in TEXTS and file.name != ".git")
    for room in ROOMS:
        for file in (HOUSE / room).rglob("*"):
            if file.is_file() and file.suffix in TEXTS and "__pycache__" not in file.parts and file != Path(__file__):
                yield file


def test_no_line_names_a_place_on_one_machine_or_a_package_host() -> None:
    found = [
        f"{file.relative_to(HOUSE)}:{number}: {line.strip()[:100]}"
        for file in texts()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if PLACES.search(line) or HOSTS.search(line)
    ]
    assert found == []


def test_the_search_would_find_them() -> None:
    assert PLACES.search("open('/tmp/x')")
    assert PLACES.search("cd /root/yishitang")
    assert HOSTS.search("--index-url https://pypi.example/simple")
    assert not PLACES.search("resources/home/page.md")
    assert len(list(texts())) > 40
