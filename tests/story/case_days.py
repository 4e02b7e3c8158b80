"""What the stories of cases share: a desk with a village, and days that pass as the story says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap import open_desk
from desktop.domain.cases.sheets import CaseSheet
from desktop.domain.events import Moment
from desktop.services.cases.begin_sheet import begin_sheet
from desktop.services.cases.fill_sheet import save_sheet
from desktop.services.desk import Desk
from desktop.services.name_village import name_village

PASSPHRASE = "一点红灯照夜"


class Days:
    """The clock of the story."""

    def __init__(self, day: str) -> None:
        self.day = day

    def __call__(self) -> Moment:
        return Moment(f"{self.day}T09:00:00")


@contextmanager
def village(folder: Path, monkeypatch: pytest.MonkeyPatch, first_day: str) -> Iterator[tuple[Desk, Days]]:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    days = Days(first_day)
    desk = open_desk(folder / "data", clock=days)
    name_village(desk, name="惠通村", code="330421104215", township="惠民街道", county="嘉善县", province="浙江省")
    try:
        yield desk, days
    finally:
        desk.close()


def fill(desk: Desk, case: str, form: str, **values: Any) -> CaseSheet:
    """A sheet as it is offered, with what the story adds; `_` in a name stands for `-`."""
    given = {name.rstrip("_").replace("_", "-"): value for name, value in values.items()}
    return save_sheet(desk, case, form, begin_sheet(desk, case, form) | given)


def people(**sides: int) -> list[dict[str, str]]:
    return [{"name": f"{side}{n}", "side": side} for side, count in sides.items() for n in range(1, count + 1)]


def complete(desk: Desk, case: str, form_id: str, day: str) -> None:
    """A sheet with something in every required field."""
    known: dict[str, object] = {"date": day, "text": "村部", "paragraph": "同意", "person": "钱立业", "people": ["钱立业"],
                                "number": 1, "yes-no": True}  # fmt: skip
    form = desk.pack.sheet(form_id)
    values: dict[str, object] = {}
    for field in form.at(form.version):
        if field.type == "table":
            values[field.id] = [{column.id: known.get(column.type) or column.choices[0].id for column in field.columns}]
        else:
            values[field.id] = known.get(field.type) or (field.choices[0].id if field.choices else None)
    save_sheet(desk, case, form_id, values)
