"""What may stand at a place in a file, read off the types: so that an error can name what was expected there."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import msgspec.inspect as look

from forms.locate import Way


def _at(kind: Any, steps: Way) -> list[look.Type]:
    """The types that may stand at the end of `steps`."""
    found = [look.type_info(kind)]
    for step in steps:
        found = [inner for one in _plain(found) for inner in _inside(one, step)]
    return _plain(found)


def _plain(found: list[look.Type]) -> list[look.Type]:
    return [inner for one in found for inner in (one.types if isinstance(one, look.UnionType) else (one,))]


def _inside(one: look.Type, step: str | int) -> list[look.Type]:
    if isinstance(one, look.StructType) and isinstance(step, str):
        return [field.type for field in one.fields if field.encode_name == step]
    if isinstance(one, look.VarTupleType | look.ListType) and isinstance(step, int):
        return [one.item_type]
    return [one.value_type] if isinstance(one, look.DictType) else []


def choices(kind: Any, steps: Way) -> list[str]:
    """The words that may stand there; none where any text may."""
    return [str(word.value) for one in _at(kind, steps) if isinstance(one, look.EnumType) for word in one.cls]


def meant(kind: Any, steps: Way, key: str) -> str:
    """The key that was probably meant by `key` there, empty where none is near."""
    known = [field.encode_name for one in _at(kind, steps) if isinstance(one, look.StructType) for field in one.fields]
    return next(iter(get_close_matches(key, known, n=1)), "")
