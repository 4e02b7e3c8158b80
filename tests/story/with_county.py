"""A village that is enrolled with a county, and a round between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from county.enrol import new_code
from desktop.services.desk import Desk
from desktop.sync.deliver import deliver
from desktop.sync.enrol import enrol
from desktop.sync.line import Line
from desktop.sync.outcome import Outcome
from desktop.sync.patience import Patience
from tests.story.case_days import Days, village
from tests.sync.straight import Hall, Straight

CODE = "330421104215"
HASTY = Patience(attempts=1, first=0.0)


@contextmanager
def both(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hall, Desk, Days]]:
    """A county, and a village that is enrolled with it."""
    hall = Hall(folder / "county")
    try:
        with village(folder, monkeypatch, "2026-06-20") as (desk, days):
            code = new_code(hall.store, CODE).code
            enrol(desk.store, desk.keys.device, Straight(hall), code=code, fingerprint=hall.store.key.fingerprint, now=desk.clock().at)
            yield hall, desk, days
    finally:
        hall.close()


def round_of(hall: Hall, desk: Desk, line: Line | None = None) -> Outcome:
    """One delivery, over the plain line or another."""
    line = line or Straight(hall)
    return deliver(desk.store, desk.keys.device, now=lambda: desk.clock().at, line=line, patience=HASTY)
