"""A month as a list of what was sealed, one word each for how far it has come, and in plain words what waits and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.table import Table
from desktop.gui.theme import px
from desktop.gui.upload.county_words import CountyWords
from desktop.gui.words import _, show
from desktop.services.upload.upload_month import HELD, PART, WAITING, Delivery, Month
from forms.language import Sentence


class MonthList(QWidget):
    """`turn` hears of the month that is wanted, "" for this one; `between` are widgets that stand above the table."""

    def __init__(self, turn: Callable[[str], object], county: CountyWords, between: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.month: Month | None = None
        self._percent: int | None = None
        self._turn = turn
        self.words = Words("", "next")
        self.more = Words("", "quiet")
        self.why = Words("", "warning")
        self.before = BigButton(_("上个月"), self._earlier)
        self.now = BigButton(_("这个月"), lambda: turn(""))
        self.table = Table((_("定稿日期"), _("材料"), _("内容"), _("上报情况")), (7, 16, 16))
        self.table.marked.connect(self._tell_why)
        top = QHBoxLayout()
        top.setSpacing(px(10))
        top.addWidget(self.words, 1)
        top.addWidget(self.before)
        top.addWidget(self.now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(top)
        for one in (self.more, county, *between, self.table, self.why):
            column.addWidget(one, 1 if one is self.table else 0)
        self.why.hide()

    def put(self, month: Month, this: bool) -> None:
        """Show it; `this`: it is the month of today."""
        self.month = month
        self.words.put(_headline(month, this))
        self.more.put("　".join(_told(month)))
        self.before.setEnabled(bool(month.first) and month.first < month.month)
        self.now.setVisible(not this)
        self._fill()

    def passing(self, percent: int | None) -> None:
        """So much of what waits is through; None when nothing is being sent."""
        if percent != self._percent:
            self._percent = percent
            self._fill()

    @property
    def batches(self) -> tuple[str, ...]:
        """The batches of the month that the county has signed for, each once, in order."""
        rows = self.month.rows if self.month else ()
        return tuple(dict.fromkeys(batch for row in rows for batch in row.batches))

    def _fill(self) -> None:
        rows = self.month.rows if self.month else ()
        self.table.fill([(row.sealed_at[:10], row.title, show(row.what), self._state(row)) for row in rows])

    def _state(self, row: Delivery) -> str:
        if self._percent is not None and row.state in (WAITING, PART):
            return _("上报中 {n} %", n=self._percent)
        return f"{show(row.word)}：{show(row.why)}" if row.why else show(row.word)

    def _tell_why(self, place: int) -> None:
        """What the county says of the marked row stands in full below the table."""
        rows = self.month.rows if self.month else ()
        row = rows[place] if 0 <= place < len(rows) else None
        held = row is not None and row.state == HELD and row.why is not None
        if row is not None and row.why is not None and held:
            self.why.put(_("“{title}”被县里退回：{why}", title=row.title, why=row.why))
        self.why.setVisible(held)

    def _earlier(self) -> None:
        if self.month is not None:
            year, month = int(self.month.month[:4]), int(self.month.month[5:7])
            self._turn(f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02}")


def named(month: str) -> Sentence | str:
    """2026-11 as people say it."""
    return _("{year} 年 {month} 月", year=month[:4], month=int(month[5:7]))


def _headline(month: Month, this: bool) -> str:
    name = "" if this else f"{named(month.month)}　"
    if not month.rows:
        return name + (_("这个月还没有定稿的材料。") if this else _("没有定稿的材料。"))
    if month.waiting:
        return name + _("还有 {n} 件没有送达。", n=month.waiting)
    if month.on_stick:
        return name + _("{n} 件在 U 盘上，等县里回音。", n=month.on_stick)
    if month.held:
        return name + _("{n} 件退回补正，请照县里说的补上。", n=month.held)
    if this:
        return _("本月 {n} 件，县里都签收了 ✓", n=len(month.rows))
    return name + _("{n} 件，县里都签收了 ✓", n=len(month.rows))


def _told(month: Month) -> list[str]:
    """What has arrived, what is on the way, what waits and why."""
    told = []
    if month.rows:
        told.append(_("已送达 {done} / {all}", done=month.delivered, all=len(month.rows)))
    told += [show(one) for one in month.left]
    told.append(_("县服务器：{url}", url=month.county) if month.county else _("这台电脑用 U 盘上报，不上网。"))
    if month.last:
        told.append(_("上次签收 {at}", at=month.last[:16].replace("T", " ")))
    if month.unsealed:
        told.append(_("还没有定稿，不能上报：{titles}", titles="、".join(month.unsealed)))
    return told
