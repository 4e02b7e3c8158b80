"""Finding entries by what a recorder types: characters, pinyin, initials; and who fits a case by what they care for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from desktop.domain.cases.alike import FILLERS, bigrams
from desktop.domain.cases.words import parts_of
from desktop.domain.names import fold, syllables_of


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
    """How many pairs of characters an interest shares with what a case is about; 0 for no interest in it."""
    plain = "".join(sign for sign in fold(interest) if sign.isalnum() and sign not in FILLERS)
    return len(bigrams(interest) & bigrams(about)) if len(plain) > 1 else 0


def most_fitting(people: Iterable[tuple[str, str]], about: str) -> tuple[str, ...]:
    """Of (id, interest) those who care for what a case is about, the best fit first."""
    scored = [(fits(interest, about), person) for person, interest in people]
    return tuple(person for score, person in sorted(scored, key=lambda one: -one[0]) if score)
