"""Canonical bytes and hashes: what is sealed is encoded once, here, and never encoded again.

JSON as RFC 8785 has it, for the part of JSON that we use: UTF-8, keys sorted, no blanks, integers only.
"""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec

HASH = "sha256"

_encoder = msgspec.json.Encoder(order="sorted")
T = TypeVar("T")


def canonical(value: Any) -> bytes:
    """The one byte string of `value`: a Struct, or what Structs are made of. Raises TypeError on a float."""
    _refuse_floats(msgspec.to_builtins(value))
    return _encoder.encode(value)


_PLAIN = frozenset({int, str, bool, bytes, type(None)})


def _refuse_floats(value: Any) -> None:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind in _PLAIN:
            continue
        if kind is list or kind is tuple:
            waiting.extend(one)
        elif kind is dict:
            waiting.extend(one.values())
        elif isinstance(one, float):
            raise TypeError("a float has no canonical bytes")


def read(data: bytes, kind: type[T]) -> T:
    """The value that these bytes stand for. Raises msgspec.DecodeError or ValidationError where they stand for none."""
    return msgspec.json.decode(data, type=kind)


def digest(data: bytes) -> str:
    """SHA-256, 64 hexadecimal characters."""
    return hashlib.sha256(data).hexdigest()


def is_canonical(data: bytes) -> bool:
    """Whether these bytes are those that `canonical` makes of the value in them: no key twice, no blank, no float."""
    try:
        return canonical(msgspec.json.decode(data)) == data
    except (msgspec.DecodeError, TypeError, RecursionError, ValueError):
        return False
