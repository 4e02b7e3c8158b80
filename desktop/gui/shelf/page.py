"""文书: what can be printed without a meeting, found while one types; the real page stands beside the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from desktop.gui.parts.layouts import column
from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_view import PaperView
from desktop.gui.parts.print_actions import PrintActions, Record
from desktop.gui.parts.table import Table
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _, show, tongue
from desktop.services.record_print import Printed
from desktop.services.shelf.lying import GROUPS, KIT, Lying, on_shelf
from forms.language import CHINESE
from forms.papers import papers

if TYPE_CHECKING:
    from desktop.papers import Drawn
    from desktop.services.desk import Desk


class ShelfPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("文书"))
        self.lying: tuple[Lying, ...] = ()
        self.found: tuple[Lying, ...] = ()
        self.table = Table((_("哪一类"), _("文书")), (6 if tongue.current == CHINESE else 9,))
        self.table.marked.connect(lambda _row: self._look())
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("打名字找：调研、公示、停电……"))
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.public = QCheckBox(_("公开件：不印电话"))
        self.public.toggled.connect(lambda _on: self._look())
        self.paper = PaperView()
        self.printing = PrintActions(self, self._what, kind="main", view=self.paper)
        left = column()
        left.addWidget(self.search)
        left.addWidget(self.table, 1)
        left.addWidget(self.public)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addLayout(left, 2)
        row.addWidget(self.paper, 3)
        self.body.addLayout(row, 1)
        for part in (self.printing.jam, self.printing.save, self.printing.print):
            self.foot.addWidget(part)

    @property
    def chosen(self) -> Lying | None:
        return self.found[self.table.row] if 0 <= self.table.row < len(self.found) else None

    def shown(self, **args: object) -> None:
        self.ask(_all, then=self._show)

    def _what(self) -> tuple[str, Record] | None:
        lying = self.chosen
        if lying is None:
            return None
        return _name(lying), partial(_print, lying=lying, meeting=self.session.meeting.id, public=self._masked(lying))

    def _show(self, lying: tuple[Lying, ...]) -> None:
        self.lying = lying
        self._filter()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self) -> None:
        words = self.search.text().casefold().split()
        named = [(one, f"{show(GROUPS[one.group])} {one.zh} {one.en}".casefold()) for one in self.lying]
        found = [one for one, text in named if all(word in text for word in words)]
        # What is called just that stands before what has the word somewhere in its name.
        self.found = tuple(sorted(found, key=lambda one: not (words and _name(one).casefold().startswith(words[-1]))))
        self.table.fill([(show(GROUPS[one.group]), _name(one)) for one in self.found])
        self._look()

    def _look(self) -> None:
        lying = self.chosen
        self.printing.allow(lying is not None)
        self.public.setVisible(lying is not None and _masks(lying))
        if lying is not None:
            self.ask(
                partial(_preview, lying=lying, meeting=self.session.meeting.id, public=self._masked(lying)),
                then=partial(self._drawn, lying),
                quiet=True,
            )

    def _masked(self, lying: Lying) -> bool:
        return _masks(lying) and self.public.isChecked()

    def _drawn(self, lying: Lying, drawn: Drawn) -> None:
        if lying is self.chosen:
            self.paper.show_pdf(drawn.pdf, drawn.missing)


def _name(lying: Lying) -> str:
    return lying.zh if tongue.current == CHINESE else lying.en


def _masks(lying: Lying) -> bool:
    return lying.paper in papers() and papers()[lying.paper].masks


def _all(desk: Desk) -> tuple[Lying, ...]:
    return on_shelf(desk)


def _preview(desk: Desk, lying: Lying, meeting: str, public: bool) -> Drawn:
    from desktop.services.shelf.kit import preview_kit
    from desktop.services.shelf.take import preview_lying

    return preview_kit(desk, meeting) if lying.group == KIT else preview_lying(desk, lying, public=public)


def _print(desk: Desk, lying: Lying, meeting: str, public: bool) -> Printed:
    """A kit counts as one print with all its pages, that of its first sheet."""
    from desktop.services.shelf.kit import print_kit
    from desktop.services.shelf.take import print_lying

    if lying.group != KIT:
        return print_lying(desk, lying, public=public)
    kit = print_kit(desk, meeting)
    pages = sum(one.print.pages for one in kit.prints)
    return Printed(structs.replace(kit.prints[0].print, pages=pages), kit.pdf)
