"""A pile of paper slips goes in by the keyboard alone, at hardly more than one key for each character that stands on it."""

from __future__ import annotations

from desktop.gui.cases import words
from desktop.gui.cases.page import CasesPage
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.services.cases.open_case import cases
from desktop.services.desk import Desk
from tests.bench.slips import key_in, pile, with_names
from tests.pinyin import pinyin_of


def test_thirty_slips_take_few_keys_beside_their_characters_and_no_mouse(window: MainWindow, village: Desk) -> None:
    hands = Hands(window)
    window.go("cases")
    hands.settle()
    with village.store.read() as work:
        people = [person.name for person in work.roster.people()]
    slips = with_names(pile(), ["外村的人", *people[3::41]])
    keyed = key_in(hands, slips)
    assert (keyed.slips, keyed.clicks) == (30, 0)
    assert 1 <= keyed.ratio < 1.3
    sources, ways = words.sources(), words.ways()
    kept = {
        (
            case.title,
            case.proposer,
            "" if case.households is None else str(case.households),
            case.request,
            "、".join(case.co_signers),
            sources[case.source],
            ways[case.way],
        )
        for case in cases(village)
    }
    assert kept == {(*slip.texts, slip.source, slip.way) for slip in slips}
    page = window.page
    assert isinstance(page, CasesPage)
    assert len(page.cases) == 30
    assert "30" in page.funnel.text


def test_letters_are_somebody_on_the_roster_and_anything_else_stands_as_typed(window: MainWindow, village: Desk) -> None:
    hands = Hands(window)
    window.go("cases")
    hands.settle()
    page = window.page
    assert isinstance(page, CasesPage)
    intake = page.intake
    with village.store.read() as work:
        people = work.roster.people()
    initials = "".join(part[0] for part in pinyin_of(people[0].name).split()).lower()
    hands.write("路灯坏了", intake.name)
    hands.press("Enter")
    hands.write(initials)
    first = intake.proposer.offer
    assert first is not None
    assert first.name in intake.alike.text()
    hands.press("Down")
    second = intake.proposer.offer
    assert second is not None
    assert (second.id != first.id) == ("↓" in intake.alike.text())
    hands.press("Tab")
    assert intake.proposer.text() == second.name
    assert "回车取" not in intake.alike.text()
    for typed in ("qqqqzzzz", "外村的人", "3 组长"):
        hands.write(typed, intake.proposer)
        hands.press("Tab")
        assert intake.proposer.text() == typed
    hands.write(initials, intake.proposer)
    hands.press("F4")
    hands.settle()
    assert [(case.title, case.proposer) for case in cases(village)] == [("路灯坏了", first.name)]
