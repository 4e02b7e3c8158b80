"""Work off the screen: one thread owns the database, one more waits for the line, results come back to the window.

    background.run(roster, desk, then=self.show_people, failed=self.notice.tell)

`then` gets what the function returned, `failed` a sentence: that of `Refused`, or for anything unexpected one that says
where it was logged. Both run on the window's thread, and not at all when `owner` has gone meanwhile.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from forms.language import Refused, Sentence, say

log = logging.getLogger("yishitang.window")
LOG_FILE = "window.log"


class Job:
    """Something that runs. `cancel` asks it to stop at the next place where it can."""

    def __init__(self) -> None:
        self.stop = threading.Event()

    def cancel(self) -> None:
        self.stop.set()


class Background(QObject):
    """The two threads. `run` is for the database, `send` for what may take minutes on the line."""

    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._lanes = {name: _Lane(name) for name in ("database", "line")}
        self._jobs: set[Job] = set()
        self._closed = False
        self.waiting = 0
        """How many have been asked for and have not come back; read it on the window's thread."""
        self.log_file: Path | None = None

    def run(self, fn: Callable[..., Any], *args: Any, **answers: Any) -> Job:
        """Run `fn(*args)` on the database's thread.

        `answers`: `then(result)`, `failed(sentence)`, `owner` (a QObject), and `progress`: if it is given, the function is
        called as `fn(*args, tell, stop)`: each `tell(value)` becomes `progress(value)` in the
        window, and `stop` is an Event that `Job.cancel` sets.
        """
        return self._start("database", fn, args, **answers)

    def send(self, fn: Callable[..., Any], *args: Any, **answers: Any) -> Job:
        """As `run`, on the thread that waits for the line; the database's thread stays free for the meeting."""
        return self._start("line", fn, args, **answers)

    def _start(
        self,
        lane: str,
        fn: Callable[..., Any],
        args: tuple[Any, ...],
        *,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[Sentence], object] | None = None,
        progress: Callable[[Any], object] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        job = Job()
        if self._closed:
            return job
        self.waiting += 1
        if lane == "line":
            self._jobs.add(job)

        def back(call: Callable[[Any], object] | None, value: object, *, last: bool) -> None:
            self._arrived.emit((call, value, owner, job if last else None))

        more = () if progress is None else (lambda value: back(progress, value, last=False), job.stop)

        def work() -> None:
            try:
                result = fn(*args, *more)
            except Refused as refused:
                back(failed, refused.sentence, last=True)
            except Exception as error:  # whatever it is, it is logged and shown, and the thread lives on
                log.exception("unexpected, in %s", getattr(fn, "__qualname__", fn))
                back(failed, self.unexpected(error), last=True)
            else:
                back(then, result, last=True)

        self._lanes[lane].put(work)
        return job

    def unexpected(self, error: BaseException) -> Sentence:
        """What the recorder reads when the program itself is at fault."""
        return say(
            "程序出了意外，刚才这一步没有做成，已存的不受影响。请再试一次；还不行请把 {file} 发给县里。（{error}）",
            file=str(self.log_file or LOG_FILE),
            error=type(error).__name__,
        )

    def keep_log(self, folder: Path) -> None:
        """Write what is unexpected to a file in the data folder, from now on."""
        self.log_file = folder / LOG_FILE
        handler = logging.FileHandler(self.log_file, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)

    def close(self) -> None:
        """Stop what runs on the line, finish what was asked of the database, and end both threads; nothing is begun any more."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        for name in ("line", "database"):
            self._lanes[name].close()

    @Slot(object)
    def _deliver(self, answer: tuple[Callable[[Any], object] | None, object, QObject | None, Job | None]) -> None:
        call, value, owner, finished = answer
        if finished is not None:
            self.waiting -= 1
            self._jobs.discard(finished)
        if call is not None and (owner is None or isValid(owner)):
            call(value)


class _Lane:
    """A thread that starts with its first piece of work."""

    def __init__(self, name: str) -> None:
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)

    def put(self, work: Callable[[], None]) -> None:
        if not self._thread.is_alive():
            self._thread.start()
        self._work.put(work)

    def close(self) -> None:
        if self._thread.is_alive():
            self._work.put(None)
            self._thread.join(timeout=10)

    def _loop(self) -> None:
        while (work := self._work.get()) is not None:
            work()
