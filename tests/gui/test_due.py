"""Every reminder that the work of a village has is on the home page, all of them on their own page, and each leads on."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from msgspec.structs import replace

from desktop.domain.events import Moment
from desktop.gui.cases.case.page import CasePage
from desktop.gui.cases.due import DuePage
from desktop.gui.cases.mediation.page import MediationPage
from desktop.gui.hands import Hands
from desktop.gui.home.page import HomePage
from desktop.gui.parts.labels import Words
from desktop.gui.window import MainWindow
from desktop.services.cases.follow import what_is_due
from desktop.services.cases.open_case import open_case
from desktop.services.cases.route import route_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.desk import Desk
from tests.story.case_days import fill

TODAY = "2026-12-22"


def on(desk: Desk, day: str) -> Desk:
    """The same desk on another day."""
    return dataclasses.replace(desk, clock=lambda: Moment(f"{day}T09:00:00"))


def case_of(desk: Desk, title: str, **facts: Any) -> str:
    case = open_case(desk, title=title).id
    place_case(desk, case, "middle", "middle")
    accept_case(desk, case, "nantong")
    with desk.store.work() as work:
        kept = work.cases.get(case)
        assert kept is not None
        work.cases.update(replace(kept, **facts), desk.clock().at)
    return case


def everything_due(desk: Desk) -> dict[str, str]:
    """One of each kind; returns what is looked for to the case that it belongs to (empty: the village)."""
    posted = case_of(desk, "渠道公示")
    fill(
        desk, posted, "publicity", matter="渠道", from_="2026-12-10", to="2026-12-20", place="村口", objections="村委会"
    )
    looked = case_of(desk, "回头看的事", left={"implementation": "2026-11-22"}, stage="evaluation")
    ninety = case_of(desk, "三个月的事", left={"implementation": "2026-09-22"}, stage="evaluation")
    promised = case_of(desk, "责任的事")
    row = {"matter": "清淤", "unit": "三组", "person": "张伟", "due": "2026-12-20"}
    fill(desk, promised, "duties", items=[row], day="2026-12-01")
    settled = open_case(desk, title="两家的事").id
    route_case(desk, settled, "neighbours")
    fill(desk, settled, "route-neighbours", uncle="张文", parties=["甲某", "乙某"], result="和好", day="2026-12-14")
    return {
        "渠道公示”的公示还没有张贴照片": posted,
        "渠道公示”公示到期": posted,
        "回头看的事”30 日": looked,
        "三个月的事”90 日": ninety,
        "张伟：清淤": promised,
        "两家的事”调解后回访": settled,
        "网格服务日": "",
        "本季度还差 1 次村民代表会议（《村民委员会组织法》第三十条）": "",
        "今年还差 1 次村民会议（《村民委员会组织法》第二十五条）": "",
        "今年还差 1 次民主评议（《村民委员会组织法》第三十八条）": "",
    }


def test_every_reminder_is_due_and_each_leads_to_where_it_is_done(
    hands: Hands, window: MainWindow, village: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = on(village, TODAY)
    wanted = everything_due(desk)
    found = {str(one.words): one for one in what_is_due(desk)}
    for words, case in wanted.items():
        assert [one.case for text, one in found.items() if words in text] == [case], words
    monkeypatch.setattr(window, "_desk", desk)
    window.go("home")
    hands.settle()
    assert isinstance(window.page, HomePage)
    home = window.page
    hands.wait_for(lambda: home.main is not None and home.main.isVisible(), "the page")
    shown = [one.text() for one in home.findChildren(Words)]
    assert any("张伟：清淤" in text and "已过 2 日" in text for text in shown)
    hands.click(hands.button("另有", home))
    page = window.page
    assert isinstance(page, DuePage)
    assert len(page.table.rows) == len(found) > 5
    row = next(n for n, one in enumerate(page.due) if one.case == wanted["两家的事”调解后回访"])
    page.table.selectRow(row)
    hands.press("F5")
    assert isinstance(window.page, MediationPage)
    window.go("due")
    hands.settle()
    page.table.selectRow(next(n for n, one in enumerate(page.due) if one.case == wanted["张伟：清淤"]))
    hands.press("F5")
    assert isinstance(window.page, CasePage)
