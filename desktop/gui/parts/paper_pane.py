"""Papers of a meeting beside its fields: which one, the real page, and the buttons that print or save it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.page import Page
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.parts.print_actions import PrintActions, Record
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.print_paper import preview_paper, print_paper
from desktop.services.record_print import Printed
from forms.papers import papers

if TYPE_CHECKING:
    from desktop.papers import Drawn
    from desktop.services.desk import Desk


@dataclass(frozen=True)
class Paper:
    """One that can be chosen: its id, its name on the button, and whether it is printed to be filled in by hand.

    `preview` and `take` draw and record it; they are given the desk, the id of the meeting, and whether it is a public copy.
    """

    id: str
    name: str
    blank: bool = False
    preview: Callable[[Desk, str, bool], Drawn] | None = None
    take: Callable[[Desk, str, bool], Printed] | None = None

    @property
    def masks(self) -> bool:
        """Whether there is a public copy of it, with less on it."""
        return not self.blank and self.id in papers() and papers()[self.id].masks

    def drawn(self, desk: Desk, meeting: str, public: bool) -> Drawn:
        if self.preview is not None:
            return self.preview(desk, meeting, public)
        return preview_paper(desk, meeting, self.id, blank=self.blank, public=public)

    def printed(self, desk: Desk, meeting: str, public: bool) -> Printed:
        if self.take is not None:
            return self.take(desk, meeting, public)
        return print_paper(desk, meeting, self.id, blank=self.blank, public=public)


class PaperPane(QWidget):
    """`page` asks the desk and shows what was refused. Call `show_meeting` whenever the meeting has changed."""

    def __init__(self, page: Page, choice: Sequence[Paper], *, side: bool = False) -> None:
        """`side`: many papers, in a column on the left. The page puts `printing`'s buttons in its foot."""
        super().__init__()
        self._page = page
        self.papers = tuple(choice)
        self.paper = self.papers[0]
        self.meeting = ""
        self.view = PaperView()
        self.printing = PrintActions(page, self._what, view=self.view)
        self.print, self.save = self.printing.print, self.printing.save
        self.public = QCheckBox(_("公开件：不印住户、性别、电话"))
        self.public.toggled.connect(lambda _on: self.show_meeting(self.meeting))
        self.public.setVisible(self.paper.masks)
        self._buttons: dict[str, BigButton] = {}
        group = QButtonGroup(self)
        along: QBoxLayout = QVBoxLayout() if side else QHBoxLayout()
        along.setSpacing(px(6))
        for one in self.papers:
            button = BigButton(one.name, partial(self.choose, one.id), kind="tab")
            button.setCheckable(True)
            group.addButton(button)
            along.addWidget(button)
            self._buttons[one.id] = button
        along.addStretch(1)
        if side:
            along.addWidget(self.public)
        whole: QBoxLayout = QHBoxLayout(self) if side else QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(12 if side else 6))
        whole.addLayout(along)
        if not side:
            whole.addWidget(self.public)
        whole.addWidget(self.view, 1)
        self._buttons[self.paper.id].setChecked(True)

    def show_meeting(self, meeting: str) -> None:
        """Draw the chosen paper of this meeting as it stands now."""
        self.meeting = meeting
        if meeting:
            self._page.ask(
                lambda desk, paper, public: paper.drawn(desk, meeting, public),
                self.paper,
                self._masked,
                then=partial(self._drawn, self.paper),
                quiet=True,
            )

    def choose(self, paper: str) -> None:
        """Show another paper."""
        self.paper = next(one for one in self.papers if one.id == paper)
        self._buttons[paper].setChecked(True)
        self.public.setVisible(self.paper.masks)
        self.show_meeting(self.meeting)

    def offer(self, paper: str, there: bool) -> None:
        """Whether this paper can be chosen here."""
        self._buttons[paper].setVisible(there)
        if not there and self.paper.id == paper:
            self.choose(self.papers[0].id)

    def offered(self, paper: str) -> bool:
        return not self._buttons[paper].isHidden()

    @property
    def _masked(self) -> bool:
        return self.paper.masks and self.public.isChecked()

    def _what(self) -> tuple[str, Record]:
        paper, meeting, public = self.paper, self.meeting, self._masked
        return paper.name, lambda desk: paper.printed(desk, meeting, public)

    def _drawn(self, paper: Paper, drawn: Drawn) -> None:
        if paper is self.paper:
            self.view.show_pdf(drawn.pdf, drawn.missing)
