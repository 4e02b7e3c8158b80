"""A public copy shows no telephone, no household and no identity number: not on the page, not below it, not in the Word text."""

from __future__ import annotations

import io
import zipfile
from io import BytesIO

import pytest
from msgspec import structs
from pypdf import PdfReader
from pypdf.generic import StreamObject

from desktop.papers import PAPERS, Prepared, draw, prepare
from desktop.papers.archive import to_pdfa
from desktop.services.papers.export_word import as_word
from desktop.wire.bodies import SealedMeeting
from tests.papers import sample

SECRETS = ("13812345678", "139 1234 5678", "１３８１２３４５６７８", "320601196803214719", "32060119680321471X")
HOUSEHOLD = "张建业户"
POSTED = ("publicity",)
"""Who objects must know whom to call."""


def evening(consultation: bool) -> SealedMeeting:
    """Somebody dictated numbers into the minutes, and the question of an item has one, too."""
    meeting = sample.meeting(consultation=consultation)
    said = "、".join(f"请打 {one}，" for one in SECRETS)
    first, *items = meeting.items
    return structs.replace(
        meeting,
        lines=tuple(structs.replace(one, text=one.text + said) for one in meeting.lines),
        items=(structs.replace(first, title=f"{first.title}（{SECRETS[0]}）"), *items),
    )


def public(paper: str) -> Prepared:
    return prepare(paper, evening(paper == "opinion"), print_id=sample.PRINT, printed_at=sample.PRINTED, public=True)


def plain(text: str) -> str:
    """Without the breaks of lines."""
    return "".join(text.split())


def all_of(pdf: bytes) -> str:
    """The words of every page, the metadata, and whatever stands unpacked in the file."""
    reader = PdfReader(BytesIO(pdf))
    words = "".join(page.extract_text() for page in reader.pages)
    found = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    streams = "".join(one.get_data().decode("latin-1") for one in found if isinstance(one, StreamObject))
    return plain(words + str(reader.metadata) + str(reader.xmp_metadata) + streams + pdf.decode("latin-1"))


@pytest.mark.parametrize("paper", [paper for paper in PAPERS if paper not in ("ballot", *POSTED)])
def test_a_public_copy_has_no_number_and_no_household_anywhere(paper: str) -> None:
    prepared = public(paper)
    shown = all_of(draw(prepared).pdf)
    with zipfile.ZipFile(io.BytesIO(as_word(prepared, sample.PRINTED))) as office:
        shown += plain("".join(office.read(name).decode("utf-8", "replace") for name in office.namelist()))
    for secret in (*map(plain, SECRETS), HOUSEHOLD):
        assert secret not in shown
    assert "公开件" in shown


def test_the_copy_for_the_archive_of_a_public_copy_has_none_either() -> None:
    shown = all_of(to_pdfa(draw(public("minutes")).pdf))
    assert not any(plain(secret) in shown for secret in (*SECRETS, HOUSEHOLD))


def test_the_minutes_themselves_keep_what_was_said() -> None:
    prepared = prepare("minutes", evening(False), print_id=sample.PRINT, printed_at=sample.PRINTED)
    shown = all_of(draw(prepared).pdf)
    assert all(plain(secret) in shown for secret in SECRETS)


def test_prices_dates_and_print_ids_are_no_telephones() -> None:
    meeting = sample.meeting()
    kept = "总价 186,400 元；编号 20260618001；合同 7f3a91c05be2d846；面积 1381234567.8 平方米"
    first, *rest = meeting.lines
    prepared = prepare(
        "minutes",
        structs.replace(meeting, lines=(structs.replace(first, text=kept), *rest)),
        print_id=sample.PRINT,
        printed_at=sample.PRINTED,
        public=True,
    )
    assert plain(kept) in plain(str(prepared.content.blocks))
