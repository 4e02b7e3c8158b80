"""签名: left the whole text, right who signs it; a name is written on the screen, noted from paper, or witnessed as a fingerprint."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.meeting import CONFIRMED
from desktop.gui.closing.sign.canvas import SignCanvas
from desktop.gui.closing.sign.mark import MarkPane
from desktop.gui.closing.sign.text import SignedText
from desktop.gui.closing.state import ClosingState
from desktop.gui.hall.people import Finders
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import column, scrolling
from desktop.gui.parts.table import Table
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.papers.sign_paper import Shown
from desktop.services.papers.signatures import Place


class SignPane(QWidget):
    """`wanted` carries the paper whose text is to be shown. The others carry what the recorder asks to be kept."""

    wanted = Signal(str)
    drawn = Signal(object, str, str, object)
    """(Shown, role, name, Drawing)."""
    inked = Signal(str, str, str)
    """(print id, role, name)."""
    marked = Signal(str, str, str, str, tuple)
    """(paper, role, name, who read it aloud, witnesses)."""

    def __init__(self) -> None:
        super().__init__()
        self.state: ClosingState | None = None
        self.shown: Shown | None = None
        self.paper = "minutes"
        self._key = ("", "")
        self.ways = QStackedWidget()
        self.text = SignedText()
        self.text.read.connect(self._offer)
        self.tabs = {
            "minutes": BigButton(_("会议记录"), partial(self.choose, "minutes"), kind="tab"),
            "resolution": BigButton(_("决议"), partial(self.choose, "resolution"), kind="tab"),
            "opinion": BigButton(_("协商意见"), partial(self.choose, "opinion"), kind="tab"),
        }
        self.table = Table((_("在哪里签"), _("谁签"), _("签了没有")), (11, 4))
        self.table.setFixedHeight(px(36) * 4 + px(8))
        self.table.marked.connect(lambda _row: self._turned())
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("签名人的姓名"))
        self.name.textChanged.connect(lambda _text: self._offer())
        self.canvas = SignCanvas()
        self.canvas.changed.connect(self._offer)
        self.name.textEdited.connect(lambda _text: self.canvas.clear())  # strokes belong to one name
        self.undo = BigButton(_("撤回一笔"), self.canvas.take_back)
        self.wipe = BigButton(_("擦掉重写"), self.canvas.clear)
        self.on = BigButton(_("往下看"), self.text.turn_on)
        self.sign = BigButton(_("确认签名"), self._sign)
        self.ink = BigButton(_("纸上已签"), self._ink)
        self.cannot = BigButton(_("不会写字"), self._ask_mark)
        self.mark = MarkPane()
        self.mark.taken.connect(self._mark)
        self.mark.left.connect(lambda: self._turn(0))
        self.still = Words("", "hall")
        self.ways.addWidget(self._drawing())
        beside = column(0)
        beside.addWidget(self.mark)
        self.ways.addWidget(scrolling(beside))  # on a small screen with large letters it does not fit whole
        self._lay_out()

    def _drawing(self) -> QWidget:
        pane = QWidget()
        buttons = QHBoxLayout()
        for button in (self.on, self.undo, self.wipe, self.sign):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.canvas, 1)
        column.addLayout(buttons)
        return pane

    def _lay_out(self) -> None:
        group, tabs = QButtonGroup(self), QHBoxLayout()
        for button in self.tabs.values():
            button.setCheckable(True)
            group.addButton(button)
            tabs.addWidget(button)
        tabs.addStretch(1)
        self.tabs["minutes"].setChecked(True)
        left, right, who = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for one in (left, right):
            one.setSpacing(px(6))
        left.addLayout(tabs)
        left.addWidget(self.text, 1)
        who.addWidget(self.name, 1)
        who.addWidget(self.ink)
        who.addWidget(self.cannot)
        right.addWidget(self.table)
        right.addLayout(who)
        right.addWidget(self.ways, 1)
        right.addWidget(self.still)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addLayout(left, 1)
        row.addLayout(right, 1)

    def know(self, finders: Finders) -> None:
        self.mark.know(finders)

    def draw(self, state: ClosingState) -> None:
        """Who has signed; the text is asked for only while it can be signed."""
        before, self.state = self.state, state
        consults = state.consultation
        self.tabs["resolution"].setVisible(not consults)
        self.tabs["opinion"].setVisible(consults)
        rows = [(one.title, one.name or "—", show(one.words)) for one in self.places]
        self.table.fill(rows)
        if before is None or before.places != state.places:
            self.canvas.clear()
            self._turn(0)
        self._turned()
        if self.isVisible():
            self.look()

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(one for one in self.state.places if one.paper == self.paper) if self.state is not None else ()

    @property
    def place(self) -> Place | None:
        row = self.table.row
        return self.places[row] if 0 <= row < len(self.places) else None

    def look(self) -> None:
        """Ask for the text as it is now."""
        if self.state is not None and (self.state.sealed or self.state.meeting.stage == CONFIRMED):
            self.wanted.emit(self.paper)

    def choose(self, paper: str) -> None:
        """Another paper is signed."""
        self.paper = paper
        self.tabs[paper].setChecked(True)
        if self.state is not None:
            self.canvas.clear()
            self.draw(self.state)

    def show_text(self, shown: Shown) -> None:
        """The text has come; one that says the same stays where it was turned to."""
        if shown != self.shown:
            self.shown = shown
            self.canvas.clear()
            self.text.show_text(shown)
        self._offer()

    def _turned(self) -> None:
        """Another place is marked: who is expected there stands in the field."""
        place = self.place
        key = (self.paper, place.role if place is not None else "")
        if key != self._key:
            self._key = key
            self.canvas.clear()
            self.name.setText(place.name if place is not None else "")
        self._offer()

    def _offer(self) -> None:
        place, name = self.place, self.name.text().strip()
        seen = self.shown is not None and self.text.seen
        self.canvas.setEnabled(seen and place is not None and bool(name))
        if not seen:
            self.canvas.hint(_("请先把左边的文字看到底，再在这里签名。") if self.shown else _("记录确认以后才能签名。"))
        elif not name:
            self.canvas.hint(_("先写上是谁签名。"))
        else:
            self.canvas.hint(_("请{name}在这里用笔、手指或鼠标写上姓名", name=name))
        self.on.setVisible(not seen)
        for button in (self.undo, self.wipe, self.sign):
            button.setVisible(seen)
            button.setEnabled(not self.canvas.empty)
        self.cannot.setEnabled(self.shown is not None and place is not None and bool(name))
        self.ink.setEnabled(bool(self._print()) and place is not None and not place.inked and bool(name))
        if self.state is not None:
            said = self.state.still(self.paper)
            self.still.put(said if said is not None else _("纸上的签名都齐了。"))

    def _print(self) -> str:
        """The last print of this paper, which is the sheet that was signed."""
        papers = self.state.papers if self.state is not None else ()
        return next((one.print_id for one in reversed(papers) if one.paper == self.paper), "")

    def _sign(self) -> None:
        if self.shown is not None and self.place is not None:
            self.drawn.emit(self.shown, self.place.role, self.name.text(), self.canvas.drawing())

    def _ink(self) -> None:
        if self.place is not None:
            self.inked.emit(self._print(), self.place.role, self.name.text())

    def _ask_mark(self) -> None:
        if self.state is not None:
            self._turn(1)
            self.mark.ask(self.state.meeting, self.name.text().strip())

    def _turn(self, way: int) -> None:
        """Draw the name (0), or say who witnesses a fingerprint (1), which takes the room below as well."""
        self.ways.setCurrentIndex(way)
        self.still.setVisible(way == 0)

    def _mark(self, read_by: str, witnesses: tuple[str, ...]) -> None:
        if self.place is not None:
            self.marked.emit(self.paper, self.place.role, self.name.text(), read_by, witnesses)
