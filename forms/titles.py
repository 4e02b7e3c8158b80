"""The English of every title in a pack, by its Chinese: stages, gates, sheets, fields, choices, rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from forms.pack import Pack


def english_titles(pack: Pack) -> dict[str, str]:
    """Chinese title to English one, of what has both. Where two say the same in Chinese, the first one read counts."""
    found: dict[str, str] = {}
    for room in (pack.procedures, pack.sheets, pack.rules, pack.registers):
        for chinese, english in _titles(room):
            found.setdefault(chinese, english)
    return found


def _titles(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Struct):
        chinese, english = getattr(value, "title", ""), getattr(value, "title_en", "")
        if chinese and english:
            yield chinese, english
        for name in value.__struct_fields__:
            yield from _titles(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _titles(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _titles(one)
