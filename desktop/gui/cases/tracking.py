"""督办和限期办理: who has each case, since when, until when, what was answered last; what is over stands first."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.cases.routing import DEPARTMENT, SHEETS, STREET
from desktop.domain.cases.tracking import Tracked
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.table import Table
from desktop.gui.session import Session
from desktop.gui.words import _, show
from desktop.services.cases.track import list_tracked


class TrackingPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("督办和限期办理"))
        self.every: tuple[Tracked, ...] = ()
        self.lines: tuple[Tracked, ...] = ()
        self.route = DEPARTMENT
        self.tabs = {
            route: BigButton(text, partial(self._choose, route), key=key, kind="tab")
            for route, text, key in ((DEPARTMENT, _("部门督办"), "F2"), (STREET, _("限期办理"), "F3"))
        }
        self.sum = Elided("", "quiet")
        self.table = Table(
            (_("期限"), _("还有几天"), _("单位"), _("交办日期"), _("事项名称"), _("最近的答复或这一步")),
            (6, 6, 9, 6, 14),
        )
        self.table.marked.connect(lambda _row: self._marked())
        self.table.taken.connect(lambda _row: self._case())
        self.nothing = Words(
            _("还没有。在事项的“去向”里选“部门督办”或“村、镇限期办理”，就列在这里。"), "next", narrow=True
        )
        self.open = BigButton(_("打开事项"), self._case, key="F6")
        self.sheet = BigButton(_("记一次跟踪"), self._sheet, kind="main", key="F5")
        row = QHBoxLayout()
        for button in self.tabs.values():
            button.setCheckable(True)
            row.addWidget(button)
        row.addWidget(self.sum, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.table, 1)
        self.body.addStretch(0)
        self.foot.insertWidget(0, BigButton(_("回到事项"), lambda: self.session.go("cases")))
        self.foot.addWidget(self.open)
        self.foot.addWidget(self.sheet)

    def shown(self, **args: object) -> None:
        self.ask(list_tracked, then=self._show)

    def _choose(self, route: str) -> None:
        self.route = route
        self._show(self.every)

    def _show(self, lines: tuple[Tracked, ...]) -> None:
        self.every = lines
        self.lines = tuple(line for line in lines if line.route == self.route)
        for route, button in self.tabs.items():
            button.setChecked(route == self.route)
        late = sum(line.late for line in self.lines)
        waiting = sum(not line.done for line in self.lines)
        self.sum.setText(_("在办 {n}，过期 {late}，办结 {done}", n=waiting, late=late, done=len(self.lines) - waiting))
        self.table.fill([self._row(line) for line in self.lines])
        self.table.setVisible(bool(self.lines))
        self.nothing.setVisible(not self.lines)
        self.sheet.rename(_("记一次跟踪") if self.route == DEPARTMENT else _("改计划"))
        self.table.setFocus()
        self._marked()

    def _row(self, line: Tracked) -> tuple[str, ...]:
        last = line.what or "　".join(text for text in (line.last_day, show(line.last)) if text)
        return (line.due or _("没有定"), self._when(line), line.unit or _("没有写"), line.since, line.title, last)

    def _when(self, line: Tracked) -> str:
        if line.done:
            return _("办结")
        if line.over is None:
            return ""
        if line.over > 0:
            return _("已过 {n} 日", n=line.over)
        return _("今天") if line.over == 0 else _("还有 {n} 日", n=-line.over)

    def _line(self) -> Tracked | None:
        return self.lines[self.table.row] if 0 <= self.table.row < len(self.lines) else None

    def _marked(self) -> None:
        for button in (self.open, self.sheet):
            button.setEnabled(self._line() is not None)

    def _case(self) -> None:
        line = self._line()
        if line is not None:
            self.session.go("case", case=line.case)

    def _sheet(self) -> None:
        """The sheet of the way it goes: the last one that may still be changed, or another that begins as that one."""
        line = self._line()
        if line is not None:
            which = {"sheet": line.sheet} if line.sheet else {"form": SHEETS[line.route]}
            self.session.go("sheet", case=line.case, back="tracking", **which)
