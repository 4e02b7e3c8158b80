"""登记: what stands on the county's slip, typed, scanned or read off a photograph, and sent by line or put on a stick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words, rule
from desktop.gui.parts.layouts import beside, scrolling
from desktop.gui.parts.page import Page
from desktop.gui.theme import px
from desktop.gui.upload.scanned import Scanned
from desktop.gui.upload.stick_place import StickPlace
from desktop.gui.words import _, show, together
from desktop.services.upload.enrol import enrol
from desktop.services.upload.stick.apply_by_stick import apply_by_stick, scan_slip
from desktop.services.upload.stick.read_stick import ReadBack, read_stick
from desktop.services.upload.stick.typed_slip import begins_slip, check_code, check_fingerprint, typed_slip
from desktop.services.upload.upload_month import Month
from forms.language import Refused, Sentence

if TYPE_CHECKING:
    from desktop.services.upload.stick.typed_slip import Typed

PICTURES = "*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.pdf"


class EnrolForm(QWidget):
    """`done` hears that something has changed, and what to say of it."""

    def __init__(self, page: Page, done: Callable[[Sentence | str], object]) -> None:
        super().__init__()
        self._page, self._done = page, done
        self.next = Words(_("先和县里登记一次。"), "next")
        self.about = Words("", "quiet")
        self.url = fields.line("https://xian.example.cn:8443", 26)
        self.code = fields.line("XXXX-XXXX-XXXX", 26)
        self.fingerprint = fields.line(_("32 位数字，或者县里念的四个词"), 26)
        self.name = fields.line(_("可以不填"), 11)
        self.recorder = fields.line(_("可以不填"), 11)
        self.recorder.setAccessibleName(_("记录员姓名"))
        self.code_right, self.fingerprint_right = Words("", "quiet"), Words("", "quiet")
        self.button = BigButton(_("联网登记"), self.send, kind="main")
        self.photo = BigButton(_("读登记单照片"), self._ask_photo)
        self.place = StickPlace()
        self.save = BigButton(_("申请存到 U 盘"), self.apply)
        self.read = BigButton(_("读回 U 盘"), self.read_back)
        form = fields.form()
        fields.add(form, _("登记码"), _beside(self.code, self.code_right, _("登记码")))
        fields.add(form, _("县公钥指纹"), _beside(self.fingerprint, self.fingerprint_right, _("县公钥指纹")))
        fields.add(form, _("县服务器地址"), self.url)
        fields.add(form, _("这台电脑叫什么"), beside(self.name, Words(_("记录员姓名"), wrap=False), self.recorder))
        self.name.setAccessibleName(_("这台电脑叫什么"))
        self._scanners = [Scanned(field, begins_slip, self.scanned) for field in (self.code, self.fingerprint, self.url)]
        self.code.editingFinished.connect(lambda: _check(self.code, check_code, self.code_right))
        self.fingerprint.editingFinished.connect(
            lambda: _check(self.fingerprint, check_fingerprint, self.fingerprint_right)
        )
        self.url.returnPressed.connect(self._entered)
        self.fingerprint.returnPressed.connect(self._entered)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        for words in (
            self.next,
            self.about,
            Words(_("县里发一张登记单。用扫码枪对着单上的码扫一下，或者读一张照片，或者照着抄。")),
        ):
            inside.addWidget(words)
        inside.addLayout(form)
        inside.addLayout(_row(self.button, self.photo))
        inside.addWidget(rule())
        inside.addWidget(Words(_("不能上网的村：插上 U 盘，把申请存上去，送到县里，带回来再读。")))
        inside.addLayout(_row(self.place, self.save, self.read))
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(inside))

    def put(self, month: Month) -> None:
        """Say how things stand: never enrolled, applied by stick, enrolled before."""
        told = [show(one) for one in month.known.sentences] if month.known else []
        self.next.put(_("先和县里登记一次。") if month.known is None else _("重新登记"))
        if month.known is not None and month.known.here:
            told.append(_("换了记录员、换了县里的服务器，请向县里要一张新登记单，在这里再登记一次；已有的记录都在。"))
        else:
            told.append(_("村里有第二台电脑的，每台各登记一次，各报各的，不会重。"))
        if month.applied:
            told.insert(0, _("登记申请已经存到 U 盘，等县里答复；U 盘带回来以后点“读回 U 盘”。"))
        self.about.put(together(*told))
        self.read.become("main" if month.applied else "plain")
        self.button.become("plain" if month.applied else "main")

    def focus(self) -> None:
        (self.place if self.read.property("kind") == "main" else self.code).setFocus()

    def send(self) -> None:
        """Enrol over the line."""
        facts = {"url": self.url.text(), **self._facts()}
        self._busy(True)
        self._page.send(lambda desk: enrol(desk, **facts), then=self._enrolled, failed=self._failed)

    def apply(self) -> None:
        """Put the application on the stick."""
        facts = self._facts()
        try:
            folder = self.place.folder()
        except Refused as refused:
            self._page.notice.tell(refused.sentence)
            return
        self._busy(True)
        self._page.send(lambda desk: apply_by_stick(desk, folder, **facts), then=self._applied, failed=self._failed)

    def read_back(self) -> None:
        """Take the county's answer off the stick."""
        try:
            folder = self.place.folder()
        except Refused as refused:
            self._page.notice.tell(refused.sentence)
            return
        self._busy(True)
        self._page.send(read_stick, folder, then=self._was_read, failed=self._failed)

    def photo_of(self, file: Path) -> None:
        """Read the slip off a scan or photograph."""
        self._page.ask(lambda _desk: scan_slip(file), then=self.fill)

    def scanned(self, text: str) -> None:
        """A scanner typed this."""
        try:
            self.fill(typed_slip(text))
        except Refused as refused:
            self._page.notice.tell(refused.sentence)

    def fill(self, slip: Typed) -> None:
        """Everything that stands in the slip's code; the fields stay open for a look."""
        self.code.setText("-".join(slip.code[at : at + 4] for at in range(0, len(slip.code), 4)))
        self.fingerprint.setText(slip.fingerprint)
        self.url.setText(slip.url)
        _check(self.code, check_code, self.code_right)
        _check(self.fingerprint, check_fingerprint, self.fingerprint_right)
        self._page.notice.tell(_("登记单读好了，请和单子对一下。"), "good")
        (self.button if slip.url else self.place).setFocus()

    def _facts(self) -> dict[str, str]:
        return {
            "code": self.code.text(),
            "fingerprint": self.fingerprint.text(),
            "name": self.name.text().strip(),
            "recorder": self.recorder.text().strip(),
        }

    def _entered(self) -> None:
        if not any(scanner.reading for scanner in self._scanners):
            self.button.click()

    def _ask_photo(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("登记单的照片或扫描件"), str(Path.home()), _("照片和扫描件 ({kinds})", kinds=PICTURES)
        )
        if chosen:
            self.photo_of(Path(chosen))

    def _busy(self, busy: bool) -> None:
        for button in (self.button, self.save, self.read, self.photo):
            button.setEnabled(not busy)

    def _enrolled(self, _enrolment: object) -> None:
        self._busy(False)
        self._clear()
        self._done(_("已和县里登记好。"))

    def _applied(self, sentence: Sentence) -> None:
        self._busy(False)
        self._done(sentence)

    def _was_read(self, back: ReadBack) -> None:
        self._busy(False)
        self._clear()
        self._done(together(back.sentence, *back.remarks))

    def _failed(self, sentence: Sentence) -> None:
        self._busy(False)
        self._page.notice.tell(sentence)

    def _clear(self) -> None:
        """A code is good for once."""
        for field in (self.code, self.fingerprint):
            field.clear()
        for words in (self.code_right, self.fingerprint_right):
            words.put("")


def _check(field: QLineEdit, check: Callable[[str], Sentence], words: Words) -> None:
    """Say beside the field whether what stands there can be right."""
    if not field.text().strip() or begins_slip(field.text()):
        words.put("")
        return
    try:
        words.put(check(field.text()), "good")
    except Refused as refused:
        words.put(refused.sentence, "warning")


def _beside(field: QLineEdit, words: Words, name: str) -> QWidget:
    """A field, and beside it what is to be said of it."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(10))
    field.setAccessibleName(name)
    field.setMinimumWidth(field.maximumWidth())
    row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    whole.setFocusProxy(field)
    return whole


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(10))
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch(1)
    return row
