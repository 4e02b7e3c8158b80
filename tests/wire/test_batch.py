"""Batches come out as they went in, and hostile bytes never do more than be refused."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.wire.batch import BlobEntry, Manifest, carry, make_batch, read_batch, unpack, verify_batch
from desktop.wire.canonical import canonical, digest, is_canonical
from desktop.wire.faults import Fault
from desktop.wire.leaves import LEAF, LeafReader, frame_leaf, leaf_count, leaf_hashes, ranges
from desktop.wire.records import record_hash
from tests.wire.chains import chain
from tests.wire.worked import DEVICE, VILLAGE


@given(bodies=st.lists(st.binary(max_size=200), min_size=1, max_size=8), scan=st.binary(max_size=300))
def test_what_is_put_into_a_batch_comes_out(bodies: list[bytes], scan: bytes) -> None:
    records = chain(bodies)
    blob = BlobEntry(digest(scan), len(scan), leaf_hashes(scan))
    batch = read_batch(make_batch(records, village=VILLAGE, blobs=[blob], sign=DEVICE.sign))
    verify_batch(batch, DEVICE.public)
    carried = unpack(batch)
    assert carried == tuple(carry(sealed) for sealed in records)
    assert [one.hash for one in carried] == [record_hash(sealed.record) for sealed in records]
    assert (batch.manifest.first, batch.manifest.last, batch.manifest.blobs) == (1, len(bodies), (blob,))


def test_an_empty_body_is_not_an_erased_one() -> None:
    there, gone = chain([b"", b"x"])
    erased = msgspec.structs.replace(gone, salt="", body=None)
    first, second = unpack(read_batch(make_batch([there, erased], village=VILLAGE, sign=DEVICE.sign)))
    assert (first.body, second.body) == (b"", None)


def test_a_batch_has_one_device_one_epoch_and_no_gap() -> None:
    records = chain([b"1", b"2", b"3"])
    for wrong in ([records[0], records[2]], [records[1], records[0]], [records[0], chain([b"1", b"2"], "other")[1]]):
        with pytest.raises(ValueError, match="batch"):
            make_batch(wrong, village=VILLAGE, sign=DEVICE.sign)


def test_another_key_does_not_pass() -> None:
    from tests.wire.worked import COUNTY

    batch = read_batch(make_batch(chain([b"1"]), village=VILLAGE, sign=DEVICE.sign))
    with pytest.raises(Fault) as refused:
        verify_batch(batch, COUNTY.public)
    assert refused.value.code == "bad-signature"


@given(data=st.binary(max_size=400))
def test_bytes_that_are_no_batch_are_refused_with_a_sentence(data: bytes) -> None:
    for given_bytes in (data, b"yishitang batch 1\n" + data):
        with pytest.raises(Fault) as refused:
            read_batch(given_bytes)
        assert refused.value.sentence.text("en") != str(refused.value.sentence)


@given(json=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_a_manifest_of_any_json_is_refused_or_read(json: object) -> None:
    raw = msgspec.json.encode(json)
    data = b"yishitang batch 1\n" + b"".join(len(part).to_bytes(4, "big") + part for part in (raw, b"", b""))
    with pytest.raises(Fault):
        read_batch(data)


def test_a_manifest_may_say_more_than_we_know() -> None:
    class Later(Manifest, frozen=True, kw_only=True):
        slot: str = "02:30"

    batch = read_batch(make_batch(chain([b"1"]), village=VILLAGE, sign=DEVICE.sign))
    raw = canonical(Later(**msgspec.structs.asdict(batch.manifest)))
    signature = bytes.fromhex(DEVICE.sign(b"yishitang batch 1\n" + raw))
    data = b"yishitang batch 1\n" + b"".join(
        len(part).to_bytes(4, "big") + part for part in (raw, signature, batch.packed)
    )
    later = read_batch(data)
    verify_batch(later, DEVICE.public)
    assert later.id != batch.id
    assert unpack(later) == unpack(batch)


@pytest.mark.parametrize("size", [0, 1, LEAF - 1, LEAF, LEAF + 1, 3 * LEAF])
def test_a_blob_is_cut_into_leaves_of_64_kib(size: int) -> None:
    data = bytes(size)
    assert len(leaf_hashes(data)) == leaf_count(size) == -(-size // 65536)


@given(
    leaves=st.lists(st.tuples(st.binary(min_size=32, max_size=32), st.integers(0, 9), st.binary(min_size=1, max_size=99))),
    cut=st.integers(1, 50),
)
def test_leaves_come_out_of_a_stream_however_it_is_cut(leaves: list[tuple[bytes, int, bytes]], cut: int) -> None:
    stream = b"".join(frame_leaf(blob.hex(), index, data) for blob, index, data in leaves)
    reader = LeafReader()
    found = [leaf for at in range(0, len(stream), cut) for leaf in reader.feed(stream[at : at + cut])]
    reader.finish()
    assert found == [(blob.hex(), index, data) for blob, index, data in leaves]


@given(indexes=st.sets(st.integers(0, 60)))
def test_ranges_name_exactly_the_indexes(indexes: set[int]) -> None:
    found = ranges(sorted(indexes))
    assert {index for first, last in found for index in range(first, last)} == indexes
    assert all(first < last for first, last in found)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(found))


@pytest.mark.parametrize("data", [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b'{"a":1.5}', b"{", b"\xff", b'"\\u4e00"'])
def test_bytes_that_are_not_canonical_are_known_as_that(data: bytes) -> None:
    assert not is_canonical(data)


def test_canonical_bytes_are_known_as_that() -> None:
    assert is_canonical(canonical({"b": ["会", 1], "a": {"c": None}}))
