"""Quorum and composition in a line each: ✓ or what is lacking; the article on request."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.verdict import Verdict
from desktop.domain.verdict_words import Count
from desktop.gui.hall.shortcut import give_key
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.theme import px
from desktop.gui.words import _, show
from forms.language import Sentence, say


class Light(Struct, frozen=True, kw_only=True):
    """`met` is None where a figure is not known."""

    text: Sentence
    met: bool | None
    article: Sentence


def lights(state: HallState) -> tuple[Light, ...]:
    """Of the ways to a quorum those that can be counted, then what must hold besides, then who the body is made of, by office or by the sheet of a case."""
    found: list[Light] = []
    for verdict in (state.standing, state.composition, *(one.verdict for one in state.came)):
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
    """What is lacking in a line, what is met in another. `why` and `law` are placed where there is room: the articles."""

    turned = Signal(bool)
    """The articles are wanted, or not any more."""

    def __init__(self) -> None:
        super().__init__()
        self._lights: tuple[Light, ...] = ()
        self.lacking, self.met = Elided("", "warning-hall"), Elided("", "hall")
        self.law = Words("", "hall")
        self.law.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.law.hide()
        self.why = BigButton(_("条文 Ctrl+J"), self.turn, kind="quiet")
        give_key(self.why, "Ctrl+J")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(self.lacking)
        column.addWidget(self.met)

    def draw(self, state: HallState) -> None:
        found = lights(state)
        if found != self._lights:
            self._lights = found
            self._show()
        self.why.setVisible(bool(found))

    def turn(self) -> None:
        """With the articles, or without."""
        self.law.setVisible(self.law.isHidden())
        self.turned.emit(not self.law.isHidden())

    def _show(self) -> None:
        short = [one for one in self._lights if not one.met]
        enough = [one for one in self._lights if one.met]
        for words, wanted in ((self.lacking, short), (self.met, enough)):
            words.setText("　".join(show(light.text) for light in wanted))
            words.setVisible(bool(wanted))
        told = (_("{text}（{article}）", text=light.text, article=light.article) for light in self._lights)
        self.law.setText("\n\n".join(told))
