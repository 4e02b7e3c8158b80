"""台账: choose a register on the left; its entries, found as one types; below them the counters; the list as it will be printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.registers.reminders import some
from desktop.gui import printing
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.parts.layouts import column, empty
from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.parts.print_actions import PrintActions, Record
from desktop.gui.parts.table import Table
from desktop.gui.registers import told
from desktop.gui.registers.shelf import RegisterList
from desktop.gui.registers.take_in import TakeIn
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.titles import titled
from desktop.gui.words import _, show, tongue
from desktop.services.registers.export_register import export_register
from desktop.services.registers.fill_entry import seal_register
from desktop.services.registers.print_register import preview_register, print_register
from desktop.services.registers.read_register import (
    Kept,
    RegisterView,
    cells,
    heads,
    list_registers,
    read_register,
)

if TYPE_CHECKING:
    from desktop.papers import Drawn
    from desktop.services.desk import Desk

PAUSE_MS = 120
"""After the last key, before the list is looked up."""
COUNTERS = 5
"""Rows of counters that are seen at once."""


class RegistersPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("台账"))
        self.register = ""
        self.view: RegisterView | None = None
        self.list = RegisterList()
        self.list.chosen.connect(self._choose)
        self.name = Words("", "head", wrap=False)
        self.search = fields.line(_("找：字、拼音、首字母"), 14)
        self.search.setMinimumWidth(px(220))
        self.year = fields.choice(4)
        self.year.currentIndexChanged.connect(lambda _index: self._look_up())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._look_up)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.about = Elided("", "quiet")
        self.nothing = Words("", "quiet")
        self.table = Table(())
        self.counters = Table(())
        self.behind = Words("", "warning")
        self.counted = Words("", "quiet")
        self._entries, self._counters = column(), column()
        self.seal = BigButton(_("全部定稿"), self._seal, key="F7")
        self.sheet = BigButton(_("导出表格"), self._export)
        self.paper = PaperView()
        self.printing = PrintActions(self, self._printable, kind="main", view=self.paper)
        self.print = BigButton(_("打印"), self._preview, key="F9")
        self.back = BigButton(_("返回"), self._to_list)
        self.stack = QStackedWidget()
        self.open = BigButton(_("打开"), self._open, key="F5")
        self.add = BigButton(_("添一条"), self._add, kind="main", key="F4")
        self.hint = Elided("", "quiet")
        self.take_in = TakeIn(self, lambda: self.register, self._look_up)
        self._lay_out()

    def shown(self, register: object = "", **args: object) -> None:
        """`register` chooses one; else the one that was chosen stays."""
        if register:
            self.register = str(register)
            self.search.clear()
        self._to_list()
        self._look_up()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self.name)
        head.addWidget(self.search)
        head.addWidget(self.year)
        head.addWidget(self.about, 1)
        right = QVBoxLayout()
        right.setSpacing(px(8))
        right.addLayout(head)
        right.addWidget(self.take_in)
        right.addWidget(self.nothing)
        right.addLayout(self._entries, 1)
        for words in (self.counted, self.behind):
            right.addWidget(words)
        right.addLayout(self._counters)
        right.addStretch(0)
        lists = QWidget()
        both = QHBoxLayout(lists)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(px(16))
        both.addWidget(self.list)
        both.addLayout(right, 1)
        for front in (lists, self.paper):
            self.stack.addWidget(front)
        self.body.addWidget(self.stack, 1)
        self.foot.insertWidget(0, self.hint, 1)
        self.foot.insertWidget(0, self.back)
        for widget in (self.seal, self.take_in.button, self.sheet, self.print, self.open, self.add):
            self.foot.addWidget(widget)
        for part in (self.printing.jam, self.printing.save, self.printing.print):
            self.foot.addWidget(part)
        self._buttons()

    def _choose(self, register: str) -> None:
        if register != self.register:
            self.register = register
            self.year.setCurrentIndex(-1)
            self.search.clear()
            self.take_in.hide()
            self._look_up()

    def _look_up(self) -> None:
        year = str(self.year.currentData() or "")
        self.ask(_look, self.register, year, self.search.text(), then=self._show, quiet=True)

    def _show(self, answer: tuple[tuple[Kept, ...], RegisterView]) -> None:
        kept, view = answer
        self.view, self.register = view, view.register.id
        self.list.fill(kept, self.register)
        self.name.setText(titled(view.register))
        self.about.setText(_("共 {n} 条", n=view.all) + told.source_of(view.register))
        self.year.blockSignals(True)
        self.year.clear()
        for year in view.years:
            self.year.addItem(_("{year}年", year=year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(view.year)))
        self.year.blockSignals(False)
        self.year.setVisible(bool(view.years))
        self._fill_entries(view)
        self._fill_counters(view)
        self.nothing.setText(
            _("没有找到。换几个字、拼音或首字母再试。")
            if self.search.text().strip()
            else _("这本台账还是空的。按“添一条”记下第一条。")
        )
        self.nothing.setVisible(not view.lines)
        self._buttons()
        self._marked()

    def _buttons(self) -> None:
        """What can be done with what is in front: the list, or its page."""
        printed = self.stack.currentWidget() is self.paper
        lines = self.view.lines if self.view is not None else ()
        for button in (self.open, self.print, self.sheet):
            button.setVisible(bool(lines) and not printed)
        self.seal.setVisible(any(not line.entry.sealed for line in lines) and not printed)
        for widget in (self.add, self.take_in.button, self.hint):
            widget.setVisible(not printed)
        for button in (self.back, self.printing.save, self.printing.print):
            button.setVisible(printed)
        if not printed:
            self.printing.jam.hide()

    def _preview(self) -> None:
        """The list as it is shown, as it will be printed."""
        if self.view is not None:
            self.ask(preview_register, self.register, self.view.year, self.search.text(), then=self._drawn)

    def _drawn(self, drawn: Drawn) -> None:
        self.paper.show_pdf(drawn.pdf, drawn.missing)
        self.paper.setMaximumWidth(px(1600 if self.paper.wide else 820))
        self.stack.setCurrentWidget(self.paper)
        self._buttons()
        self.printing.print.setFocus()

    def _to_list(self) -> None:
        self.notice.clear()
        self.stack.setCurrentIndex(0)
        self._buttons()

    def _fill_entries(self, view: RegisterView) -> None:
        columns = [*heads(view, tongue.current)]
        columns += [_("进展")] if view.register.states else []
        columns += [_("关联")] if view.register.links else []
        rows = [
            (
                *cells(view, line, tongue.current),
                *((told.state_of(line),) if view.register.states else ()),
                *(("、".join(tie.title for tie in line.ties),) if view.register.links else ()),
            )
            for line in view.lines
        ]
        empty(self._entries)
        self.table = Table(columns, told.widths(columns, rows))
        self.table.setAccessibleName(titled(view.register))
        self.table.marked.connect(lambda _row: self._marked())
        self.table.taken.connect(lambda _row: self._open())
        self.table.fill(rows)
        self._entries.addWidget(self.table, 1)
        self.table.setVisible(bool(rows))

    def _fill_counters(self, view: RegisterView) -> None:
        columns, rows = told.counters(view)
        empty(self._counters)
        self.counters = Table(columns, told.widths(columns, rows))
        self.counters.setAccessibleName(_("统计"))
        self.counters.fill(rows)
        self.counters.setFixedHeight(px(36) * min(len(rows), COUNTERS) + px(62))
        self._counters.addWidget(self.counters)
        self.counters.setVisible(bool(rows))
        self.counted.setText(told.others(view))
        self.counted.setVisible(bool(self.counted.text()))
        self.behind.setText(told.behind(view))
        self.behind.setVisible(bool(self.behind.text()))

    def _marked(self) -> None:
        row = self.table.row
        line = self.view.lines[row] if self.view is not None and 0 <= row < len(self.view.lines) else None
        self.hint.setText(_("选中：{title}", title=line.name) if line else "")

    def _add(self) -> None:
        self.session.go("entry", register=self.register)

    def _open(self) -> None:
        row = self.table.row
        if self.view is not None and 0 <= row < len(self.view.lines):
            self.session.go("entry", register=self.register, entry=self.view.lines[row].entry.id)

    def _seal(self) -> None:
        self.ask(seal_register, self.register, then=self._sealed)

    def _sealed(self, answer: tuple[int, tuple[str, ...]]) -> None:
        number, left = answer
        self._look_up()
        said = _("定稿 {n} 条，会跟下一批一起上报。", n=number) if number else ""
        lacking = _("还没填全：{names}", names=show(some(left))) if left else ""
        self.notice.tell(f"{said}{lacking}", "warning" if left else "good")

    def deliver(self, where: printing.ToPrinter | printing.ToFile) -> None:
        """Print the list as it is shown."""
        self.printing.print_to(where)

    def _printable(self) -> tuple[str, Record] | None:
        """Only what is shown is printed."""
        if self.view is None:
            return None
        register, year, query = self.register, self.view.year, self.search.text()
        return titled(self.view.register), lambda desk: print_register(desk, register, year, query)

    def _export(self) -> None:
        if self.view is None:
            return
        name = str(Path.home() / f"{self.view.register.title}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("导出表格"), name, "Excel (*.xlsx)")
        if chosen:
            self.export(Path(chosen))

    def export(self, file: Path) -> None:
        """Write the register and its counters into `file`."""
        assert self.view is not None, "only what is shown is exported"
        self.ask(_export, self.register, self.view.year, file, then=self._exported)

    def _exported(self, file: Path) -> None:
        self.notice.tell(_("已导出到“{file}”。", file=file.name), "good")


def _look(desk: Desk, register: str, year: str, query: str) -> tuple[tuple[Kept, ...], RegisterView]:
    kept = list_registers(desk)
    return kept, read_register(desk, register or kept[0].register.id, year, query)


def _export(desk: Desk, register: str, year: str, file: Path) -> Path:
    file.write_bytes(export_register(desk, register, year))
    return file
