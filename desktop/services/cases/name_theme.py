"""What a case is about, said or said otherwise later: the figures of a period count topics by theme."""

from __future__ import annotations

from msgspec.structs import replace

from desktop.domain.case import Case
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of, keep
from forms.language import refuse, say

MOST = 20
"""Characters; a theme is the heading of a column, not a sentence."""


def name_theme(desk: Desk, case_id: str, theme: str) -> Case:
    """Give the case this theme; empty takes it away. Nothing is written where it is the theme already."""
    theme = theme.strip()
    if len(theme) > MOST:
        raise refuse("主题太长，最多 {n} 字，比如“环境整治”。", n=MOST)
    with desk.store.work() as work:
        case = case_of(work, case_id)
        if case.theme == theme:
            return case
        words = say("主题：{theme}", theme=theme) if theme else say("主题：没有写")
        return keep(desk, work, replace(case, theme=theme), "theme", words)
