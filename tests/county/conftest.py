"""A county and an enrolled device."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.county.bench import Bench, Device


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "county")
    yield made
    made.close()


@pytest.fixture
def device(bench: Bench) -> Device:
    return bench.enrol(Device())
