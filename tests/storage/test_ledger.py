"""The ledger is one chain, never changed; a body can go, the chain stays. The cursor follows the receipts."""

from __future__ import annotations

import msgspec
import pytest

from desktop.storage.connect import connect
from desktop.storage.errors import NotThere, OutOfOrder
from desktop.storage.files import DATABASE_FILE
from desktop.storage.rows import Cursor, KeptBatch, KeptReceipt
from desktop.storage.store import Store
from desktop.wire.head import Head
from desktop.wire.records import FIRST, record_hash
from desktop.wire.verify import verify_chain, verify_record
from tests.storage.samples import AT, DEVICE, KEY, record


def fill(store: Store, count: int) -> None:
    with store.work() as work:
        for n in range(count):
            work.ledger.append(record(work.ledger.head(), subject=f"m{n % 2}"))


def test_records_come_back_as_they_were_and_their_chain_verifies(store: Store) -> None:
    fill(store, 4)
    with store.read() as work:
        chain = work.ledger.after(0)
        assert verify_chain(chain, FIRST) == record_hash(chain[-1].record)
        for sealed in chain:
            verify_record(sealed, DEVICE.public)
        assert work.ledger.count() == 4
        assert work.ledger.get(2) == chain[1]
        assert work.ledger.get(9) is None
        assert work.ledger.after(2) == chain[2:]
        assert work.ledger.of("m0") == (chain[0], chain[2])
        assert work.ledger.of("m0", "print") == ()
        assert work.ledger.head() == Head(1, 4, record_hash(chain[3].record))
        assert (work.ledger.hash_at(4), work.ledger.hash_at(5)) == (record_hash(chain[3].record), None)


def test_the_first_record_needs_no_head(store: Store) -> None:
    with store.read() as work:
        assert work.ledger.head() is None
    fill(store, 1)
    with store.read() as work:
        first = work.ledger.get(1)
        assert first is not None
        assert first.record.previous == FIRST


def test_what_does_not_continue_the_head_is_not_appended(store: Store) -> None:
    fill(store, 2)
    with store.read() as work:
        head, first = work.ledger.head(), work.ledger.get(1)
    assert head is not None
    assert first is not None
    good = record(head)
    wrong = {
        "the same place again": first,
        "a hole": record(Head(1, 5, head.hash)),
        "another past": record(Head(1, 2, "0" * 64)),
        "an epoch that nothing announced": record(head, epoch=2),
        "another body": msgspec.structs.replace(good, body=b"{}"),
        "no body": msgspec.structs.replace(good, body=None),
    }
    for what, sealed in wrong.items():
        with pytest.raises(OutOfOrder), store.work() as work:
            work.ledger.append(sealed)
        with store.read() as work:
            assert work.ledger.head() == head, what
    with store.work() as work:
        work.ledger.append(good)


def test_an_epoch_begins_with_a_record_that_says_so(store: Store) -> None:
    fill(store, 1)
    with store.work() as work:
        work.ledger.append(record(work.ledger.head(), kind="epoch", epoch=3))
        new = work.ledger.append(record(work.ledger.head()))
    assert (new.epoch, new.sequence) == (3, 3)


def test_an_erased_body_is_gone_from_the_files_and_the_chain_still_verifies(store: Store) -> None:
    fill(store, 3)
    with store.work() as work:
        work.ledger.erase_body(2)
        with pytest.raises(NotThere):
            work.ledger.erase_body(9)
    with store.read() as work:
        erased = work.ledger.get(2)
        assert erased is not None
        assert (erased.body, erased.salt) == (None, "")
        verify_record(erased, DEVICE.public)
        verify_chain(work.ledger.after(0), FIRST)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET record = x'00'",
        "UPDATE ledger SET body = x'00'",
        "UPDATE ledger SET sequence = 7",
        "DELETE FROM ledger",
        "DELETE FROM receipts",
        "UPDATE receipts SET bytes = x'00'",
        "DELETE FROM batches",
        "UPDATE batches SET data = x'00'",
    ],
)
def test_the_database_itself_keeps_ledger_batches_and_receipts(store: Store, statement: str) -> None:
    fill(store, 1)
    with store.work() as work:
        work.outbox.keep_batch(batch("b1", 1, 1))
        work.outbox.keep_receipt(receipt("b1"))
    store.close()
    raw = connect(store.folder / DATABASE_FILE, KEY)
    with pytest.raises(Exception, match=r"append-only|kept"):
        raw.execute(statement)
    raw.close()


