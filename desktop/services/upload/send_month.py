"""上报: sending everything that waits over the line, when somebody asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from desktop.services.desk import Desk
from desktop.services.figures.sealed import seal_facts_to_send
from desktop.services.upload.heard import heard
from desktop.services.upload.take_down import take_down
from forms.language import Sentence

if TYPE_CHECKING:
    from desktop.sync.outcome import Outcome


class Uploaded(Struct, frozen=True, kw_only=True):
    """What came of sending. `all`: nothing waits any more; `batches`: those that the county signed for just now; `waits`:
    until when the rest waits."""

    all: bool
    sentence: Sentence
    remarks: tuple[Sentence, ...]
    batches: tuple[str, ...]
    waits: Sentence | None = None


def upload(desk: Desk, tell: Callable[[tuple[int, int]], object], stop: threading.Event) -> Outcome:
    """Send everything that waits. `tell` hears (bytes that are through, bytes in all); `stop` ends it at the next chance.

    Raises Refused where this PC is not enrolled; what goes wrong on the line stands in the outcome.
    """
    from desktop.sync.calls import ended
    from desktop.sync.deliver import deliver
    from desktop.sync.outbox import form_versions

    def passing(done: int, total: int) -> None:
        tell((done, total))

    seal_facts_to_send(desk)
    outcome = deliver(
        desk.store,
        desk.keys.device,
        now=lambda: desk.clock().at,
        forms=form_versions(desk.pack),
        progress=passing,
        cancel=stop,
    )
    ended(desk.store, desk.clock().at, outcome)
    return replace(outcome, remarks=(*outcome.remarks, *take_down(desk)))


def send_month(desk: Desk, tell: Callable[[tuple[int, int]], object], stop: threading.Event) -> Uploaded:
    """As `upload`, told in what a screen shows."""
    outcome = upload(desk, tell, stop)
    with desk.store.read() as work:
        waits = heard(work, desk.clock().at, "").waits
    return Uploaded(
        all=outcome.complete,
        waits=None if outcome.complete else waits,
        sentence=outcome.sentence,
        remarks=outcome.remarks,
        batches=tuple(dict.fromkeys(receipt.batch for receipt in outcome.receipts)),
    )
