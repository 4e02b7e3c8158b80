"""发文字号: given once, counted by the year, printed as GB/T 9704-2012 has it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from pypdf import PdfReader

from desktop.papers import draw, prepare
from desktop.services.desk import Desk
from desktop.services.document_number import give_number, number_of
from tests.exchange.village import village
from tests.papers import sample


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with village(tmp_path, monkeypatch) as opened:
        yield opened


def test_a_paper_keeps_its_number_and_the_next_one_counts_on_within_its_year(desk: Desk) -> None:
    first = sample.meeting()
    other = structs.replace(first, id="other")
    next_year = structs.replace(first, id="next", date=f"{int(first.date[:4]) + 1}-01-05")
    with desk.store.work() as work:
        assert number_of(work, first, "resolution") == ""
        given = [give_number(work, meeting, "resolution") for meeting in (first, other, first, next_year)]
        assert give_number(work, first, "minutes") == ""
    name, year = first.village.name, first.date[:4]
    assert given == [f"{name}〔{year}〕1号", f"{name}〔{year}〕2号", f"{name}〔{year}〕1号", f"{name}〔{int(year) + 1}〕1号"]


def test_the_number_stands_under_the_title_and_the_text_below_it() -> None:
    prepared = prepare("resolution", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED, number="石桥村〔2026〕3号")
    text = PdfReader(io.BytesIO(draw(prepared).pdf)).pages[0].extract_text()
    assert text.index("决议") < text.index("石桥村〔2026〕3号") < text.index("召开")
