"""事项: slips keyed in above, all cases below, found as one types; from here to the board, to a case, onto an agenda."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.case import CLOSED, DELIBERATED, ENDED, ON_AGENDA, OPEN, Case
from desktop.gui.cases import words
from desktop.gui.cases.intake import Intake
from desktop.gui.page import Page
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words, rule
from desktop.gui.parts.table import Table
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.cases.find import Found, find_cases
from desktop.services.list_meetings import MeetingLine, list_meetings
from desktop.services.prepare_meeting import Preparation, put_on_agenda

if TYPE_CHECKING:
    from desktop.services.desk import Desk

PAUSE_MS = 120
"""After the last key, before the list is looked up."""


class CasesPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("事项"))
        self.cases: tuple[Case, ...] = ()
        self.meetings: tuple[MeetingLine, ...] = ()
        self.intake = Intake(self)
        self.intake.written.connect(self._written)
        self.intake.opened.connect(lambda case: session.go("case", case=case))
        self.name, self.proposer = self.intake.name, self.intake.proposer
        self.households, self.request = self.intake.households, self.intake.request
        self.source, self.write = self.intake.source, self.intake.write
        self.words = Words(_("已记下的事项"), "head", wrap=False)
        self.search = fields.line(_("找：字、拼音、首字母"), 14)
        self.filter = fields.choice(4)
        for text, states in (
            (_("全部"), ()),
            (_("没办完的"), (OPEN, ON_AGENDA, DELIBERATED)),
            (_("已办结"), (CLOSED,)),
            (_("已了结"), ENDED),
        ):
            self.filter.addItem(text, states)
        self.filter.currentIndexChanged.connect(lambda _index: self._look_up())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._look_up)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.funnel = Elided("", "quiet")
        self.table = Table((_("记下日期"), _("事项名称"), _("提出人"), _("户数"), _("进展")), (7, 25, 8, 4))
        self.table.marked.connect(lambda _row: self._marked())
        self.table.taken.connect(lambda _row: self._open())
        self.nothing = Words(_("还没有记过事项。群众来反映，先在上面记一句。"), "quiet")
        self.where = fields.choice(12, 22)
        self.put = BigButton(_("列入议程"), self._put)
        self.open = BigButton(_("打开"), self._open, kind="main", key="F5")
        self.hint = Elided("", "quiet")
        self.body.addWidget(self.intake)
        self.body.addWidget(rule())
        self.body.addLayout(self._heading())
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.table, 1)
        self.body.addStretch(0)
        self.foot.insertWidget(0, self.hint, 1)
        for widget in (self.where, self.put, self.open):
            self.foot.addWidget(widget)

    def shown(self, **args: object) -> None:
        self._look_up()
        self.name.setFocus()

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.words)
        row.addWidget(self.search)
        row.addWidget(self.filter)
        row.addWidget(self.funnel, 1)
        row.addWidget(BigButton(_("研判板"), lambda: self.session.go("board"), key="F6"))
        row.addWidget(BigButton(_("落实清单"), lambda: self.session.go("duties"), key="F7"))
        row.addWidget(BigButton(_("统计"), lambda: self.session.go("figures")))
        return row

    def _look_up(self) -> None:
        states = tuple(self.filter.currentData() or ())
        self.ask(partial(_look, query=self.search.text(), states=states), then=self._show, quiet=True)

    def _written(self, case: Case) -> None:
        self.session.saved(case.opened_at)
        self.search.clear()
        self._look_up()

    def _show(self, answer: tuple[Found, tuple[MeetingLine, ...]]) -> None:
        found, self.meetings = answer
        self.cases = found.cases
        self.table.fill(
            [
                (
                    case.opened_at[:10],
                    case.title,
                    case.proposer,
                    "" if case.households is None else str(case.households),
                    words.state_of(case),
                )
                for case in self.cases
            ]
        )
        of_year = found.funnel
        self.funnel.setText(
            _("今年收集 {n} → 报送 {sent}（{share}）→ 采用 {taken}（{part}）",
              n=of_year.collected, sent=of_year.forwarded, share=of_year.forwarded_share,
              taken=of_year.adopted, part=of_year.adopted_share)
        )  # fmt: skip
        chosen = self.where.currentData() or self.session.meeting.id
        self.where.clear()
        for line in self.meetings:
            self.where.addItem(f"{line.date}  {line.title}", line.id)
        self.where.setCurrentIndex(max(0, self.where.findData(chosen)))
        looking = bool(self.search.text().strip() or self.filter.currentIndex())
        self.table.setVisible(bool(self.cases))
        self.nothing.setText(
            _("没有找到。换几个字、拼音或首字母再试。")
            if looking
            else _("还没有记过事项。群众来反映，先在上面记一句。")
        )
        self.nothing.setVisible(not self.cases)
        self._marked()

    def _marked(self) -> None:
        case = self._case()
        ready = case is not None and case.state == OPEN
        self.where.setVisible(bool(self.meetings) and bool(self.cases))
        self.put.setVisible(bool(self.cases))
        self.open.setVisible(bool(self.cases))
        self.put.setEnabled(ready)
        self.put.rename(_("列入议程") if self.meetings else _("新开会议"))
        self.hint.setText(_("选中：{title}", title=case.title) if case else "")

    def _case(self) -> Case | None:
        return self.cases[self.table.row] if 0 <= self.table.row < len(self.cases) else None

    def _open(self) -> None:
        case = self._case()
        if case is not None:
            self.session.go("case", case=case.id)

    def _put(self) -> None:
        case = self._case()
        if case is None:
            return
        if not self.meetings:
            self.session.meeting.id = ""
            self.session.go("prepare", case=case.id)
            return
        self.ask(put_on_agenda, case.id, self.where.currentData(), then=partial(self._on_agenda, case))

    def _on_agenda(self, case: Case, prepared: Preparation) -> None:
        self.session.saved(prepared.saved_at)
        self._look_up()
        self.notice.tell(
            _("“{case}”已列入“{meeting}”的议程。", case=case.title, meeting=prepared.meeting.title), "good"
        )


def _look(desk: Desk, query: str, states: tuple[str, ...]) -> tuple[Found, tuple[MeetingLine, ...]]:
    planned = tuple(line for line in list_meetings(desk) if line.stage == "planned")
    return find_cases(desk, query, states), planned
