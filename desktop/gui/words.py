"""Texts of the window in the language that is chosen now."""

from __future__ import annotations

from forms.language import CHINESE, Sentence


class Tongue:
    """The language of the window. Changing it takes effect when the window is built anew."""

    current: str = CHINESE


tongue = Tongue()


def _(template: str, /, **places: str | int | Sentence) -> str:
    """The Chinese template in the current language, its places filled."""
    return Sentence(template, places).text(tongue.current)


def show(words: Sentence | str) -> str:
    """A sentence in the current language; a plain text (a name, a title that someone typed) as it is."""
    return words.text(tongue.current) if isinstance(words, Sentence) else words
