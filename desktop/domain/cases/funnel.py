"""The funnel of what villagers say: collected, reported upward, taken up there (收集 191 → 刊登 28 → 采用 7)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.calendar_days import days_between
from desktop.domain.case import Case
from desktop.domain.share import share
from forms.language import refuse


class Funnel(Struct, frozen=True):
    collected: int
    forwarded: int
    adopted: int

    @property
    def forwarded_share(self) -> str:
        """Of those collected, per cent to one decimal, half up, without an empty one (14.7%, 25%); "--" of nothing."""
        return share(self.forwarded, self.collected).replace(".0%", "%")

    @property
    def adopted_share(self) -> str:
        """Of those forwarded."""
        return share(self.adopted, self.forwarded).replace(".0%", "%")


def forwarded(case: Case, day: str) -> Case:
    """Reported upward on `day`."""
    if case.forwarded:
        raise refuse("“{title}”在 {day} 已经报送过。", title=case.title, day=case.forwarded)
    return replace(case, forwarded=day)


def adopted(case: Case, day: str) -> Case:
    """Taken up above on `day`. Raises Refused where it was not reported before."""
    if not case.forwarded:
        raise refuse("“{title}”还没有报送，不能先登记采用。", title=case.title)
    if days_between(case.forwarded, day) < 0:
        raise refuse("采用日期 {day} 早于报送日期 {sent}，请核对。", day=day, sent=case.forwarded)
    return replace(case, adopted=day)
