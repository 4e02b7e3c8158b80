"""A pile of scans, read and bound on the worker; what stands on the page afterwards comes from the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.gui.closing.state import ClosingState, look_back
from desktop.gui.words import _, show
from desktop.services.bind_scans import Pile, Told, bind_scans
from desktop.services.desk import Desk
from desktop.services.run_meeting import RunningMeeting

MOST_TOLD = 4
"""Faults that are told one by one; of a larger heap the rest is counted."""


def sort_pile(
    desk: Desk, running: RunningMeeting, files: Sequence[Path], tell: Callable[[int], object], stop: threading.Event
) -> tuple[Pile, ClosingState]:
    """Bind every file by the codes of its pages; `stop` leaves out what has not been begun."""

    def done(files: int) -> None:
        tell(files)

    waiting = (file for file in files if not stop.is_set())
    pile = bind_scans(desk, waiting, progress=done)
    return pile, look_back(desk, running)


def in_words(pile: Pile) -> str:
    """What was bound, then what was not and why, each with its file and page."""
    said = [show(one.sentence) for one in pile.bound] + [_fault(one) for one in pile.told[:MOST_TOLD]]
    if len(pile.told) > MOST_TOLD:
        said.append(_("另有 {n} 处没有列出。", n=len(pile.told) - MOST_TOLD))
    return "\n".join(said) or _("这些都是空白页，没有要附的。")


def _fault(one: Told) -> str:
    if not one.page:
        return show(one.sentence)
    return _("{file} 第 {page} 页：{why}", file=one.file, page=one.page, why=one.sentence)
