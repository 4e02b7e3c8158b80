"""One sentence, two languages.

A text that a person reads is written in the code in Chinese, as a template with named places, and stays data until it is
shown: `say("还差 {n} 人", n=1)`. English stands in `resources/translations/en/`, a file a room, under the Chinese template;
a test holds it complete. Nothing here knows a screen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

CHINESE = "zh"
ENGLISH = "en"
LANGUAGES = (CHINESE, ENGLISH)


NO_TITLES: Mapping[str, str] = {}


class Sentence(Struct, frozen=True):
    """A Chinese template and what goes into its places; an argument may itself be a sentence."""

    template: str
    places: dict[str, str | int | Sentence] = {}

    def text(self, language: str = CHINESE, titles: Mapping[str, str] = NO_TITLES) -> str:
        """The sentence in `language`; a template without a translation is shown in Chinese rather than not at all.

        `titles` are those of the forms in use, which no room's file has: Chinese to `language`.
        """
        template = self.template
        if language != CHINESE:
            template = catalogue(language).get(template) or titles.get(template, template)
        if not self.places:
            return template
        filled = {
            name: value.text(language, titles) if isinstance(value, Sentence) else value
            for name, value in self.places.items()
        }
        return template.format(**filled)

    def __str__(self) -> str:
        return self.text()


def say(template: str, /, **places: str | int | Sentence) -> Sentence:
    """Make a sentence of a Chinese template. Translators find templates by looking for calls of this name."""
    return Sentence(template, places)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Chinese template to template in `language`, of all rooms; empty where there is no such folder."""
    folder = files("resources") / "translations" / language
    if not folder.is_dir():
        return {}
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".toml")]
    return {str(key): str(value) for text in texts for key, value in tomllib.loads(text).items()}


class Refused(Exception):
    """Something a user asked for that cannot be: nothing was changed, and the sentence says what to do instead."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def refuse(template: str, /, **places: str | int | Sentence) -> Refused:
    """`raise refuse("…")`: the short way to write it."""
    return Refused(Sentence(template, places))


def each_once(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """In their order, without those that were said before."""
    every = tuple(sentences)
    return tuple(one for place, one in enumerate(every) if one not in every[:place])
