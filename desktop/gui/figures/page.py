"""统计: the figures of a period with their charts on the left, the report or the county's form as printed on the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.domain.period import MONTH, QUARTER, YEAR
from desktop.domain.statistics import PeriodFigures
from desktop.gui import printing
from desktop.gui.figures.charts import charts_of, words_of
from desktop.gui.figures.told import told
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.chart_view import ChartView
from desktop.gui.parts.date_field import DateField
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import column, empty, scrolling
from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.parts.print_actions import PrintActions, Record
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.figures.count import Counted, count
from desktop.services.figures.report import MONTH_END, STATISTICS, preview_period, print_period
from desktop.services.figures.workbook import export_figures
from desktop.services.record_print import Printed
from forms.language import Sentence, say

if TYPE_CHECKING:
    from desktop.papers import Drawn
    from desktop.services.desk import Desk


class Asked(Struct, frozen=True):
    """Month, quarter or year, a day in it (today's where it is empty), and which of the two papers."""

    kind: str
    day: str
    which: str


class Looked(Struct, frozen=True):
    """What the page shows: what was counted, the drawings, what is said, and the page of the paper."""

    counted: Counted
    charts: dict[str, bytes]
    said: tuple[tuple[str, str], ...]
    drawn: Any


class FiguresPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("统计"))
        self.figures: PeriodFigures | None = None
        self.charts: dict[str, ChartView] = {}
        self.kind = fields.choice(3)
        for text, kind in ((_("月"), MONTH), (_("季度"), QUARTER), (_("全年"), YEAR)):
            self.kind.addItem(text, kind)
        self.day = DateField()
        self.which = fields.choice(8, 14)
        self.which.addItem(_("统计报告"), STATISTICS)
        self.which.addItem(_("民主决策情况月报表"), MONTH_END)
        for choice in (self.kind, self.which):
            choice.currentIndexChanged.connect(lambda _index: self._look())
        self.day.line.editingFinished.connect(self._look)
        self.paper = PaperView()
        self.printing = PrintActions(self, self._printable, kind="main", view=self.paper)
        self.print = self.printing.print
        self.printing.recorded.connect(lambda _printed: self._look())
        choose = QHBoxLayout()
        choose.addWidget(self.kind)
        choose.addWidget(Words(_("包含这一天"), wrap=False))
        choose.addWidget(self.day)
        choose.addStretch(1)
        left = column()
        left.addLayout(choose)
        self._inside = column(5)
        left.addWidget(scrolling(self._inside), 1)
        right = column()
        right.addWidget(self.which)
        right.addWidget(self.paper, 1)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.printing.jam)
        self.foot.insertWidget(0, BigButton(_("回到事项"), lambda: self.session.go("cases")))
        self.table = BigButton(_("导出表格"), self._export)
        self.foot.addWidget(self.table)
        self.foot.addWidget(self.print)

    def shown(self, **args: object) -> None:
        self.printing.jam.hide()
        self._look()

    def _asked(self) -> Asked:
        return Asked(str(self.kind.currentData()), self.day.day, str(self.which.currentData()))

    def _look(self) -> None:
        self.ask(_looked, self._asked(), then=self._show)

    def _show(self, found: Looked) -> None:
        self.figures = found.counted.figures
        empty(self._inside)
        self.charts = {}
        self._inside.addWidget(Words(self.figures.name, "head"))
        for role, text in found.said:
            if role == "chart":
                if found.charts.get(text):
                    self.charts[text] = view = ChartView(shrinks=True)
                    self._inside.addWidget(view)
                    view.show_pdf(found.charts[text])
            else:
                self._inside.addWidget(Words(text, role))
        self._inside.addStretch(1)
        self.print.setEnabled(found.drawn is not None)
        self.table.setEnabled(found.drawn is not None)
        if found.drawn is not None:
            self.paper.show_pdf(found.drawn.pdf, found.drawn.missing)

    def deliver(self, where: printing.ToPrinter | printing.ToFile) -> None:
        """Print what is chosen, there."""
        self.printing.print_to(where)

    def _printable(self) -> tuple[str, Record] | None:
        asked = self._asked()
        return (show(self.figures.name), lambda desk: _printed(desk, asked)) if self.figures else None

    def _done(self, told: Sentence) -> None:
        self._look()
        self.notice.tell(told, "good")

    def _export(self) -> None:
        name = str(Path.home() / f"{self.figures.name if self.figures else ''}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("导出表格"), name, "Excel (*.xlsx)")
        if chosen:
            self.export(Path(chosen))

    def export(self, file: Path) -> None:
        """Write the figures of what is chosen into `file`."""
        self.ask(_exported, self._asked(), file, then=self._done)


def _looked(desk: Desk, asked: Asked) -> Looked:
    """The figures, and the page; without a village there is no page yet."""
    from desktop.services.name_village import named_village

    counted = count(desk, asked.kind, asked.day)
    words = words_of(desk)
    drawn: Drawn | None = None
    if named_village(desk):
        drawn = preview_period(desk, asked.which, counted)
    return Looked(counted, charts_of(counted.figures, words), told(counted, words), drawn)


def _exported(desk: Desk, asked: Asked, file: Path) -> Sentence:
    file.write_bytes(export_figures(desk, asked.kind, asked.day))
    return say("已导出到“{file}”。", file=file.name)


def _printed(desk: Desk, asked: Asked) -> Printed:
    return print_period(desk, asked.which, asked.kind, asked.day)
