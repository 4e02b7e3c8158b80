"""Enrolling this PC with its county, by line."""

from __future__ import annotations

from desktop.storage.store import Store
from desktop.sync.accept import SEEN
from desktop.sync.caller import ask_enrolment
from desktop.sync.line import Line
from desktop.vault.device import DeviceKey
from desktop.wire.enrolment import Application, Enrolment, apply, clean_code, clean_fingerprint, open_enrolled

ENROLMENT = "enrolment"
"""Name of the setting."""


def enrolment_of(store: Store) -> Enrolment | None:
    """What this PC keeps of its enrolment; None before."""
    with store.read() as work:
        return work.settings.get(ENROLMENT, Enrolment)


def enrol(
    store: Store, key: DeviceKey, line: Line, *, code: str, fingerprint: str, name: str = "", now: str
) -> Enrolment:
    """Enrol with the code and the fingerprint of the county's slip, and keep what came of it.

    Raises Refused: a code or fingerprint that is none, a county with another key, a code that is used up, a broken line.
    Nothing is kept then. Enrolling again with another county makes everything be offered to that one.
    """
    printed = clean_fingerprint(fingerprint)
    application = Application(county=printed, device=key.id, public=key.public, name=name, time=now)
    enrolled = ask_enrolment(line, apply(application, clean_code(code), key.sign))
    certificate = open_enrolled(enrolled, printed=printed, device=key.id, public=key.public)
    enrolment = Enrolment(
        village=certificate.village,
        village_name=certificate.village_name,
        url=line.url,
        county=enrolled.public,
        device=key.id,
        certificate=enrolled.certificate,
        enrolled_at=now,
    )
    with store.work() as work:
        before = work.settings.get(ENROLMENT, Enrolment)
        if before is not None and before.county != enrolment.county:
            work.outbox.offer_again()
            work.settings.forget(SEEN)
        work.settings.put(ENROLMENT, enrolment)
    return enrolment
