"""会议: all meetings, latest first; Enter opens one where it goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.empty import Empty
from desktop.gui.parts.labels import Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.table import Table
from desktop.gui.printing import ToFile
from desktop.gui.session import Session
from desktop.gui.words import _, show
from desktop.services.meetings.list_meetings import MeetingLine, list_meetings

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from forms.language import Sentence


class MeetingsPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("会议"))
        self.lines: tuple[MeetingLine, ...] = ()
        self.table = Table((_("日期"), _("时间"), _("进展"), _("会议名称")), (7, 5, 6))
        self.table.taken.connect(self._open)
        self.hint = Words(_("选一场会议，按回车打开。"), "quiet")
        self.empty = Empty(_("还没有会议。先定下日期和议题，再发通知。"), _("新开会议"), self._new)
        self.open = BigButton(_("打开"), lambda: self._open(self.table.row), kind="main")
        self.new = BigButton(_("新开会议"), self._new)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.sheets = BigButton(_("导出全年表格"), self._sheets)
        self.foot.addWidget(self.sheets)
        self.foot.addWidget(self.new)
        self.foot.addWidget(self.open)
        self._show(())

    def shown(self, **args: object) -> None:
        self.ask(list_meetings, then=self._show)

    def _show(self, lines: tuple[MeetingLine, ...]) -> None:
        self.lines = lines
        self.table.fill([(line.date, line.time, show(line.word), line.title) for line in lines])
        for widget in (self.table, self.hint, self.open, self.new, self.sheets):
            widget.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        (self.table if lines else self.empty.button).setFocus()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            self.session.meeting.id = self.lines[row].id
            self.session.go(self.lines[row].page)

    def _new(self) -> None:
        self.session.meeting.id = ""
        self.session.go("prepare")

    def export(self, year: str, file: Path) -> None:
        """Write the meetings, votes and attendance of a year into `file`."""
        self.ask(_export, year, file, then=lambda told: self.notice.tell(told, "good"))

    def _sheets(self) -> None:
        """Of the year in which the marked meeting is."""
        year = self.lines[max(self.table.row, 0)].date[:4]
        name = str(Path.home() / f"{year}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("导出全年表格"), name, "Excel (*.xlsx)")
        if chosen:
            self.export(year, Path(chosen))


def _export(desk: Desk, year: str, file: Path) -> Sentence:
    from desktop.services.figures.export_sheets import export_sheets

    return ToFile(file).take(export_sheets(desk, year))
