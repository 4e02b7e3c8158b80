"""What is sealed is archived as PDF/A in the background, and the sheet that is printed later is that very print."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.archive.archive_paper import PDFA, archive_print, archived_of
from desktop.services.archive.archive_sealed import archive_sealed
from desktop.services.desk import Desk
from desktop.services.meetings.archive_due import archive_due, archive_later
from desktop.services.papers.bind_scans import bind_scans
from desktop.services.papers.meeting_papers import meeting_papers
from desktop.services.papers.print_paper import print_paper
from desktop.services.papers.verify_paper import verify_pdf
from desktop.storage.rows import PrintRow
from desktop.wire.bodies import SealedArchive
from desktop.wire.canonical import digest
from forms.papers import PaperForm
from tests.exchange import inked
from tests.exchange.village import village
from tests.papers import sample
from tests.papers.pdfa import faults_of_pdfa

MEETING = sample.meeting().id
FIXED = ["minutes", "tally", "resolution"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The meeting has just been sealed, and the power went."""
    with village(tmp_path, monkeypatch) as opened:
        with opened.store.work() as work:
            archive_later(work, MEETING)
        yield opened


def archive(desk: Desk) -> list[str]:
    told: list[PaperForm] = []
    archive_sealed(desk, told.append, threading.Event())
    return [one.id for one in told]


def fixed(desk: Desk) -> dict[str, tuple[PrintRow, tuple[SealedArchive, ...]]]:
    """By paper: the last print of it, on paper or not, and what of it is archived."""
    with desk.store.read() as work:
        rows = work.prints.of(MEETING, waiting=True)
        return {row.sealed.paper: (row, archived_of(work, row.sealed)) for row in rows}


def test_what_is_sealed_is_archived_before_anybody_prints_it(desk: Desk) -> None:
    assert archive(desk) == FIXED
    for row, pieces in fixed(desk).values():
        (piece,) = pieces
        assert (row.waiting, piece.form, piece.retention) == (True, PDFA, "permanent")
        with desk.store.read() as work:
            pdf = work.blobs.read(piece.pdf_hash)
        assert faults_of_pdfa(pdf) == ()
        assert verify_pdf(desk, pdf).genuine
    assert meeting_papers(desk, MEETING) == ()  # nothing of it is on paper yet
    assert archive(desk) == []


def test_the_first_sheet_is_the_print_that_was_archived_and_the_next_one_is_another(desk: Desk, tmp_path: Path) -> None:
    archive(desk)
    row, (piece,) = fixed(desk)["minutes"]
    first = print_paper(desk, MEETING, "minutes")
    assert (first.print, digest(first.pdf)) == (row.sealed, row.pdf)
    assert piece.print_id == first.print.print_id
    assert [one.print_id for one in meeting_papers(desk, MEETING)] == [first.print.print_id]
    # The inked sheet is bound to the print whose PDF/A has been there since the evening.
    page = tmp_path / "page.jpg"
    page.write_bytes(inked.as_file("JPEG", inked.scanned(inked.signed(inked.printed(first.pdf)[0]))))
    assert [one.print_id for one in bind_scans(desk, [page]).bound] == [piece.print_id]
    second = print_paper(desk, MEETING, "minutes")
    assert second.print.copies_of == first.print.print_id != second.print.print_id
    assert archive_print(desk, second.print.print_id).sealed.reference == piece.reference  # one paper, one 件


def test_what_says_something_else_by_now_is_a_print_of_its_own(desk: Desk) -> None:
    from desktop.services.papers.correct_meeting import correct_meeting

    archive(desk)
    row, (piece,) = fixed(desk)["minutes"]
    correct_meeting(desk, MEETING, wrong="路宽 4.5 米", right="路宽 4 米", why="听错了", by="王芳")
    printed = print_paper(desk, MEETING, "minutes")
    assert printed.print.copies_of == row.sealed.print_id
    assert printed.print.content_hash != row.sealed.content_hash
    assert archive_print(desk, printed.print.print_id).sealed.reference == piece.reference


def test_a_public_copy_leaves_the_fixed_print_where_it_is(desk: Desk) -> None:
    archive(desk)
    row, _pieces = fixed(desk)["minutes"]
    public = print_paper(desk, MEETING, "minutes", public=True)
    blank = print_paper(desk, MEETING, "minutes", blank=True)
    assert len({row.sealed.print_id, public.print.print_id, blank.print.print_id}) == 3
    assert print_paper(desk, MEETING, "minutes").print == row.sealed


def test_after_a_power_cut_it_goes_on_where_it_was(desk: Desk) -> None:
    """After the second paper was fixed, before the first had its PDF/A: nothing is made twice, nothing is left out."""

    class Cut(BaseException):
        pass

    def cut(_paper: PaperForm) -> None:
        raise Cut

    with pytest.raises(Cut):
        archive_sealed(desk, cut, threading.Event())
    before = fixed(desk)
    assert list(before) == ["minutes"]
    assert archive(desk) == FIXED
    after = fixed(desk)
    assert after["minutes"] == before["minutes"]
    assert [len(pieces) for _row, pieces in after.values()] == [1, 1, 1]
    with desk.store.read() as work:
        assert archive_due(work) == ()


def test_it_stops_when_it_is_asked_to_and_the_rest_is_made_later(desk: Desk) -> None:
    stop, told = threading.Event(), []

    def tell(paper: PaperForm) -> None:
        told.append(paper.id)
        stop.set()

    archive_sealed(desk, tell, stop)
    assert told == ["minutes"]
    assert archive(desk) == FIXED


def test_what_was_printed_before_it_could_be_fixed_is_what_is_archived(desk: Desk) -> None:
    printed = print_paper(desk, MEETING, "minutes")
    archive(desk)
    row, (piece,) = fixed(desk)["minutes"]
    assert (row.sealed, row.waiting, piece.print_id) == (printed.print, False, printed.print.print_id)
