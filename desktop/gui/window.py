"""The window: places on the left, the page, help beside it, the strip below. Pages are loaded when first shown.

Nothing heavy may be imported here: this module is loaded before the first paint.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desktop.gui.background import Background
from desktop.gui.help import Help
from desktop.gui.navigation import Navigation, Pages
from desktop.gui.parts.page import Page
from desktop.gui.parts.strip import Strip
from desktop.gui.session import CurrentMeeting, Session
from desktop.gui.words import _, tongue
from forms.language import Sentence
from forms.titles import english_titles

if TYPE_CHECKING:
    from threading import Event

    from desktop.services.desk import Desk
    from forms.papers import PaperForm

PAGES = {
    "home": "desktop.gui.home.page:HomePage",
    "roster": "desktop.gui.roster.page:RosterPage",
    "cases": "desktop.gui.cases.page:CasesPage",
    "board": "desktop.gui.cases.board:BoardPage",
    "case": "desktop.gui.cases.case.page:CasePage",
    "sheet": "desktop.gui.cases.sheet:SheetPage",
    "duties": "desktop.gui.cases.duties:DutiesPage",
    "due": "desktop.gui.cases.due:DuePage",
    "tracking": "desktop.gui.cases.tracking:TrackingPage",
    "mediation": "desktop.gui.cases.mediation.page:MediationPage",
    "figures": "desktop.gui.figures.page:FiguresPage",
    "registers": "desktop.gui.registers.page:RegistersPage",
    "entry": "desktop.gui.registers.entry:EntryPage",
    "meetings": "desktop.gui.meetings.page:MeetingsPage",
    "prepare": "desktop.gui.prepare.page:PreparePage",
    "hall": "desktop.gui.hall.page:HallPage",
    "closing": "desktop.gui.closing.page:ClosingPage",
    "shelf": "desktop.gui.shelf.page:ShelfPage",
    "upload": "desktop.gui.upload.page:UploadPage",
    "settings": "desktop.gui.settings.page:SettingsPage",
}
"""Name to module and class."""

PLACE_OF = {
    "prepare": "meetings",
    "hall": "meetings",
    "closing": "meetings",
    "board": "cases",
    "case": "cases",
    "sheet": "cases",
    "duties": "cases",
    "due": "home",
    "tracking": "cases",
    "mediation": "cases",
    "figures": "cases",
    "entry": "registers",
}
"""Pages without a place of their own in the navigation."""

CALM = 0.4
"""Seconds in which the page after the seal is drawn, before papers are."""
KEYS = tuple(f"F{n}" for n in range(2, 10))


class MainWindow(QMainWindow):
    """`opened` is called with the desk as soon as it is open; until then only `front` pages are shown."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.background = background
        self._desk: Desk | None = None
        self._meeting = CurrentMeeting()
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._args: dict[str, object] = {}
        self.on_close: Callable[[], None] | None = None
        for key in KEYS:
            self._shortcut(key, partial(self._pressed, key))
        self._shortcut("F1", self._toggle_help)
        self._shortcut("Ctrl+Z", self._take_back)
        self._shortcut("Ctrl+Y", self._do_again)
        self._build()

    @property
    def session(self) -> Session:
        return Session(
            background=self.background,
            desk=self._get_desk,
            go=self.go,
            told=self.told,
            saved=self.strip.saved,
            missing=self.strip.missing,
            undo=self.strip.undo,
            redo=self.strip.redo,
            rebuild=self.rebuild,
            archive=partial(self.archive, CALM),
            meeting=self._meeting,
        )

    @property
    def page(self) -> Page | None:
        """The page in front, once the desk is open."""
        return self._pages.get(self._current)

    def opened(self, desk: Desk) -> None:
        """The desk is open: from now on there are pages."""
        self._desk = desk
        tongue.titles = english_titles(desk.pack)
        self.navigation.setVisible(True)
        self.strip.setVisible(True)
        self.go("home")
        self.background.run(_gone_on_with, desk, then=self._go_on)
        # The other pages are loaded meanwhile, so that going there takes no time.
        self.background.run(_load_pages)
        self.background.send(_warm_fonts)
        self.archive()
        self._calls = _calls(self, desk)

    def front(self, widget: QWidget) -> None:
        """Show something before the desk is open: that it is being opened, or the question for the passphrase."""
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def go(self, page: str, **args: object) -> None:
        """Show a page. `args` are what its `shown` takes."""
        before = self.page
        if before is not None:
            before.left()
        if page not in self._pages:
            self._pages[page] = self._load(page)
            self._stack.addWidget(self._pages[page])
        self._current, self._args = page, args
        self.strip.undo()
        self.strip.missing("")
        self._stack.setCurrentWidget(self._pages[page])
        self.help.raise_()
        self.navigation.mark(PLACE_OF.get(page, page))
        self.help.about(page)
        self._pages[page].notice.clear()
        self._pages[page].shown(**args)

    def archive(self, after: float = 0.0) -> None:
        """Archive what was sealed, on the thread that waits for the line; what a power cut left over, too.

        It begins `after` so many seconds: the page that follows the seal is drawn first.
        """
        self.background.send(_archive, self._get_desk(), after, progress=self._archived, failed=self.told, owner=self)

    def _archived(self, paper: PaperForm) -> None:
        self.strip.archived(paper)

    def choose_meeting(self, meeting: str) -> None:
        """The pages of a meeting work on this one from now on."""
        self._meeting.id = meeting

    def called(self) -> None:
        """The program called the county by itself: what is shown of it is shown anew."""
        if self.page is not None and self._current in ("home", "upload"):
            self.page.shown()

    def told(self, sentence: Sentence | str) -> None:
        if self.page is not None:
            self.page.notice.tell(sentence)

    def rebuild(self) -> None:
        """Build everything anew, after the language or the scale has changed, and come back to the same page."""
        page, args = self._current, self._args
        for old in self._pages.values():
            old.left()
        self._pages = {}
        self._current = ""
        self._build()
        if self._desk is not None and page:
            self.navigation.setVisible(True)
            self.strip.setVisible(True)
            self.go(page, **args)

    def closeEvent(self, event: QCloseEvent) -> None:
        for page in self._pages.values():
            page.left()
        if self.on_close is not None:
            self.on_close()
        event.accept()

    def _build(self) -> None:
        self.setWindowTitle(_("议事堂"))
        whole = QWidget()
        whole.setObjectName("window")
        self.navigation = Navigation(self.go)
        self._stack = Pages()
        self.help = Help(self._stack)
        self._stack.resized.connect(self.help.place)
        self.strip = Strip()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self._stack, 1)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.strip)
        self.navigation.setVisible(False)
        self.strip.setVisible(False)
        self.setCentralWidget(whole)

    def _load(self, page: str) -> Page:
        module, name = PAGES[page].split(":")
        made: Page = getattr(importlib.import_module(module), name)(self.session)
        return made

    def _get_desk(self) -> Desk:
        assert self._desk is not None, "pages are made after the desk is open"
        return self._desk

    def _go_on(self, meeting: str) -> None:
        """The program ended in the middle of a meeting: it opens where it was."""
        if meeting and self._current == "home":
            self.go("hall", meeting=meeting)

    def _shortcut(self, key: str, pressed: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(pressed)

    def _pressed(self, key: str) -> None:
        if self.page is not None and (action := self.page.keys().get(key)) is not None:
            action()

    def _take_back(self) -> None:
        self.strip.take_back()

    def _do_again(self) -> None:
        self.strip.do_again()

    def _toggle_help(self) -> None:
        self.help.toggle(self._current or "home")


def _gone_on_with(desk: Desk) -> str:
    from desktop.services.meetings.alive import gone_on_with

    return gone_on_with(desk)


def _load_pages() -> None:
    for place in PAGES.values():
        importlib.import_module(place.split(":")[0])


def _calls(window: MainWindow, desk: Desk) -> object:
    from desktop.gui.calls import Calls

    return Calls(window, window.background, desk, window.called)


def _archive(desk: Desk, after: float, tell: Callable[[object], None], stop: Event) -> None:
    from desktop.services.archive.archive_sealed import archive_sealed

    if not stop.wait(after):
        archive_sealed(desk, tell, stop)


def _warm_fonts() -> None:
    """The fonts of papers are parsed meanwhile, so that the first paper is on screen at once."""
    from desktop.papers import fonts

    fonts.warm()
