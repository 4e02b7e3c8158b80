"""Chains at the county: the same again, forks, gaps, records that cannot be used, and what is expected next."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import select

from county.derive import derive_new
from county.devices import Device as Known
from county.down_tables import orders
from county.receive import receive_batch
from county.show import overview
from county.tables import records
from desktop.wire.batch import read_batch
from desktop.wire.canonical import canonical, digest
from desktop.wire.receipt import Receipt
from desktop.wire.records import FIRST, Record, SealedRecord, record_hash
from desktop.wire.request import HEADER
from desktop.wire.signed import RECEIPT, open_signed
from tests.county.bench import Bench, Device, call


def _receipts(bench: Bench, device: Device, data: bytes) -> list[Receipt]:
    reply = receive_batch(bench.store, Known(device.key.id, device.key.public, device.village), data)
    return [open_signed(signed, RECEIPT, Receipt, bench.store.key.public) for signed in reply.receipts]


def _held(bench: Bench) -> list[tuple[int, str]]:
    return [(row["sequence"], row["code"]) for row in overview(bench.store)["held"]]


def _kept(bench: Bench) -> list[str]:
    with bench.store.read() as work:
        return list(work.execute(select(records.c.hash).order_by(records.c.sequence, records.c.id)).scalars())


def test_the_same_batch_again_brings_the_very_same_receipts(bench: Bench, device: Device) -> None:
    device.record()
    data = device.batch()
    assert bench.send(device, data) == bench.send(device, data)
    assert len(_kept(bench)) == 1


def test_a_receipt_names_every_hash_and_the_head_that_is_expected_next(bench: Bench, device: Device) -> None:
    scan = b"scan" * 50_000
    for number in range(3):
        device.record(b"%d" % number, blobs=(digest(scan),))
    receipt = _receipts(bench, device, device.batch(blobs=(scan,)))[0]
    hashes = [record_hash(sealed.record) for sealed in device.chain]
    assert list(receipt.records) == hashes
    assert (receipt.expected.sequence, receipt.expected.previous) == (4, hashes[-1])
    assert receipt.county == bench.store.key.fingerprint
    assert receipt.kind == "records", "no receipt for blobs before they are there"


def test_overlapping_batches_keep_each_record_once(bench: Bench, device: Device) -> None:
    for number in range(4):
        device.record(b"%d" % number)
    _receipts(bench, device, device.batch(device.chain[:3]))
    receipt = _receipts(bench, device, device.batch(device.chain[1:]))[0]
    assert len(receipt.records) == 3
    assert _kept(bench) == [record_hash(sealed.record) for sealed in device.chain]


def test_a_fork_is_kept_on_both_sides_quarantined_and_told(bench: Bench, device: Device) -> None:
    """A cloned disk: two PCs with one key and one mark go on from the same record."""
    device.record(b"1")
    device.record(b"2")
    clone = Device()
    clone.chain = device.chain[:1]
    clone.record(b"other")
    first = _receipts(bench, device, device.batch())[0]
    second = _receipts(bench, clone, clone.batch())[0]
    assert first.held == ()
    assert [(one.sequence, one.code) for one in second.held] == [(2, "fork")]
    assert _held(bench) == [(2, "fork"), (2, "fork")]
    assert len(_kept(bench)) == 3
    assert second.expected.previous == record_hash(device.chain[1].record), "the clone sees that it is not the one"
    assert "fork" in {line["code"] for line in overview(bench.store)["log"]}


def test_a_fork_does_not_block_what_comes_after_it(bench: Bench, device: Device) -> None:
    clone = Device()
    device.record(b"1")
    clone.record(b"other")
    _receipts(bench, clone, clone.batch())
    device.record(b"2")
    receipt = _receipts(bench, device, device.batch())[0]
    assert receipt.expected.previous == record_hash(device.chain[1].record)


def test_a_gap_is_taken_and_closed_later(bench: Bench, device: Device) -> None:
    for number in range(5):
        device.record(b"%d" % number)
    early = _receipts(bench, device, device.batch(device.chain[:1]))[0]
    assert early.expected.sequence == 2
    late = _receipts(bench, device, device.batch(device.chain[3:]))[0]
    assert late.expected.sequence == 2, "the county says what it lacks"
    assert late.held == ()
    closed = _receipts(bench, device, device.batch(device.chain[1:3]))[0]
    assert closed.expected.sequence == 6


def test_a_new_epoch_goes_on_from_any_record_of_its_device(bench: Bench, device: Device) -> None:
    """A PC that was restored from an old copy: what it lost stays at the county, what it makes now is taken."""
    for number in range(4):
        device.record(b"%d" % number)
    _receipts(bench, device, device.batch())
    restored = Device()
    restored.chain = device.chain[:2]
    lost = restored.record(b"again", kind="epoch")
    restored.chain[-1] = restored.again(lost, epoch=2)
    receipt = _receipts(bench, restored, restored.batch(restored.chain[-1:]))[0]
    assert receipt.held == ()
    assert (receipt.expected.epoch, receipt.expected.sequence) == (2, 4)
    assert not _held(bench)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda device, sealed: msgspec.structs.replace(sealed, signature=device.key.sign(b"other")), "bad-signature"),
        (lambda device, sealed: msgspec.structs.replace(sealed, body=b"other"), "bad-body"),
        (lambda device, sealed: device.again(sealed, algorithms=_later_algorithms()), "unreadable"),
    ],
)
def test_a_record_that_cannot_be_used_is_kept_named_and_blocks_nothing(bench, device, damage, code):  # type: ignore[no-untyped-def]
    device.record(b"1")
    device.chain[0] = damage(device, device.chain[0])
    device.record(b"2")
    device.record(b"3")
    receipt = _receipts(bench, device, device.batch())[0]
    assert [(one.sequence, one.code) for one in receipt.held] == [(1, code)]
    assert (len(receipt.records), receipt.expected.sequence) == (3, 4)
    assert [line["device"] for line in overview(bench.store)["log"] if line["code"] == code] == [device.key.id]
    assert receipt.held[0].message


def test_a_record_that_comes_whole_after_it_was_held_is_told_as_settled_once(bench: Bench, device: Device) -> None:
    whole = device.record(b"1", kind="archive")
    device.chain[0] = msgspec.structs.replace(whole, body=b"other")
    bench.send(device, device.batch())
    derive_new(bench.store)
    device.chain[0] = whole
    device.record(b"2", kind="archive")
    for _ in range(2):
        bench.send(device, device.batch())
        derive_new(bench.store)
    assert _held(bench) == []
    with bench.store.read() as work:
        said = [msgspec.json.decode(body) for body in work.execute(select(orders.c.body).order_by(orders.c.row)).scalars()]
    assert [(one["sequence"], one["state"], one["code"]) for one in said] == [(1, "held", "bad-body"), (1, "settled", "bad-body")]


def test_a_record_in_the_name_of_another_device_is_held(bench: Bench, device: Device) -> None:
    sealed = device.record()
    device.chain[0] = device.again(sealed, device="f" * 32)
    # The batch says whose it is; only the record in it says something else.
    from desktop.wire import batch as wire

    data = wire.read_batch(device.batch())
    manifest = canonical(msgspec.structs.replace(data.manifest, device=device.key.id))
    signature = bytes.fromhex(device.key.sign(b"yishitang batch 1\n" + manifest))
    parts = [len(part).to_bytes(4, "big") + part for part in (manifest, signature, data.packed)]
    receipt = _receipts(bench, device, b"yishitang batch 1\n" + b"".join(parts))[0]
    assert [one.code for one in receipt.held] == ["foreign-record"]
    assert "foreign-record" in {line["code"] for line in overview(bench.store)["log"]}


def test_a_record_in_a_wrong_place_is_held_and_a_thousand_of_them_are_one_line_of_the_log(bench: Bench, device: Device) -> None:
    for number in range(30):
        device.record(b"%d" % number)
    whole = device.batch()
    manifest = msgspec.structs.replace(read_batch(whole).manifest, epoch=5)
    raw = canonical(manifest)
    signature = bytes.fromhex(device.key.sign(b"yishitang batch 1\n" + raw))
    parts = [len(part).to_bytes(4, "big") + part for part in (raw, signature, read_batch(whole).packed)]
    receipt = _receipts(bench, device, b"yishitang batch 1\n" + b"".join(parts))[0]
    assert [one.code for one in receipt.held] == ["broken-chain"] * 30
    (line,) = [line for line in overview(bench.store)["log"] if line["code"] == "broken-chain"]
    assert line["detail"].startswith("batch ")


def test_kinds_and_formats_that_are_not_known_yet_are_taken_as_they_are(bench: Bench, device: Device) -> None:
    device.record(b'{"format":9}', kind="meeting")
    device.chain[0] = device.again(device.chain[0], kind="prophecy", format=9)
    receipt = _receipts(bench, device, device.batch())[0]
    assert receipt.held == ()
    assert derive_new(bench.store) == 1
    assert _held(bench) == []


def test_a_record_with_fields_of_a_later_version_still_verifies_and_is_kept_byte_for_byte(bench: Bench, device: Device) -> None:
    class Later(Record, frozen=True, kw_only=True):
        witness: str = ""

    sealed = device.record(b"{}")
    facts = msgspec.structs.asdict(sealed.record)
    later = Later(**facts, witness="钱二")
    signature = device.key.sign(b"yishitang record 1\n" + canonical(later))
    device.chain = [SealedRecord(record=later, signature=signature, salt=sealed.salt, body=sealed.body)]
    receipt = _receipts(bench, device, device.batch())[0]
    assert receipt.held == ()
    with bench.store.read() as work:
        kept = work.execute(select(records.c.raw)).scalar_one()
    assert kept == canonical(later)
    assert "钱二".encode() in kept


def test_a_meeting_that_cannot_be_read_is_quarantined_after_its_receipt(bench: Bench, device: Device) -> None:
    device.record(b'{"title":12}', kind="meeting")
    device.record(b"rubbish", kind="scan")
    receipt = _receipts(bench, device, device.batch())[0]
    assert receipt.held == ()
    derive_new(bench.store)
    assert _held(bench) == [(1, "unreadable-body"), (2, "unreadable-body")]
    assert derive_new(bench.store) == 0
    assert [one["code"] for one in overview(bench.store)["log"]].count("unreadable-body") == 2


def test_a_body_that_was_erased_is_no_fault(bench: Bench, device: Device) -> None:
    sealed = device.record(b'{"title":"x"}', kind="meeting")
    device.chain[0] = msgspec.structs.replace(sealed, salt="", body=None)
    assert _receipts(bench, device, device.batch())[0].held == ()
    assert derive_new(bench.store) == 1
    assert _held(bench) == []


def test_the_standing_says_what_is_expected_of_a_new_device(bench: Bench, device: Device) -> None:
    status, reply = bench.ask(device, "GET", "/v1/standing")
    assert status == 200
    expected = reply["standing"]["message"]["expected"]
    assert (expected["sequence"], expected["previous"]) == (1, FIRST)


def test_a_receipt_goes_compressed_to_whoever_takes_it_so(bench: Bench, device: Device) -> None:
    """It names every hash, and the line is slow."""
    for number in range(50):
        device.record(b"%d" % number)
    data = device.batch()
    plain = len(bench.send(device, data)[1]["receipts"][0]["message"]["records"]) * 64
    header = device.header(bench.store.key.fingerprint, "POST", "/v1/batches", data)
    answer = call(bench.app, "POST", "/v1/batches", [data], {HEADER: header, "accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.body) < plain


def _later_algorithms():  # type: ignore[no-untyped-def]
    from desktop.wire.records import Algorithms

    return Algorithms(hash="sm3", signature="sm2")
