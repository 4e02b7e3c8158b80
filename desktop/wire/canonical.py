"""Canonical bytes and hashes: what is sealed is encoded once, here, and never encoded again.

JSON as RFC 8785 has it, for the part of JSON that we use: UTF-8, keys sorted, no blanks, integers only.
"""

from __future__ import annotations

import hashlib
from enum import Enum
from itertools import chain
from typing import Any, TypeVar

import msgspec
from msgspec import structs

_encoder = msgspec.json.Encoder(order="sorted")
T = TypeVar("T")


def canonical(value: Any) -> bytes:
    """The one byte string of `value`: a Struct, or what Structs are made of. Raises TypeError on a float."""
    _refuse_floats(value)
    return _encoder.encode(value)


_PLAIN = {int, str, bool, bytes, type(None)}


def _refuse_floats(value: Any) -> None:
    """Level by level, so that the 50,000 points of a paper's signatures are looked at in a few steps."""
    level: list[Any] = [value]
    while level:
        kinds = set(map(type, level))
        if any(issubclass(kind, float) for kind in kinds):
            raise TypeError("a float has no canonical bytes")
        deeper: list[Any] = []
        for kind in kinds - _PLAIN:
            these: list[Any] = level if len(kinds) == 1 else [one for one in level if type(one) is kind]
            if issubclass(kind, list | tuple | set | frozenset):
                deeper += chain.from_iterable(these)
            elif issubclass(kind, dict):
                deeper += chain.from_iterable(one.values() for one in these)
            elif issubclass(kind, msgspec.Struct):
                deeper += chain.from_iterable(map(structs.astuple, these))
            elif issubclass(kind, Enum):
                deeper += [one.value for one in these]
        level = deeper


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
