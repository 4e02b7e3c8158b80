"""Cases and sheets for the tests. Names are invented."""

from __future__ import annotations

from typing import Any

from desktop.domain.case import Case
from desktop.domain.cases.travel import Kept
from desktop.domain.procedure import Filled
from forms.load import built_in
from forms.procedures import Procedure
from forms.rules import RuleSet

AT = "2026-06-18T19:26:07"
PACK = built_in()


def case(id: str = "c1", title: str = "三组水渠清淤", **facts: Any) -> Case:
    return Case(id=id, title=title, opened_at=AT, **facts)


def procedure(id: str = "nantong") -> Procedure:
    return PACK.procedure(id)


def rules(id: str) -> RuleSet:
    return PACK.rule_set(id, "2026-06-18", "")


def kept(form: str, stage: str = "", day: str = "2026-06-20", **values: Any) -> Kept:
    given = {name.replace("_", "-"): value for name, value in values.items()}
    return Kept(filled=Filled(form=form, version=1, values={"day": day, **given}, day=day), stage=stage)


def people(**sides: int) -> list[dict[str, str]]:
    """Rows of a sheet `participants`: so many of each side."""
    return [{"name": f"{side}{n}", "side": side} for side, count in sides.items() for n in range(count)]
