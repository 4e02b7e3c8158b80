"""调解式 of 上城 is walked in the same room; what all parties agreed to hold in public may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.services.cases.begin_sheet import begin_sheet
from desktop.services.cases.fill_sheet import save_sheet
from desktop.services.cases.mediate import keep_record, list_rooms, read_room
from desktop.services.cases.move import choose
from desktop.services.cases.open_case import open_case
from desktop.services.cases.read import read_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.meetings.prepare_meeting import put_on_agenda
from forms.language import Refused
from tests.story.case_days import village

SAID = {
    "parties": ["甲某", "乙某"], "mediators": ["委员张文"], "dispute": "征地界址", "listen": "各说各的", "discern": "查了图",
    "persuade": "劝", "borrow": "请国土所", "yield": "各让一尺", "harmony": "立了界石", "day": "2026-06-18",
}  # fmt: skip
POSTED = {
    "matter": "甲某和乙某的界址",
    "from": "2026-06-18",
    "to": "2026-07-04",
    "place": "村口",
    "objections": "村委会",
}


def test_the_form_of_mediation_leads_to_the_room_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-06-18") as (desk, _days):
        case = open_case(desk, title="征地界址", proposer="甲某").id
        place_case(desk, case, "middle", "hard")
        accept_case(desk, case, "shangcheng")
        with desk.store.work() as work:
            kept = work.cases.get(case)
            assert kept is not None
            work.cases.update(replace(kept, stage="deliberate"), desk.clock().at)
        assert not read_case(desk, case).mediated
        choose(desk, case, "form", ("mediation",))
        assert read_case(desk, case).mediated
        assert [line.case.id for line in list_rooms(desk)] == [case]
        keep_record(desk, case, SAID | {"outcome": "spoken", "outcome-note": "各让一尺，立界石"})
        sheet = begin_sheet(desk, case, "form-mediation")
        assert (sheet["parties"], sheet["mediators"], sheet["dispute"]) == (["甲某", "乙某"], ["委员张文"], "征地界址")
        assert sheet["agreement"] == "各让一尺，立界石"
        assert begin_sheet(desk, case, "route-neighbours")["uncle"] == "委员张文"
        with pytest.raises(Refused, match="不能写在公示里"):
            save_sheet(desk, case, "publicity", POSTED)
        with pytest.raises(Refused, match="不能列入会议议程"):
            put_on_agenda(desk, case, "none")
        keep_record(desk, case, {**read_room(desk, case).values, "open": True})
        assert not read_room(desk, case).hidden
        save_sheet(desk, case, "publicity", POSTED)
        with pytest.raises(Refused, match="找不到这次会议"):
            put_on_agenda(desk, case, "none")
