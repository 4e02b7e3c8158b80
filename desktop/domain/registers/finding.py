"""Finding entries by what a recorder types: characters, pinyin, initials; and who fits a case by what they care for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from desktop.domain.cases.alike import FILLERS, bigrams
from desktop.domain.cases.words import parts_of
from desktop.domain.names import fold, syllables_of

PAIR = 3
"""What a shared pair of characters weighs against a single one (our own measure)."""
SAYING_LITTLE = FILLERS + "工作事项问题方面建设村组户民生社区等"


@lru_cache(maxsize=4096)
def _spelled(text: str) -> tuple[str, str, str]:
    """Folded text, its pinyin and its initials, each in one run."""
    said = [readings[0] for readings in syllables_of(text)]
    return text, "".join(said), "".join(one[:1] for one in said)


def matches(query: str, text: str) -> bool:
    """Whether every part of what was typed is in the text: as it stands, in pinyin, or in initials."""
    parts = parts_of(query)
    if not parts:
        return True
    plain, pinyin, initials = _spelled(fold(text))
    return all(part in plain or (part.isascii() and (part in pinyin or part in initials)) for part in parts)


def text_of(values: Mapping[str, Any]) -> str:
    """All that was typed into an entry, for the search."""
    found: list[str] = []
    _gather(values, found)
    return " ".join(found)


def _gather(value: Any, found: list[str]) -> None:
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            _gather(inner, found)
    elif isinstance(value, list | tuple):
        for inner in value:
            _gather(inner, found)
    elif isinstance(value, int) and not isinstance(value, bool):
        found.append(str(value))


def fits(interest: str, about: str) -> int:
    """How well an interest goes with what a case is about: shared pairs of characters weigh more than single ones.

    0 for nothing in common. 水利 fits 水渠清淤 a little, 水渠 fits it well.
    """
    return PAIR * len(bigrams(interest) & bigrams(about)) + len(_signs(interest) & _signs(about))


def _signs(text: str) -> frozenset[str]:
    return frozenset(sign for sign in fold(text) if sign.isalpha() and not sign.isascii() and sign not in SAYING_LITTLE)
