"""A village with one sealed meeting, for whatever goes in and out of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.desk import Desk
from tests.exchange.village import village


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An open desk with the sealed meeting of tests/papers/sample.py."""
    with village(tmp_path, monkeypatch) as opened:
        yield opened
