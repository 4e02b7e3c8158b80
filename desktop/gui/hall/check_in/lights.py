"""Quorum and composition in a line each: ✓ or what is lacking; the article on request."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.verdict import Verdict
from desktop.domain.verdict_words import Count
from desktop.gui.hall.shortcut import give_key
from desktop.gui.hall.state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import Sentence, say


class Light(Struct, frozen=True, kw_only=True):
    """`met` is None where a figure is not known."""

    text: Sentence
    met: bool | None
    article: Sentence


def lights(state: HallState) -> tuple[Light, ...]:
    """Of the ways to a quorum those that can be counted, then what must hold besides, then who the body is made of."""
    found: list[Light] = []
    for verdict in (state.standing, state.composition):
        if isinstance(verdict, Verdict):
            found += [_light(one, verdict) for one in verdict.counts if one.have is not None and one.need is not None]
    return tuple(found)


def _light(one: Count, verdict: Verdict) -> Light:
    title = Sentence(one.title)
    places: dict[str, str | int | Sentence] = {"title": title, "have": one.have or 0, "need": one.need or 0}
    text = (
        say("✓ {title} {have}（需 {need}）", **places)
        if one.met
        else say("· {title} {have}（需 {need}，还差 {n}）", **places, n=one.missing)
    )
    law = Sentence(one.law or verdict.law)
    article = Sentence(one.article or verdict.article)
    return Light(text=text, met=one.met, article=say("{law}{article}", law=law, article=article))


class Lights(QWidget):
    """One after the other, and a button that adds the article to each."""

    def __init__(self) -> None:
        super().__init__()
        self._lights: tuple[Light, ...] = ()
        self.articles = False
        self.words = Words("", "hall")
        self.why = BigButton(_("条文 Ctrl+J"), self.turn, kind="quiet")
        give_key(self.why, "Ctrl+J")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.words, 1)
        row.addWidget(self.why)

    def draw(self, state: HallState) -> None:
        found = lights(state)
        if found != self._lights:
            self._lights = found
            self._show()
        for widget in (self.words, self.why):
            widget.setVisible(bool(found))

    def turn(self) -> None:
        """With the articles, or without."""
        self.articles = not self.articles
        self._show()

    def _show(self) -> None:
        told = [
            _("{text}（{article}）", text=light.text, article=light.article) if self.articles else show(light.text)
            for light in self._lights
        ]
        lacks = any(light.met is False for light in self._lights)
        self.words.put("　".join(told), "warning-hall" if lacks else "hall")
