"""The signboard between the first and the second floor (桐城, 六尺巷); and a proposal that goes to a department (硚口)."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.case import CLOSED, REFUSED
from desktop.services.cases.find import find_cases
from desktop.services.cases.move import choose, close_case, move_case
from desktop.services.cases.read import read_case, ways_to_deliberate
from desktop.services.cases.route import adopt_case, forward_case, raise_case, route_case
from desktop.services.cases.screen import accept_case, place_case, refuse_case, usual_procedure
from desktop.services.cases.sort import split_case
from desktop.services.open_case import open_case
from forms.language import Refused
from tests.story.case_days import fill, people, village

SIX = {
    "listen": "一楼：招牌挡不得；二楼：挡了窗。", "discern": "相邻关系，民法典第二百八十八条", "persuade": "远亲不如近邻",
    "borrow": "请城建公司量尺寸", "yield_": "一楼降四十公分", "harmony": "两家握手", "parties": ["一楼商户", "二楼住户"],
}  # fmt: skip


def test_the_signboard_between_two_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-06-18") as (desk, _days):
        case = open_case(
            desk, title="商住楼广告牌挡窗", proposer="二楼住户方兰", request="牌子降下来", way="reception"
        ).id
        place_case(desk, case, "high", "easy")
        assert accept_case(desk, case, "tongcheng").due == "2026-06-23"
        route_case(desk, case, "neighbours")
        fill(desk, case, "room-register", room="六尺巷委员工作室", kind="work", members=["委员张文"])
        move_case(desk, case, "collect")
        fill(desk, case, "intake")
        move_case(desk, case, "topic")
        fill(desk, case, "topic")
        move_case(desk, case, "deliberate")
        everyone = people(party=1, member=1, cadre=1, department=1, masses=1, interested=2)
        fill(desk, case, "participants", people=[row for row in everyone if row["side"] != "department"])
        fill(desk, case, "six-steps", **SIX)
        choose(desk, case, "form", ("micro",))
        said = read_case(desk, case).people
        assert said is not None
        assert "还差" in str(said)
        with pytest.raises(Refused):
            move_case(desk, case, "level")
        fill(desk, case, "participants", people=everyone)
        move_case(desk, case, "level")
        fill(desk, case, "three-level", level="village", result="当场和解")
        with pytest.raises(Refused, match="还没有选定"):
            move_case(desk, case, "record")
        with pytest.raises(Refused, match="没有这样的选择"):
            choose(desk, case, "path", ("village", "proposal"))
        choose(desk, case, "path", ("village",))
        assert list(read_case(desk, case).ways) == ["record"]
        move_case(desk, case, "record")
        with pytest.raises(Refused, match="表单"):
            close_case(desk, case)
        fill(desk, case, "activity", serial=8, place="六尺巷委员工作室", theme="广告牌", steps="听辨劝借让和",
             people=["委员张文"], effect="成了好邻居")  # fmt: skip
        assert close_case(desk, case).state == CLOSED


def test_a_proposal_goes_to_a_department_and_its_answer_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with village(tmp_path, monkeypatch, "2026-08-03") as (desk, days):
        whole = open_case(desk, title="古田路公交和路灯", proposer="委员李建", source="member")
        case, lamps = split_case(desk, whole.id, ["古田路公交绕行", "古田路路灯"])
        assert refuse_case(desk, lamps.id, "已列入年度计划").state == REFUSED
        (answer,) = read_case(desk, lamps.id).sheets
        assert "已列入年度计划" in answer.values["decision"]
        with pytest.raises(Refused, match="先在研判板上"):
            accept_case(desk, case.id, "qiaokou-proposals")
        place_case(desk, case.id, "middle", "hard")
        accept_case(desk, case.id, "qiaokou-proposals")
        assert usual_procedure(desk) == "qiaokou-proposals"
        assert ways_to_deliberate(desk)[0].kind == "consultation"
        route_case(desk, case.id, "department")
        with pytest.raises(Refused, match="写明"):
            raise_case(desk, case.id, " ")
        assert raise_case(desk, case.id, "公交归区里管").level == "town"
        assert raise_case(desk, case.id, "公交归区里管").level == "county"
        tracking = fill(desk, case.id, "route-tracking", unit="区交通局", asked="2026-08-03",
                        checks=[{"day": "2026-08-20", "progress": "现场看过"}], closed=False)  # fmt: skip
        assert tracking.stage == "catalogue"
        forward_case(desk, case.id, "2026-08-04")
        days.day = "2026-09-01"
        with pytest.raises(Refused, match="早于报送"):
            adopt_case(desk, case.id, "2026-08-01")
        adopt_case(desk, case.id, "2026-09-01")
        found = find_cases(desk).funnel
        assert (found.collected, found.forwarded, found.adopted) == (3, 1, 1)
        assert (found.forwarded_share, found.adopted_share) == ("33.3%", "100.0%")
        kinds = [line.kind for line in read_case(desk, case.id).lines]
        assert kinds == [
            "split", "screened", "accepted", "routed", "raised", "raised", "sheet", "forwarded", "adopted",
        ]  # fmt: skip
