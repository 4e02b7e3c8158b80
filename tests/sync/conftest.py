"""A county and a village's PC, both real."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from county.store import Store
from tests.county.running import County
from tests.sync.village import CODE, Pc

_numbers = itertools.count(1000)
"""Each PC has a key of its own."""


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    running = County(tmp_path / "county").start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The data folder of a county to which no line leads: one for all tests of a file."""
    store = Store(tmp_path_factory.mktemp("offline") / "data")
    yield store
    store.close()


@pytest.fixture
def pc(tmp_path: Path) -> Iterator[Pc]:
    opened = Pc(tmp_path / "village", next(_numbers))
    yield opened
    opened.close()


@pytest.fixture
def enrolled(county: County, pc: Pc) -> Pc:
    """The PC, enrolled with the county."""
    pc.enrol(county.url, county.code(CODE), county.fingerprint)
    return pc
