"""county/PROTOCOL.md says what the programs do: its worked bytes are computed again, its tables compared with the code."""

from __future__ import annotations

import io
import re
from pathlib import Path

import msgspec
import pytest
from starlette.routing import Route

from county.app import build_app
from county.store import Store
from desktop.wire.address import ADDRESS, open_address
from desktop.wire.batch import read_batch, unpack, verify_batch
from desktop.wire.down import Rotation, newest_key, open_head, open_items
from desktop.wire.down_bodies import KINDS, CaseAnswer, Feedback, Notice, Pack, Readmission, Revocation
from desktop.wire.enrolment import Enrol, check_printed, clean_code, code_key, prove, verify_application
from desktop.wire.locked import recipient_of, stick_identity, unlock
from desktop.wire.medium import ROOT
from desktop.wire.parcel import (
    ADDRESS_NAME,
    ANSWER,
    ANSWER_NAME,
    BATCHES,
    DOWN_NAME,
    LEAVES,
    PACKS,
    PARCEL,
    PARCEL_NAME,
    REPLY_NAME,
    claimed,
    open_parcel,
)
from desktop.wire.receipt import Receipt, open_receipt
from desktop.wire.request import read_request, verify_request
from desktop.wire.short_receipt import read_short, restore
from desktop.wire.signed import Signed
from desktop.wire.verify import verify_carried
from tests.wire.worked import COUNTY, DEVICE, worked
from tests.wire.worked_down import NEXT_COUNTY

PROTOCOL = Path(__file__).resolve().parents[2] / "county" / "PROTOCOL.md"
TEXT = PROTOCOL.read_text(encoding="utf-8")
WRITTEN = dict(re.findall(r"\*\*([^*\n]+)\*\*\n\n```text\n([^`]+)\n```", TEXT))


@pytest.mark.parametrize("name", worked())
def test_a_worked_example_comes_out_byte_for_byte(name: str) -> None:
    assert WRITTEN[name] == worked()[name]


def test_every_worked_example_is_one_of_ours() -> None:
    assert set(WRITTEN) == set(worked())


def test_the_worked_batch_verifies_and_the_receipt_is_for_it() -> None:
    batch = read_batch(bytes.fromhex(WRITTEN["the whole batch, hexadecimal"]))
    verify_batch(batch, WRITTEN["public key of the device"])
    (carried,) = unpack(batch)
    record = verify_carried(carried, WRITTEN["public key of the device"])
    assert carried.raw.decode() == WRITTEN["record"]
    assert record.device == DEVICE.id
    signed = msgspec.json.decode(WRITTEN["receipt"], type=Signed)
    receipt: Receipt = open_receipt(signed, county=COUNTY.public, batch=batch, records=(carried,))
    assert receipt.records == (WRITTEN["hash of the record"],)


def test_the_worked_header_verifies() -> None:
    header = WRITTEN["header of the request"].removeprefix("Yishitang: ")
    county = WRITTEN["fingerprint of the county"]
    facts, signature = read_request(header, county=county, method="POST", path="/v1/batches")
    verify_request(facts, signature, WRITTEN["public key of the device"])


def test_the_worked_enrolment_proves_its_code_and_holds_no_trace_of_it() -> None:
    text = WRITTEN["enrolment with the code 0123-4567-89AB"]
    asked = msgspec.json.decode(text, type=Enrol)
    verify_application(asked)
    assert asked.proof == prove(asked.application, code_key("0123-4567-89ab"))
    assert clean_code("0123-4567-89AB") not in text


def test_the_worked_receipt_on_paper_is_the_worked_receipt() -> None:
    batch = read_batch(bytes.fromhex(WRITTEN["the whole batch, hexadecimal"]))
    short = read_short(WRITTEN["the same receipt on paper"])
    hashes = (WRITTEN["hash of the record"],)
    back = restore(short, batch.id, batch.manifest, hashes, county=WRITTEN["fingerprint of the county"])
    assert msgspec.json.encode(back).decode() == WRITTEN["receipt"]


def test_the_worked_words_are_of_the_worked_county_and_code() -> None:
    for language in ("the four words under this code", "the four words in English"):
        check_printed(WRITTEN[language], code_key("0123-4567-89AB"), WRITTEN["fingerprint of the county"])


def test_the_worked_parcel_verifies_and_its_locked_word_opens() -> None:
    signed, said = claimed(WRITTEN["parcel.json"].encode())
    county = WRITTEN["fingerprint of the county"]
    assert open_parcel(signed, counties=[county], public=WRITTEN["public key of the device"]) == said
    address = open_address(msgspec.json.decode(WRITTEN["address of the county"], type=Signed), COUNTY.public)
    identity = stick_identity(COUNTY.secret)
    assert address.stick
    assert address.stick.recipient == recipient_of(identity)
    sink = io.BytesIO()
    unlock(io.BytesIO(bytes.fromhex(WRITTEN["the word yishitang, locked for the county, hexadecimal"])), sink, [identity])
    assert sink.getvalue() == b"yishitang"


def test_the_words_of_the_protocol_page_are_the_names_that_the_programs_use() -> None:
    for name in (PARCEL_NAME, BATCHES, LEAVES, ANSWER_NAME, REPLY_NAME, ADDRESS_NAME, DOWN_NAME, PACKS, ROOT):
        assert f"`{name}" in TEXT or f"{name}/" in TEXT, name
    for line in (PARCEL, ANSWER, ADDRESS, "words 1", "code 1"):
        assert f"`yishitang {line}" in TEXT, line


def test_the_worked_stream_holds_and_goes_over_to_the_worked_key() -> None:
    county, device = WRITTEN["public key of the county"], DEVICE.id
    head = msgspec.json.decode(WRITTEN["head of the stream"], type=Signed)
    item = msgspec.json.decode(WRITTEN["item of the stream"], type=Signed)
    opened = open_head(head, county=county, device=device, nonce="000102030405060708090a0b")
    ((one, _, name),) = open_items((item,), county=county, device=device)
    assert (opened.version, opened.last) == (one.sequence, name)
    link = msgspec.json.decode(WRITTEN["another key of the county, whose private number is 10"], type=Rotation)
    assert newest_key(county, (link,)) == NEXT_COUNTY.public
    assert newest_key(NEXT_COUNTY.public, (link,)) == NEXT_COUNTY.public


def test_every_kind_of_item_stands_on_the_page_with_its_fields() -> None:
    down = TEXT[TEXT.index("## Down") : TEXT.index("## Slots")]
    table = {kind: set(re.findall(r"`([a-z_]+)`", fields)) for kind, fields in re.findall(r"^\| `([a-z]+)` \| ([^|]+) \|", down, re.MULTILINE)}
    bodies = dict(zip(KINDS, (Feedback, CaseAnswer, Notice, Pack, Revocation, Readmission), strict=True))
    for kind, body in bodies.items():
        assert table[kind] == set(body.__struct_fields__), kind


def test_every_address_of_the_server_stands_on_the_page_and_no_other(tmp_path: Path) -> None:
    found = re.findall(r"^\| `([A-Z]+) (/v1/[^`]+)` \|", TEXT, re.MULTILINE)
    store = Store(tmp_path)
    routes = {
        (method, re.sub(r"\{(\w+)(:int)?\}", lambda name: name[1].upper(), route.path))
        for route in build_app(store).routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    store.close()
    assert len(found) == len(set(found))
    assert set(found) == routes
