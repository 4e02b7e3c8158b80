"""Locking what travels on a stick: age with X25519 (pyrage), in a stream, so that a gigabyte needs no memory.

Both sides have a key of their own for it, derived from the key that signs (HKDF-SHA256): no further file to keep, and a
restored copy still reads its sticks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from desktop.wire.faults import Fault
from forms.language import say

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PREFIX = "age-secret-key-"


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Sink(Protocol):
    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


def stick_identity(secret: bytes) -> Identity:
    """The age key that belongs to a signing key, of which `secret` is the private number (32 bytes)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    from pyrage.x25519 import Identity

    own = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"yishitang stick 1").derive(secret)
    return Identity.from_str(_bech32(_PREFIX, own).upper())


def recipient_of(identity: Identity) -> str:
    """ "age1…": what others lock for."""
    return str(identity.to_public())


def lock(source: Source, sink: Sink, recipient: str) -> None:
    """Encrypt all of `source` into `sink`. Raises Fault "bad-key" for a recipient that is none, and whatever source or
    sink raise."""
    import pyrage
    from pyrage.x25519 import Recipient

    try:
        known = Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise Fault("bad-key", say("U 盘用的公钥读不懂，不能加密。")) from None
    watched = _Watched(source, sink)
    try:
        pyrage.encrypt_io(watched, watched, [known])
    except (pyrage.EncryptError, OSError, ValueError, RuntimeError):
        watched.raise_first()
        raise


def unlock(source: Source, sink: Sink, identities: Sequence[Identity]) -> None:
    """Decrypt `source` into `sink` piece by piece; every piece was authenticated before it is handed over.

    Raises Fault "not-for-us" for what is locked for somebody else, "cut-short" where it ends or is damaged half way,
    "malformed" for what is no such file; and whatever source or sink raise.
    """
    import pyrage

    watched = _Watched(source, sink)
    try:
        pyrage.decrypt_io(watched, watched, list(identities))
    except (pyrage.DecryptError, OSError, ValueError, RuntimeError) as error:
        watched.raise_first()
        if "No matching keys" in str(error):
            raise Fault("not-for-us", say("这个文件不是给这里的（是用别的公钥加密的），打不开。")) from None
        if watched.came:
            raise Fault("cut-short", say("这个文件不完整或已损坏，后面的部分读不出来。")) from None
        raise Fault("malformed", say("这个文件不完整或已损坏，打不开。")) from None


class _Watched:
    """Keeps what the caller's own source or sink raised: the library would hide it behind words of its own."""

    def __init__(self, source: Source, sink: Sink) -> None:
        self._source = source
        self._sink = sink
        self._raised: BaseException | None = None
        self.came = False

    def read(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except BaseException as error:
            self._raised = self._raised or error
            raise

    def write(self, data: bytes) -> int:
        self.came = True
        if self._raised is not None:
            raise OSError("stopped")
        try:
            return self._sink.write(data)
        except BaseException as error:
            self._raised = error
            raise

    def flush(self) -> None:
        self._sink.flush()

    def raise_first(self) -> None:
        if self._raised is not None:
            raise self._raised from None


def _bech32(prefix: str, data: bytes) -> str:
    """BIP 173, as age writes keys."""
    bits = int.from_bytes(data, "big") << 4  # 256 bits and four of padding: 52 groups of five
    groups = [bits >> shift & 31 for shift in range(255, -1, -5)]
    expanded = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    check = _polymod([*expanded, *groups, 0, 0, 0, 0, 0, 0]) ^ 1
    return (
        prefix + "1" + "".join(_SIGNS[value] for value in [*groups, *(check >> 5 * (5 - at) & 31 for at in range(6))])
    )


def _polymod(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> at & 1 else 0
    return check
