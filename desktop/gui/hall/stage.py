"""What lies between the top line and the bottom line: agenda, minutes, speakers, and what opens over the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.gui.hall.agenda import AgendaPanel
from desktop.gui.hall.check_in.panel import CheckInPanel
from desktop.gui.hall.check_in.sheet import SheetPanel
from desktop.gui.hall.minutes import MinutesPanel
from desktop.gui.hall.outcome import OutcomePanel
from desktop.gui.hall.over import Over
from desktop.gui.hall.people import Finders
from desktop.gui.hall.proxies.panel import ProxiesPanel
from desktop.gui.hall.request import RequestPanel
from desktop.gui.hall.shares import SharesPanel
from desktop.gui.hall.small import AddItemPanel, DeclarePanel
from desktop.gui.hall.speakers import SpeakersPanel
from desktop.gui.hall.vote.panel import VotePanel
from desktop.gui.hall_state import HallState
from desktop.gui.navigation import Pages
from desktop.gui.theme import LARGEST, look, px


class Stage(QWidget):
    """The wide panels cover minutes and speakers, in the largest type the agenda, too; the small ones the minutes alone."""

    def __init__(self) -> None:
        super().__init__()
        self.agenda = AgendaPanel()
        self.minutes = MinutesPanel()
        self.speakers = SpeakersPanel()
        self.check_in = CheckInPanel()
        self.vote = VotePanel()
        self.proxies = ProxiesPanel()
        self.sheet = SheetPanel()
        self.request = RequestPanel()
        self.declare = DeclarePanel()
        self.add_item = AddItemPanel()
        self.outcome = OutcomePanel()
        self.shares = SharesPanel()
        self.wide: tuple[Over, ...] = (self.check_in, self.vote, self.proxies, self.sheet)
        self.small: tuple[Over, ...] = (self.request, self.declare, self.add_item, self.outcome, self.shares)
        evening = QWidget()
        columns = QHBoxLayout(evening)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(px(12))
        self._middle = Pages()
        for part in (self.minutes, *self.small):
            self._middle.addWidget(part)
        columns.addWidget(self._middle, 1)
        columns.addWidget(self.speakers)
        self._wide = Pages()
        for wide in (evening, *self.wide):
            self._wide.addWidget(wide)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(px(12))
        across.addWidget(self.agenda)
        across.addWidget(self._wide, 1)

    @property
    def panels(self) -> tuple[Over, ...]:
        return *self.wide, *self.small

    @property
    def front(self) -> QWidget | None:
        """What stands over the middle, or the minutes."""
        wide = self._wide.currentWidget()
        return wide if isinstance(wide, Over) else self._middle.currentWidget()

    def open(self, panel: Over) -> None:
        """Bring a panel to the front, from its beginning."""
        wide = self._wide.indexOf(panel) >= 0
        # In the largest type no panel has room beside it.
        self.agenda.setHidden(look.scale >= LARGEST)
        if wide:
            self._wide.setCurrentWidget(panel)
        else:
            self._wide.setCurrentIndex(0)
            self._middle.setCurrentWidget(panel)
        panel.opened()

    def back(self) -> None:
        """The minutes again; the cursor stands where it stood."""
        self.agenda.show()
        self._wide.setCurrentIndex(0)
        self._middle.setCurrentWidget(self.minutes)
        self.minutes.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        for panel in self.panels:
            panel.notice.clear()

    def draw(self, state: HallState) -> None:
        for part in (self.agenda, self.minutes, self.speakers):
            part.draw(state)
        for panel in self.panels:
            panel.draw(state)

    def tick(self, state: HallState, now: str) -> None:
        """The timer of the speaker; `now` is an ISO time."""
        self.speakers.tick(now)
        self.agenda.tick(now)
        self.shares.tick(now)
        self.check_in.floor(state.meeting, now)

    def know(self, finders: Finders) -> None:
        """The index of names is ready."""
        for panel in self.panels:
            panel.know(finders)
