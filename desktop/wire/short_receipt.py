"""A receipt so short that it goes on paper: scanned from a QR code, or typed.

What the village knows itself is left out (every hash of the batch, its own id and village, the county's key) and put in
again, so that the very bytes that the county signed come out and are taken like any other receipt. A line of the code is
twenty signs and one that checks them: a slip of the pen is found in its line.
"""

from __future__ import annotations

import base64
import re
import unicodedata
import zlib
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from desktop.wire.batch import Manifest
from desktop.wire.canonical import canonical
from desktop.wire.enrolment import ALPHABET
from desktop.wire.faults import Fault
from desktop.wire.receipt import BLOBS, RECORDS, Expected, Held, Receipt
from desktop.wire.signed import Signed, decode
from forms.language import say

LABEL = "YISHITANG-RECEIPT 1 "
LINE = 20
_FORMAT = 1
_EXPECTED, _TIME, _HELD = 1, 2, 4
_RFC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_MOST = 1200
"""Bytes: what still goes into a QR code that an old printer prints and a cheap scanner reads."""


class Short(Struct, frozen=True, kw_only=True):
    """What a code says. `expected` and `received_at` are empty where they follow from the batch, or from `seconds`."""

    kind: str
    batch: str
    """The first 16 digits of its id."""
    server_epoch: str
    serial: int
    received_at: str
    expected: Expected | None
    held: tuple[Held, ...]
    signature: str


def shorten(signed: Signed, batch: str, manifest: Manifest) -> str:
    """The code of a receipt of the county's own, in lines. Raises Fault "too-long" for one that cannot be made so short:
    one with many held records; that goes by stick or line."""
    receipt = decode(bytes(signed.message), Receipt)
    joined = receipt.expected == _after(manifest)
    stamp = _seconds(receipt.received_at)
    flags = (0 if joined else _EXPECTED) | (_TIME if stamp is None else 0) | (_HELD if receipt.held else 0)
    data = bytes([_FORMAT, (RECORDS, BLOBS).index(receipt.kind), flags])
    data += bytes.fromhex(batch[:16]) + bytes.fromhex(receipt.server_epoch) + _number(receipt.serial)
    data += stamp.to_bytes(5, "big") if stamp is not None else _text(receipt.received_at.encode())
    if not joined:
        place = receipt.expected
        data += _number(place.epoch) + _number(place.sequence) + _text(bytes.fromhex(place.previous))
    if receipt.held:
        data += _text(zlib.compress(msgspec.json.encode(receipt.held), 9))
    data += _plain_signature(signed.signature)
    if len(data) > _MOST or bytes(signed.message) != _message(receipt, manifest):
        raise Fault("too-long", say("这份回执写不成短码，请用 U 盘或网络带回。"))
    letters = base64.b32encode(data).decode().rstrip("=").translate(str.maketrans(_RFC, ALPHABET))
    lines = [letters[at : at + LINE] for at in range(0, len(letters), LINE)]
    return "\n".join(line + _check(number, line) for number, line in enumerate(lines))


def read_short(code: str) -> Short:
    """What a typed or scanned code says; nothing is verified but that it was copied right.

    Raises Fault "bad-receipt-code", which names the line that is wrong.
    """
    signs = unicodedata.normalize("NFKC", code).upper().removeprefix(LABEL).translate(str.maketrans("OIL", "011"))
    signs = re.sub(r"[\s\-]", "", signs)
    lines = [signs[at : at + LINE + 1] for at in range(0, len(signs), LINE + 1)]
    for number, line in enumerate(lines):
        if line.strip(ALPHABET) or len(line) < 2 or line[-1] != _check(number, line[:-1]):
            raise Fault("bad-receipt-code", say("回执码第 {n} 行抄错了，请对照纸上再看一遍。", n=number + 1))
    letters = "".join(line[:-1] for line in lines).translate(str.maketrans(ALPHABET, _RFC))
    try:
        return _Reader(base64.b32decode(letters + "=" * (-len(letters) % 8))).short()
    except (ValueError, IndexError, zlib.error, OverflowError, Fault):
        raise Fault("bad-receipt-code", say("这不是县里的回执码，或者没有抄全。")) from None


