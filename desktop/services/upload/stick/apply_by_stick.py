"""Enrolling a village that is never online: the application goes on a stick, and so does its answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from forms.language import Sentence, say

if TYPE_CHECKING:
    from desktop.wire.enrolment import Typed


def apply_by_stick(
    desk: Desk, folder: Path, *, code: str, fingerprint: str, name: str = "", recorder: str = ""
) -> Sentence:
    """Put the application on the stick; `fingerprint` is in digits or in four words. What the county answers is taken by
    `read_stick`. Raises Refused."""
    from desktop.sync.enrol import apply_for
    from desktop.sync.stick.enrolment import put_application
    from desktop.wire.medium import Medium

    medium = Medium(folder)
    request = apply_for(
        desk.store,
        desk.keys.device,
        code=code,
        fingerprint=fingerprint,
        name=name,
        recorder=recorder,
        now=desk.clock().at,
    )
    put_application(request, desk.keys.device, medium)
    return say("登记申请已存到 U 盘。请把 U 盘送到县里，带回来以后点“读回 U 盘”。")


def scan_slip(file: Path) -> Typed:
    """Code, fingerprint and address off a scan or photograph of the county's slip. Raises Refused."""
    from desktop.exchange.labels import read_labels
    from desktop.wire.enrolment import SLIP, read_slip

    return read_slip(read_labels(file, SLIP)[0])
