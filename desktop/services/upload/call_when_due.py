"""The program calls the county by itself when the time of this PC has come; a failure waits for the next time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop.services.desk import Desk
from desktop.services.figures.sealed import seal_facts_to_send
from desktop.services.upload.take_down import take_down

if TYPE_CHECKING:
    from desktop.sync.line import Line
    from desktop.sync.outcome import Outcome

MOST_WAIT = 60.0
"""Seconds that a call by itself waits for the county's word: whoever presses the button must not wait behind it."""


def call_when_due(
    desk: Desk, _tell: Callable[[object], object], stop: threading.Event, line: Line | None = None
) -> Outcome | None:
    """Deliver and take what the county has, if it is time; None where it is not, or where this PC is not enrolled by line.

    What goes wrong on the line stands in the outcome, and on the page about delivery as long as something waits.
    """
    from desktop.sync.calls import called, ended, when_due
    from desktop.sync.deliver import deliver
    from desktop.sync.enrol import enrolment_of
    from desktop.sync.outbox import form_versions
    from desktop.sync.patience import UNATTENDED

    enrolment = enrolment_of(desk.store)
    due = when_due(desk.store, desk.clock().at)
    if enrolment is None or due is None or not due.due or not (enrolment.url or line):
        return None
    called(desk.store, desk.clock().at)
    seal_facts_to_send(desk)
    outcome = deliver(
        desk.store,
        desk.keys.device,
        now=lambda: desk.clock().at,
        forms=form_versions(desk.pack),
        cancel=stop,
        patience=replace(UNATTENDED, longest=MOST_WAIT, invitations=3),
        line=line,
    )
    ended(desk.store, desk.clock().at, outcome)
    return replace(outcome, remarks=(*outcome.remarks, *take_down(desk)))
