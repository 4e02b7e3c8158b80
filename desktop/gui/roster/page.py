"""名册: the people of the village, found while one types; a new workbook is looked at before it is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.names import Finder
from desktop.domain.people import Person, distinguish
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.empty import Empty
from desktop.gui.parts.labels import Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.table import Table
from desktop.gui.roster.look import Look
from desktop.gui.session import Session
from desktop.gui.words import _
from desktop.services.import_roster import look_at, roster, take_in

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.import_roster import RosterRead


class RosterPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("名册"))
        self.people: tuple[Person, ...] = ()
        self.labels: dict[str, str] = {}
        self.found: tuple[Person, ...] = ()
        self._finder: Finder | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("姓名、拼音、首字母、组、户主、手机尾号"))
        self.search.textChanged.connect(self._filter)
        self.count = Words("", "quiet", wrap=False)
        headers = (_("序号"), _("姓名"), _("性别"), _("出生"), _("组"), _("户主"), _("户号"), _("身份"))
        self.table = Table(headers, (3, 12, 3, 7, 5, 6, 5))
        self.empty = Empty(_("名册还是空的。请拿村里的 Excel 名册（.xlsx）来导入。"), _("导入名册"), self.choose)
        self.look = Look(self._again)
        self.stack = QStackedWidget()
        self.list = self._list()
        for widget in (self.empty, self.list, self.look):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.back = BigButton(_("先不收"), self._leave_look)
        self.other = BigButton(_("换一份"), self.choose)
        self.keep = BigButton("", self._keep, kind="main")
        self.take = BigButton(_("导入名册"), self.choose)
        for button in (self.back, self.other, self.take, self.keep):
            self.foot.addWidget(button)
        self._front(self.empty)

    def shown(self, **args: object) -> None:
        if self.stack.currentWidget() is not self.look:
            self.ask(_people_and_finder, then=self._show)

    def choose(self) -> None:
        """Ask for the workbook and look at it."""
        chosen, _kind = QFileDialog.getOpenFileName(self, _("选一份名册"), "", _("Excel 名册 (*.xlsx)"))
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, file: Path, as_of: str = "") -> None:
        """Read the workbook and show what is wrong with it; nothing is kept yet."""
        self.count.setText(_("正在读 {file}……", file=file.name))
        self.ask(look_at, file, as_of, then=lambda read: self._looked(file, read))

    def _list(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        return widget

    def _front(self, widget: QWidget) -> None:
        self.stack.setCurrentWidget(widget)
        looking = widget is self.look
        for button in (self.back, self.other, self.keep):
            button.setVisible(looking)
        self.take.setVisible(not looking and bool(self.people))

    def _show(self, answer: tuple[tuple[Person, ...], Finder]) -> None:
        self.people, self._finder = answer
        self.labels = distinguish(self.people)
        self._front(self.list if self.people else self.empty)
        self._filter()
        (self.search if self.people else self.empty.button).setFocus()

    def _filter(self) -> None:
        text = self.search.text().strip()
        found = self._finder.find(text, len(self.people)) if text and self._finder else self.people
        self.found = found
        self.table.fill([_row(person, self.labels[person.id]) for person in found])
        households = len({person.household for person in found if person.household})
        self.count.setText(_("{n} 人，{households} 户", n=len(found), households=households))

    def _looked(self, file: Path, read: RosterRead) -> None:
        self.look.show_read(file, read)
        self.keep.rename(_("收下 {n} 人", n=len(read.people)))
        self.keep.setEnabled(bool(read.people))
        self._front(self.look)
        self.keep.setFocus()

    def _again(self, as_of: str) -> None:
        if self.look.file is not None:
            self.look_at(self.look.file, as_of)

    def _keep(self) -> None:
        if self.look.read is not None and self.look.file is not None:
            self.ask(take_in, self.look.read, self.look.file.name, then=self._kept)

    def _kept(self, people: tuple[Person, ...]) -> None:
        self.look.clear()
        self._front(self.empty)
        self.search.clear()
        self.ask(_people_and_finder, then=self._show)
        self.notice.tell(_("已收下 {n} 人。", n=len(people)), "good")

    def _leave_look(self) -> None:
        self.look.clear()
        self._front(self.list if self.people else self.empty)
        self._filter()


def _people_and_finder(desk: Desk) -> tuple[tuple[Person, ...], Finder]:
    people = roster(desk)
    return people, Finder(people)


def _row(person: Person, label: str) -> tuple[str, ...]:
    return (
        person.number,
        label,
        person.sex,
        person.birth or (_("{age} 岁（{day}）", age=person.age, day=person.age_as_of) if person.age is not None else ""),
        person.group,
        person.head,
        person.household,
        "、".join(office.kind for office in person.offices),
    )
