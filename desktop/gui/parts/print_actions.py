"""The buttons that print and save a paper, and after a jam the rest of the very same print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from desktop.gui import printing
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.record_print import Printed
from forms.language import Sentence

if TYPE_CHECKING:
    from desktop.services.desk import Desk

Record = Callable[["Desk"], Printed]


class PrintActions(QObject):
    """`what` answers with the name of the paper in front and what records its print, or None where there is none.

    The page puts `save`, `print` and `jam` where it has room. `recorded` carries each `Printed`.
    """

    recorded = Signal(object)

    def __init__(
        self,
        page: Page,
        what: Callable[[], tuple[str, Record] | None],
        *,
        kind: str = "plain",
        first: Callable[[Callable[[], object]], object] | None = None,
        view: PaperView | None = None,
    ) -> None:
        """`view` is where the paper is looked at, which knows how many pages it has.

        `first` does what has to be done before a print is recorded (keeping what was typed), and then calls what it got.
        """
        super().__init__(page)
        self._page, self._what, self._before, self._view = page, what, first, view
        self._last: tuple[str, bytes] | None = None
        self.save = BigButton(_("存成文件"), self._save)
        self.print = BigButton(_("打印"), self._print, kind=kind, key="F9")
        self.first = QSpinBox()
        self.rest = BigButton(_("接着打"), self._rest)
        self.jam = QWidget()
        row = QHBoxLayout(self.jam)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self.first.setMaximumWidth(px(110))
        row.addWidget(Words(_("卡纸了？从第几页起"), wrap=False))
        row.addWidget(self.first)
        row.addWidget(self.rest)
        self.jam.hide()

    def row(self) -> QWidget:
        """Those that save and print, for the foot of a page that has other steps as well; `jam` stands by the paper."""
        whole = QWidget()
        along = QHBoxLayout(whole)
        along.setContentsMargins(0, 0, 0, 0)
        for part in (self.save, self.print):
            along.addWidget(part)
        return whole

    def allow(self, there: bool) -> None:
        """Whether there is a paper in front."""
        self.save.setEnabled(there)
        self.print.setEnabled(there)

    def print_to(self, where: printing.ToPrinter | printing.ToFile) -> None:
        """Record the print, then send the page there."""
        if self._before is not None:
            self._before(lambda: self._record(where))
        else:
            self._record(where)

    def rest_to(self, where: printing.ToPrinter | printing.ToFile) -> None:
        """Send what was printed last once more, with the print id that it has; nothing new is recorded."""
        if self._last is not None:
            self._send(where, self._last[1])

    def _record(self, where: printing.ToPrinter | printing.ToFile) -> None:
        what = self._what()
        if what is not None:
            name, record = what
            self._page.ask(record, then=partial(self._recorded, name, where))

    def _print(self) -> None:
        folder, pages = self._page.session.desk().folder, self._view.pages if self._view is not None else 0
        self._ask(lambda name: printing.ask_printer(self._page, name, folder, pages=pages))

    def _save(self) -> None:
        self._ask(lambda name: printing.ask_file(self._page, name))

    def _ask(self, ask: Callable[[str], printing.ToPrinter | printing.ToFile | None]) -> None:
        what = self._what()
        if what is not None and (where := ask(what[0])) is not None:
            self.print_to(where)

    def _rest(self) -> None:
        if self._last is not None:
            name, _pdf = self._last
            folder = self._page.session.desk().folder
            where = printing.ask_printer(self._page, name, folder, pages=self.first.maximum(), rest=self.first.value())
            if where is not None:
                self.rest_to(where)

    def _recorded(self, name: str, where: printing.ToPrinter | printing.ToFile, printed: Printed) -> None:
        self._last = (name, printed.pdf)
        self.first.setRange(1, max(printed.print.pages, 1))
        self.first.setValue(1)
        self.jam.setVisible(isinstance(where, printing.ToPrinter))
        self._page.session.saved(printed.print.printed_at)
        self._send(where, printed.pdf, printed.missing)
        self.recorded.emit(printed)

    def _send(self, where: printing.ToPrinter | printing.ToFile, pdf: bytes, missing: tuple[str, ...] = ()) -> None:
        self._page.send(lambda _desk: where.take(pdf), then=partial(self._done, missing))

    def _done(self, missing: tuple[str, ...], sentence: Sentence) -> None:
        """What no font has is told once more: some papers are printed without having been looked at."""
        if missing:
            named = _("没有一种字体有这些字，请手写补上：{signs}", signs="、".join(missing))
            self._page.notice.tell(f"{show(sentence)}{named}")
        else:
            self._page.notice.tell(sentence, "good")
