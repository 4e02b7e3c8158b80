"""What lies on a stick: parcels from villages, answers from the county.

    yishitang/up/DEVICE-NONCE-1of2.age     a parcel: one tar, locked for the county
    yishitang/up/DEVICE.enrol.json         an application for enrolment
    yishitang/down/DEVICE.age              the county's answer: one tar, locked for that device
    yishitang/down/DEVICE.enrolled.json    the answer to an application

A parcel holds `parcel.json` (signed by the device; it stands for the header of a request), then `batches/ID` for each batch,
byte for byte as on the line, then `leaves`: the very body that `PUT /v1/leaves` takes. Each part is a parcel of its own and
names all batches. An answer holds `answer.json` (signed by the county, with the hash of all else in there), `reply.json`
(what the line would have answered), `address.json` (where the county is reached, signed), and `down.json` for what the
county sends of its own accord, with `packs`, the leaves of packs as `GET /v1/packs` gives them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from desktop.wire.canonical import digest
from desktop.wire.faults import Fault, Problem
from desktop.wire.signed import Signed, decode, fingerprint, open_signed
from forms.language import say

PARCEL = "parcel 1"
ANSWER = "answer 1"
PARCEL_NAME, BATCHES, LEAVES = "parcel.json", "batches/", "leaves"
ANSWER_NAME, REPLY_NAME, DOWN_NAME, PACKS = "answer.json", "reply.json", "down.json", "packs"
ADDRESS_NAME = "address.json"

UP_FOLDER, DOWN_FOLDER = "up", "down"
LOCKED, APPLICATION, ENROLLED, REFUSED = ".age", ".enrol.json", ".enrolled.json", ".refused.json"

MAX_SMALL = 1 << 20
"""Bytes of `parcel.json`, `answer.json` and an application."""
MAX_ANSWER = 128 << 20
"""Bytes of all that an answer holds."""
MAX_BATCHES = 1000
MAX_PART = 2 << 30
"""Bytes of leaves that go into one part: FAT32, which most sticks have, holds no file of 4 GiB."""

_DEVICE = re.compile(r"[0-9a-f]{32}")
_PARCEL_FILE = re.compile(r"([0-9a-f]{32})-([0-9a-f]{24})-(\d{1,4})of(\d{1,4})\.age")


class Parcel(Struct, frozen=True, kw_only=True):
    """What the device signs of one part."""

    format: int = 1
    county: str
    """Fingerprint of the county's key."""
    device: str
    village: str
    nonce: str
    """24 digits, the same in all parts; the county's standing in the answer bears it."""
    part: int
    parts: int
    batches: tuple[str, ...]
    leaves: int
    """Bytes of the member `leaves`; 0 where there is none."""
    answer_to: str
    """For whom the answer is to be locked: "age1…"."""
    down: str = ""
    """How far the device has what the county sends down: the value of the header `down.HEADER`."""
    time: str = ""
    """Evidence only."""


class NotEnrolled(Struct, frozen=True):
    """The county's answer to an application that it refused; advice, not signed."""

    proof: str
    """Of the application."""
    problem: Problem


class ParcelAnswer(Struct, frozen=True, kw_only=True):
    """What the county signs of an answer."""

    format: int = 1
    county: str
    device: str
    village: str
    nonces: tuple[str, ...] = ()
    """Of the parcels that it answers, the last one last; the standing bears that one's."""
    contents: dict[str, str] = {}
    """Name of each other member to its SHA-256."""
    refused: tuple[Problem, ...] = ()
    at: str = ""
    """ISO time of the county, UTC."""


def parcel_name(parcel: Parcel) -> str:
    return f"{parcel.device}-{parcel.nonce}-{parcel.part}of{parcel.parts}{LOCKED}"


def device_of(name: str) -> str:
    """The device that a file on a stick says it is of; empty for a name that is none of ours."""
    if found := _PARCEL_FILE.fullmatch(name):
        return found[1]
    device = name.partition(".")[0]
    known = name.removeprefix(device) in (LOCKED, APPLICATION, ENROLLED, REFUSED)
    return device if known and _DEVICE.fullmatch(device) else ""


def is_parcel(name: str) -> bool:
    return _PARCEL_FILE.fullmatch(name) is not None


def claimed(data: bytes) -> tuple[Signed, Parcel]:
    """`parcel.json`, not verified yet: the device's key has to be found first. Raises Fault "malformed"."""
    signed = decode(data, Signed)
    return signed, decode(bytes(signed.message), Parcel)


def open_parcel(signed: Signed, *, counties: Sequence[str], public: str) -> Parcel:
    """The parcel, verified: of the device with this key, for the county with one of these fingerprints (of its key, and of
    those that it had before).

    Raises Fault "bad-signature", "malformed" or "wrong-county".
    """
    parcel = open_signed(signed, PARCEL, Parcel, public)
    if parcel.county not in counties:
        raise Fault("wrong-county", say("这个文件是给另一个县的，不予接收。"))
    if not re.fullmatch(r"[0-9a-f]{24}", parcel.nonce) or len(parcel.batches) > MAX_BATCHES:
        raise Fault("malformed", say("内容无法读取：格式不对。"))
    return parcel


def open_answer(data: bytes, contents: dict[str, bytes], *, county: str, device: str) -> ParcelAnswer:
    """The answer in `data` (`answer.json`), with all other members held against what it names.

    `county` is the public key. Raises Fault "bad-signature", "malformed" or "not-ours".
    """
    answer = open_signed(decode(data, Signed), ANSWER, ParcelAnswer, county)
    if answer.county != fingerprint(county) or answer.device != device:
        raise Fault("not-ours", say("U 盘上的答复不是给本机的，没有读入。"))
    if {name: digest(held) for name, held in contents.items()} != answer.contents:
        raise Fault("malformed", say("U 盘上的答复不完整或已损坏，没有读入；请县里再存一次。"))
    return answer
