"""What was done about a case is posted from its sheets; a mediation among neighbours is never posted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.services.cases.open_case import open_case
from desktop.services.cases.route import route_case
from desktop.services.shelf.done import done_cases
from desktop.services.shelf.lying import ORDINARY, on_shelf
from desktop.services.shelf.take import print_lying
from forms.language import Refused
from tests.story.case_days import fill, village


def test_the_posting_says_what_was_done_and_what_it_cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-06-01") as (desk, _days):
        case = open_case(desk, title="三组水渠漏水", proposer="甲")
        assert [one.of for one in on_shelf(desk) if one.group == ORDINARY] == [""]
        fill(
            desk,
            case.id,
            "result",
            matter="三组水渠",
            state="渠底已经补好，试水不漏。",
            cost=1250050,
            finished="2026-05-30",
            day="2026-06-01",
        )
        (posting,) = [one for one in on_shelf(desk) if one.of == case.id]
        printed = print_lying(desk, posting)
        text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(printed.pdf)).pages)
        assert "渠底已经补好，试水不漏。" in text
        assert "2026年5月30日完成。实际支出12,500.50元。" in text
        assert "不少于15日" in text
        assert printed.print.subject == case.id


def test_a_mediation_is_not_among_what_can_be_posted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-06-01") as (desk, _days):
        case = open_case(desk, title="招牌挡窗", proposer="甲")
        fill(desk, case.id, "result", matter="招牌", state="已经移位。", day="2026-06-01")
        assert [one.id for one in done_cases(desk)] == [case.id]
        route_case(desk, case.id, "neighbours")
        assert done_cases(desk) == ()


def test_nothing_is_posted_before_it_was_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-06-01") as (desk, _days):
        case = open_case(desk, title="三组水渠漏水", proposer="甲")
        fill(desk, case.id, "result", matter="三组水渠", state="补好了。", day="2026-06-01")
        (posting,) = [one for one in on_shelf(desk) if one.of == case.id]
        other = open_case(desk, title="路灯", proposer="乙")
        with pytest.raises(Refused, match="还没有填实施结果"):
            print_lying(desk, type(posting)(group=posting.group, paper=posting.paper, of=other.id, zh="", en=""))
