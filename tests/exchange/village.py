"""A village with the sealed meeting of tests/papers/sample.py, in a real data folder, and papers printed there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from desktop.bootstrap import open_desk
from desktop.domain.events import Moment
from desktop.papers import draw, prepare
from desktop.services.desk import Desk
from desktop.services.seal import append
from desktop.storage.rows import MeetingRow
from desktop.wire.bodies import SealedPrint
from desktop.wire.canonical import canonical, digest
from tests.papers import sample

MOMENT = Moment(sample.PRINTED)


@contextmanager
def village(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An open desk with one sealed meeting."""
    monkeypatch.setenv("YISHITANG_PASSPHRASE", "石桥-四五六")
    numbers = count(1)
    desk = open_desk(folder / "data", clock=lambda: MOMENT, new_id=lambda: f"{next(numbers):016x}" * 2)
    try:
        meeting = sample.meeting()
        desk.name_village(meeting.village)
        with desk.store.work() as work:
            sealed = append(desk, work, MOMENT, kind="meeting", subject=meeting.id, body=canonical(meeting))
            work.meetings.add(
                MeetingRow(
                    id=meeting.id,
                    title=meeting.title,
                    procedure=meeting.procedure,
                    date=meeting.date,
                    state="sealed",
                    sealed_sequence=sealed.record.sequence,
                    created_at=MOMENT.at,
                )
            )
        yield desk
    finally:
        desk.close()


def put_on_paper(desk: Desk, paper: str, print_id: str, *, replaces: str = "") -> bytes:
    """Print a paper of the meeting under a chosen print id; its PDF."""
    prepared = prepare(paper, sample.meeting(), print_id=print_id, printed_at=sample.PRINTED)
    drawn = draw(prepared)
    printed = SealedPrint(
        print_id=print_id,
        paper=paper,
        subject=sample.meeting().id,
        title=prepared.title,
        content_hash=prepared.content_hash,
        pages=drawn.pages,
        pdf_hash=digest(drawn.pdf),
        copies_of=replaces,
        printed_at=sample.PRINTED,
    )
    with desk.store.work() as work:
        append(desk, work, MOMENT, kind="print", subject=print_id, body=canonical(printed))
        work.prints.add(printed, work.blobs.put(drawn.pdf, "application/pdf", MOMENT.at))
    return drawn.pdf
