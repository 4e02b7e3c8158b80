"""A batch: what a device delivers, in one byte format for the line and for the stick. county/PROTOCOL.md draws it.

    "yishitang batch 1\n"
    u32 length, manifest      canonical JSON
    u32 length, signature     DER, of all bytes above without the lengths (the line and the manifest)
    u32 length, records       one zstandard frame

Lengths are big endian. The records, unpacked, are four chunks each (u32 length, bytes): the record as it was signed,
its signature, the salt, the body; a salt of no bytes says that the body was erased. Blobs travel beside the batch in
leaves. Whoever reads a batch checks the signature of the manifest before anything is unpacked, and the manifest names
the hash and both sizes of the records: a frame that would grow further is never unpacked to its end.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Sequence

from msgspec import Struct

from desktop.wire.canonical import canonical, digest
from desktop.wire.faults import Fault
from desktop.wire.leaves import leaf_count
from desktop.wire.records import SealedRecord, record_hash
from desktop.wire.signed import BATCH, Sign, decode, signature_holds, signed_line
from forms.language import say

PROTOCOL = 1

MAX_BATCH = 16 << 20
MAX_MANIFEST = 4 << 20
MAX_SIGNATURE = 80
MAX_UNPACKED = 64 << 20
MAX_RECORDS = 10_000
MAX_BLOBS = 10_000
MAX_BLOB = 1 << 30
MAX_WINDOW = 8 << 20
"""Limits on decoding, in bytes or pieces. A device keeps far below them; see `desktop.sync.outbox`."""

_LENGTH = struct.Struct(">I")


class BlobEntry(Struct, frozen=True):
    """A blob that belongs to the records: SHA-256 and size of the whole, SHA-256 of each leaf of 64 KiB."""

    hash: str
    size: int
    leaves: tuple[str, ...]


class Manifest(Struct, frozen=True, kw_only=True):
    """What a batch is. The batch's id is the hash of what the device signs of it (`Batch.id`)."""

    format: int = 1
    protocol: int = PROTOCOL
    device: str
    village: str
    epoch: int
    first: int
    """Sequence of the first record, and of the last."""
    last: int
    previous: str
    """Hash of the record before the first, or "" when the first is the first of its device."""
    head: str
    """Hash of the last record."""
    records: str
    """SHA-256 of the hashes of all records (32 bytes each, in order). The list itself is computed from the records."""
    packed: str
    """SHA-256 of the zstandard frame."""
    packed_size: int
    size: int
    """Bytes of the records unpacked."""
    blobs: tuple[BlobEntry, ...] = ()
    forms: dict[str, str] = {}
    """Versions of the rule sets and papers in use, by name."""
    program: str = ""
    made_at: str = ""
    """ISO local time: evidence only."""


class Carried(Struct, frozen=True, kw_only=True):
    """One record as it travels: the very bytes that were signed, so that one of any later format still verifies."""

    raw: bytes
    """Canonical JSON of the record."""
    signature: bytes
    salt: bytes = b""
    body: bytes | None = None

    @property
    def hash(self) -> str:
        """The same as `records.record_hash` of the record in it."""
        return digest(signed_line("record 1") + self.raw)


class Batch(Struct, frozen=True, kw_only=True):
    """A batch taken apart, not yet verified and not yet unpacked."""

    manifest: Manifest
    raw_manifest: bytes
    signature: bytes
    packed: bytes

    @property
    def id(self) -> str:
        return digest(signed_line(BATCH) + self.raw_manifest)

    @property
    def leaves(self) -> int:
        return sum(len(blob.leaves) for blob in self.manifest.blobs)


def carry(sealed: SealedRecord) -> Carried:
    return Carried(
        raw=canonical(sealed.record),
        signature=bytes.fromhex(sealed.signature),
        salt=b"" if sealed.body is None else bytes.fromhex(sealed.salt),
        body=sealed.body,
    )


def make_batch(
    records: Sequence[SealedRecord],
    *,
    village: str,
    blobs: Iterable[BlobEntry] = (),
    forms: dict[str, str] | None = None,
    program: str = "",
    made_at: str = "",
    sign: Sign,
    level: int = 15,
) -> bytes:
    """The bytes of a batch of these records: one device, one epoch, no gap. Raises ValueError else."""
    first, last = records[0].record, records[-1].record
    numbers = [sealed.record.sequence for sealed in records]
    if numbers != list(range(first.sequence, first.sequence + len(records))):
        raise ValueError("the records of a batch follow one another")
    if {(sealed.record.device, sealed.record.epoch) for sealed in records} != {(first.device, first.epoch)}:
        raise ValueError("a batch holds records of one device and one epoch")
    unpacked = b"".join(_framed(carry(sealed)) for sealed in records)
    packed = _compress(unpacked, level)
    manifest = canonical(
        Manifest(
            device=first.device,
            village=village,
            epoch=first.epoch,
            first=first.sequence,
            last=last.sequence,
            previous=first.previous,
            head=record_hash(last),
            records=digest(b"".join(bytes.fromhex(record_hash(sealed.record)) for sealed in records)),
            packed=digest(packed),
            packed_size=len(packed),
            size=len(unpacked),
            blobs=tuple(blobs),
            forms=forms or {},
            program=program,
            made_at=made_at,
        )
    )
    signature = bytes.fromhex(sign(signed_line(BATCH) + manifest))
    return signed_line(BATCH) + b"".join(_chunk(part) for part in (manifest, signature, packed))


