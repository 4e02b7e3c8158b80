"""定稿即归档: what a sealed meeting leaves to be signed is fixed and kept as PDF/A-2b, before anybody asks for it on paper.

The sheet that is printed and inked afterwards is that very print, so it and the archived copy carry the same code.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from desktop.services.archive.archive_paper import archive_print
from desktop.services.desk import Desk
from desktop.services.meetings.archive_due import archive_due, archived_now
from desktop.services.papers.print_paper import fix_final
from forms.language import Refused
from forms.papers import PaperForm, papers


def archive_sealed(desk: Desk, tell: Callable[[PaperForm], object], stop: threading.Event) -> None:
    """Archive what was sealed since the last time; `tell` hears of each paper that is in the archive.

    It can be stopped after each paper, and at any moment by a power cut: the next call goes on. Raises Refused, once
    everything else is done: see `archive_print`.
    """
    with desk.store.read() as work:
        due = archive_due(work)
    refused: Refused | None = None
    for meeting in due:
        try:
            for printed in fix_final(desk, meeting):
                archive_print(desk, printed.print_id)
                tell(papers()[printed.paper])
                if stop.is_set():
                    return
        except Refused as error:
            refused = error
            continue
        with desk.store.work() as work:
            archived_now(work, meeting)
    if refused is not None:
        raise refused
