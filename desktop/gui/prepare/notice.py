"""Fourth step: the notice goes out; the day on which it did is written down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.actions import GiveNotice
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.date_field import DateField
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.meetings.prepare_meeting import Preparation


class NoticeStep(QWidget):
    def __init__(self, act: Callable[[GiveNotice], object]) -> None:
        super().__init__()
        self.day = DateField()
        self.note = BigButton(_("登记"), lambda: act(GiveNotice(date=self.day.day)))
        self.day.line.returnPressed.connect(self.note.click)
        self.rule = Words("")
        self.given = Words("", "good")
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.day)
        row.addWidget(self.note)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(Words(_("① 打印会议通知，张贴、送到每个人手里。")))
        column.addWidget(self.rule)
        day = QVBoxLayout()
        day.setSpacing(px(4))
        day.addWidget(Words(_("通知发出日期"), wrap=False))
        day.addLayout(row)
        column.addLayout(day)
        column.addWidget(self.given)
        column.addWidget(Words(_("② 打印空白签到表，开会那天当场签字。")))
        column.addStretch(1)

    def fill(self, prepared: Preparation) -> None:
        meeting = prepared.meeting
        latest = prepared.notice_by
        if latest:
            words = _("通知要提前 {n} 天，最晚 {day} 发出。", n=prepared.notice_days or 0, day=latest)
        else:
            words = _("这种会议，法律没有规定提前几天通知；请按本村章程或本省办法。")
        late = bool(latest) and bool(meeting.notice_date) and meeting.notice_date > latest
        self.rule.put(words, "warning" if late else "")
        self.day.set_day(meeting.notice_date)
        if late:
            self.given.put(_("{day} 才发出，晚于 {latest}。请改期，或写明特殊情况。", day=meeting.notice_date, latest=latest), "warning")
        else:
            self.given.put(_("已登记：{day} 发出 ✓", day=meeting.notice_date) if meeting.notice_date else "", "good")
