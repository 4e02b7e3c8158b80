"""What was printed besides the papers of a meeting is answered for too: as PDF, as the scan of its inked copy, by its code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.services.archive.archive_lists import print_lists
from desktop.services.desk import Desk
from desktop.services.figures.report import MONTH_END, STATISTICS, print_period
from desktop.services.papers.bind_scans import bind_scans
from desktop.services.papers.print_unsigned import print_unsigned
from desktop.services.papers.verify_code import verify_code
from desktop.services.papers.verify_paper import verify_pdf
from desktop.services.record_print import Printed
from desktop.services.shelf.kit import print_kit
from desktop.services.shelf.lying import WHOLE_KIT, Lying, on_shelf
from desktop.services.shelf.take import print_lying
from tests.exchange import inked
from tests.exchange.village import put_on_paper, village
from tests.papers import sample


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with village(tmp_path, monkeypatch) as opened:
        numbers = iter(range(1, 1 << 20))
        # Print ids that differ from their first figure on, as real ones do.
        yield replace(opened, new_id=lambda: f"{(next(numbers) * 2654435761) % (1 << 32):08x}" * 4)


def shelf(desk: Desk) -> list[Lying]:
    """The first of each kind of paper; the kit is a kind of its own."""
    kinds = {one.paper: one for one in reversed(on_shelf(desk)) if one.paper != WHOLE_KIT}
    return list(kinds.values())


PRINTS: dict[str, Callable[[Desk], list[Printed]]] = {
    "kit": lambda desk: list(print_kit(desk).prints),
    "shelf": lambda desk: [print_lying(desk, one) for one in shelf(desk)],
    "archive lists": lambda desk: list(print_lists(desk, "2026", (), ())),
    "figures": lambda desk: [print_period(desk, paper, "month", "2026-06-18") for paper in (STATISTICS, MONTH_END)],
    "unsigned": lambda desk: [print_unsigned(desk, sample.meeting().id)],
}


@pytest.mark.parametrize("kind", PRINTS)
def test_whatever_was_printed_is_genuine_as_pdf_and_by_its_code(desk: Desk, kind: str) -> None:
    put_on_paper(desk, "minutes", sample.PRINT)
    made = PRINTS[kind](desk)
    assert made
    for one in made:
        answer = verify_pdf(desk, one.pdf)
        assert (answer.genuine, answer.problems) == (True, ()), str(answer.sentence)
        assert one.print.print_id == answer.print_id
        typed = verify_code(desk, one.print.print_id)
        assert (typed.genuine, typed.print_id) == (True, one.print.print_id), str(typed.sentence)


def test_the_inked_copy_of_a_blank_sheet_is_bound_and_known(desk: Desk, tmp_path: Path) -> None:
    guide = print_kit(desk).prints[0]
    file = tmp_path / "scan.jpg"
    file.write_bytes(inked.as_file("JPEG", inked.scanned(inked.signed(inked.printed(guide.pdf)[0]), turn=181)))
    pile = bind_scans(desk, [file])
    assert [bound.print_id for bound in pile.bound] == [guide.print.print_id], [str(one.sentence) for one in pile.told]
    assert verify_pdf(desk, file.read_bytes()).genuine
