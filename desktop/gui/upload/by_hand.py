"""U 盘和纸: saving the month to a stick, reading the county's answer back, and a receipt that came on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.gui.background import Job
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words, rule
from desktop.gui.parts.layouts import scrolling
from desktop.gui.parts.page import Page
from desktop.gui.theme import px
from desktop.gui.upload.enrol import PICTURES
from desktop.gui.upload.progress import StickProgress
from desktop.gui.upload.scanned import Scanned
from desktop.gui.upload.stick_place import StickPlace
from desktop.gui.words import _, show, together
from desktop.services.upload.stick.on_the_way import OnTheWay
from desktop.services.upload.stick.read_stick import ReadBack, read_stick
from desktop.services.upload.stick.save_to_stick import OnStick, save_to_stick
from desktop.services.upload.stick.take_receipt import scan_receipt, take_receipt
from desktop.services.upload.stick.typed_slip import begins_receipt
from desktop.services.upload.upload_month import Month
from forms.language import Refused, Sentence


class ByHand(QWidget):
    """`changed` is called when something has come of it; `busy` tells whether a delivery is under way on the line."""

    def __init__(self, page: Page, changed: Callable[[], object]) -> None:
        super().__init__()
        self._page, self._changed = page, changed
        self._job: Job | None = None
        self._pressed: BigButton | None = None
        self.words = Words("", "next")
        self.about = Words("", "quiet")
        self.place = StickPlace()
        self.save = BigButton(_("存到 U 盘"), self.save_to_stick, kind="main")
        self.read = BigButton(_("读回 U 盘"), self.read_back)
        self.progress = StickProgress(self._stop)
        self.outcome = Words("", "good")
        self.code = QPlainTextEdit()
        self.code.setTabChangesFocus(True)
        self.code.setPlaceholderText(_("用扫码枪扫纸上的码，或者一行一行照抄（横线不用抄）"))
        self.code.setAccessibleName(_("回执码"))
        self.code.setFixedHeight(px(132))
        self.take = BigButton(_("核对回执"), self.take_typed)
        self.photo = BigButton(_("读回执照片"), self._ask_photo)
        self._scanner = Scanned(self.code, begins_receipt, self.take_code)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self.words)
        column.addWidget(self.about)
        column.addLayout(_row(self.place, self.save, self.read))
        column.addWidget(self.progress)
        column.addWidget(self.outcome)
        column.addWidget(rule())
        column.addWidget(Words(_("回执印在纸上的"), "head"))
        column.addWidget(self.code)
        column.addLayout(_row(self.take, self.photo))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(column))
        self.outcome.hide()

    @property
    def busy(self) -> bool:
        return self._job is not None

    def put(self, month: Month) -> None:
        """How things stand with sticks, and how much would go on one."""
        waiting = month.waiting + month.on_stick
        if month.stick.count:
            self.words.put(_on_the_way(month.stick))
        elif waiting:
            self.words.put(_("有 {n} 件可以存到 U 盘。", n=waiting))
        else:
            self.words.put(_("没有要送的。"))
        self.about.put(
            _("存好以后送到县里；县里把回执存回同一个 U 盘，带回来点“读回 U 盘”。")
            if waiting
            else _("也可以存一份空的送到县里，把县里的答复和通知带回来。")
        )
        answer = month.stick.count and not month.waiting
        self.save.become("plain" if answer else "main")
        self.read.become("main" if answer else "plain")

    def begin(self) -> None:
        """The panel has come to the front."""
        self.outcome.hide()
        self.place.look()
        (self.read if self.read.property("kind") == "main" else self.save).setFocus()

    def save_to_stick(self) -> None:
        if (folder := self._folder()) is None:
            return
        self._start(self.save)
        self.progress.begin()
        self._job = self._page.send(
            save_to_stick, folder, progress=self.progress.tell, then=self._saved, failed=self._failed
        )

    def read_back(self) -> None:
        if (folder := self._folder()) is not None:
            self._start(self.read)
            self._job = self._page.send(read_stick, folder, then=self._was_read, failed=self._failed)

    def take_typed(self) -> None:
        """What stands in the field."""
        self.take_code(self.code.toPlainText())

    def take_code(self, code: str) -> None:
        """A receipt's code, typed or scanned."""
        if not code.strip():
            self._page.notice.tell(_("还没有抄回执码。"))
            self.code.setFocus()
            return
        self._page.ask(take_receipt, code, then=self._code_taken)

    def photo_of(self, file: Path) -> None:
        """A receipt on a scan or photograph."""
        self._page.ask(scan_receipt, file, then=self._was_read)

    def _folder(self) -> Path | None:
        self.outcome.hide()
        try:
            return self.place.folder()
        except Refused as refused:
            self._page.notice.tell(refused.sentence)
            return None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.progress.stopping()

    def _saved(self, saved: OnStick) -> None:
        self._ended()
        self._tell(show(saved.sentence), good=not saved.stopped)

    def _was_read(self, back: ReadBack) -> None:
        self._ended()
        self._tell(together(back.sentence, *back.remarks), good=not back.remarks)

    def _code_taken(self, back: ReadBack) -> None:
        self.code.clear()
        self._was_read(back)

    def _failed(self, sentence: Sentence) -> None:
        self._ended()
        self._page.notice.tell(sentence)

    def _tell(self, words: str, *, good: bool) -> None:
        self.outcome.put(words, "good" if good else "warning")
        self.outcome.show()
        self._changed()

    def _start(self, pressed: BigButton) -> None:
        self._pressed = pressed
        self._busy(True)

    def _ended(self) -> None:
        """The keyboard comes back to the button that was pressed."""
        self._job = None
        self.progress.end()
        self._busy(False)
        if self._pressed is not None:
            self._pressed.setFocus()
            self._pressed = None

    def _busy(self, busy: bool) -> None:
        for button in (self.save, self.read, self.take, self.photo, self.place.other):
            button.setEnabled(not busy)
        self.place.list.setEnabled(not busy)

    def _ask_photo(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("回执的照片或扫描件"), str(Path.home()), _("照片和扫描件 ({kinds})", kinds=PICTURES)
        )
        if chosen:
            self.photo_of(Path(chosen))


def _on_the_way(stick: OnTheWay) -> str:
    at = stick.at[:16].replace("T", " ")
    if stick.count == 1:
        return _("{at} 存到 U 盘的，县里还没有回音。", at=at)
    return _("有 {n} 份 U 盘县里还没有回音，最近一份是 {at} 存的。", n=stick.count, at=at)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(10))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
