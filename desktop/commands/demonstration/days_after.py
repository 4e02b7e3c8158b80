"""The days after: what else villagers bring on the board of screening, two neighbours at the table, a register."""

from __future__ import annotations

from typing import Any

from desktop.commands.demonstration.before import write_case
from desktop.commands.demonstration.stage import Stage

DAY = "2026-06-25T09:00:00"
BROUGHT: tuple[tuple[dict[str, Any], str], ...] = (
    ({"title": "村口四盏路灯不亮", "proposer": "何春梅", "households": 120, "request": "晚上走路看不见，先修桥头的两盏。"}, "1"),
    ({"title": "一组排水沟改道", "proposer": "周国平", "households": 18, "request": "雨水倒灌进屋，沟要改到路南。"}, "5"),
    ({"title": "河边垃圾房迁走", "proposer": "沈巧云", "households": 9, "request": "夏天有气味，想迁到桥北。"}, "9"),
)  # fmt: skip
"""A case, and the key of the square on the board that it is put on."""
DISPUTE = {
    "title": "两家雨棚滴水相争",
    "proposer": "王桂花",
    "households": 2,
    "request": "邻家新搭的雨棚朝我家墙根滴水。",
}
STEPS = ("各说各的：棚是上月搭的，墙根已经发霉", "民法典第二百九十条：要给邻居排水的便利", "远亲不如近邻，先把话说开")
MEMBERS = (("高玉兰", "农业界", "水利"), ("单雄", "教育界", "普法"))


def show(stage: Stage) -> None:
    stage.clock.at = DAY
    screen(stage)
    mediate(stage)
    keep_registers(stage)


def screen(stage: Stage) -> None:
    """Three cases on the board of three by three, by one key each; the urgent and easy one is accepted."""
    for facts, _square in BROUGHT:
        write_case(stage, facts)
    stage.hands.press("F6")
    page = stage.page
    ids = {case.title: case.id for case in page.cases.values()}
    for facts, square in BROUGHT:
        page.pile.setCurrentRow(next(n for n in range(page.pile.count()) if page.pile.item(n).text() == facts["title"]))
        page.pile.setFocus()
        stage.hands.press(square)
        stage.expect(bool(page.cases[ids[facts["title"]]].urgency), "the case is on the board")
    urgent = ids[BROUGHT[0][0]["title"]]
    page.squares["high", "easy"].setCurrentRow(0)
    stage.hands.click(page.accept)
    stage.expect(bool(page.cases[urgent].accepted), "the urgent case is accepted")
    stage.shoot("board")


def mediate(stage: Stage) -> None:
    """From the case into the room, and half of its steps."""
    from desktop.gui.cases.case.page import WAY

    write_case(stage, DISPUTE)
    stage.page.table.selectRow([case.title for case in stage.page.cases].index(DISPUTE["title"]))
    stage.hands.press("F5")
    page = stage.page
    stage.hands.click(page.tabs.layout().itemAt(WAY).widget())
    stage.hands.click(page.way.routes["neighbours"])
    stage.shoot("way-of-a-case")
    stage.hands.click(page.way.sheet)
    room = stage.page
    stage.hands.wait_for(lambda: room.facts is not None and room.facts.isVisible(), "the room of mediation")
    stage.hands.write("王桂花、宋学文", room.facts.entries["parties"].widget)
    stage.hands.write("钱立业", room.facts.entries["mediators"].widget)
    stage.hands.press("F5")
    for words in STEPS:
        stage.hands.write(words)
        stage.hands.press("F5")
    stage.expect(len(room.room.done) == len(STEPS), "the steps are kept")
    stage.shoot("mediation")
    stage.hands.press("F6")
    stage.shoot_paper("mediation-agreement")


def keep_registers(stage: Stage) -> None:
    """Two members of the CPPCC, and what one of them did this year."""
    stage.go("registers")
    for name, sector, skills in MEMBERS:
        _enter(stage, "members", {"name": name, "sector": sector, "skills": skills, "grid": "三组"})
    _enter(stage, "five-ones", {"member": MEMBERS[0][0], "kind": "talk", "content": "在三组座谈水渠", "day": DAY[:10]})
    stage.shoot("register")


def _enter(stage: Stage, register: str, values: dict[str, str]) -> None:
    stage.page.list.choose(register)
    stage.hands.settle()
    before = len(stage.page.table.rows)
    stage.hands.press("F4")
    entry = stage.page
    for name, value in values.items():
        entry.view.entries[name].put(value)
    stage.hands.press("F4")
    stage.hands.click(entry.back)
    stage.expect(len(stage.page.table.rows) == before + 1, "the entry is kept")
