"""The downward stream: what the county has to say to one device, in order, signed, and only by the county.

Each item has a sequence and names the hash of the one before it, as records do upward. A head says how far the stream
goes (its version), bears the hash of the last item, and until when it counts as fresh by the county's own time. A head
that answers a request bears the request's nonce: an old one cannot be played back, and one that is held back is missed.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from desktop.wire.canonical import canonical, digest
from desktop.wire.faults import Fault
from desktop.wire.signed import Sign, Signed, decode, fingerprint, open_signed, signature_holds, signed_line
from desktop.wire.slots import Plan
from forms.language import say

ITEM, HEAD, KEY = "down item 1", "down head 1", "county key 1"
HEADER = "Yishitang-Down"
"""Header of a request: how far the device has the stream, `VERSION HASH`. It is not signed: it asks, and moves nothing."""
START = ""
"""The hash before the first item."""
PAGE = 64 << 10
"""Bytes of items in one answer, about: what goes over a slow line within a quarter of a minute."""
FRESH_DAYS = 62
"""A head is fresh for so long: two months without a network are nothing unusual."""
MAX_PACK = 4 << 20
"""Bytes of a packed folder, and eight times as many unpacked."""

T = TypeVar("T")


class Item(Struct, frozen=True, kw_only=True):
    """One thing that the county says to one device."""

    format: int = 1
    device: str
    epoch: str
    """The county server's life in which it was put into the stream."""
    sequence: int
    previous: str
    id: str
    """The county's own; the same id twice is the same thing, whatever its place."""
    kind: str
    at: str
    """The county's time, UTC."""
    body: dict[str, Any]


class Head(Struct, frozen=True, kw_only=True):
    format: int = 1
    county: str
    """Fingerprint of the key that signs."""
    device: str
    server_epoch: str
    version: int
    """Sequence of the last item; 0 for none."""
    last: str
    """Its hash."""
    nonce: str = ""
    """Of the request that it answers; empty on a stick."""
    at: str
    expires: str
    plan: Plan | None = None
    """When the device should call."""


class Rotation(Struct, frozen=True, kw_only=True):
    """Another key of the county: signed by the one before it, and by itself."""

    message: msgspec.Raw
    by_old: str
    by_new: str


class NewKey(Struct, frozen=True, kw_only=True):
    """What is signed of it."""

    format: int = 1
    number: int
    """From 1."""
    old: str
    """Fingerprint of the key before."""
    public: str
    at: str


class Down(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an answer, or a stick, brings of the stream."""

    keys: tuple[Rotation, ...] = ()
    """From the key that the device knows to the one in use."""
    head: Signed | None = None
    items: tuple[Signed, ...] = ()


class Refusal(Struct, frozen=True, kw_only=True):
    """The body of a refusal to a device that was revoked: it bears the signed stream that says so."""

    code: str = ""
    down: Down | None = None


def item_hash(raw: bytes) -> str:
    return digest(signed_line(ITEM) + raw)


def rotate(new: NewKey, by_old: Sign, by_new: Sign) -> Rotation:
    raw = canonical(new)
    return Rotation(message=msgspec.Raw(raw), by_old=by_old(signed_line(KEY) + raw), by_new=by_new(signed_line(KEY) + raw))


def newest_key(known: str, rotations: tuple[Rotation, ...]) -> str:
    """The public key in use, from the one that is known along the rotations. Raises Fault where a link does not hold.

    Links before the known key are passed over; where none starts at it, it is the newest.
    """
    current = known
    for link in rotations:
        raw = bytes(link.message)
        new = decode(raw, NewKey)
        if new.old != fingerprint(current):
            continue
        data = signed_line(KEY) + raw
        if not (signature_holds(current, link.by_old, data) and signature_holds(new.public, link.by_new, data)):
            raise Fault("bad-signature", say("县里换了新的公钥，但新公钥没有旧公钥的签名，不作数；请告诉县里。"))
        current = new.public
    return current


def open_head(signed: Signed, *, county: str, device: str, nonce: str) -> Head:
    """The head in `signed`; `county` is the public key. Raises Fault if it is not for this device and request."""
    head = open_signed(signed, HEAD, Head, county)
    if head.county != fingerprint(county) or head.device != device or head.nonce != nonce:
        raise Fault("not-ours", say("县里的反馈不是给本机这次请求的，不作数。"))
    return head


def open_items(items: tuple[Signed, ...], *, county: str, device: str) -> list[tuple[Item, Signed, str]]:
    """The items with their hashes, each following the one before it. Raises Fault."""
    found: list[tuple[Item, Signed, str]] = []
    for signed in items:
        item = open_signed(signed, ITEM, Item, county)
        follows = not found or (item.sequence, item.previous) == (found[-1][0].sequence + 1, found[-1][2])
        if item.device != device or not follows or not item.id:
            raise Fault("malformed", say("县里发来的反馈顺序不对，没有收下；下次联系时再取。"))
        found.append((item, signed, item_hash(bytes(signed.message))))
    return found


def body_of(item: Item, kind: type[T]) -> T:
    """The body of an item as a value. Raises Fault "malformed"."""
    try:
        return msgspec.convert(item.body, kind)
    except msgspec.ValidationError:
        raise Fault("malformed", say("内容无法读取：格式不对。")) from None


def read_item(signed: bytes) -> Item:
    """The item in bytes that were verified when they were kept."""
    return decode(bytes(decode(signed, Signed).message), Item)


def where(version: int, last: str) -> str:
    """The value of the header."""
    return f"{version} {last or '-'}"


def read_where(header: str | None) -> tuple[int, str] | None:
    """What a header asks from; None where there is none that can be read: then the device does not know the stream."""
    parts = (header or "").split(" ")
    if len(parts) != 2 or not (parts[0].isascii() and parts[0].isdigit()) or len(parts[0]) > 9 or len(parts[1]) > 64:
        return None
    return int(parts[0]), "" if parts[1] == "-" else parts[1]
