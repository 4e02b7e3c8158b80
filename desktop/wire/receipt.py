"""Receipts: what the county says it has, signed with its key. Only a receipt means "delivered".

A receipt is given after commit and fsync, is kept for ever on both sides, and is the same one whenever it is asked for
again. "records" says that every record of the batch is on the county's disk; "blobs" that every blob of it is, too.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.wire.batch import Batch, Carried
from desktop.wire.down import Down
from desktop.wire.faults import Fault
from desktop.wire.leaves import Ranges
from desktop.wire.signed import RECEIPT, STANDING, Signed, fingerprint, open_signed
from forms.language import say

RECORDS = "records"
BLOBS = "blobs"


class Expected(Struct, frozen=True):
    """Where the chain of a device stands at the county: the next record is `sequence`, and names `previous`.

    Two devices that claim the same place (a cloned disk) are seen by it, and so is a county that went backwards.
    """

    epoch: int
    sequence: int
    previous: str


class Held(Struct, frozen=True):
    """A record that the county keeps but cannot use yet, and why (a code and a sentence in Chinese)."""

    hash: str
    sequence: int
    code: str
    message: str


class Receipt(Struct, frozen=True, kw_only=True):
    """What is signed. `serial` counts the receipts of one county server's epoch."""

    format: int = 1
    kind: str
    """`RECORDS` or `BLOBS`."""
    county: str
    """Fingerprint of the county's key."""
    server_epoch: str
    serial: int
    device: str
    village: str
    batch: str
    records: tuple[str, ...] = ()
    """Hash of every record, in order; in a receipt for blobs, empty."""
    blobs: tuple[str, ...] = ()
    """Hash of every blob of the batch; in a receipt for records, empty."""
    held: tuple[Held, ...] = ()
    expected: Expected
    received_at: str
    """ISO time of the county, UTC."""


class Standing(Struct, frozen=True, kw_only=True):
    """Where a device stands at the county: the answer to a round that has nothing to deliver, signed."""

    format: int = 1
    county: str
    server_epoch: str
    serial: int
    """The last receipt that this server gave to anyone."""
    device: str
    nonce: str
    """That of the request: an old answer is not taken for a new one."""
    expected: Expected
    """In the newest epoch."""
    streams: tuple[Expected, ...] = ()
    """The same in each epoch, the newest first; empty where there is one only."""
    held: int = 0
    """How many of the device's records wait for a person at the county."""
    waiting: tuple[str, ...] = ()
    """Batches whose blobs are not all there."""
    at: str
    """ISO time of the county, UTC."""


class Missing(Struct, frozen=True):
    """Leaves of a blob that the county does not have."""

    blob: str
    leaves: Ranges


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The body of every successful answer: signed receipts, and what is still wanted (unsigned: it moves no cursor)."""

    receipts: tuple[Signed, ...] = ()
    standing: Signed | None = None
    missing: tuple[Missing, ...] = ()
    stored: int = 0
    """Leaves that this request brought and that are on disk now."""
    down: Down | None = None
    """What the county has to say, where the request asked for it."""


def place_in(standing: Standing, epoch: int) -> Expected | None:
    """What the county expects next in `epoch`; None where it knows other epochs of this device, but not this one."""
    if not standing.streams:
        return standing.expected if standing.expected.epoch <= epoch else None
    return next((one for one in standing.streams if one.epoch == epoch), None)


def open_standing(signed: Signed, *, county: str, device: str, nonce: str) -> Standing:
    """The standing in `signed`; `county` is its public key. Raises Fault if it is not for this device and request."""
    standing = open_signed(signed, STANDING, Standing, county)
    if standing.county != fingerprint(county) or standing.device != device or standing.nonce != nonce:
        raise Fault("not-ours", say("县级服务器的答复不是给本机这次请求的。"))
    return standing


def open_receipt(signed: Signed, *, county: str, batch: Batch, records: tuple[Carried, ...]) -> Receipt:
    """The receipt in `signed`, if it is one: signed by `county` (public key), for this batch, naming every hash of it.

    Raises Fault "bad-signature", "malformed" or "not-ours" otherwise.
    """
    receipt = open_signed(signed, RECEIPT, Receipt, county)
    manifest = batch.manifest
    if receipt.kind not in (RECORDS, BLOBS):
        raise Fault("not-ours", say("回执的种类不认识，不作数。"))
    if receipt.county != fingerprint(county) or receipt.batch != batch.id or receipt.device != manifest.device:
        raise Fault("not-ours", say("回执是给别的批次或别的设备的，不作数。"))
    expected_records = tuple(record.hash for record in records) if receipt.kind == RECORDS else ()
    expected_blobs = tuple(blob.hash for blob in manifest.blobs) if receipt.kind == BLOBS else ()
    if receipt.records != expected_records or receipt.blobs != expected_blobs:
        raise Fault("not-ours", say("回执没有写全这一批的内容，不作数。"))
    return receipt
