"""上报: the month's list; one button sends it by line, one by stick, one prints the receipt; before all that, the enrolment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from desktop.gui import printing
from desktop.gui.background import Job
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.parts.print_actions import PrintActions, Record
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.upload.by_hand import ByHand
from desktop.gui.upload.county_words import CountyWords
from desktop.gui.upload.enrol import EnrolForm
from desktop.gui.upload.month_list import MonthList
from desktop.gui.upload.progress import ProgressLine
from desktop.gui.words import _, together
from desktop.services.upload.print_receipt import preview_receipt, print_receipt
from desktop.services.upload.send_month import Uploaded, send_month
from desktop.services.upload.take_down import put_away
from desktop.services.upload.upload_month import Month, upload_month
from forms.language import Sentence

if TYPE_CHECKING:
    from desktop.papers import Drawn

ENROL, LIST, PAPER, BY_HAND = range(4)
"""What can be in front."""


class UploadPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("上报"))
        self.month: Month | None = None
        self.batches: tuple[str, ...] = ()
        self._asked = ""
        self._front = LIST
        self._job: Job | None = None
        self._paused = False
        self._back = False
        """A delivery has just ended: the keyboard comes back to what is to be done next."""
        self.enrol = EnrolForm(self, self._enrolled)
        self.county = CountyWords(self._put_away)
        self.outcome = Words("", "good")
        self.progress = ProgressLine(self._stop)
        self.list = MonthList(self._turn, self.county, (self.progress, self.outcome))
        self.words, self.more, self.table = self.list.words, self.list.more, self.list.table
        self.paper = PaperView()
        self.paper.setMaximumWidth(px(820))
        self.by_hand = ByHand(self, self._refresh)
        self.outcome.hide()
        self.stack = QStackedWidget()
        for widget in (self.enrol, self.list, self.paper, self.by_hand):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.printing = PrintActions(self, self._paper, kind="main", view=self.paper)
        self.again = BigButton(_("重新登记"), partial(self._turn_to, ENROL), kind="quiet")
        self.back = BigButton(_("返回"), self._leave)
        self.receipt = BigButton(_("看回执"), self._receipt)
        self.stick = BigButton(_("用 U 盘"), partial(self._turn_to, BY_HAND))
        self.main = BigButton(_("上报"), self.send_month, kind="main")
        self.foot.addWidget(self.printing.jam)
        for button in (self.back, self.printing.save, self.printing.print, self.again, self.stick, self.main, self.receipt):
            self.foot.addWidget(button)
        self._buttons()

    def shown(self, **args: object) -> None:
        self._refresh()

    def left(self) -> None:
        """Whoever comes back finds this month's list, and what is true by then."""
        self._asked, self._front = "", LIST
        self.outcome.hide()

    def send_month(self) -> None:
        """Send everything that waits; the hall stays usable meanwhile. What was paused goes on where it was."""
        self.outcome.hide()
        self._paused = False
        self.progress.begin()
        self.main.setEnabled(False)
        self.stick.setEnabled(False)
        self.list.passing(0)
        if self.month is not None:
            self.county.put(self.month.heard, 0, told=True)
        self._job = self.send(send_month, progress=self._passing, then=self._sent, failed=self._failed)

    def deliver(self, where: printing.ToPrinter | printing.ToFile) -> None:
        """Record the receipt's print, then send it there."""
        self.printing.print_to(where)

    def _refresh(self) -> None:
        self.ask(upload_month, self._asked, then=self._show, quiet=True)

    def _turn(self, month: str) -> None:
        self._asked = month
        self._refresh()

    def _show(self, month: Month) -> None:
        self.month = month
        self.list.put(month, this=not self._asked)
        self.county.put(month.heard, month.waiting, told=not self.outcome.isHidden())
        self.enrol.put(month)
        self.by_hand.put(month)
        paused = self._paused and month.waiting
        self.main.rename(_("接着传") if paused else _("上报") if month.waiting or month.on_stick or not month.rows else _("再查一次"))
        again, self._back = self._back, False
        self._show_front(self._front if month.enrolled else ENROL, again=again)

    def _turn_to(self, place: int) -> None:
        """The recorder wants this in front."""
        self.notice.clear()
        self._show_front(place)

    def _show_front(self, place: int, again: bool = True) -> None:
        """Bring it to the front; `again`: the recorder asked for it just now."""
        moved = self.stack.currentIndex() != place or again
        self._front = place
        self.stack.setCurrentIndex(place)
        self._buttons()
        if not moved:
            return
        if place == ENROL:
            self.enrol.focus()
        elif place == BY_HAND:
            self.by_hand.begin()
        elif place == LIST:
            next((one for one in (self.receipt, self.stick, self.main) if one.property("kind") == "main"), self.main).setFocus()

    def _buttons(self) -> None:
        month, place = self.month, self._front
        self.stack.setCurrentIndex(place)
        enrolled, listed = month is not None and month.enrolled, place == LIST
        revoked = month is not None and month.heard.revoked is not None
        signed = bool(self.list.batches)
        line = bool(month is not None and month.county)
        done = month is not None and not month.waiting and signed
        self.main.setVisible(listed and line and not revoked)
        self.main.setEnabled(self._job is None)
        self.stick.setVisible(listed)
        self.stick.setEnabled(self._job is None)
        self.again.setVisible(listed)
        self.again.setEnabled(self._job is None)
        self.receipt.setVisible(listed and signed)
        self.back.setVisible(place == PAPER or (place in (ENROL, BY_HAND) and enrolled))
        for button in (self.printing.save, self.printing.print):
            button.setVisible(place == PAPER)
        if place != PAPER:
            self.printing.jam.hide()
        stick = month is not None and not month.waiting and month.on_stick > 0
        first = self.stick if stick else self.receipt if done else self.main if line else self.stick
        for button in sorted((self.stick, self.receipt, self.main), key=lambda one: one is first):
            button.become("main" if button is first else "plain")
            self.foot.removeWidget(button)
            self.foot.addWidget(button)  # what is to be done next stands at the right

    def _put_away(self, notice: str) -> None:
        self.ask(put_away, notice, then=lambda _none: self._refresh())

    def _passing(self, through: tuple[int, int]) -> None:
        self.list.passing(self.progress.tell(through))

    def _stop(self) -> None:
        if self._job is not None:
            self._paused = True
            self._job.cancel()
            self.progress.stopping()

    def _sent(self, sent: Uploaded) -> None:
        self._ended()
        self.outcome.put(together(sent.sentence, *sent.remarks, sent.waits), "good" if sent.all else "warning")
        self.outcome.show()
        self._paused, self._back = not sent.all, True
        self._refresh()

    def _failed(self, sentence: Sentence) -> None:
        self._ended()
        self._buttons()
        self.notice.tell(sentence)

    def _ended(self) -> None:
        self._job = None
        self.progress.end()
        self.list.passing(None)

    def _enrolled(self, words: Sentence | str) -> None:
        self._front = LIST
        self._refresh()
        self.notice.tell(words, "good")

    def _receipt(self) -> None:
        self.batches = self.list.batches
        self.ask(preview_receipt, self.batches, then=self._drawn)

    def _drawn(self, drawn: Drawn) -> None:
        self.paper.show_pdf(drawn.pdf, drawn.missing)
        self._show_front(PAPER)
        self.printing.print.setFocus()

    def _paper(self) -> tuple[str, Record] | None:
        batches = self.batches
        return _("上报回执"), lambda desk: print_receipt(desk, batches)

    def _leave(self) -> None:
        self._turn_to(LIST)
        self._refresh()
