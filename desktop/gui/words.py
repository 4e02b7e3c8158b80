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


def together(*sentences: Sentence | str | None) -> str:
    """One after another, as they are written in the current language; None and what is empty is left out."""
    shown = [show(one) for one in sentences if one is not None]
    return ("" if tongue.current == CHINESE else " ").join(filter(None, shown))
