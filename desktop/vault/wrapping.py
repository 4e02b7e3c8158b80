"""Secrets under a passphrase: Argon2id makes the key, AES-256-GCM wraps; the parameters travel with the result."""

from __future__ import annotations

import msgspec
from msgspec import Struct


class Argon2(Struct, frozen=True, kw_only=True):
    """RFC 9106, second recommended choice: 64 MiB and three passes, within reach of an old PC."""

    salt: str
    """16 bytes, hexadecimal."""
    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4
    version: int = 19


class Wrapped(Struct, frozen=True, kw_only=True):
    """Secret bytes that only the passphrase opens. All byte strings hexadecimal."""

    kdf: str = "argon2id"
    cipher: str = "aes-256-gcm"
    argon2: Argon2
    nonce: str
    data: str


class WrongPassphrase(Exception):
    """The passphrase does not open this, or the bytes were changed: the cipher cannot tell which."""


LARGEST_MEMORY_KIB = 1 << 21
"""A file asking for more than 2 GiB is not one of ours."""


def wrap(secret: bytes, passphrase: str, *, bound_to: bytes, salt: bytes, nonce: bytes) -> Wrapped:
    """Wrap `secret`. `bound_to` is authenticated and not hidden. Salt (16 bytes) and nonce (12) are random."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    argon2 = Argon2(salt=salt.hex())
    data = AESGCM(_derive(passphrase, argon2)).encrypt(nonce, secret, bound_to)
    return Wrapped(argon2=argon2, nonce=nonce.hex(), data=data.hex())


def unwrap(wrapped: Wrapped, passphrase: str, *, bound_to: bytes) -> bytes:
    """The secret. Raises WrongPassphrase; ValueError where the parameters make no sense."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if (wrapped.kdf, wrapped.cipher) != ("argon2id", "aes-256-gcm"):
        raise ValueError(f"unknown wrapping: {wrapped.kdf}, {wrapped.cipher}")
    key = _derive(passphrase, wrapped.argon2)
    try:
        return AESGCM(key).decrypt(bytes.fromhex(wrapped.nonce), bytes.fromhex(wrapped.data), bound_to)
    except InvalidTag as error:
        raise WrongPassphrase from error


def _derive(passphrase: str, argon2: Argon2) -> bytes:
    # argon2-cffi is loaded here: a device with a keyring never needs it.
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    if argon2.memory_kib > LARGEST_MEMORY_KIB or not 1 <= argon2.passes <= 100 or argon2.version != 19:
        raise ValueError("these parameters were not written by this program")
    try:
        return hash_secret_raw(
            passphrase.encode("utf-8"),
            bytes.fromhex(argon2.salt),
            time_cost=argon2.passes,
            memory_cost=argon2.memory_kib,
            parallelism=argon2.lanes,
            hash_len=32,
            type=Type.ID,
            version=argon2.version,
        )
    except HashingError as error:
        raise ValueError(str(error)) from error


def wrap_json(secret: bytes, passphrase: str, *, bound_to: bytes, salt: bytes, nonce: bytes) -> bytes:
    """`wrap`, as JSON."""
    return msgspec.json.encode(wrap(secret, passphrase, bound_to=bound_to, salt=salt, nonce=nonce))


def unwrap_json(wrapped: bytes, passphrase: str, *, bound_to: bytes) -> bytes:
    """`unwrap` of what `wrap_json` gave. Raises WrongPassphrase; ValueError for anything else."""
    return unwrap(msgspec.json.decode(wrapped, type=Wrapped), passphrase, bound_to=bound_to)
