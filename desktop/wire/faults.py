"""What can be wrong with what came over the line or on a stick: a code for machines, a sentence for people."""

from __future__ import annotations

from msgspec import Struct

from forms.language import ENGLISH, Refused, Sentence


class Fault(Refused):
    """Bytes or a request that are not taken. `code` is one of those in county/PROTOCOL.md and never changes meaning."""

    def __init__(self, code: str, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.code = code


class Problem(Struct, frozen=True):
    """A fault as the county answers it. It is advice and not signed: nobody's state changes because of it."""

    code: str
    message: str
    """In Chinese."""
    english: str = ""
    retry_after: int = 0
    """Seconds, as in the header of that name; 0 where the county asks for none."""


def problem(fault: Fault, retry_after: int = 0) -> Problem:
    return Problem(fault.code, fault.sentence.text(), fault.sentence.text(ENGLISH), retry_after)
