"""发文字号 of official papers: 柳溪村〔2026〕3号 (GB/T 9704-2012, 7.2.5): the year in full in six-angle brackets, no 第, no zero before.

Counted by year and 机关代字, in the order in which the papers were made; a paper that is printed again keeps its number.
Two PCs of one village count apart, and nothing tells them of one another; so each has a 代字 of its own: the village's name
with the part of the work that the county's certificate gives to this PC (柳溪村东片), or what was entered in the settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.services.desk import VILLAGE, Desk
from desktop.wire.bodies import SealedMeeting, Village
from desktop.wire.enrolment import Enrolment
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.storage.work import Work

NUMBERED = ("resolution", "opinion", "summary")
"""Papers that bear one."""
LONGEST = 16
"""Characters of a 代字."""
HIGHEST = 9999
_KEY = "document-numbers"
_SERIES = "document-series"
_ENROLMENT = "enrolment"


class Given(Struct, frozen=True):
    meeting: str
    paper: str
    year: str
    number: int
    code: str = ""
    """机关代字; empty for a number of the first version, which is counted under the village's name."""


class Series(Struct, frozen=True, kw_only=True):
    """What the next number will look like; kept, what was entered for it."""

    code: str
    year: str
    next: int


def series(desk: Desk) -> Series:
    """As the next paper of this year will be numbered. Raises Refused while the village has no name."""
    year = desk.clock().at[:4]
    village = desk.village()
    with desk.store.read() as work:
        code = _code(work, village)
        return Series(code=code, year=year, next=_next(work, code, village, year))


def keep_series(desk: Desk, code: str, number: int) -> Series:
    """The 代字 of this PC and its next number of this year: for what was numbered by hand before, or on another PC.

    An empty code is the usual one. Raises Refused: a code that is none, a number that was given already.
    """
    code, year, village = code.strip(), desk.clock().at[:4], desk.village()
    if len(code) > LONGEST or any(sign in code for sign in "〔〕[]（）()"):
        raise refuse("代字写几个字就行，如“{village}”，不要带括号。", village=village.name)
    if not 1 <= number <= HIGHEST:
        raise refuse("下一个号写 1 到 {most} 的数字。", most=HIGHEST)
    with desk.store.work() as work:
        named = "" if code == _usual(work, village) else code
        work.settings.put(_SERIES, Series(code=named, year=year, next=number))
        code = _code(work, village)
        if (last := _last(work, code, village, year)) >= number:
            raise refuse("{code}〔{year}〕已经编到 {last} 号，下一个号要比它大。", code=code, year=year, last=last)
    return series(desk)


def number_of(work: Work, meeting: SealedMeeting, paper: str) -> str:
    """The number that the paper bears; empty while it has none."""
    return number_on(work, meeting.id, paper, meeting.village.name)


def number_on(work: Work, meeting: str, paper: str, village: str) -> str:
    """The same for the id of a meeting; `village` is the 代字 of numbers of the first version."""
    found = next((one for one in _given(work) if (one.meeting, one.paper) == (meeting, paper)), None)
    return "" if found is None else f"{found.code or village}〔{found.year}〕{found.number}号"


def give_number(work: Work, meeting: SealedMeeting, paper: str) -> str:
    """The number that the paper bears, the next of its year where it has none; empty for a paper that bears none."""
    if paper not in NUMBERED:
        return ""
    if not number_of(work, meeting, paper):
        year, village = meeting.date[:4], work.settings.get(VILLAGE, Village) or meeting.village
        code = _code(work, village)
        given = Given(meeting.id, paper, year, _next(work, code, village, year), code)
        work.settings.put(_KEY, (*_given(work), given))
    return number_of(work, meeting, paper)


def _code(work: Work, village: Village) -> str:
    kept: Series | None = work.settings.get(_SERIES, Series)
    return kept.code if kept is not None and kept.code else _usual(work, village)


def _usual(work: Work, village: Village) -> str:
    """The village's name, with the part of its work that is done on this PC where it has a second one."""
    enrolment: Enrolment | None = work.settings.get(_ENROLMENT, Enrolment)
    return village.name + (enrolment.part if enrolment is not None else "")


def _next(work: Work, code: str, village: Village, year: str) -> int:
    kept: Series | None = work.settings.get(_SERIES, Series)
    first = kept.next if kept is not None and kept.year == year else 1
    return max(first, _last(work, code, village, year) + 1)


def _last(work: Work, code: str, village: Village, year: str) -> int:
    same = [one.number for one in _given(work) if (one.code or village.name, one.year) == (code, year)]
    return max(same, default=0)


def _given(work: Work) -> tuple[Given, ...]:
    return work.settings.get(_KEY, tuple[Given, ...]) or ()
