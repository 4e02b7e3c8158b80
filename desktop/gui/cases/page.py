"""事项: slips keyed in above, all cases below, found as one types; from here to the board, to a case, onto an agenda."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.case import OPEN, Case
from desktop.domain.cases.funnel import Funnel
from desktop.gui.cases.intake import Intake
from desktop.gui.cases.list import CaseList
from desktop.gui.figures.charts import funnel_of, words_of
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.chart_view import ChartView
from desktop.gui.parts.labels import Elided, Words, rule
from desktop.gui.parts.page import Page
from desktop.gui.session import Session
from desktop.gui.theme import LARGEST, look, px
from desktop.gui.words import _
from desktop.services.cases.find import funnel_of_year
from desktop.services.meetings.list_meetings import MeetingLine, list_meetings
from desktop.services.meetings.prepare_meeting import Preparation, put_on_agenda

if TYPE_CHECKING:
    from desktop.services.desk import Desk


class CasesPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("事项"))
        self.meetings: tuple[MeetingLine, ...] = ()
        self.intake = Intake(self)
        self.intake.written.connect(self._written)
        self.intake.opened.connect(lambda case: session.go("case", case=case))
        self.name, self.proposer = self.intake.name, self.intake.proposer
        self.households, self.request = self.intake.households, self.intake.request
        self.source, self.write = self.intake.source, self.intake.write
        self.list = CaseList(self)
        self.search, self.filter = self.list.search, self.list.filter
        self.table, self.nothing = self.list.table, self.list.nothing
        self.list.found.connect(self._marked)
        self.list.marked.connect(self._marked)
        self.list.taken.connect(self._open)
        self.words = Words(_("已记下的事项"), "head", wrap=False)
        self.funnel = ChartView()
        self._drawn: Funnel | None = None
        # In the largest type the slip needs the room of the funnel, which the page of figures shows, too.
        self.roomy = look.scale < LARGEST
        if self.roomy:
            self.intake.corner.insertWidget(0, self.funnel)
            self.intake.beside.insertWidget(0, Words(_("今年的社情民意"), "quiet", wrap=False))
        self.where = fields.choice(12, 22)
        self.put = BigButton(_("列入议程"), self._put)
        self.open = BigButton(_("打开"), self._open, kind="main", key="F5")
        self.hint = Elided("", "quiet")
        self.body.addWidget(self.intake)
        self.body.addWidget(rule())
        self.body.addLayout(self._heading())
        self.body.addWidget(self.list, 1)
        self.foot.insertWidget(0, BigButton(_("落实清单"), lambda: self.session.go("duties"), key="F7"))
        self.foot.insertWidget(1, BigButton(_("统计"), lambda: self.session.go("figures")))
        self.foot.insertWidget(2, self.hint, 1)
        for widget in (self.where, self.put, self.open):
            widget.hide()  # until there is a case to be marked
            self.foot.addWidget(widget)

    @property
    def cases(self) -> Sequence[Case]:
        """Those on the list."""
        return self.list.cases

    @property
    def looking_up(self) -> bool:
        """Whether the list that was asked for last is still to come."""
        return self.list.answered != self.list.asked

    def look_up(self) -> None:
        """Show what is typed and chosen now, without waiting for another key."""
        self.list.look_up()

    def shown(self, **args: object) -> None:
        self.look_up()
        self._look_beside()
        self.intake.shown()
        self.name.setFocus()

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.words)
        row.addWidget(self.search)
        row.addWidget(self.filter)
        row.addStretch(1)
        row.addWidget(BigButton(_("督办"), lambda: self.session.go("tracking"), key="F2"))
        row.addWidget(BigButton(_("调解"), lambda: self.session.go("mediation"), key="F3"))
        row.addWidget(BigButton(_("研判板"), lambda: self.session.go("board"), key="F6"))
        return row

    def _written(self, case: Case) -> None:
        self.session.saved(case.opened_at)
        self.search.clear()
        self.look_up()
        self._look_beside()

    def _look_beside(self) -> None:
        self.ask(planned_meetings, then=self._show_meetings, quiet=True)
        self.ask(partial(_funnel, drawn=self._drawn), then=self._show_funnel, quiet=True)

    def _show_funnel(self, answer: tuple[Funnel, bytes | None]) -> None:
        """This year's cases: collected, reported upward, taken up."""
        self._drawn, pdf = answer
        if pdf is not None and self.roomy:
            self.funnel.show_pdf(pdf)

    def _show_meetings(self, planned: tuple[MeetingLine, ...]) -> None:
        self.meetings = planned
        chosen = self.where.currentData() or self.session.meeting.id
        self.where.clear()
        for line in self.meetings:
            self.where.addItem(f"{line.date}  {line.title}", line.id)
        self.where.setCurrentIndex(max(0, self.where.findData(chosen)))
        self._marked()

    def _marked(self) -> None:
        case, some = self.list.case, bool(self.cases)
        self.where.setVisible(bool(self.meetings) and some)
        self.put.setVisible(some)
        self.open.setVisible(some)
        self.put.setEnabled(case is not None and case.state == OPEN)
        self.put.rename(_("列入议程") if self.meetings else _("新开会议"))
        self.hint.setText(_("选中：{title}", title=case.title) if case else "")

    def _open(self) -> None:
        case = self.list.case
        if case is not None:
            self.session.go("case", case=case.id)

    def _put(self) -> None:
        case = self.list.case
        if case is None:
            return
        if not self.meetings:
            self.session.meeting.id = ""
            self.session.go("prepare", case=case.id)
            return
        self.ask(put_on_agenda, case.id, self.where.currentData(), then=partial(self._on_agenda, case))

    def _on_agenda(self, case: Case, prepared: Preparation) -> None:
        self.session.saved(prepared.saved_at)
        self.look_up()
        self.notice.tell(
            _("“{case}”已列入“{meeting}”的议程。", case=case.title, meeting=prepared.meeting.title), "good"
        )


def planned_meetings(desk: Desk) -> tuple[MeetingLine, ...]:
    """Those on whose agenda a case can still be put."""
    return tuple(line for line in list_meetings(desk) if line.stage == "planned")


def _funnel(desk: Desk, drawn: Funnel | None) -> tuple[Funnel, bytes | None]:
    """The funnel of the year, and its drawing where it is not the one that is `drawn` already."""
    now = funnel_of_year(desk)
    return now, None if now == drawn else funnel_of(now, words_of(desk))
