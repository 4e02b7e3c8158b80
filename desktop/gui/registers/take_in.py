"""从 Excel 导入: entries of a register out of a workbook; as long as a row is wrong, the rows that are stand in a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.table import Table
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.registers.import_entries import import_entries

if TYPE_CHECKING:
    from desktop.services.registers.import_entries import Imported

SEEN = 5
"""Rows that are seen at once."""


class TakeIn(QWidget):
    """The list of what is wrong; hidden until there is something. `button` stands wherever the page puts it."""

    def __init__(self, page: Page, register: Callable[[], str], taken: Callable[[], object]) -> None:
        super().__init__()
        self._page, self._register, self._taken = page, register, taken
        self._file: Path | None = None
        self.button = BigButton(_("从 Excel 导入"), self.choose)
        self.words = Words("", "warning")
        self.again = BigButton(_("改好了，再导入"), self._again)
        self.table = Table((_("行"), _("栏目"), _("怎么改")), (3, 8))
        self.table.setAccessibleName(_("没有导入的原因"))
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.again)
        row.addWidget(BigButton(_("收起"), self.hide, kind="quiet"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.table)
        self.hide()

    def choose(self) -> None:
        """Ask for the workbook."""
        chosen, _kind = QFileDialog.getOpenFileName(self, _("选一份表格"), "", "Excel (*.xlsx)")
        if chosen:
            self.take(Path(chosen))

    def take(self, file: Path) -> None:
        """Take the entries of `file` in, or show what is wrong with it."""
        self._file = file
        self._page.ask(import_entries, self._register(), file, then=partial(self._show, file))

    def _again(self) -> None:
        if self._file is not None:
            self.take(self._file)

    def _show(self, file: Path, imported: Imported) -> None:
        wrong = imported.wrong
        self.setVisible(bool(wrong))
        if wrong:
            self.words.setText(_("一条也没有导入：“{file}”里有 {n} 处要先改好。", file=file.name, n=len(wrong)))
            self.table.fill([(str(one.row), one.column, _said(one.column, one.value, show(one.reason))) for one in wrong])
            self.table.setFixedHeight(px(36) * min(len(wrong), SEEN) + px(62))
            return
        self._taken()
        told = _("导入了 {n} 条。", n=imported.number)
        unused = _("这些列没有用到：{columns}。", columns="、".join(imported.unused)) if imported.unused else ""
        self._page.notice.tell(f"{told}{unused}", "warning" if unused else "good")


def _said(column: str, value: str, reason: str) -> str:
    """What stands in the cell, before what to do about it; a row as a whole needs no more than the reason."""
    return f"“{value}”　{reason}" if column else reason
