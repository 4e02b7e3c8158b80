"""打印: the real page of each paper of the meeting; and after ink, the scan is bound to its print by the id on the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.gui.background import Job
from desktop.gui.closing.state import ClosingState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_pane import Paper, PaperPane
from desktop.gui.parts.table import Table
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.archive.archive_paper import archive_print
from desktop.services.papers.correct_meeting import PAPER, preview_correction, print_correction
from desktop.services.papers.meeting_papers import PaperLine
from desktop.services.papers.print_paper import FINAL
from desktop.services.papers.print_unsigned import preview_unsigned, print_unsigned
from desktop.services.record_print import Printed

if TYPE_CHECKING:
    from desktop.papers import Drawn
    from desktop.services.desk import Desk


def papers() -> Sequence[Paper]:
    """What is printed after a meeting, in the order in which it is signed."""
    return (
        Paper("minutes", _("会议记录")),
        Paper("sign-in", _("签到表")),
        Paper("tally", _("表决统计")),
        Paper("resolution", _("决议")),
        Paper("opinion", _("协商意见")),
        Paper("summary", _("纪要")),
        Paper("publicity", _("公示")),
        Paper(PAPER, _("记录更正"), preview=_correction, take=_print_correction),
        Paper("unsigned", _("待签清单"), preview=_unsigned, take=_print_unsigned),
    )


def _unsigned(desk: Desk, meeting: str, _public: bool) -> Drawn:
    return preview_unsigned(desk, meeting)


def _print_unsigned(desk: Desk, meeting: str, _public: bool) -> Printed:
    return print_unsigned(desk, meeting)


def _correction(desk: Desk, meeting: str, _public: bool) -> Drawn:
    return preview_correction(desk, meeting)


def _print_correction(desk: Desk, meeting: str, _public: bool) -> Printed:
    return print_correction(desk, meeting)


class ClosingPapers(PaperPane):
    """What was not archived at sealing (a later version, a correction, a summary) is, while the printer still works."""

    def __init__(self, page: Page, choice: Sequence[Paper]) -> None:
        super().__init__(page, choice, side=True)
        self.printing.recorded.connect(self._archive)

    def _archive(self, printed: Printed) -> None:
        if printed.print.paper in (*FINAL, PAPER):
            session, page = self._page.session, self._page
            session.background.send(
                lambda: archive_print(session.desk(), printed.print.print_id), failed=page.notice.tell, owner=page
            )

    def draw(self, state: ClosingState) -> None:
        """A consultation ends in an opinion, which is never printed as a resolution."""
        self.offer("opinion", state.consultation)
        self.offer("resolution", not state.consultation)
        self.offer(PAPER, bool(state.corrections))


class ScanPane(QWidget):
    """`sort` carries the paths of a pile, whose codes say what they are; `attach` a print's id and a path, bound by hand."""

    sort = Signal(list)
    attach = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[PaperLine, ...] = ()
        self.who = Words("", "hall")
        self.table = Table((_("文件"), _("页脚编号"), _("生成时间"), _("扫描件")), (22, 12, 10))
        self.choose = BigButton(_("选择扫描件"), self._choose)
        self.by_hand = BigButton(_("码看不清，附到这一行"), self._by_hand, kind="quiet")
        self.stop = BigButton(_("停下"), self._stop, kind="quiet")
        self.stop.hide()
        self.job: Job | None = None
        """The pile that is being read."""
        self.faults = QPlainTextEdit()
        self.faults.setReadOnly(True)
        self.faults.setAccessibleName(_("没有附上的和要看一看的"))
        self.faults.setTabChangesFocus(True)
        self.faults.setAcceptDrops(False)
        self.faults.hide()
        self.setAcceptDrops(True)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(Words(_("几张一起选，或者拖进来；页脚的码会认出是哪一份。"), "hall"), 1)
        row.addWidget(self.stop)
        row.addWidget(self.by_hand)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.who)
        column.addWidget(self.table, 1)
        column.addWidget(self.faults, 1)
        column.addLayout(row)

    def draw(self, state: ClosingState) -> None:
        self._lines = state.papers
        still = state.still("minutes")
        said = show(still) if still is not None else _("会议记录的签名都齐了。")
        self.who.put(said if state.places else _("会议记录由主持人、记录人和村务监督委员会成员签名。"))
        rows = [
            (one.title, one.print_id, one.printed_at[5:16].replace("T", " "), self._status(one)) for one in self._lines
        ]
        before = self.table.row
        self.table.fill(rows)
        wanted = next((n for n, one in enumerate(self._lines) if one.paper == "minutes" and not one.scans), -1)
        if before < 0 <= wanted:
            self.table.selectRow(wanted)
        self._allow()

    def working(self, job: Job | None) -> None:
        """A pile is being read, or it has come to its end; one at a time."""
        self.job = job
        self.stop.setVisible(job is not None)
        self.stop.setEnabled(True)
        self._allow()

    def list_faults(self, faults: str) -> None:
        """A line each; nothing is shown where there are none."""
        self.faults.setPlainText(faults)
        self.faults.setVisible(bool(faults))

    def _allow(self) -> None:
        for button in (self.choose, self.by_hand):
            button.setEnabled(bool(self._lines) and self.job is None)

    def _stop(self) -> None:
        if self.job is not None:
            self.job.cancel()
            self.stop.setEnabled(False)

    @staticmethod
    def _status(one: PaperLine) -> str:
        return _("已附 {n} 份 ✓", n=one.scans) if one.scans else _("还没有")

    def take(self, files: Sequence[str]) -> None:
        """Bind these files to the print of the marked row."""
        if 0 <= self.table.row < len(self._lines):
            for file in files:
                self.attach.emit(self._lines[self.table.row].print_id, file)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self.choose.isEnabled():
            event.acceptProposedAction()
            self.sort.emit(files)

    def _choose(self) -> None:
        if files := self._ask_files():
            self.sort.emit(files)

    def _by_hand(self) -> None:
        self.take(self._ask_files())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_files(self) -> list[str]:
        kinds = _("扫描件或照片 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)")
        files, _kind = QFileDialog.getOpenFileNames(self, _("选择扫描件"), str(Path.home()), kinds)
        return files
