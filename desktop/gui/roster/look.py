"""What was read of a workbook: how many people, and every problem with its row, its column, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.date_field import DateField
from desktop.gui.parts.labels import Words
from desktop.gui.parts.table import Table
from desktop.gui.words import _, show

if TYPE_CHECKING:
    from desktop.services.import_roster import RosterRead


class Look(QWidget):
    """`again` is called with the day that the recorder gives for the ages."""

    def __init__(self, again: Callable[[str], object]) -> None:
        super().__init__()
        self.file: Path | None = None
        self.read: RosterRead | None = None
        self.words = Words("", "next")
        self.notes = Words("", "quiet")
        self.day = DateField()
        self.reread = BigButton(_("按这天算"), lambda: again(self.day.day))
        self.day.line.returnPressed.connect(self.reread.click)
        self.ages = QWidget()
        row = QHBoxLayout(self.ages)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(_("表里只有年龄，没有写是哪一天的。年龄截至："), "warning", wrap=False))
        row.addWidget(self.day)
        row.addWidget(self.reread)
        row.addStretch(1)
        headers = (_("工作表"), _("行"), _("列"), _("原来写的"), _("怎么办"))
        self.table = Table(headers, (6, 3, 8, 9))
        self.hint = Words(_("有问题的行没有收进来。可以先收下其余的人，改好表格以后再导入一次。"), "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.words, self.notes, self.ages, self.table, self.hint):
            column.addWidget(widget, 1 if widget is self.table else 0)

    def show_read(self, file: Path, read: RosterRead) -> None:
        self.file, self.read = file, read
        people, problems = len(read.people), len(read.problems)
        if problems:
            self.words.put(_("读到 {n} 人，有 {problems} 处要看一看。", n=people, problems=problems))
        else:
            self.words.put(_("读到 {n} 人，没有问题。", n=people))
        notes = [read.title or file.name, *(show(note) for note in read.notes)]
        self.notes.put("　".join(notes))
        self.ages.setVisible(any(one.age is not None and not one.age_as_of for one in read.people))
        self.table.fill(
            [
                (one.sheet, str(one.row), f"{one.letter} {one.column}", one.value, show(one.reason))
                for one in read.problems
            ]
        )
        self.table.setVisible(bool(problems))
        self.hint.setVisible(any(not one.kept for one in read.problems))

    def clear(self) -> None:
        self.file, self.read = None, None
