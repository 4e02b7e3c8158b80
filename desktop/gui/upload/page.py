"""上报: what was sealed in the month, one word each for how far it has come; one button sends, one prints the receipt."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.gui import printing
from desktop.gui.background import Job
from desktop.gui.page import Page
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.parts.table import Table
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.upload.county_words import CountyWords
from desktop.gui.upload.enrol import EnrolForm
from desktop.gui.upload.progress import ProgressLine
from desktop.gui.words import _, show
from desktop.services.print_receipt import preview_receipt, print_receipt
from desktop.services.record_print import Printed
from desktop.services.take_down import put_away
from desktop.services.upload_month import Month, Uploaded, enrol, send_month, upload_month
from forms.language import Sentence

if TYPE_CHECKING:
    from desktop.papers import Drawn


class UploadPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("上报"))
        self.month: Month | None = None
        self.batch = ""
        self._job: Job | None = None
        self.enrol = EnrolForm(self._enrol)
        self.words = Words("", "next")
        self.more = Words("", "quiet")
        self.county = CountyWords(self._put_away)
        self.outcome = Words("", "good")
        self.progress = ProgressLine(self._stop)
        self.table = Table((_("定稿日期"), _("材料"), _("内容"), _("上报情况")), (7, 18, 18))
        self.paper = PaperView()
        self.paper.setMaximumWidth(px(820))
        self.outcome.hide()
        self.stack = QStackedWidget()
        for widget in (self.enrol, self._list(), self.paper):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.back = BigButton(_("返回"), self._leave_paper)
        self.receipt = BigButton(_("看回执"), self._receipt)
        self.save = BigButton(_("存成文件"), lambda: self.deliver(printing.ask_file(self, _("上报回执"))))
        self.print = BigButton(_("打印"), self._print, key="F9", kind="main")
        self.main = BigButton(_("上报"), self.send_month, kind="main")
        for button in (self.back, self.save, self.print, self.main, self.receipt):
            self.foot.addWidget(button)
        self._front(0)

    def shown(self, **args: object) -> None:
        self.ask(upload_month, then=self._show, quiet=self._job is not None)

    def send_month(self) -> None:
        """Send everything that waits; the hall stays usable meanwhile."""
        self.outcome.hide()
        self.progress.begin()
        self.main.setEnabled(False)
        self._job = self.send(send_month, progress=self.progress.tell, then=self._sent, failed=self._failed)

    def _list(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for one in (self.words, self.more, self.county, self.progress, self.outcome, self.table):
            column.addWidget(one, 1 if one is self.table else 0)
        return widget

    def _front(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        signed = self.month is not None and any(row.batch for row in self.month.rows)
        self.main.setVisible(place == 1)
        self.receipt.setVisible(place == 1 and signed)
        for button in (self.back, self.save, self.print):
            button.setVisible(place == 2)

    def _show(self, month: Month) -> None:
        self.month = month
        if not month.enrolled:
            self._front(0)
            self.enrol.url.setFocus()
            return
        if not month.rows:
            self.words.put(_("这个月还没有定稿的材料。"))
        elif month.waiting:
            self.words.put(_("还有 {n} 件没有送达。", n=month.waiting))
        else:
            self.words.put(_("本月 {n} 件，县里都签收了 ✓", n=len(month.rows)))
        more = [_("县服务器：{url}", url=month.county)]
        if month.last:
            more.append(_("上次签收 {at}", at=month.last[:16].replace("T", " ")))
        if month.unsealed:
            more.append(_("还没有定稿，不能上报：{titles}", titles="、".join(month.unsealed)))
        self.more.put("　".join(more))
        self.county.put(month.heard)
        self.table.fill(
            [(row.sealed_at[:10], row.title, show(row.what), _state(row.word, row.why)) for row in month.rows]
        )
        self.main.setEnabled(self._job is None)
        self.main.rename(_("上报") if month.waiting or not month.rows else _("再查一次"))
        self._front(1)
        done = not month.waiting and any(row.batch for row in month.rows)
        self.main.become("plain" if done else "main")
        self.receipt.become("main" if done else "plain")
        (self.receipt if done else self.main).setFocus()

    def _put_away(self, notice: str) -> None:
        self.ask(put_away, notice, then=lambda _none: self.shown())

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.progress.stopping()

    def _sent(self, sent: Uploaded) -> None:
        self._job = None
        self.progress.hide()
        remarks = "".join(show(remark) for remark in sent.remarks)
        self.outcome.put(show(sent.sentence) + remarks, "good" if sent.all else "warning")
        self.outcome.show()
        self.shown()

    def _failed(self, sentence: Sentence) -> None:
        self._job = None
        self.progress.hide()
        self.main.setEnabled(True)
        self.notice.tell(sentence)

    def _enrol(self, url: str, code: str, fingerprint: str) -> None:
        self.enrol.button.setEnabled(False)
        wanted = partial(enrol, url=url, code=code, fingerprint=fingerprint)
        self.send(wanted, then=self._enrolled, failed=self._not_enrolled)

    def _enrolled(self, _enrolment: object) -> None:
        self.enrol.button.setEnabled(True)
        self.shown()
        self.notice.tell(_("已和县里登记好。"), "good")

    def _not_enrolled(self, sentence: Sentence) -> None:
        self.enrol.button.setEnabled(True)
        self.notice.tell(sentence)

    def _receipt(self) -> None:
        rows = self.month.rows if self.month else ()
        self.batch = rows[self.table.row].batch if 0 <= self.table.row < len(rows) else ""
        self.ask(preview_receipt, self.batch, then=self._drawn)

    def _drawn(self, drawn: Drawn) -> None:
        self.paper.show_pdf(drawn.pdf, drawn.missing)
        self._front(2)
        self.print.setFocus()

    def _print(self) -> None:
        self.deliver(printing.ask_printer(self, _("上报回执"), self.session.desk().folder))

    def deliver(self, where: printing.ToPrinter | printing.ToFile | None) -> None:
        """Record the receipt's print, then send it there; nothing where the recorder changed her mind."""
        if where is not None:
            self.ask(print_receipt, self.batch, then=partial(self._printed, where))

    def _printed(self, where: printing.ToPrinter | printing.ToFile, printed: Printed) -> None:
        self.session.saved(printed.print.printed_at)
        self.send(lambda _desk: where.take(printed.pdf), then=lambda words: self.notice.tell(words, "good"))

    def _leave_paper(self) -> None:
        self.shown()


def _state(word: Sentence, why: Sentence | None) -> str:
    return f"{show(word)}：{show(why)}" if why else show(word)
