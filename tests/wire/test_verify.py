"""A record and its chain verify from the bytes and the public key alone."""

from __future__ import annotations

import msgspec
import pytest

from desktop.wire.enrolment import clean_code, clean_fingerprint
from desktop.wire.faults import Fault
from desktop.wire.records import FIRST, record_hash
from desktop.wire.signed import Signed, fingerprint, open_signed, sign_message
from desktop.wire.verify import verify_chain, verify_record
from tests.wire.chains import chain
from tests.wire.worked import COUNTY, DEVICE

RECORDS = chain([b"1", b"2", b"3"])


def test_an_honest_record_verifies_with_and_without_its_body() -> None:
    verify_record(RECORDS[0], DEVICE.public)
    verify_record(msgspec.structs.replace(RECORDS[0], body=None, salt=""), DEVICE.public)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"body": b"2"}, "bad-body"),
        ({"salt": "00" * 32}, "bad-body"),
        ({"salt": "zz"}, "bad-body"),
        ({"signature": RECORDS[1].signature}, "bad-signature"),
        ({"signature": "not hex"}, "bad-signature"),
        ({"record": msgspec.structs.replace(RECORDS[0].record, made_at="2020-01-01T00:00:00")}, "bad-signature"),
    ],
)
def test_any_change_is_found(facts: dict[str, object], code: str) -> None:
    with pytest.raises(Fault) as refused:
        verify_record(msgspec.structs.replace(RECORDS[0], **facts), DEVICE.public)
    assert refused.value.code == code


def test_another_devices_key_does_not_verify() -> None:
    with pytest.raises(Fault):
        verify_record(RECORDS[0], COUNTY.public)


def test_a_chain_gives_its_head_from_the_start_and_from_any_record() -> None:
    head = record_hash(RECORDS[-1].record)
    assert verify_chain(RECORDS, FIRST) == head
    assert verify_chain(RECORDS[1:], record_hash(RECORDS[0].record)) == head
    assert verify_chain([], head) == head


@pytest.mark.parametrize("broken", [[0, 2], [1, 2], [0, 1, 1], [0, 0], [1, 0]])
def test_a_chain_with_a_link_missing_doubled_or_moved_is_broken(broken: list[int]) -> None:
    with pytest.raises(Fault) as refused:
        verify_chain([RECORDS[place] for place in broken], FIRST)
    assert refused.value.code == "broken-chain"


@pytest.mark.parametrize("public", ["", "zz", "00", RECORDS[0].signature, DEVICE.public[:-2], DEVICE.public + "00"])
def test_what_is_no_key_is_refused_as_that(public: str) -> None:
    with pytest.raises(Fault) as refused:
        fingerprint(public)
    assert refused.value.code == "bad-key"


def test_a_signature_means_nothing_under_another_first_line() -> None:
    signed = sign_message("receipt 1", {"a": 1}, COUNTY.sign)
    assert open_signed(signed, "receipt 1", dict, COUNTY.public) == {"a": 1}
    with pytest.raises(Fault):
        open_signed(signed, "certificate 1", dict, COUNTY.public)


def test_a_signed_message_is_verified_as_it_came_and_not_as_we_would_write_it() -> None:
    data = msgspec.json.encode(sign_message("receipt 1", {"a": 1, "later": [1]}, COUNTY.sign))
    signed = msgspec.json.decode(data, type=Signed)
    assert bytes(signed.message) == b'{"a":1,"later":[1]}'
    assert open_signed(signed, "receipt 1", dict, COUNTY.public)


@pytest.mark.parametrize("code", ["0123-4567-89AB", "o123 4567 89ab", "OI23456789AB", "0L2345 6789AB"])
def test_a_code_may_be_typed_as_people_type(code: str) -> None:
    assert clean_code(code) == "0123456789AB" or set(code.upper()) & {"O", "I", "L"}
    assert len(clean_code(code)) == 12


@pytest.mark.parametrize("code", ["", "0123", "0123-4567-89AU", "0123-4567-89ABC", "会" * 12])
def test_a_code_that_cannot_be_one_is_refused_before_it_is_sent(code: str) -> None:
    with pytest.raises(Fault) as refused:
        clean_code(code)
    assert refused.value.code == "bad-code"


@pytest.mark.parametrize("text", ["", "12", "g" * 32, "0" * 31, "0" * 65])
def test_a_fingerprint_that_cannot_be_one_is_refused(text: str) -> None:
    with pytest.raises(Fault):
        clean_fingerprint(text)


def test_a_fingerprint_may_be_typed_in_groups() -> None:
    whole = fingerprint(COUNTY.public)
    assert clean_fingerprint(" ".join(whole[at : at + 4].upper() for at in range(0, 32, 4))) == whole[:32]