def read_batch(data: bytes) -> Batch:
    """Take a batch apart. Raises Fault "oversized", "newer-format" or "malformed"; verifies and unpacks nothing."""
    if len(data) > MAX_BATCH:
        tale = say("这一批太大（{size} 字节），超过上限 {limit} 字节。", size=len(data), limit=MAX_BATCH)
        raise Fault("oversized", tale)
    line = signed_line(BATCH)
    if not data.startswith(line):
        if data.startswith(b"yishitang batch "):
            raise Fault("newer-format", say("这一批是用更新的格式写的，接收方的程序需要升级。"))
        raise Fault("malformed", say("这不是议事堂的上报批次。"))
    raw, at = _take(data, len(line), MAX_MANIFEST)
    signature, at = _take(data, at, MAX_SIGNATURE)
    packed, at = _take(data, at, MAX_BATCH)
    if at != len(data):
        raise _damaged()
    manifest = decode(raw, Manifest)
    _check_manifest(manifest)
    return Batch(manifest=manifest, raw_manifest=raw, signature=signature, packed=packed)


def verify_batch(batch: Batch, public: str) -> None:
    """Raises Fault "bad-signature" unless the device of this public key made the manifest, "malformed" unless the frame
    is the one that the manifest names."""
    if not signature_holds(public, batch.signature.hex(), signed_line(BATCH) + batch.raw_manifest):
        raise Fault("bad-signature", say("批次的签名不符：不是由这台设备制作的，或者途中被改动过。"))
    if len(batch.packed) != batch.manifest.packed_size or digest(batch.packed) != batch.manifest.packed:
        raise _damaged()


def unpack(batch: Batch) -> tuple[Carried, ...]:
    """The records of a batch that `verify_batch` has passed. Raises Fault "malformed" or "oversized"."""
    manifest = batch.manifest
    data = _decompress(batch.packed, manifest.size)
    records: list[Carried] = []
    at = 0
    while at < len(data):
        parts: list[bytes] = []
        for _ in range(4):
            part, at = _take(data, at, len(data))
            parts.append(part)
        raw, signature, salt, body = parts
        if len(salt) not in (0, 32) or (not salt and body):
            raise _damaged()
        records.append(Carried(raw=raw, signature=signature, salt=salt, body=body if salt else None))
        if len(records) > manifest.last - manifest.first + 1:
            raise _damaged()
    hashes = [record.hash for record in records]
    if (
        len(records) != manifest.last - manifest.first + 1
        or hashes[-1] != manifest.head
        or digest(b"".join(bytes.fromhex(value) for value in hashes)) != manifest.records
    ):
        raise _damaged()
    return tuple(records)


def _check_manifest(manifest: Manifest) -> None:
    """Raises Fault "oversized" or "malformed" for figures that no device of ours writes."""
    count = manifest.last - manifest.first + 1
    if count > MAX_RECORDS or len(manifest.blobs) > MAX_BLOBS or manifest.size > MAX_UNPACKED:
        raise Fault("oversized", say("这一批里的内容太多，超过上限。"))
    if count < 1 or manifest.first < 1 or manifest.epoch < 0 or manifest.size < 1:
        raise _damaged()
    if any(not _is_hash(value) for value in (manifest.head, manifest.records, manifest.packed)):
        raise _damaged()
    if manifest.previous and not _is_hash(manifest.previous):
        raise _damaged()
    for blob in manifest.blobs:
        if blob.size > MAX_BLOB:
            raise Fault("oversized", say("附件太大，超过上限。"))
        if blob.size < 0 or len(blob.leaves) != leaf_count(blob.size):
            raise _damaged()
        if not _is_hash(blob.hash) or not all(_is_hash(leaf) for leaf in blob.leaves):
            raise _damaged()
    if len({blob.hash for blob in manifest.blobs}) != len(manifest.blobs):
        raise _damaged()


def _is_hash(value: str) -> bool:
    return len(value) == 64 and not value.strip("0123456789abcdef")


def _damaged() -> Fault:
    return Fault("malformed", say("批次的内容不完整或已损坏。"))


def _chunk(data: bytes) -> bytes:
    return _LENGTH.pack(len(data)) + data


def _framed(record: Carried) -> bytes:
    return b"".join(_chunk(part) for part in (record.raw, record.signature, record.salt, record.body or b""))


def _take(data: bytes, at: int, limit: int) -> tuple[bytes, int]:
    """The chunk at `at`, and where the next one begins."""
    start = at + _LENGTH.size
    if start > len(data):
        raise _damaged()
    (length,) = _LENGTH.unpack_from(data, at)
    if length > limit or start + length > len(data):
        raise _damaged()
    return data[start : start + length], start + length


def _compress(data: bytes, level: int) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor(level=level, write_checksum=False).compress(data)


def _decompress(packed: bytes, size: int) -> bytes:
    """Exactly `size` bytes, or a Fault: reading stops one byte after them, whatever the frame says."""
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).stream_reader(io.BytesIO(packed)) as reader:
            data = reader.read(size + 1)
    except (zstandard.ZstdError, MemoryError):
        raise _damaged() from None
    if len(data) != size:
        raise _damaged()
    return data


__all__ = [
    "Batch",
    "BlobEntry",
    "Carried",
    "Manifest",
    "carry",
    "make_batch",
    "read_batch",
    "unpack",
    "verify_batch",
]
