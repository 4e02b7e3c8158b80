"""Redo on the page: Ctrl+Y does again what was taken back last, and never at the cost of words that are being typed."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain import actions as a
from desktop.domain.events import LineWritten
from desktop.gui.hall.drafts import Drafts
from desktop.gui.hall.minutes import MinutesPanel
from desktop.gui.hall.undo_key import UndoKey
from desktop.gui.hall_state import HallState
from desktop.gui.words import _
from desktop.services.meetings.keep_draft import MINUTES


class Again:
    """`act` does an action, `tell` says why not."""

    def __init__(
        self,
        minutes: MinutesPanel,
        drafts: Drafts,
        state: Callable[[], HallState | None],
        act: Callable[[a.AnyAction], object],
        tell: Callable[[str], object],
    ) -> None:
        self._minutes, self._drafts, self._state, self._act, self._tell = minutes, drafts, state, act, tell
        self._key = UndoKey(minutes.field, self._may, self, "Ctrl+Y")

    def __call__(self) -> None:
        if not self._may():
            self._tell(_("框里还有没存的字。请先存下或删去，再重做。"))
            return
        self._minutes.put("")
        self._drafts.forget(MINUTES)
        self._act(a.Redo())

    def _may(self) -> bool:
        """The field is empty, or has the very line that was taken back, which goes into the minutes again."""
        state = self._state()
        undone = state.evening.undone if state is not None else None
        line = undone.step.event.text if undone is not None and isinstance(undone.step.event, LineWritten) else ""
        return self._minutes.text in ("", line)
