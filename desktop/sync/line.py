"""The seam between a round and whatever carries it: HTTP in the program, anything that breaks in the tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from desktop.wire.faults import Fault
from forms.language import Refused, Sentence

Sent = Callable[[int], None]
"""Hears how many more bytes of a body have been handed to the line; may raise `Stopped`."""


class LineBroken(Refused):
    """No answer came: no connection, a time-out on silence, a connection that broke. It says nothing about delivery."""


class WrongCertificate(Fault):
    """The server's certificate is not the one to go by: nothing was sent, and asking again is of no use."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__("wrong-certificate", sentence)


class Stopped(Exception):
    """The user stopped the round."""


class Question(Struct, frozen=True, kw_only=True):
    """One request. The pieces of the body are sent one after another."""

    method: str
    path: str
    headers: dict[str, str] = {}
    pieces: Sequence[bytes] = ()
    known: bytes = b""
    """What the answer may leave out, as both sides know it; see `desktop.wire.brief`."""
    heard: Callable[[bytes], object] | None = None
    """Hears the body of a 200 as it comes, where it should be kept piece by piece; the answer's own is then empty."""

    @property
    def size(self) -> int:
        return sum(len(piece) for piece in self.pieces)


class Answer(Struct, frozen=True, kw_only=True):
    """What came back, whoever sent it."""

    status: int
    body: bytes
    retry_after: int = 0
    """Seconds; 0 where the header is missing or unreadable."""
    location: str = ""
    """Where a 308 sends to, as it says."""


class Line(Protocol):
    """A way to one county."""

    @property
    def url(self) -> str: ...

    def ask(self, question: Question, sent: Sent) -> Answer:
        """Send and wait. Raises LineBroken."""

    def close(self) -> None: ...


def broken(sentence: Sentence) -> LineBroken:
    return LineBroken(sentence)
