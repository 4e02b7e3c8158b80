"""Signatures, and small messages that are signed as they stand.

Every signature is ECDSA P-256 with SHA-256 in DER, and is made over a first line that says what is signed and then the
bytes themselves, so that no signature means anything elsewhere. A signed message keeps the very bytes that were signed:
a program of a later version may put more into it, and an older one still verifies it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from desktop.wire.canonical import canonical, digest
from desktop.wire.faults import Fault
from forms.language import say

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

T = TypeVar("T")
Sign = Callable[[bytes], str]
"""Signs bytes; answers DER as hexadecimal. A device's key and a county's key both offer it."""

RECEIPT = "receipt 1"
CERTIFICATE = "certificate 1"
STANDING = "standing 1"
REQUEST = "request 1"
BATCH = "batch 1"


class Signed(Struct, frozen=True):
    """A message (a JSON object, kept byte for byte) and the signature over `signed_line(what) + message`."""

    message: msgspec.Raw
    signature: str


def signed_line(what: str) -> bytes:
    return f"yishitang {what}\n".encode()


@lru_cache(maxsize=256)
def public_key(public: str) -> EllipticCurvePublicKey:
    """The key of these hexadecimal SPKI DER bytes. Raises Fault "bad-key" for anything but a point on P-256."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(bytes.fromhex(public))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise Fault("bad-key", say("这不是可用的公钥（应为 P-256）。"))
    return key


def signature_holds(public: str, signature: str, data: bytes) -> bool:
    """Whether `signature` (DER, hexadecimal) of `data` is of the key of `public`. Raises Fault for a bad key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key = public_key(public)
    try:
        key.verify(bytes.fromhex(signature), data, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """SHA-256 of the SPKI DER bytes of a public key, hexadecimal. Raises Fault for a bad key."""
    public_key(public)
    return digest(bytes.fromhex(public))


def sign_message(what: str, value: Any, sign: Sign) -> Signed:
    """Encode `value` once, canonically, and sign that."""
    message = canonical(value)
    return Signed(msgspec.Raw(message), sign(signed_line(what) + message))


def open_signed(signed: Signed, what: str, kind: type[T], public: str) -> T:
    """The message of `signed`, verified. Raises Fault "bad-signature" or "malformed"."""
    raw = bytes(signed.message)
    if not signature_holds(public, signed.signature, signed_line(what) + raw):
        raise Fault("bad-signature", say("签名不符：这份内容不是由它所说的一方签发的，或者途中被改动过。"))
    return decode(raw, kind)


def decode(data: bytes, kind: type[T]) -> T:
    """The value of JSON bytes that came from outside. Raises Fault "malformed", whatever they are."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        raise Fault("malformed", say("内容无法读取：格式不对。")) from None
