"""Something that is due on a day, and whether that day is near."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.calendar_days import days_between
from forms.language import Sentence, say

SOON = 10
"""Days ahead within which something is shown (our default)."""
CASE, MEDIATION = "case", "mediation"
"""Pages on which it is dealt with."""


class Due(Struct, frozen=True, kw_only=True):
    """Something that is due on `day`. `case` is empty for what concerns the whole village."""

    words: Sentence
    day: str
    over: int
    """Days past `day`; negative while there is time, 0 on the day."""
    case: str = ""
    page: str = CASE
    register: str = ""
    """Register that reminds of it; empty for none."""

    @property
    def when(self) -> Sentence:
        if self.over > 0:
            return say("已过 {n} 日", n=self.over)
        return say("今天") if self.over == 0 else say("还有 {n} 日", n=-self.over)


def near(
    words: Sentence, day: str, today: str, case: str, *, ahead: int = SOON, past: int | None = None, page: str = CASE
) -> list[Due]:
    """One, or none where the day is further than `ahead` days away or more than `past` days over."""
    over = days_between(day, today)
    if over < -ahead or (past is not None and over > past):
        return []
    return [Due(words=words, day=day, over=over, case=case, page=page)]


def in_order(found: Iterable[Due]) -> tuple[Due, ...]:
    """What is longest over first."""
    return tuple(sorted(found, key=lambda one: (-one.over, one.day)))
