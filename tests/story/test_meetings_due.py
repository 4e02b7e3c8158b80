"""The desk reminds of the meetings that the law asks for here and now, and of one that villagers asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.services.cases.follow import what_is_due
from desktop.services.cases.open_case import open_case
from desktop.services.cases.read import read_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.desk import Desk
from tests.story.case_days import fill, village


def due(desk: Desk) -> dict[str, str]:
    """Words to day."""
    return {str(one.words): one.day for one in what_is_due(desk)}


def test_a_meeting_that_was_asked_for_is_due_in_the_days_of_the_province(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "有人提议开会商议“修路”，要按期召集"
    with village(tmp_path, monkeypatch, "2026-04-01") as (desk, _days):
        desk.name_village(replace(desk.village(), province="北京市"))
        case = open_case(desk, title="修路").id
        place_case(desk, case, "middle", "middle")
        accept_case(desk, case, "villagers-representatives")
        assert asked not in due(desk)
        fill(desk, case, "request", matter="修路", who="representatives", number=9, of=36, day="2026-04-01")
        assert due(desk)[asked] == "2026-04-06"
        assert [one.day for one in read_case(desk, case).due if str(one.words) == asked] == ["2026-04-06"]
        desk.name_village(replace(desk.village(), province="浙江省"))
        assert asked not in due(desk), "this province names no days"


def test_a_clock_before_every_law_stops_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-06-20") as (desk, days):
        open_case(desk, title="修路")
        assert any("村民代表会议" in words for words in due(desk))
        days.day = "1980-06-20"
        assert not any("村民代表会议" in words for words in due(desk))
