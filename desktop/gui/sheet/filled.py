"""What every page has on which a form is filled in: the form on the left, the real page on the right, one foot below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.fields import line
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.parts.layouts import column
from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.parts.print_actions import PrintActions, Record
from desktop.gui.session import Session
from desktop.gui.sheet.form import FormView
from desktop.gui.theme import px
from desktop.gui.words import _

if TYPE_CHECKING:
    from desktop.papers import Drawn

DRAFT_MS, DRAW_MS = 800, 900
"""After the last key: what is typed is kept, and the page is drawn anew."""


class FilledPage(Page):
    """A subclass says what keeping, sealing, correcting and drawing are; it ends with `lay_out` and `_dress`."""

    def __init__(self, session: Session, nothing: str, back: str) -> None:
        super().__init__(session)
        self.view: FormView | None = None
        self.nothing = Words(nothing, "next", narrow=True)
        self.about = Elided("", "quiet")
        self._place = QVBoxLayout()
        self.paper = PaperView()
        self.public = QCheckBox(_("公开件：不印联系方式"))
        self.public.toggled.connect(lambda _on: self._draw())
        self.why = line(_("更正的原因"))
        self.back = BigButton(back, self._back)
        self.printing = PrintActions(self, self._printable, first=self._kept_first, view=self.paper)
        self.print = self.printing.print
        self.correct = BigButton(_("更正"), self._correct)
        self.seal = BigButton(_("定稿"), self._seal, key="F5")
        self.keep = BigButton(_("存好"), self._keep, kind="main", key="F4")
        self._drafting, self._drawing = QTimer(self), QTimer(self)
        for timer, pause, act in ((self._drafting, DRAFT_MS, self._draft), (self._drawing, DRAW_MS, self._draw)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(act)

    def lay_out(self, left: QLayout, *above: QWidget, before_print: tuple[QWidget, ...] = ()) -> None:
        """`left` holds the form, `above` stands over both sides."""
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addLayout(left, 6)
        right = column()
        right.addWidget(self.paper, 1)
        right.addWidget(self.public)
        row.addLayout(right, 5)
        for words in (self.nothing, self.about, *above):
            self.body.addWidget(words)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.printing.jam)
        self.foot.insertWidget(0, self.back)
        for widget in (self.why, self.correct, *before_print, self.print, self.seal, self.keep):
            self.foot.addWidget(widget)

    def left(self) -> None:
        if self._drafting.isActive():
            self._drafting.stop()
            self._draft()
        self._drawing.stop()

    def _changed(self) -> None:
        self._drafting.start()
        self._drawing.start()

    @property
    def _masked(self) -> bool:
        return self.public.isVisibleTo(self) and self.public.isChecked()

    def _drawn(self, drawn: Drawn) -> None:
        self.paper.show_pdf(drawn.pdf, drawn.missing)

    def _kept_first(self, then: Callable[[], object]) -> None:
        if self.keep.isVisibleTo(self):
            self._keep(then=then)
        else:
            then()

    def _attach(self, field: str) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("附上照片或文件"), str(Path.home()))
        if chosen:
            self._keep(then=lambda: self.attach(field, Path(chosen)))

    def attach(self, field: str, file: Path) -> None:
        """Attach `file` to a field of what is kept."""
        raise NotImplementedError

    def _keep(self, then: Any = None) -> None:
        raise NotImplementedError

    def _seal(self) -> None:
        raise NotImplementedError

    def _correct(self) -> None:
        raise NotImplementedError

    def _draft(self) -> None:
        raise NotImplementedError

    def _draw(self) -> None:
        raise NotImplementedError

    def _printable(self) -> tuple[str, Record] | None:
        raise NotImplementedError

    def _back(self) -> None:
        raise NotImplementedError
