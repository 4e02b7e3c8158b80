"""county/PROTOCOL.md leaves nothing out, and invents nothing: messages, fields, requests, statuses, kinds of records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec import Struct

from county.answers import STATUS
from county.chain import FORK
from county.derive import UNREADABLE
from desktop.wire.address import Address, Pin, StickKey
from desktop.wire.batch import BlobEntry, Manifest
from desktop.wire.down import Down, Head, Item, NewKey, Rotation
from desktop.wire.enrolment import Application, Certificate, County, Enrol, Enrolled
from desktop.wire.faults import Problem
from desktop.wire.parcel import NotEnrolled, Parcel, ParcelAnswer
from desktop.wire.receipt import Expected, Held, Missing, Receipt, Reply, Standing
from desktop.wire.records import Algorithms, Record
from desktop.wire.request import Facts
from desktop.wire.signed import Signed
from desktop.wire.slots import Plan, Slot, Window

HOUSE = Path(__file__).resolve().parents[2]
TEXT = (HOUSE / "county" / "PROTOCOL.md").read_text(encoding="utf-8")
REFUSALS = TEXT[TEXT.index("## Refusals") : TEXT.index("## Worked bytes")]
MESSAGES = TEXT[TEXT.index("## Messages") : TEXT.index("## Refusals")]
KINDS: dict[str, type[Struct]] = {
    "record": Record, "algorithms": Algorithms, "manifest": Manifest, "blob of a manifest": BlobEntry, "facts of a request": Facts,
    "signed": Signed, "reply": Reply, "missing": Missing, "receipt": Receipt, "held": Held, "expected": Expected,
    "standing": Standing, "county": County, "enrolment": Enrol, "application": Application, "enrolled": Enrolled,
    "certificate": Certificate, "address": Address, "pin": Pin, "stick": StickKey, "parcel": Parcel, "answer": ParcelAnswer,
    "not enrolled": NotEnrolled, "down": Down, "head": Head, "plan": Plan, "slot": Slot, "window": Window, "item": Item,
    "key": Rotation, "new key": NewKey, "refusal": Problem,
}  # fmt: skip
OF_STICKS = {"cut-short", "not-for-us"}
OF_DEVICES = {
    "bad-fingerprint", "bad-receipt-code", "bad-slip", "bad-words", "doubtful", "no-receipt", "no-stick-key", "not-a-county", "not-ours",
    "older", "too-long",
}  # fmt: skip
"""What only a device says to its own user: typed wrongly, or an answer that is not for it. No county answers with these."""


def rows(text: str, pattern: str) -> list[tuple[str, ...]]:
    """All rows of a table that fit, in their order; a row that stands twice comes twice."""
    return [found if isinstance(found, tuple) else (found,) for found in re.findall(pattern, text, re.MULTILINE)]


def raised(rooms: Iterable[str]) -> set[str]:
    """Codes of all faults that the programs in these rooms make."""
    files = [file for room in rooms for file in (HOUSE / room).rglob("*.py")]
    return {code for file in files for code in re.findall(r'Fault\(\s*"([a-z-]+)"', file.read_text(encoding="utf-8"))}


def messages(text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = rows(text, r"^\| ([a-z ]+) \| (`.+`) \|$")
    return [(name, tuple(re.findall(r"`([a-z_]+)`", fields))) for name, fields in found]


def test_every_message_stands_on_the_page_with_its_fields_in_their_order() -> None:
    assert messages(MESSAGES) == [(name, kind.__struct_fields__) for name, kind in KINDS.items()]


def test_the_table_of_messages_can_be_wrong() -> None:
    assert messages(MESSAGES.replace("`serial`, ", "", 1)) != messages(MESSAGES)


def test_every_refusal_stands_once_on_the_page_with_its_status() -> None:
    table = rows(REFUSALS, r"^\| `([a-z-]+)` \| (\d{3}) \| .")
    assert len(table) == len({code for code, _ in table}), "a code stands twice"
    assert {code: int(status) for code, status in table} == STATUS


def test_every_code_of_the_page_is_raised_somewhere_and_every_code_that_is_raised_stands_on_it() -> None:
    of_records = set(re.findall(r"`([a-z-]+)`", REFUSALS[REFUSALS.index("Codes for which a record is held") :]))
    on_page = set(STATUS) | OF_STICKS | of_records
    assert raised(["county", "desktop/wire", "desktop/sync"]) - OF_DEVICES <= on_page
    assert set(STATUS) | OF_STICKS <= raised(["county", "desktop/wire"])
    assert not OF_DEVICES & raised(["county"])
    assert {FORK, UNREADABLE} <= of_records
    assert of_records - {FORK, UNREADABLE, "foreign-record"} <= raised(["desktop/wire"])


@pytest.mark.parametrize("code", sorted(OF_STICKS))
def test_what_only_a_stick_can_be_refused_for_stands_with_the_stick(code: str) -> None:
    stick = TEXT[TEXT.index("## The stick") : TEXT.index("## Down")]
    assert rows(stick, rf"^\| {code} \| .")


def test_every_line_that_is_signed_under_stands_on_the_page() -> None:
    table = {line for (line,) in rows(TEXT, r"^\| `yishitang ([a-z ]+ \d)` \|")}
    texts = [file.read_text(encoding="utf-8") for file in (HOUSE / "desktop" / "wire").glob("*.py")]
    lines = {line for text in texts for line in re.findall(r'"(?!yishitang )([a-z ]+ 1)"', text)}
    assert {"batch 1", "receipt 1", "down head 1", "record 1"} <= lines, "the search finds them"
    assert table == lines - {"code 1", "words 1"}, "these two are no lines but keys of an HMAC"
