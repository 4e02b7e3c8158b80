"""统计: the figures of a period on the left, the county's month-end form as it will be printed on the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.period import MONTH, QUARTER, YEAR
from desktop.gui import printing
from desktop.gui.cases import words
from desktop.gui.page import Page
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.date_field import DateField
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import column, empty, scrolling
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _, show, tongue
from desktop.services.figures.count import PeriodFigures, count
from desktop.services.figures.month_end import preview_report, print_report
from desktop.services.record_print import Printed
from forms.language import CHINESE

if TYPE_CHECKING:
    from desktop.papers import Drawn
    from desktop.services.desk import Desk


class FiguresPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("统计"))
        self.figures: PeriodFigures | None = None
        self.kind = fields.choice(3)
        for text, kind in ((_("月"), MONTH), (_("季度"), QUARTER), (_("全年"), YEAR)):
            self.kind.addItem(text, kind)
        self.kind.currentIndexChanged.connect(lambda _index: self._look())
        self.day = DateField()
        self.day.line.editingFinished.connect(self._look)
        self.paper = PaperView()
        self.print = BigButton(_("打印"), self._print, kind="main", key="F9")
        choose = QHBoxLayout()
        choose.addWidget(self.kind)
        choose.addWidget(Words(_("包含这一天"), wrap=False))
        choose.addWidget(self.day)
        choose.addStretch(1)
        left = column()
        left.addLayout(choose)
        self._inside = column(5)
        left.addWidget(scrolling(self._inside), 1)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addLayout(left, 1)
        row.addWidget(self.paper, 1)
        self.body.addLayout(row, 1)
        self.foot.insertWidget(0, BigButton(_("回到事项"), lambda: self.session.go("cases")))
        self.foot.addWidget(self.print)

    def shown(self, **args: object) -> None:
        self._look()

    def _look(self) -> None:
        kind, day = str(self.kind.currentData()), self.day.day
        self.ask(partial(_figures, kind=kind, day=day), then=self._show)

    def _show(self, answer: tuple[PeriodFigures, Drawn | None]) -> None:
        self.figures, drawn = answer
        empty(self._inside)
        figures = self.figures
        self._inside.addWidget(Words(figures.name, "head"))
        for one in figures.kinds:
            told = _("{kind}：{times} 次，应到 {expected}，实到 {present}（{percent}），妇女 {women}（{part}）",
                     kind=one.title, times=one.times, expected=one.expected, present=one.present,
                     percent=one.present_share, women=one.women, part=one.women_share)  # fmt: skip
            self._inside.addWidget(Words(told))
        self._inside.addWidget(Words(_("事项"), "head"))
        sources = "　".join(f"{name} {figures.sources.get(code, 0)}" for code, name in words.sources().items())
        self._inside.addWidget(Words(sources))
        states = "　".join(
            f"{name} {figures.states[code]}" for code, name in words.states().items() if code in figures.states
        )
        self._inside.addWidget(Words(states))
        funnel, kept, told_by = figures.funnel, figures.promises, figures.satisfaction
        self._inside.addWidget(
            Words(_("收集 {n} → 报送 {sent}（{share}）→ 采用 {taken}（{part}）", n=funnel.collected, sent=funnel.forwarded,
                    share=funnel.forwarded_share, taken=funnel.adopted, part=funnel.adopted_share))
        )  # fmt: skip
        self._inside.addWidget(
            Words(_("应办 {n} 项，按期办成 {kept} 项（{share}）", n=kept.all, kept=kept.in_time, share=kept.kept))
        )
        self._inside.addWidget(
            Words(_("满意和基本满意 {n} 人（{share}）", n=told_by.satisfied + told_by.fairly, share=told_by.share))
        )
        for stay in (one for one in figures.stays if one.stages):
            chinese = tongue.current == CHINESE
            self._inside.addWidget(
                Words(_("各步用的天数：{title}", title=stay.title if chinese else stay.title_en), "head")
            )
            for title, title_en, days in stay.stages:
                self._inside.addWidget(Words(_("{stage}：{n} 天", stage=title if chinese else title_en, n=days)))
        self._inside.addStretch(1)
        self.print.setEnabled(drawn is not None)
        if drawn is not None:
            self.paper.show_pdf(drawn.pdf, drawn.missing)

    def _print(self) -> None:
        where = printing.ask_printer(self, show(self.figures.name) if self.figures else "")
        if where is not None:
            printed = partial(print_report, kind=str(self.kind.currentData()), day=self.day.day)
            self.ask(printed, then=partial(self._printed, where))

    def _printed(self, where: printing.ToPrinter | printing.ToFile, printed: Printed) -> None:
        self.ask(lambda _desk: where.take(printed.pdf), then=lambda told: self.notice.tell(told, "good"))


def _figures(desk: Desk, kind: str, day: str) -> tuple[PeriodFigures, Drawn | None]:
    """The figures, and the page; without a village there is no page yet."""
    from desktop.services.name_village import named_village

    return count(desk, kind, day), preview_report(desk, kind, day) if named_village(desk) else None
