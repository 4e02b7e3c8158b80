"""Texts of the window in the language that is chosen now."""

from __future__ import annotations

from collections.abc import Mapping

from forms.language import CHINESE, Sentence


class Tongue:
    """The language of the window. Changing it takes effect when the window is built anew."""

    current: str = CHINESE
    titles: Mapping[str, str] = {}
    """English titles of the forms in use, by their Chinese; empty until a desk is open."""


tongue = Tongue()


def _(template: str, /, **places: str | int | Sentence) -> str:
    """The Chinese template in the current language, its places filled."""
    return Sentence(template, places).text(tongue.current, tongue.titles)


def show(words: Sentence | str) -> str:
    """A sentence in the current language; a plain text (a name, a title that someone typed) as it is."""
    return words.text(tongue.current, tongue.titles) if isinstance(words, Sentence) else words
