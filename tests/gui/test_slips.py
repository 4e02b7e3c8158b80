"""A pile of paper slips goes in by the keyboard alone, at hardly more than one key for each character that stands on it."""

from __future__ import annotations

from desktop.gui.cases import words
from desktop.gui.cases.page import CasesPage
from desktop.gui.hands import Hands
from desktop.gui.window import MainWindow
from desktop.services.desk import Desk
from desktop.services.open_case import cases
from tests.bench.slips import key_in, pile, with_names


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
