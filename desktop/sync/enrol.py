"""Enrolling this PC with its county, by line or by stick, and keeping what came of it."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, Struct

from desktop.storage.store import Store
from desktop.storage.work import Work
from desktop.sync.accept import SEEN
from desktop.sync.caller import ask_county, ask_enrolment
from desktop.sync.http_line import HttpLine
from desktop.sync.line import Line
from desktop.sync.trust import trust_of
from desktop.vault.device import DeviceKey
from desktop.wire.address import open_address
from desktop.wire.enrolment import (
    Application,
    Certificate,
    Enrol,
    Enrolled,
    Enrolment,
    apply,
    check_printed,
    clean_code,
    clean_fingerprint,
    code_key,
    is_words,
    open_enrolled,
)
from desktop.wire.signed import Signed, decode
from desktop.wire.signed import fingerprint as county_fingerprint
from desktop.wire.words import read_words

ENROLMENT = "enrolment"
PENDING = "enrolment_pending"
"""Names of the settings."""


class Pending(Struct, frozen=True, kw_only=True):
    """An application that lies on a stick: what the answer has to be held against."""

    request: Enrol
    printed: str
    key: str
    """The code's key (`code_key`), hexadecimal; the code itself is not kept."""


def enrolment_of(store: Store) -> Enrolment | None:
    """What this PC keeps of its enrolment; None before."""
    with store.read() as work:
        return work.settings.get(ENROLMENT, Enrolment)


def certificate_of(work: Work) -> Certificate | None:
    """What the county certified when this PC was enrolled; verified when it was kept."""
    kept = work.settings.get(ENROLMENT, Enrolment)
    return None if kept is None else decode(bytes(kept.certificate.message), Certificate)


def pending_of(store: Store) -> Pending | None:
    """The application that waits for its answer by stick."""
    with store.read() as work:
        return work.settings.get(PENDING, Pending)


def enrol_by_line(
    store: Store, key: DeviceKey, url: str, *, code: str, fingerprint: str, name: str = "", recorder: str = "", now: str
) -> Enrolment:
    """As `enrol`, at an address. The first question goes to whoever answers there: the county proves itself by its key,
    and then the certificate that the county has signed for is the only one that is believed."""
    line = HttpLine(url, trust=None)
    try:
        return enrol(store, key, line, code=code, fingerprint=fingerprint, name=name, recorder=recorder, now=now)
    finally:
        line.close()


def enrol(
    store: Store,
    key: DeviceKey,
    line: Line,
    *,
    code: str,
    fingerprint: str,
    name: str = "",
    recorder: str = "",
    now: str,
) -> Enrolment:
    """Enrol with the code of the county's slip and its fingerprint, in digits or in four words, and keep what came of it.

    Raises Refused: a code or fingerprint that is none, a county with another key, a code that is used up, a broken line, a
    server whose certificate is not the county's. Nothing is kept then. Enrolling again with another county makes
    everything be offered to that one.
    """
    proving = code_key(code)
    if is_words(fingerprint):
        read_words(fingerprint)
        found = county_fingerprint(ask_county(line).public)
        check_printed(fingerprint, proving, found)
        printed = found
    else:
        printed = clean_fingerprint(fingerprint)
    request = _request(key, code, county=printed, name=name, recorder=recorder, now=now)
    enrolled = ask_enrolment(line, request)
    made = _opened(enrolled, printed=printed, key=proving, device=key, url=line.url, now=now)
    if isinstance(line, HttpLine) and line.url.startswith("https://"):
        _prove_line(line.url, made)
    _keep(store, made)
    return made


def apply_for(
    store: Store, key: DeviceKey, *, code: str, fingerprint: str, name: str = "", recorder: str = "", now: str
) -> Enrol:
    """The application for a stick; what its answer must be held against is kept. Raises Refused as `enrol` does."""
    words = is_words(fingerprint)
    if words:
        read_words(fingerprint)
    printed = fingerprint if words else clean_fingerprint(fingerprint)
    request = _request(key, code, county="" if words else printed, name=name, recorder=recorder, now=now)
    with store.work() as work:
        work.settings.put(PENDING, Pending(request=request, printed=printed, key=code_key(code).hex()))
    return request


def take_enrolled(store: Store, key: DeviceKey, pending: Pending, enrolled: Enrolled, *, now: str) -> Enrolment:
    """Keep the county's answer to the application that lay on a stick. Raises Refused; the application waits on then."""
    made = _opened(enrolled, printed=pending.printed, key=bytes.fromhex(pending.key), device=key, url="", now=now)
    address = made.known_address()
    made = msgspec.structs.replace(made, url=address.url if address else "")
    _keep(store, made)
    return made


def keep_address(store: Store, signed: Signed) -> bool:
    """Keep where the county is reached, if this is newer than what is known. Raises Fault if it is not the county's."""
    with store.work() as work:
        enrolment = work.settings.get(ENROLMENT, Enrolment)
        if enrolment is None:
            return False
        known, offered = enrolment.known_address(), open_address(signed, enrolment.county)
        if known is not None and offered.serial <= known.serial:
            return False
        url = enrolment.url or offered.url
        work.settings.put(ENROLMENT, msgspec.structs.replace(enrolment, address=signed, url=url))
        return True


def _request(key: DeviceKey, code: str, *, county: str, name: str, recorder: str, now: str) -> Enrol:
    application = Application(
        county=county, device=key.id, public=key.public, name=name, time=now, recorder=recorder or UNSET
    )
    return apply(application, clean_code(code), key.sign)


def _opened(enrolled: Enrolled, *, printed: str, key: bytes, device: DeviceKey, url: str, now: str) -> Enrolment:
    certificate = open_enrolled(enrolled, printed=printed, key=key, device=device.id, public=device.public)
    return Enrolment(
        village=certificate.village,
        village_name=certificate.village_name,
        part=certificate.part,
        recorder=certificate.recorder,
        url=url,
        county=enrolled.public,
        device=device.id,
        certificate=enrolled.certificate,
        enrolled_at=now,
        address=enrolled.address,
    )


def _prove_line(url: str, enrolment: Enrolment) -> None:
    """Raises Refused unless the server at `url` shows the certificate that the county has signed for."""
    line = HttpLine(url, trust=trust_of(enrolment.known_address()))
    try:
        ask_county(line)
    finally:
        line.close()


def _keep(store: Store, enrolment: Enrolment) -> None:
    with store.work() as work:
        before = work.settings.get(ENROLMENT, Enrolment)
        if before is not None and before.county != enrolment.county:
            _start_over(work)
        work.settings.put(ENROLMENT, enrolment)
        work.settings.forget(PENDING)


def _start_over(work: Work) -> None:
    """Another county: it has nothing of what was delivered to the one before."""
    work.outbox.offer_again()
    work.settings.forget(SEEN)
