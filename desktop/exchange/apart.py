"""What comes from outside is read by a process of its own.

A PDF may draw itself without end, a picture may bring down the library that opens it, and decoders hold up every other thread
while they work. The process has a limit of memory and of time; it is ended with the file that it cannot cope with, and the
window never feels it.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import TypeVar, cast

from desktop.exchange.scan import broken
from forms.language import Refused, Sentence, refuse

PATIENCE = 40.0
"""Seconds for a page. Scanners' pages take one or two, and on an old PC some more."""
MEMORY = 1_800_000_000
"""Bytes of address room, where the system can set a limit; a page of 80 million pixels in colour takes two thirds of it."""

T = TypeVar("T")


class Apart:
    """`with Apart() as apart: apart.run(task, path)`: one process for many files, begun anew where it was ended."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._talk: Connection | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def run(self, task: Callable[[Path], Iterator[T]], path: Path) -> Iterator[T]:
        """What `task(path)` yields; it is a function of a module, and what it yields can be pickled.

        Raises what it refuses, and Refused where it breaks, comes to no end or needs too much memory.
        """
        whole = False
        try:
            talk = self._begun()
            talk.send((task, path))
            while True:
                if not talk.poll(PATIENCE):
                    raise refuse(
                        "“{file}”有一页读了很久还没有读完，不像扫描仪生成的，没有附上。请重新扫一次。", file=path.name
                    )
                kind, value = talk.recv()
                if kind == "value":
                    yield cast("T", value)
                    continue
                whole = True
                if kind == "refused":
                    raise Refused(cast("Sentence", value))
                if kind == "broken":
                    raise broken(path.name)
                return
        except (EOFError, OSError) as error:  # the process was ended by what it read
            raise broken(path.name) from error
        finally:
            if not whole:
                self._end()

    def _begun(self) -> Connection:
        if self._talk is None:
            context = multiprocessing.get_context("spawn")
            self._talk, there = context.Pipe()
            self._process = context.Process(target=_work, args=(there,), daemon=True)
            self._process.start()
            there.close()
        return self._talk

    def _end(self) -> None:
        if self._process is not None and self._talk is not None:
            self._process.kill()
            self._process.join()
            self._talk.close()
        self._process = self._talk = None


def _work(talk: Connection) -> None:
    """In the other process: one task after another, until it is ended."""
    _limit_memory()
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            task, path = talk.recv()
            try:
                for value in task(path):
                    talk.send(("value", value))
            except Refused as refused:
                talk.send(("refused", refused.sentence))
            except Exception:  # noqa: BLE001 - whatever a decoder says of a broken page, or no memory for it
                talk.send(("broken", None))
            else:
                talk.send(("end", None))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; there the libraries' own hold
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
