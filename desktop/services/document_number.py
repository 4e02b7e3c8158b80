"""发文字号 of official papers: 柳溪村〔2026〕3号 (GB/T 9704-2012, 7.2.5): the year in full in six-angle brackets, no 第, no zero before.

Counted by year on this PC, in the order in which the papers were first printed; a paper that is printed again keeps its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.wire.bodies import SealedMeeting

if TYPE_CHECKING:
    from desktop.storage.work import Work

NUMBERED = ("resolution", "opinion", "summary")
"""Papers that bear one."""
_KEY = "document-numbers"


class Given(Struct, frozen=True):
    meeting: str
    paper: str
    year: str
    number: int


def number_of(work: Work, meeting: SealedMeeting, paper: str) -> str:
    """The number that the paper bears; empty while it has none."""
    found = next((one for one in _given(work) if (one.meeting, one.paper) == (meeting.id, paper)), None)
    return "" if found is None else f"{meeting.village.name}〔{found.year}〕{found.number}号"


def give_number(work: Work, meeting: SealedMeeting, paper: str) -> str:
    """The number that the paper bears, the next of its year where it has none; empty for a paper that bears none."""
    if paper not in NUMBERED:
        return ""
    if not number_of(work, meeting, paper):
        given, year = _given(work), meeting.date[:4]
        last = max((one.number for one in given if one.year == year), default=0)
        work.settings.put(_KEY, (*given, Given(meeting.id, paper, year, last + 1)))
    return number_of(work, meeting, paper)


def _given(work: Work) -> tuple[Given, ...]:
    return work.settings.get(_KEY, tuple[Given, ...]) or ()
