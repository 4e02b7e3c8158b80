"""Papers of a meeting beside its fields: which one, the real page, and the buttons that print or save it, as a Word text, too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.layouts import column
from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.parts.print_actions import PrintActions, Record
from desktop.gui.printing import ToFile
from desktop.gui.theme import look, px
from desktop.gui.words import _
from desktop.services.papers.print_paper import preview_paper, print_paper
from desktop.services.record_print import Printed
from forms.papers import papers

if TYPE_CHECKING:
    from desktop.papers import Drawn
    from desktop.services.desk import Desk
    from forms.language import Sentence


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

    @property
    def editable(self) -> bool:
        """Whether an office may go on editing it as a Word text."""
        return not self.blank and self.preview is None and self.id in papers()

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
        self.word = BigButton(_("存成 Word"), self._word)
        self.word.setParent(self)  # it is shown beside the papers of a meeting that was held
        self._buttons: dict[str, BigButton] = {}
        group = QButtonGroup(self)
        along: QBoxLayout = QVBoxLayout() if side else QHBoxLayout()
        self._tabs = QGridLayout()
        for layout in (along, self._tabs):
            layout.setSpacing(px(6))
        for one in self.papers:
            button = BigButton(one.name, partial(self.choose, one.id), kind="tab")
            button.setCheckable(True)
            group.addButton(button)
            self._buttons[one.id] = button
        # In large type a single column would be higher than the screen.
        self._columns = (2 if look.scale > 1 else 1) if side else len(self.papers)
        if self._columns == 2:
            self.public.setToolTip(self.public.text())
            self.public.setText(re.split("：|: ", self.public.text())[0])
        self._lay_tabs()
        along.addLayout(self._tabs)
        along.addStretch(1)
        if side and self._columns == 1:
            along.addWidget(self.word)
            along.addWidget(self.public)
        whole: QBoxLayout = QHBoxLayout(self) if side else QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(12 if side else 6))
        whole.addLayout(along)
        if not side:
            whole.addWidget(self.public)
        shown = column()
        shown.addWidget(self.view, 1)
        if side:
            shown.addWidget(self.printing.jam)
        whole.addLayout(shown, 1)
        self._buttons[self.paper.id].setChecked(True)
        self._side = side
        self.word.setVisible(side and self.paper.editable)

    def _lay_tabs(self) -> None:
        """What is offered, row by row, with no gap where something is not; in two columns all that belongs to it as well."""
        more: tuple[QWidget, ...] = (self.word, self.public) if self._columns == 2 else ()
        offered = (one for one in (*self._buttons.values(), *more) if not (one.isHidden() and one.parent()))
        for place, widget in enumerate(offered):
            self._tabs.addWidget(widget, *divmod(place, self._columns))

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
        self.word.setVisible(self._side and self.paper.editable)
        self._lay_tabs()
        self.show_meeting(self.meeting)

    def offer(self, paper: str, there: bool) -> None:
        """Whether this paper can be chosen here."""
        self._buttons[paper].setVisible(there)
        self._lay_tabs()
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

    def word_to(self, file: Path) -> None:
        """Write the text of the chosen paper into `file`, to be edited."""
        self._page.ask(
            _word, self.meeting, self.paper.id, self._masked, file, then=lambda told: self._page.notice.tell(told, "good")
        )

    def _word(self) -> None:
        name = str(Path.home() / f"{self.paper.name}.docx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("存成 Word"), name, "Word (*.docx)")
        if chosen:
            self.word_to(Path(chosen))

    def _drawn(self, paper: Paper, drawn: Drawn) -> None:
        if paper is self.paper:
            self.view.show_pdf(drawn.pdf, drawn.missing)


def _word(desk: Desk, meeting: str, paper: str, public: bool, file: Path) -> Sentence:
    from desktop.services.papers.export_word import export_word

    return ToFile(file).take(export_word(desk, meeting, paper, public=public))
