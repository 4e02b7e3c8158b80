"""The county answers about a case that was sent up: kept once, never changed here, and the case moves by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.case import Case
from desktop.domain.cases.answers import CountyAnswer
from desktop.services.cases.fill_sheet import save_sheet
from desktop.services.cases.follow import what_is_due
from desktop.services.cases.open_case import open_case
from desktop.services.cases.print_sheet import print_sheet
from desktop.services.cases.read import read_case
from desktop.services.cases.route import forward_case, raise_case, route_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.cases.take_answer import take_answer
from desktop.services.desk import Desk
from forms.language import Refused
from tests.story.case_days import village


def sent_up(desk: Desk, procedure: str, stage: str) -> str:
    case = open_case(desk, title="三组灌渠改造筹资", proposer="张伟").id
    place_case(desk, case, "middle", "hard")
    accept_case(desk, case, procedure)
    with desk.store.work() as work:
        kept = work.cases.get(case)
        assert kept is not None
        work.cases.update(replace(kept, stage=stage), desk.clock().at)
    return case


def answer(desk: Desk, case: str, state: str, county_id: str, day: str, text: str = "已阅") -> Case:
    said = CountyAnswer(id=county_id, case=case, state=state, text=text, day=day, by="县农业农村局")
    with desk.store.work() as work:
        return take_answer(desk, work, said)


def test_the_countys_answer_moves_the_case_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-06-01") as (desk, days):
        case = sent_up(desk, "levy", "county")
        raise_case(desk, case, "县里才能批")
        forward_case(desk, case, "2026-06-01")
        days.day = "2026-06-09"
        assert answer(desk, case, "received", "F-1", "2026-06-02").stage == "county"
        assert answer(desk, case, "adopted", "F-2", "2026-06-08", "同意筹资方案").stage == "carry-out"
        again = answer(desk, case, "adopted", "F-2", "2026-06-08", "同意筹资方案")
        assert (again.stage, again.adopted, again.answer, again.answered) == (
            "carry-out", "2026-06-08", "adopted", "2026-06-08",
        )  # fmt: skip
        file = read_case(desk, case)
        answers = [sheet for sheet in file.sheets if sheet.theirs]
        assert [sheet.values["reference"] for sheet in answers] == ["F-1", "F-2"]
        assert [line.kind for line in file.lines].count("answered") == 2
        theirs = answers[1]
        assert theirs.values["approved"] is True
        with pytest.raises(Refused, match="县里的答复"):
            save_sheet(desk, case, theirs.form, {**theirs.values, "opinion": "不同意"}, theirs.id)
        with pytest.raises(Refused, match="说法不一"):
            answer(desk, case, "adopted", "F-2", "2026-06-08", "不同意筹资方案")
        assert print_sheet(desk, theirs.id).print.pages == 1


def test_an_answer_that_says_no_or_sends_it_back_moves_nothing_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with village(tmp_path, monkeypatch, "2026-06-01") as (desk, _days):
        case = sent_up(desk, "levy", "county")
        route_case(desk, case, "department")
        raise_case(desk, case, "县里才能批")
        assert answer(desk, case, "declined", "F-1", "2026-06-03", "不合规定").stage == "county"
        told = [str(due.words) for due in what_is_due(desk) if due.case == case]
        assert any("县里不予办理" in words for words in told)
        back = answer(desk, case, "returned", "F-2", "2026-06-04", "请先在镇里协调")
        assert (back.stage, back.level, back.adopted) == ("county", "village", "")
        strange = answer(desk, case, "under-appeal", "F-3", "2026-06-05", "另案办理")
        assert strange.stage == "county"
        with pytest.raises(Refused, match="找不到"):
            answer(desk, "nobody", "solved", "F-9", "2026-06-05")
        with pytest.raises(Refused, match="不是日期"):
            answer(desk, case, "solved", "F-9", "昨天")
