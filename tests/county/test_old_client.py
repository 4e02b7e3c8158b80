"""What the first program of all sent, byte for byte as it was then, is taken, receipted and understood for ever.

The files in golden/first-client were written once by the program of 2026-11-22, before fields were added to meetings, scans and
applications; they are never made anew. The device's private number is 7, the county's 9.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import insert, select

from county.derive import derive_new
from county.enrol import new_code
from county.keys import KEY_FILE
from county.month import months
from county.show import overview
from county.tables import codes, records
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import canonical, read
from desktop.wire.enrolment import code_key
from desktop.wire.receipt import Receipt
from desktop.wire.request import HEADER
from desktop.wire.signed import RECEIPT, Signed, open_signed
from tests.county.bench import CODE, Bench, call
from tests.sync.village import meeting

GOLDEN = Path(__file__).parent / "golden" / "first-client"
REQUESTS = [line.split(" ", 2) for line in (GOLDEN / "requests.txt").read_text(encoding="ascii").splitlines()]
BODIES = [(GOLDEN / "batch.bin").read_bytes(), (GOLDEN / "leaves.bin").read_bytes(), b"", b""]


@pytest.fixture
def old_county(tmp_path: Path) -> Iterator[Bench]:
    """The county of the worked bytes, with the code that they were made for."""
    plain = serialization.NoEncryption()
    key = ec.derive_private_key(9, ec.SECP256R1())
    (tmp_path / "county").mkdir()
    file = tmp_path / "county" / KEY_FILE
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    file.chmod(0o600)
    bench = Bench(tmp_path / "county")
    new_code(bench.store, CODE, "石桥村")
    with bench.store.write() as work:
        row = {"key": code_key("0123-4567-89AB").hex(), "village": CODE, "part": "", "made_at": "", "expires_at": "9999"}
        work.execute(insert(codes), row)
    yield bench
    bench.close()


def _receipts(bench: Bench, answer: bytes) -> list[Receipt]:
    given = msgspec.json.decode(answer, type=_Old).receipts
    return [open_signed(one, RECEIPT, Receipt, bench.store.key.public) for one in given]


class _Old(msgspec.Struct):
    """As much of a reply as that program reads."""

    receipts: tuple[Signed, ...] = ()


def test_the_first_client_of_all_still_enrols_delivers_and_is_understood(old_county: Bench) -> None:
    bench = old_county
    enrolled = call(bench.app, "POST", "/v1/enrol", [(GOLDEN / "enrolment.json").read_bytes()])
    assert enrolled.status == 200, enrolled.body
    assert set(json.loads(enrolled.body)) >= {"public", "certificate"}
    answers = [
        call(bench.app, method, path, [body], {HEADER: header})
        for (method, path, header), body in zip(REQUESTS, BODIES, strict=True)
    ]
    assert [answer.status for answer in answers] == [200] * 4, [answer.body for answer in answers]
    assert all("content-encoding" not in answer.headers for answer in answers), "it cannot read what is packed"
    (first,), (second,) = _receipts(bench, answers[0].body), _receipts(bench, answers[1].body)
    assert [first.kind, second.kind] == ["records", "blobs"]
    assert [one.kind for one in _receipts(bench, answers[2].body)] == ["records", "blobs"], "given again"
    assert first.expected.sequence == 3
    assert json.loads(answers[3].body)["standing"]["message"]["expected"]["sequence"] == 3

    derive_new(bench.store)
    shown = overview(bench.store)
    assert (shown["records"], shown["held"]) == (2, [])
    assert [one["differs"] for one in shown["meetings"]] == [False]
    (month,) = months(bench.store, "2026-06", CODE)
    assert (month.figures.every.times, month.figures.every.present) == (1, 28)


def test_the_same_bytes_once_more_are_told_to_be_old_and_change_nothing(old_county: Bench) -> None:
    bench = old_county
    call(bench.app, "POST", "/v1/enrol", [(GOLDEN / "enrolment.json").read_bytes()])
    method, path, header = REQUESTS[0]
    for status in (200, 409):
        assert call(bench.app, method, path, [BODIES[0]], {HEADER: header}).status == status
    assert overview(bench.store)["records"] == 2


def test_a_meeting_of_the_first_format_is_read_and_says_that_it_is_one(old_county: Bench) -> None:
    bench = old_county
    call(bench.app, "POST", "/v1/enrol", [(GOLDEN / "enrolment.json").read_bytes()])
    method, path, header = REQUESTS[0]
    call(bench.app, method, path, [BODIES[0]], {HEADER: header})
    with bench.store.read() as work:
        body = work.execute(select(records.c.body).where(records.c.kind == "meeting")).scalar_one()
    old = read(body, SealedMeeting)
    assert (old.format, old.invited, old.speaking_times) == (1, (), False)
    assert b"speaking_times" not in body
    assert old.polls[0].verdict.passed
    assert msgspec.json.decode(canonical(meeting()), type=SealedMeeting).format == 2, "fields were added since"
