"""Names as they are typed."""

from __future__ import annotations

from desktop.domain.names import fold, syllables_of


def pinyin_of(name: str) -> str:
    """The first reading of a name, a space between characters: “单伟” is “shan wei”."""
    return " ".join(readings[0] for readings in syllables_of(fold(name)))
