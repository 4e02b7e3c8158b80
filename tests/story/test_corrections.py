"""A mistake in sealed minutes: the sealed bytes stay, a new record names them, and every later print of the minutes says so."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.services.desk import Desk
from desktop.services.papers.correct_meeting import correct_meeting, corrections, preview_correction, print_correction
from desktop.services.papers.print_paper import preview_paper, print_paper
from desktop.services.papers.verify_paper import verify_pdf
from desktop.wire.records import FIRST, record_hash
from desktop.wire.verify import verify_chain
from forms.language import Refused

SAID = {"wrong": "路宽 4.5 米", "right": "路宽 4 米", "why": "记录时听错", "by": "王芳"}


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_a_correction_names_what_it_corrects_and_is_told_on_later_prints(desk: Desk) -> None:
    with desk.store.read() as work:
        (before,) = (one for one in work.ledger.after(0) if one.record.kind == "meeting")
    meeting = before.record.subject
    assert "更正1" not in text_of(preview_paper(desk, meeting, "minutes").pdf)
    with pytest.raises(Refused, match="没有更正"):
        preview_correction(desk, meeting)
    for lacking in SAID:
        with pytest.raises(Refused):
            correct_meeting(desk, meeting, **{**SAID, lacking: " "})
    with pytest.raises(Refused, match="一样"):
        correct_meeting(desk, meeting, **{**SAID, "right": SAID["wrong"]})
    assert corrections(desk, meeting) == ()

    first = correct_meeting(desk, meeting, **SAID)
    second = correct_meeting(desk, meeting, **{**SAID, "wrong": "三组", "right": "二组"})
    assert (first.number, second.number) == (1, 2)
    assert first.record == record_hash(before.record)
    with desk.store.read() as work:
        assert work.ledger.get(before.record.sequence) == before
        verify_chain(work.ledger.after(0), FIRST)
    assert corrections(desk, meeting) == (first, second)

    minutes = print_paper(desk, meeting, "minutes")
    assert "见更正1、更正2" in text_of(minutes.pdf)
    paper = print_correction(desk, meeting)
    text = text_of(paper.pdf)
    for words in ("更正2", "原记录：路宽4.5米", "更正为：路宽4米", "原因：记录时听错", "由王芳提出"):
        assert words in text
    assert print_correction(desk, meeting).print.copies_of == paper.print.print_id
    for pdf in (minutes.pdf, paper.pdf):
        assert verify_pdf(desk, pdf).genuine
