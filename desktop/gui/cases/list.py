"""The list of all cases: found while one types, filtered, and each row written only when it comes into view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import overload

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.case import CLOSED, DELIBERATED, ENDED, ON_AGENDA, OPEN, Case
from desktop.gui.cases import words
from desktop.gui.parts import fields
from desktop.gui.parts.labels import Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.table import Row, Table
from desktop.gui.words import _
from desktop.services.cases.find import list_cases

PAUSE_MS = 120
"""After the last key, before the list is looked up."""
IN_VIEW = 128
"""Rows that are kept as they were written; more than any screen shows."""


class Rows(Sequence[Row]):
    """The rows of a table, written from their cases when they are asked for."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = cases
        self._row = lru_cache(IN_VIEW)(self._written)

    def __len__(self) -> int:
        return len(self._cases)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Row | Rows:
        return Rows(self._cases[at]) if isinstance(at, slice) else self._row(at)

    def __iter__(self) -> Iterator[Row]:
        return (self._row(at) for at in range(len(self)))

    @property
    def written(self) -> int:
        """How many have been asked for so far."""
        return self._row.cache_info().misses

    def _written(self, at: int) -> Row:
        case = self._cases[at]
        households = "" if case.households is None else str(case.households)
        return case.opened_at[:10], case.title, words.who_of(case), households, words.state_of(case)


class CaseList(QWidget):
    """`search` and `filter` stand wherever the page puts them; the list itself is below them."""

    found = Signal()
    """Another list is shown."""
    marked = Signal()
    taken = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.cases: Sequence[Case] = ()
        self.asked = self.answered = 0
        self.search = fields.line(_("找：字、拼音、首字母"), 14)
        self.filter = fields.choice(4)
        for text, states in (
            (_("全部"), ()),
            (_("没办完的"), (OPEN, ON_AGENDA, DELIBERATED)),
            (_("已办结"), (CLOSED,)),
            (_("已了结"), ENDED),
        ):
            self.filter.addItem(text, states)
        self.filter.currentIndexChanged.connect(lambda _index: self.look_up())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.look_up)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.table = Table((_("记下日期"), _("事项名称"), _("提出人"), _("户数"), _("进展")), (7, 25, 8, 4))
        self.table.marked.connect(lambda _row: self.marked.emit())
        self.table.taken.connect(lambda _row: self.taken.emit())
        self.nothing = Words(_("还没有记过事项。群众来反映，先在上面记一句。"), "quiet")
        self.nothing.hide()  # until it is known that there is none
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    @property
    def case(self) -> Case | None:
        """The one that is marked."""
        return self.cases[self.table.row] if 0 <= self.table.row < len(self.cases) else None

    def look_up(self) -> None:
        """Ask for what is typed and chosen now. Answers to what was asked before that are not shown any more."""
        self._timer.stop()
        self.asked += 1
        states = tuple(self.filter.currentData() or ())
        ask = partial(list_cases, query=self.search.text(), states=states)
        self._page.ask(ask, then=partial(self._show, self.asked), quiet=True)

    def _show(self, number: int, cases: Sequence[Case]) -> None:
        self.answered = number
        if number != self.asked:
            return
        self.cases = cases
        self.table.fill(Rows(cases))
        looking = bool(self.search.text().strip() or self.filter.currentIndex())
        self.nothing.setText(
            _("没有找到。换几个字、拼音或首字母再试。")
            if looking
            else _("还没有记过事项。群众来反映，先在上面记一句。")
        )
        self.nothing.setVisible(not cases)
        self.table.setVisible(bool(cases))
        self.found.emit()
