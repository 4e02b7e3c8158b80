"""Does a record say what its device sealed? Needs the record, the device's public key, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.wire.batch import Carried
from desktop.wire.canonical import is_canonical
from desktop.wire.faults import Fault
from desktop.wire.records import Record, SealedRecord, body_hash, record_hash, signed_bytes
from desktop.wire.signed import decode, signature_holds, signed_line
from forms.language import say


def verify_record(sealed: SealedRecord, public: str) -> None:
    """Raises Fault: "bad-signature", or "bad-body" where a body is there and is not the one that was sealed.

    A record whose body was erased verifies still.
    """
    _verify(sealed.record, signed_bytes(sealed.record), sealed.signature, public)
    if sealed.body is not None:
        _verify_body(sealed.record.body, sealed.salt, sealed.body)


def verify_carried(carried: Carried, public: str) -> Record:
    """The record in what travelled, verified.

    Raises Fault as `verify_record` does, and "unreadable" for bytes that are no record that this program can read.
    """
    try:
        record = decode(carried.raw, Record)
    except Fault:
        raise Fault("unreadable", say("这条记录的格式读不懂，已原样保存。")) from None
    if not is_canonical(carried.raw):
        raise Fault("unreadable", say("这条记录的写法不规范，已原样保存。"))
    _verify(record, signed_line("record 1") + carried.raw, carried.signature.hex(), public)
    if carried.body is not None:
        _verify_body(record.body, carried.salt.hex(), carried.body)
    return record


def verify_chain(records: Iterable[SealedRecord], start_hash: str) -> str:
    """Each record names the one before it, from `start_hash` on (`records.FIRST` for a whole chain).

    Answers the hash of the last record (the head). Raises Fault "broken-chain" with the sequence at which it breaks.
    Signatures are not looked at: that is `verify_record`.
    """
    head = start_hash
    sequence: int | None = None if start_hash else 0
    for sealed in records:
        record = sealed.record
        if record.previous != head or (sequence is not None and record.sequence != sequence + 1):
            raise Fault("broken-chain", say("台账在第 {n} 条记录处断开：前一条对不上。", n=record.sequence))
        head, sequence = record_hash(record), record.sequence
    return head


def _verify(record: Record, data: bytes, signature: str, public: str) -> None:
    if record.algorithms.signature != "ecdsa-p256-sha256" or record.algorithms.hash != "sha256":
        raise Fault("unreadable", say("这条记录用了本程序不认识的算法，已原样保存。"))
    if not signature_holds(public, signature, data):
        raise Fault("bad-signature", say("第 {n} 条记录的签名不符。", n=record.sequence))


def _verify_body(expected: str, salt: str, body: bytes) -> None:
    try:
        found = body_hash(salt, body)
    except ValueError:
        found = ""
    if found != expected:
        raise Fault("bad-body", say("记录的正文与定稿时不一致。"))


