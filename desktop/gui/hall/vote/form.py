"""What all forms of an open vote have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.meeting import Poll
from desktop.gui.hall.people import Finders
from desktop.gui.hall_state import HallState


class PollForm(QWidget):
    """`act` carries an action; `draft` what stands here, to be kept until it is counted; `told` a sentence for the notice."""

    act = Signal(object)
    draft = Signal(str)
    undo = Signal()
    told = Signal(object)

    def __init__(self, poll: Poll) -> None:
        super().__init__()
        self.poll = poll
        self.state: HallState | None = None

    def draw(self, state: HallState) -> None:
        """The evening as it stands; the vote is still this one."""
        self.state = state
        if state.meeting.poll is not None:
            self.poll = state.meeting.poll

    def opened(self) -> None:
        """The cursor to where the hands go on."""

    def know(self, finders: Finders) -> None:
        """The index of names is ready."""

    def restore(self, kept: str) -> None:
        """What stood here when the program ended."""

    def count(self) -> None:
        """The one button of the bottom line."""
