"""A sealed record verifies with nothing but the device's public key, by a second hand."""

from __future__ import annotations

import hashlib
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from desktop.domain.events import Moment
from desktop.vault.device import DeviceKey
from desktop.vault.sealing import seal
from desktop.wire.head import Head
from desktop.wire.records import SealedRecord, record_hash, signed_bytes
from desktop.wire.verify import verify_chain, verify_record

KEY = DeviceKey.generate()
SALT = "5a" * 32
MOMENT = Moment("2026-06-18T21:05:00", "paper")


def sealed(head: Head | None = None, key: DeviceKey = KEY, salt: str = SALT) -> SealedRecord:
    return seal(
        key, head=head, epoch=1, kind="meeting", subject="m", body=b"{}", blobs=("ab",), moment=MOMENT, salt=salt
    )


def test_the_signature_is_of_these_bytes_and_of_no_others() -> None:
    record = sealed()
    public = serialization.load_der_public_key(bytes.fromhex(KEY.public))
    assert isinstance(public, ec.EllipticCurvePublicKey)
    assert isinstance(public.curve, ec.SECP256R1)
    plain = json.loads(signed_bytes(record.record).removeprefix(b"yishitang record 1\n"))
    data = (
        b"yishitang record 1\n" + json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    public.verify(bytes.fromhex(record.signature), data, ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        public.verify(bytes.fromhex(record.signature), data + b" ", ec.ECDSA(hashes.SHA256()))
    assert plain["body"] == hashlib.sha256(bytes.fromhex(SALT) + b"{}").hexdigest()
    assert (plain["device"], plain["clock"], plain["blobs"]) == (KEY.id, "paper", ["ab"])


def test_the_device_is_named_after_its_key() -> None:
    assert KEY.id == hashlib.sha256(bytes.fromhex(KEY.public)).hexdigest()[:32]
    assert DeviceKey.from_secret(KEY.secret).public == KEY.public
    assert len(KEY.secret) == 32
    assert KEY.secret.hex() not in repr(KEY)


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert sealed() == sealed()
    assert sealed(salt="5b" * 32).record.body != sealed().record.body


def test_records_are_chained_from_the_first_on() -> None:
    first = sealed()
    second = sealed(Head(1, 1, record_hash(first.record)))
    for record in (first, second):
        verify_record(record, KEY.public)
    assert verify_chain([first, second], "") == record_hash(second.record)
    assert (second.record.sequence, second.record.previous) == (2, record_hash(first.record))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "letter"}, "kind"),
        ({"salt": "00"}, "salt"),
        ({"epoch": 1}, "epoch"),
    ],
)
def test_what_can_not_be_a_record_is_not_signed(wrong: dict[str, object], words: str) -> None:
    facts: dict[str, object] = {
        "head": Head(2, 7, "a" * 64),
        "epoch": 2,
        "kind": "scan",
        "subject": "s",
        "body": b"",
        "moment": MOMENT,
        "salt": SALT,
    }
    with pytest.raises(ValueError, match=words):
        seal(KEY, **(facts | wrong))  # type: ignore[arg-type]
