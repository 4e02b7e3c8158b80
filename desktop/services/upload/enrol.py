"""Enrolling this PC with its county over the line; by stick it is `stick.apply_by_stick`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.upload.take_down import readmit

if TYPE_CHECKING:
    from desktop.wire.enrolment import Enrolment


def enrol(desk: Desk, *, url: str, code: str, fingerprint: str, name: str = "", recorder: str = "") -> Enrolment:
    """Enrol with what stands on the county's slip; `fingerprint` in digits or in four words. Raises Refused; then nothing
    is kept."""
    from desktop.sync.enrol import enrol_by_line
    from desktop.sync.http_line import clean_url

    enrolled = enrol_by_line(
        desk.store,
        desk.keys.device,
        clean_url(url),
        code=code,
        fingerprint=fingerprint,
        name=name,
        recorder=recorder,
        now=desk.clock().at,
    )
    readmit(desk)
    return enrolled
