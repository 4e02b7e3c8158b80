"""Papers of a meeting beside its fields: which one, the real page, and the buttons that print or save it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui import printing
from desktop.gui.page import Page
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.print_paper import preview_paper, print_paper
from desktop.services.record_print import Printed
from forms.language import Sentence

if TYPE_CHECKING:
    from desktop.papers import Drawn


class Paper:
    """One that can be chosen: its id, its name on the button, and whether it is printed to be filled in by hand."""

    __slots__ = ("blank", "id", "name")

    def __init__(self, id: str, name: str, *, blank: bool = False) -> None:
        self.id, self.name, self.blank = id, name, blank


class PaperPane(QWidget):
    """`page` asks the desk and shows what was refused. Call `show_meeting` whenever the meeting has changed."""

    def __init__(self, page: Page, papers: Sequence[Paper], *, buttons: bool = True) -> None:
        """Without `buttons`, the page puts `save` and `print` where it has room for them."""
        super().__init__()
        self._page = page
        self.papers = tuple(papers)
        self.paper = self.papers[0]
        self.meeting = ""
        self.view = PaperView()
        self.print = BigButton(_("打印"), self._print, key="F9")
        self.save = BigButton(_("存成文件"), self._save)
        self._buttons: dict[str, BigButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        for one in self.papers:
            button = BigButton(one.name, partial(self.choose, one.id), kind="tab")
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
            self._buttons[one.id] = button
        row.addStretch(1)
        if buttons:
            row.addWidget(self.save)
            row.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self._buttons[self.paper.id].setChecked(True)

    def show_meeting(self, meeting: str) -> None:
        """Draw the chosen paper of this meeting as it stands now."""
        self.meeting = meeting
        if meeting:
            self._page.ask(
                lambda desk, paper: preview_paper(desk, meeting, paper.id, blank=paper.blank),
                self.paper,
                then=partial(self._drawn, self.paper),
                quiet=True,
            )

    def choose(self, paper: str) -> None:
        """Show another paper."""
        self.paper = next(one for one in self.papers if one.id == paper)
        self._buttons[paper].setChecked(True)
        self.show_meeting(self.meeting)

    def print_to(self, where: printing.ToPrinter | printing.ToFile) -> None:
        """Record the print, then send the page there."""
        meeting = self.meeting
        self._page.ask(
            lambda desk, paper: print_paper(desk, meeting, paper.id, blank=paper.blank),
            self.paper,
            then=partial(self._printed, where),
        )

    def _drawn(self, paper: Paper, drawn: Drawn) -> None:
        if paper is self.paper:
            self.view.show_pdf(drawn.pdf, drawn.missing)

    def _print(self) -> None:
        where = printing.ask_printer(self, self.paper.name)
        if where is not None:
            self.print_to(where)

    def _save(self) -> None:
        where = printing.ask_file(self, self.paper.name)
        if where is not None:
            self.print_to(where)

    def _printed(self, where: printing.ToPrinter | printing.ToFile, printed: Printed) -> None:
        self._page.session.saved(printed.print.printed_at)
        self._page.send(lambda _desk: where.take(printed.pdf), then=self._done)

    def _done(self, sentence: Sentence) -> None:
        self._page.notice.tell(sentence, "good")