def test_a_new_head_is_announced_after_the_commit_only(store: Store) -> None:
    heard: list[Head] = []
    store.on_new_head = heard.append
    with store.work() as work:
        head = work.ledger.append(record(None))
        assert heard == []
    assert heard == [head]
    with store.work() as work:
        work.settings.put("a", 1)

    def one_and_a_wrong_one() -> None:
        with store.work() as work:
            work.ledger.append(record(head))
            work.ledger.append(record(None))

    with pytest.raises(OutOfOrder):
        one_and_a_wrong_one()
    assert heard == [head]


def batch(name: str, first: int, last: int) -> KeptBatch:
    return KeptBatch(id=name, first=first, last=last, made_at=AT, data=name.encode())


def receipt(name: str, kind: str = "records", data: bytes = b"r") -> KeptReceipt:
    return KeptReceipt(batch=name, kind=kind, bytes=data, received_at=AT)


def test_the_cursor_moves_with_the_receipts_of_each_kind(store: Store) -> None:
    with store.work() as work:
        assert work.outbox.cursor() == Cursor(records=0, blobs=0)
        work.outbox.keep_batch(batch("b1", 1, 3))
        work.outbox.keep_batch(batch("b2", 4, 5))
        work.outbox.keep_receipt(receipt("b1"))
        assert work.outbox.cursor() == Cursor(records=3, blobs=0)
        work.outbox.keep_receipt(receipt("b1", "blobs"))
        work.outbox.keep_receipt(receipt("b2"))
        assert work.outbox.cursor() == Cursor(records=5, blobs=3)
        work.outbox.set_state("b1", "delivered")
        assert [(one.id, one.state) for one in work.outbox.batches()] == [("b1", "delivered"), ("b2", "made")]
        assert work.outbox.batch("b9") is None
        with pytest.raises(NotThere):
            work.outbox.keep_receipt(receipt("b9"))


def test_the_cursor_never_jumps_over_a_batch_without_a_receipt(store: Store) -> None:
    with store.work() as work:
        work.outbox.keep_batch(batch("b1", 1, 3))
        work.outbox.keep_batch(batch("b2", 4, 5))
        work.outbox.keep_receipt(receipt("b2"))
        assert work.outbox.cursor().records == 0
        work.outbox.keep_receipt(receipt("b1"))
        assert work.outbox.cursor().records == 5


def test_the_cursor_and_the_receipt_are_kept_together_or_not_at_all(store: Store) -> None:
    def interrupted() -> None:
        with store.work() as work:
            work.outbox.keep_receipt(receipt("b1"))
            raise ZeroDivisionError

    with store.work() as work:
        work.outbox.keep_batch(batch("b1", 1, 3))
    with pytest.raises(ZeroDivisionError):
        interrupted()
    with store.read() as work:
        assert work.outbox.cursor().records == 0
        assert work.outbox.receipts() == ()


def test_the_same_receipt_twice_is_one_and_another_one_is_flagged(store: Store) -> None:
    with store.work() as work:
        work.outbox.keep_batch(batch("b1", 1, 3))
        kept = work.outbox.keep_receipt(receipt("b1"))
        assert work.outbox.keep_receipt(receipt("b1")) == kept
        assert work.outbox.receipts("b1") == (kept,)
        other = work.outbox.keep_receipt(receipt("b1", data=b"other"))
        assert (kept.conflict, other.conflict) == (False, True)
        assert work.outbox.receipts() == (kept, other)
        assert work.outbox.keep_receipt(receipt("b1", data=b"other")) == other
        assert len(work.outbox.receipts()) == 2


def test_a_batch_is_kept_as_made(store: Store) -> None:
    made = batch("b1", 1, 3)
    with store.work() as work:
        work.outbox.keep_batch(made)
        work.outbox.keep_batch(made)
        with pytest.raises(OutOfOrder):
            work.outbox.keep_batch(msgspec.structs.replace(made, data=b"else"))
        assert work.outbox.batches() == (made,)


def test_a_county_that_lost_its_data_is_offered_everything_again(store: Store) -> None:
    with store.work() as work:
        for name, first, last in (("b1", 1, 3), ("b2", 4, 5)):
            work.outbox.keep_batch(batch(name, first, last))
            work.outbox.keep_receipt(receipt(name))
        work.outbox.offer_again(0)
        assert work.outbox.cursor().records == 0
        again = work.outbox.keep_receipt(receipt("b1", data=b"of the new server"))
        assert not again.conflict
        assert work.outbox.cursor().records == 3, "the old receipt of b2 counts no more"
        assert len(work.outbox.receipts()) == 3
