"""What the county says, above the list of the month: a warning where there is one, when this PC delivers, and its notices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import empty
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.upload.heard import Heard
from desktop.services.upload.take_down import NoticeLine

MOST = 3
"""Notices that are shown at a time; the next one comes up when one is put away."""


class CountyWords(QWidget):
    def __init__(self, put_away: Callable[[str], object]) -> None:
        super().__init__()
        self._put_away = put_away
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        self.words: list[Words] = []
        self.buttons: list[BigButton] = []

    def put(self, heard: Heard, waiting: int, told: bool) -> None:
        """Show this; nothing where the county has said nothing. `waiting`: how many things wait for the line; `told`: what
        went wrong the last time stands on the page already."""
        empty(self._column)
        self.words, self.buttons = [], []
        for warning in (heard.revoked, heard.stale):
            if warning is not None:
                self._say(show(warning), "warning")
        if waiting and heard.trouble is not None and not told:
            self._say(show(heard.trouble), "warning")
        if heard.slot is not None:
            more = show(heard.waits) if waiting and heard.waits is not None and not told else ""
            self._say("　".join(filter(None, (show(heard.slot), more))), "quiet")
        for notice in heard.notices[:MOST]:
            self._notice(notice)
        if len(heard.notices) > MOST:
            self._say(_("县里还有 {n} 条通知。", n=len(heard.notices) - MOST), "quiet")

    def _say(self, text: str, role: str) -> None:
        self.words.append(Words(text, role))
        self._column.addWidget(self.words[-1])

    def _notice(self, notice: NoticeLine) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        text = _("县里通知（{day}）：{title}", day=notice.at[:10], title=notice.title)
        self.words.append(Words(f"{text}　{notice.text}" if notice.text else text))
        self.buttons.append(BigButton(_("看过了"), partial(self._put_away, notice.id)))
        row.addWidget(self.words[-1], 1)
        row.addWidget(self.buttons[-1])
        self._column.addLayout(row)
