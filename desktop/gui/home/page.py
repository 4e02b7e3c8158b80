"""首页: the one thing to do next in the largest type; below it what is unfinished, and the month's uploads."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.gui.home.due import due_column
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words, rule
from desktop.gui.parts.layouts import column, empty
from desktop.gui.parts.page import Page
from desktop.gui.parts.village_form import VillageForm
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.meetings.list_meetings import MeetingLine
from desktop.services.name_village import name_village
from desktop.services.upload.upload_month import Month
from desktop.services.what_now import Home, Next, Task, what_now

MOST_LINES = 6


class HomePage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.village: VillageForm | None = None
        self.main: BigButton | None = None

    def shown(self, **args: object) -> None:
        self.ask(what_now, then=self._show)

    def _show(self, home: Home) -> None:
        empty(self.body)
        self.village = None
        if home.next is None:
            self._first_day()
            return
        self.body.addWidget(Words(_("{village}议事堂", village=home.village), "quiet"))
        self._what_next(home.next, home.tasks)
        if home.remark is not None:
            self.notice.tell(home.remark)
        self.body.addSpacing(px(12))
        self.body.addWidget(rule())
        self.body.addSpacing(px(8))
        below = QHBoxLayout()
        below.setSpacing(px(40))
        if home.due:
            below.addLayout(due_column(self.session, home.due), 1)
        below.addLayout(self._unfinished(home), 1)
        below.addLayout(self._month(home.month), 1)
        self.body.addLayout(below)
        self.body.addStretch(1)

    def _first_day(self) -> None:
        self.body.addSpacing(px(12))
        self.body.addWidget(Words(_("先写下本村的名称。"), "next"))
        self.body.addWidget(Words(_("每张纸和上报都要用它。以后可以在“设置”里改。"), "quiet"))
        self.body.addSpacing(px(12))
        self.village = VillageForm()
        self.body.addWidget(self.village)
        self.body.addSpacing(px(12))
        self.main = BigButton(_("存好，下一步"), self._name, kind="main")
        self.body.addWidget(self.main, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.village.name.setFocus()

    def _name(self) -> None:
        if self.village is not None:
            facts = self.village.facts
            self.ask(lambda desk: name_village(desk, **facts), then=lambda _village: self.shown())

    def _what_next(self, step: Next, tasks: tuple[Task, ...]) -> None:
        self.body.addWidget(Words(step.words, "next"))
        row = QHBoxLayout()
        row.setSpacing(px(28))
        self.main = BigButton(show(step.verb), partial(self._go, step.page, step.meeting), kind="main")
        row.addWidget(self.main)
        for task in tasks:
            mark = "✓" if task.done else "□"
            row.addWidget(Words(f"{mark} {show(task.words)}", "good" if task.done else "", wrap=False))
        row.addStretch(1)
        self.body.addLayout(row)
        self.main.setFocus()

    def _unfinished(self, home: Home) -> QVBoxLayout:
        left = column()
        left.addWidget(Words(_("别的会议"), "head"))
        for line in home.unfinished[:MOST_LINES]:
            left.addLayout(self._line(line))
        if len(home.unfinished) > MOST_LINES:
            left.addWidget(Words(_("另有 {n} 场，见“会议”", n=len(home.unfinished) - MOST_LINES), "quiet"))
        if not home.unfinished:
            left.addWidget(Words(_("没有待办的会议。"), "quiet"))
        more = QHBoxLayout()
        if home.people and home.meeting is not None:
            more.addWidget(BigButton(_("新开会议"), partial(self._go, "prepare", "")))
        more.addWidget(BigButton(_("记下事项"), partial(self._go, "cases", "")))
        more.addStretch(1)
        left.addSpacing(px(6))
        left.addLayout(more)
        left.addStretch(1)
        return left

    def _line(self, line: MeetingLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(Words(show(line.word), "warning" if line.stage != "planned" else "quiet", wrap=False))
        row.addWidget(Elided(f"{line.date}  {line.title}"), 1)
        row.addWidget(BigButton(_("打开"), partial(self._go, line.page, line.id)))
        return row

    def _month(self, month: Month | None) -> QVBoxLayout:
        right = column()
        right.addWidget(Words(_("本月上报"), "head"))
        if month is not None:
            right.addWidget(Words(self._delivered(month)))
            for one in month.left:
                right.addWidget(Words(one))
            if month.unsealed:
                right.addWidget(Words(_("还有 {n} 场会议没有定稿", n=len(month.unsealed)), "warning"))
            if month.last:
                right.addWidget(Words(_("上次签收 {at}", at=month.last[:16].replace("T", " ")), "quiet"))
            if month.heard.slot is not None:
                right.addWidget(Words(show(month.heard.slot), "quiet"))
            for notice in month.heard.notices[:2]:
                right.addWidget(Elided(_("县里通知（{day}）：{title}", day=notice.at[:10], title=notice.title), "head"))
        button = BigButton(_("去上报"), partial(self._go, "upload", ""))
        right.addSpacing(px(6))
        right.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        return right

    def _delivered(self, month: Month) -> str:
        if not month.rows:
            return _("这个月还没有定稿的材料。")
        return _("已送达 {done} / {all}", done=month.delivered, all=len(month.rows))

    def _go(self, page: str, meeting: str) -> None:
        self.session.meeting.id = meeting
        self.session.go(page)
