"""Text, price and term of what was resolved stand on a page that is signed, however long it is; a public copy says no more than it must."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs
from pypdf import PdfReader

from desktop.papers import PAPERS, draw, prepare
from desktop.papers.page import MM
from desktop.papers.text import PITCH
from desktop.wire.bodies import SealedMeeting
from forms.papers import Table, papers
from tests.papers import sample
from tests.papers.test_standard import FOOT, TEXT, runs_of

PRICE, TERM = "总价不超过1,486.50万元。", "工期75天，2026年11月15日以前完工。"


def resolved(before: int, after: int, *, consultation: bool = False) -> SealedMeeting:
    """One item; so many sentences stand before price and term, and behind them."""
    meeting = sample.meeting(consultation=consultation)
    sentences = [f"第{number}段路面由村集体负责找平。" for number in range(before + after)]
    text = "".join((*sentences[:before], PRICE, TERM, *sentences[before:]))
    return structs.replace(
        meeting, items=(structs.replace(meeting.items[1], text=text),), polls=meeting.polls[:1], lines=()
    )


def pages_of(paper: str, meeting: SealedMeeting, *, public: bool = False) -> list[str]:
    pdf = draw(prepare(paper, meeting, print_id=sample.PRINT, printed_at=sample.PRINTED, public=public)).pdf
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def signed(page: str) -> bool:
    """Both sign it: at its foot, or as the last one."""
    return all(
        f"{who}：" in page or f"{who}（本页）：" in page or f"{who}（本页签名）：" in page
        for who in ("主持人", "记录人")
    )


@pytest.mark.parametrize("paper", ["minutes", "resolution", "opinion"])
@settings(max_examples=12)
@given(before=st.integers(0, 60), after=st.integers(0, 60))
@example(before=0, after=0)
@example(before=5, after=0)
@example(before=0, after=9)
@example(before=80, after=80)
def test_text_price_and_term_stand_where_it_is_signed(paper: str, before: int, after: int) -> None:
    pages = pages_of(paper, resolved(before, after, consultation=paper == "opinion"))
    assert 1 <= len(pages) <= 9
    assert all(signed(page) for page in pages)
    # A figure and what it counts are never on two pages; each sentence has its last word on one.
    assert all(any(figure in page for page in pages) for figure in ("1,486.50万元", "75天", "15日"))
    assert sum(page.count("平") for page in pages) >= before + after
    last = pages[-1]
    # Never a page of signatures alone: what is signed ends there.
    assert "弃权2票" in last


@settings(max_examples=12)
@given(before=st.integers(0, 12), after=st.integers(0, 12))
def test_in_the_minutes_all_that_fits_on_one_page_stands_on_the_page_of_the_signatures(before: int, after: int) -> None:
    last = pages_of("minutes", resolved(before, after))[-1]
    heading = last.index("会议决议")
    for word in (
        *(f"第{number}段路面" for number in range(before + after)),
        "1,486.50万元",
        "工期75天",
        "（以下空白）",
    ):
        assert heading < last.index(word) < last.index("村务监督委员会成员：")


HOUSEHOLD, REASON = "张建业", "住院"


def test_no_paper_that_is_posted_tells_a_household_a_telephone_or_an_illness() -> None:
    for paper in ("publicity", "resolution", "opinion", "summary"):
        text = "".join(pages_of(paper, sample.meeting(consultation=paper == "opinion")))
        assert HOUSEHOLD not in text, paper
        assert REASON not in text, paper
    text = "".join(pages_of("minutes", sample.meeting(), public=True))
    assert REASON not in text
    assert HOUSEHOLD not in text
    assert all(one.name in text for one in sample.people())


def test_a_public_copy_masks_what_its_definition_names_and_keeps_the_rest() -> None:
    masked = [paper for paper in PAPERS if papers()[paper].masks]
    assert masked == ["sign-in"]
    whole, public = ("".join(pages_of("sign-in", sample.meeting(), public=public)) for public in (False, True))
    for word in (HOUSEHOLD, REASON, "外出务工"):
        assert word in whole
        assert word not in public
    for one in sample.people():
        assert one.name in public
    assert "缺席" in public


def test_a_telephone_is_masked_wherever_a_paper_has_a_column_for_one() -> None:
    kept = {"phone", "household", "home", "telephone"}
    columns = [
        (paper.id, column)
        for paper in papers().values()
        for block in paper.blocks
        if isinstance(block, Table)
        for column in block.columns
    ]
    found = [(paper, column) for paper, column in columns if column.id in kept]
    assert found
    assert [(paper, column.id) for paper, column in found if not column.masked] == []


@pytest.mark.parametrize("paper", ["publicity", "resolution", "opinion"])
def test_lines_stand_a_little_closer_where_the_seal_would_be_alone_on_a_second_page(paper: str) -> None:
    """GB/T 9704-2012, 7.3.5.5; never more than 24 lines, and 22 again where one page does not hold them."""
    closest = MM * 225 / 24
    seen = set()
    for after in range(0, 30, 2):
        meeting = resolved(2, after, consultation=paper == "opinion")
        pdf = draw(prepare(paper, meeting, print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
        pages = runs_of(pdf)
        lines = sorted({round(run.base, 2) for run in pages[0] if run.size == TEXT and run.base < FOOT})
        pitch = min(there - here for here, there in pairwise(lines))
        seen.add((len(pages), round(pitch * MM, 1)))
        assert pitch * MM > closest - 0.1
        assert max(lines) < 297 - 35
        assert len(pages) == 1 or pitch * MM == pytest.approx(PITCH, abs=0.1)
    assert (1, round(PITCH, 1)) in seen
    assert len({pitch for pages, pitch in seen if pages == 1}) > 1
