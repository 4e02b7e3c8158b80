"""研判板: three by three, by dragging or by the keys 1 to 9; accepted or refused from here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidgetItem

from desktop.domain.case import OPEN, Case
from desktop.domain.cases.screening import DIFFICULTIES, DIFFICULTY_WORDS, REFUSAL, URGENCIES, URGENCY_WORDS
from desktop.gui.cases.square import ID, Square
from desktop.gui.cases.words import who_of
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.parts.page import Page
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.titles import titled
from desktop.gui.words import _, show
from desktop.services.cases.find import find_cases
from desktop.services.cases.read import read_case, ways_to_deliberate
from desktop.services.cases.screen import accept_case, place_case, refuse_case, usual_procedure
from forms.procedures import Procedure

if TYPE_CHECKING:
    from desktop.services.desk import Desk


class BoardPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("研判板"))
        self.cases: dict[str, Case] = {}
        self.chosen = ""
        self.pile = Square(takes=False)
        self.squares = {(urgency, hard): Square(takes=True) for urgency in URGENCIES for hard in DIFFICULTIES}
        self.hint = Elided(_("拖到格子里，或者选中后按 1 到 9。"), "quiet")
        self.procedure = fields.choice(10, 16)
        self.accept = BigButton(_("受理"), self._accept, kind="main", key="F5")
        self.reason = fields.line(_("不受理的理由，会印给提出人"))
        self.refuse = BigButton(_("不受理"), self._refuse)
        self.open = BigButton(_("打开"), self._open)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(px(4))
        grid.addWidget(Words(_("还没研判"), "head", wrap=False), 0, 0)
        grid.addWidget(self.pile, 1, 0, 3, 1)
        for column, hard in enumerate(DIFFICULTIES):
            grid.addWidget(Words(DIFFICULTY_WORDS[hard], "head", wrap=False), 0, column + 2)
            grid.setColumnStretch(column + 2, 3)
        for row, urgency in enumerate(URGENCIES):
            keys = f"{3 * row + 1} {3 * row + 2} {3 * row + 3}"
            grid.addWidget(Words(f"{show(URGENCY_WORDS[urgency])}\n{keys}", "head", wrap=False), row + 1, 1)
            grid.setRowStretch(row + 1, 1)
        for number, ((urgency, hard), square) in enumerate(self.squares.items()):
            square.setAccessibleName(f"{number + 1} {show(URGENCY_WORDS[urgency])} {show(DIFFICULTY_WORDS[hard])}")
            square.dropped.connect(partial(self._place, urgency, hard))
            grid.addWidget(square, 1 + number // 3, 2 + number % 3)
        grid.setColumnStretch(0, 3)
        for square in (self.pile, *self.squares.values()):
            square.placed.connect(self._by_key)
            square.itemSelectionChanged.connect(partial(self._marked, square))
            square.itemActivated.connect(lambda _item: self._open())
        self.body.addLayout(grid, 1)
        below = QHBoxLayout()
        below.setSpacing(px(8))
        below.addWidget(self.reason, 1)
        below.addWidget(self.refuse)
        self.body.addWidget(self.hint)
        self.body.addLayout(below)
        self.foot.insertWidget(0, BigButton(_("回到事项"), lambda: self.session.go("cases")))
        for widget in (self.open, self.procedure, self.accept):
            self.foot.addWidget(widget)

    def shown(self, **args: object) -> None:
        self.ask(_look, then=self._show)

    def _show(self, answer: tuple[tuple[Case, ...], tuple[Procedure, ...], str]) -> None:
        found, procedures, usual = answer
        self.cases = {case.id: case for case in found}
        kept = self.chosen
        if not self.procedure.count():
            for one in procedures:
                self.procedure.addItem(titled(one), one.id)
        self.procedure.setCurrentIndex(max(0, self.procedure.findData(usual)))
        for square in (self.pile, *self.squares.values()):
            square.blockSignals(True)
            square.clear()
            square.blockSignals(False)
        for case in found:
            square = self.squares.get((case.urgency, case.difficulty), self.pile)
            item = QListWidgetItem(f"✓ {case.title}" if case.accepted else case.title)
            item.setData(ID, case.id)
            item.setToolTip(case.request or case.title)
            square.addItem(item)
            if case.id == kept:
                square.setCurrentItem(item)
                square.setFocus()
        if kept not in self.cases and self.pile.count():
            self.pile.setCurrentRow(0)
            self.pile.setFocus()
        self._told()

    def _marked(self, square: Square) -> None:
        if not square.case:
            return
        self.chosen = square.case
        for other in (self.pile, *self.squares.values()):
            if other is not square:
                other.blockSignals(True)
                other.clearSelection()
                other.blockSignals(False)
        self._told()

    def _told(self) -> None:
        case = self.cases.get(self.chosen)
        self.accept.setEnabled(case is not None and bool(case.urgency) and not case.accepted)
        self.refuse.setEnabled(case is not None)
        self.open.setEnabled(case is not None)
        if case is not None:
            told = _("选中：{title}", title=case.title)
            self.hint.setText(f"{told}　{who_of(case)}　{case.request}")
        else:
            self.hint.setText(_("拖到格子里，或者选中后按 1 到 9。") if self.cases else _("没有要研判的事项。"))

    def _by_key(self, number: int) -> None:
        if self.chosen:
            urgency, hard = tuple(self.squares)[number - 1]
            self._place(urgency, hard, self.chosen)

    def _place(self, urgency: str, hard: str, case: str) -> None:
        self.chosen = case
        self.ask(place_case, case, urgency, hard, then=self._kept)

    def _accept(self) -> None:
        self.ask(accept_case, self.chosen, self.procedure.currentData(), then=self._accepted)

    def _accepted(self, case: Case) -> None:
        self._kept(case)
        told = _("“{title}”已受理。", title=case.title)
        if case.due:
            told += _("急且易，三个工作日内办：{day} 前。", day=case.due)
        self.notice.tell(told, "good")

    def _refuse(self) -> None:
        self.ask(refuse_case, self.chosen, self.reason.text(), then=self._refused)

    def _refused(self, case: Case) -> None:
        """On to the answer on paper; who answers is still to be written."""
        self.reason.clear()
        self.ask(_answer_of, case.id, then=lambda sheet: self.session.go("sheet", case=case.id, sheet=sheet))

    def _kept(self, _case: Case) -> None:
        self.ask(_look, then=self._show, quiet=True)

    def _open(self) -> None:
        if self.chosen:
            self.session.go("case", case=self.chosen)


def _answer_of(desk: Desk, case_id: str) -> str:
    """Id of the answer to the one who brought it up."""
    return next(sheet.id for sheet in read_case(desk, case_id).sheets if sheet.form == REFUSAL)


def _look(desk: Desk) -> tuple[tuple[Case, ...], tuple[Procedure, ...], str]:
    return find_cases(desk, "", (OPEN,)).cases, ways_to_deliberate(desk), usual_procedure(desk)
