"""发文字号: given once, counted by the year, printed as GB/T 9704-2012 has it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Raw, structs
from pypdf import PdfReader

from desktop.papers import draw, prepare
from desktop.services.desk import Desk
from desktop.services.document_number import give_number, keep_series, number_of, series
from desktop.services.papers.print_paper import print_paper
from desktop.wire.enrolment import Enrolment
from desktop.wire.signed import Signed
from forms.language import Refused
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


def enrolled(desk: Desk, part: str) -> None:
    """The county's certificate gives this PC a part of the village's work."""
    signed = Signed(message=Raw(b"{}"), signature="")
    known = Enrolment(village="320682104215", part=part, url="", county="", device=desk.keys.device.id, certificate=signed)
    with desk.store.work() as work:
        work.settings.put("enrolment", known)


def test_two_computers_of_a_village_never_print_the_same_number(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = sample.meeting()
    (tmp_path / "second").mkdir()
    with village(tmp_path / "second", monkeypatch) as other:
        for one, part in ((desk, ""), (other, "东片")):
            enrolled(one, part)
        printed = [print_paper(one, meeting.id, "resolution") for one in (desk, other)]
    shown = ["".join(PdfReader(io.BytesIO(one.pdf)).pages[0].extract_text().split()) for one in printed]
    name, year = meeting.village.name, meeting.date[:4]
    assert f"{name}〔{year}〕1号" in shown[0]
    assert f"{name}东片〔{year}〕1号" in shown[1]


def test_a_paper_keeps_its_number_when_the_work_is_shared_out_anew(desk: Desk) -> None:
    meeting = sample.meeting()
    with desk.store.work() as work:
        first = give_number(work, meeting, "resolution")
    enrolled(desk, "西片")
    with desk.store.work() as work:
        assert give_number(work, meeting, "resolution") == first
        assert give_number(work, meeting, "summary") == f"{meeting.village.name}西片〔{meeting.date[:4]}〕1号"


def test_numbers_that_were_written_by_hand_are_gone_on_from(desk: Desk) -> None:
    meeting = sample.meeting()
    assert series(desk).next == 1
    assert keep_series(desk, "石村字", 8).code == "石村字"
    with desk.store.work() as work:
        assert give_number(work, meeting, "resolution") == f"石村字〔{meeting.date[:4]}〕8号"
    assert series(desk).next == 9
    with pytest.raises(Refused, match="已经编到 8 号"):
        keep_series(desk, "石村字", 8)
    assert series(desk).next == 9  # nothing of it was kept
    assert keep_series(desk, "", 20).code == meeting.village.name


@pytest.mark.parametrize(("code", "number"), [("石村〔2026〕", 1), ("石" * 17, 1), ("石村", 0), ("石村", 10_000)])
def test_what_is_no_code_or_number_is_refused(desk: Desk, code: str, number: int) -> None:
    with pytest.raises(Refused):
        keep_series(desk, code, number)


def test_the_number_stands_under_the_title_and_the_text_below_it() -> None:
    prepared = prepare("resolution", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED, number="石桥村〔2026〕3号")
    text = PdfReader(io.BytesIO(draw(prepared).pdf)).pages[0].extract_text()
    assert text.index("决议") < text.index("石桥村〔2026〕3号") < text.index("召开")
