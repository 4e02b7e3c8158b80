"""The words by which a case is found: bigrams of what was written, and title and proposer in pinyin and initials.

A word of the query is looked for as a whole bigram, or as the beginning of pinyin or initials from any character on.
"""

from __future__ import annotations

import re

from desktop.domain.case import Case
from desktop.domain.names import fold, syllables_of

LONGEST = 16
"""Letters of pinyin that are kept from each character on."""
MOST_TEXT = 160
"""Characters of title, proposer and request that are searched."""
_PARTS = re.compile(r"[a-z]+|[^a-z]+")


def text_of(case: Case) -> str:
    """What is searched, folded; fields are kept apart by a line break."""
    return "\n".join(fold(part) for part in (case.title, case.proposer, case.request) if part)[:MOST_TEXT]


def words_of(case: Case) -> frozenset[str]:
    """All words of the index for this case."""
    text = text_of(case)
    words = {text[at : at + 2] for at in range(len(text))}
    for name in (case.title, case.proposer):
        words |= _spelled(fold(name))
    return frozenset(word for word in words if "\n" not in word[:1])


def _spelled(text: str) -> set[str]:
    said = [readings[0] for readings in syllables_of(text)]
    initials = "".join(reading[:1] for reading in said)
    found = set()
    for at in range(len(said)):
        found.add("".join(said[at : at + LONGEST])[:LONGEST])
        found.add(initials[at : at + LONGEST])
    return {word for word in found if word[:1].isascii() and word[:1].isalnum()}


def parts_of(query: str) -> tuple[str, ...]:
    """The parts of what was typed that must all be found: runs of letters, and runs of anything else."""
    return tuple(part for piece in query.split() for part in _PARTS.findall(fold(piece)))