def restore(short: Short, batch: str, manifest: Manifest, records: tuple[str, ...], *, county: str) -> Signed:
    """The receipt as the county signed it, if this batch (with these record hashes) is the one; else its signature will not
    hold. `county` is the fingerprint of its key."""
    receipt = Receipt(
        kind=short.kind,
        county=county,
        server_epoch=short.server_epoch,
        serial=short.serial,
        device=manifest.device,
        village=manifest.village,
        batch=batch,
        records=records if short.kind == RECORDS else (),
        blobs=tuple(blob.hash for blob in manifest.blobs) if short.kind == BLOBS else (),
        held=short.held,
        expected=short.expected or _after(manifest),
        received_at=short.received_at,
    )
    return Signed(msgspec.Raw(canonical(receipt)), short.signature)


def _message(receipt: Receipt, manifest: Manifest) -> bytes:
    """What `restore` would make of it at the village."""
    return canonical(
        msgspec.structs.replace(
            receipt,
            device=manifest.device,
            village=manifest.village,
            blobs=tuple(blob.hash for blob in manifest.blobs) if receipt.kind == BLOBS else (),
        )
    )


def _after(manifest: Manifest) -> Expected:
    return Expected(manifest.epoch, manifest.last + 1, manifest.head)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def short(self) -> Short:
        """Raises ValueError or IndexError for bytes that are none."""
        form, kind, flags = self._take(3)
        if form != _FORMAT or flags > (_EXPECTED | _TIME | _HELD):
            raise ValueError("another format")
        batch, epoch, serial = self._take(8).hex(), self._take(8).hex(), self._number()
        at = self._text().decode() if flags & _TIME else _time(int.from_bytes(self._take(5), "big"))
        expected = Expected(self._number(), self._number(), self._text().hex()) if flags & _EXPECTED else None
        held = decode(_inflate(self._text()), tuple[Held, ...]) if flags & _HELD else ()
        signature = _der_signature(self._take(64))
        if self._data:
            raise ValueError("more than a receipt")
        return Short(
            kind=(RECORDS, BLOBS)[kind],
            batch=batch,
            server_epoch=epoch,
            serial=serial,
            received_at=at,
            expected=expected,
            held=held,
            signature=signature,
        )

    def _take(self, count: int) -> bytes:
        if len(self._data) < count:
            raise ValueError("too short")
        taken, self._data = self._data[:count], self._data[count:]
        return taken

    def _number(self) -> int:
        found = shift = 0
        while True:
            (byte,) = self._take(1)
            found |= (byte & 127) << shift
            if byte < 128:
                return found
            shift += 7
            if shift > 56:
                raise ValueError("too large")

    def _text(self) -> bytes:
        return self._take(self._number())


def _inflate(data: bytes) -> bytes:
    """At most a hundred kilobytes of it."""
    return zlib.decompressobj().decompress(data, 100_000)


def _number(value: int) -> bytes:
    """Seven bits in a byte, the lowest first."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _text(data: bytes) -> bytes:
    return _number(len(data)) + data


def _seconds(at: str) -> int | None:
    """A time as the county writes it, in seconds; None where it would not come out the same."""
    try:
        seconds = int(datetime.fromisoformat(at).timestamp())
        return seconds if seconds >= 0 and _time(seconds) == at else None
    except (ValueError, OverflowError):
        return None


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _check(number: int, line: str) -> str:
    """One sign over GF(32): no single sign copied wrongly, and no two that changed places, ever pass."""
    total = number % 32
    for sign in line:
        total = _times_x(total) ^ ALPHABET.index(sign)
    return ALPHABET[_times_x(total)]


def _times_x(value: int) -> int:
    """In GF(32) by the primitive polynomial x⁵ + x² + 1; its powers differ over 31 places, more than a line has."""
    return (value << 1) ^ 0b100101 if value & 0b10000 else value << 1


def _plain_signature(signature: str) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    r, s = decode_dss_signature(bytes.fromhex(signature))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _der_signature(plain: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    return encode_dss_signature(int.from_bytes(plain[:32], "big"), int.from_bytes(plain[32:], "big")).hex()
