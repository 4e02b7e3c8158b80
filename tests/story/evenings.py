"""What the stories share: where the sample evening lies, and everything that a data folder says, to be compared."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec

from desktop.domain.fold import fold
from desktop.services.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample" / "evening.json"


def replay_command(evening: Path, data: Path, out: Path, *more: str) -> list[str]:
    program = [sys.executable, "-m", "desktop", "replay", str(evening)]
    return [*program, "--data", str(data), "--out", str(out), *more]


def everything(desk: Desk) -> dict[str, Any]:
    """All that the data folder says, but for what differs by key and salt."""
    with desk.store.read() as work:
        meetings = work.meetings.list()
        ledger = work.ledger.after(0)
        return {
            "people": len(work.roster.people()),
            "cases": msgspec.to_builtins(work.cases.list()),
            "meetings": msgspec.to_builtins(meetings),
            "folds": [msgspec.to_builtins(fold(row.id, work.journal.read(row.id)).meeting) for row in meetings],
            "drafts": [msgspec.to_builtins(work.drafts.get(row.id, "minutes")) for row in meetings],
            "ledger": [(one.record.sequence, one.record.kind, one.record.subject, one.body) for one in ledger],
            "prints": [msgspec.to_builtins(one.sealed) for row in meetings for one in work.prints.of(row.id)],
        }
