"""Where a paper ends its pages: signatures beside what they sign, headers repeated, nothing lost."""

from __future__ import annotations

from io import BytesIO

import pytest
from msgspec import structs
from pypdf import PdfReader

from desktop.papers import blocks as composing
from desktop.papers import draw
from desktop.papers.filling.archive import ArchivedPiece, fill_note
from desktop.papers.fixed import fix
from desktop.papers.page import MM, Piece, Rule, Text, page_size, set_pages
from forms.papers import papers
from tests.papers import sample
from tests.papers.test_papers import made, pages_of, text_of


def test_the_resolution_stands_whole_on_the_page_that_is_signed() -> None:
    last = pages_of(made("minutes"))[-1]
    for words in ("会议决议", "总价不超过486,500.00元", "工期75天", "是否同意自来水水费调整为每吨2.10元", "（以下空白）", "村务监督委员会成员"):
        assert words in last, words
    assert last.index("486,500.00元") < last.index("（以下空白）") < last.index("村务监督委员会成员")


@pytest.mark.parametrize("lines", range(1, 60, 3))
def test_a_signature_never_stands_without_what_it_signs(lines: int) -> None:
    meeting = sample.meeting()
    shorter = structs.replace(meeting, lines=meeting.lines[:lines] + meeting.lines[-1:])
    last = pages_of(made("minutes", shorter))[-1]
    before = last[: last.index("（以下空白）")]
    assert len(before) > 20
    assert last.count("年月日") == 3


def test_a_resolution_longer_than_a_page_still_ends_beside_its_signatures() -> None:
    meeting = sample.meeting()
    item = structs.replace(meeting.items[1], text="占地补偿按每平方米三十五元计算。" * 150)
    pages = pages_of(made("minutes", structs.replace(meeting, items=(item,), polls=(), lines=())))
    assert len(pages) > 3
    assert "每平方米三十五元" in pages[-1] or "通过" in pages[-1]
    assert "（以下空白）" in pages[-1]
    assert all(len(page) > 200 for page in pages[:-1])


def test_every_page_of_a_list_has_its_header_and_every_page_of_minutes_its_signatures() -> None:
    for page in pages_of(made("sign-in")):
        assert "序号姓名" in page
    for page in pages_of(made("minutes")):
        assert "主持人（本页签名）" in page


def test_a_place_to_sign_is_at_least_9_mm_high() -> None:
    form = papers()["sign-in"]
    size = page_size(form.layout, form.orientation)
    rows = [piece for piece in composing.compose(form, made("sign-in").content, size) if piece.header]
    assert len(rows) == 43
    assert min(row.height for row in rows) >= 9 * MM


@pytest.mark.parametrize("paper", ["resolution", "opinion", "publicity"])
def test_what_an_ordinary_evening_settled_is_one_page_with_its_signatures_and_its_seal(paper: str) -> None:
    (page,) = pages_of(made(paper))
    assert all(words in page for words in ("486,500.00元", "同意14票", "石桥村村民", "张贴人：" if paper == "publicity" else "主持人："))


def test_an_office_is_not_parted_before_its_last_character() -> None:
    lines = [line for page in PdfReader(BytesIO(draw(made("sign-in")).pdf)).pages for line in page.extract_text().splitlines()]
    assert sum("村民委员会成员" in line for line in lines) == 3
    assert "员" not in lines


def test_nothing_is_lost_when_a_row_is_higher_than_a_page() -> None:
    meeting = sample.meeting()
    long = "".join(f"第{number}条内容。" for number in range(1, 700))
    item = structs.replace(meeting.items[0], text=long)
    assert text_of(made("agenda", structs.replace(meeting, items=(item,)))).count("条") == 699


def test_pieces_that_are_kept_together_go_to_the_next_page_together() -> None:
    size = page_size(papers()["agenda"].layout, papers()["agenda"].orientation)
    line = Piece(height=20 * MM, marks=(Rule(0, 0, 1, 0),))
    pages = set_pages([*[line] * 10, structs.replace(line, keep=True), line], size)
    assert [len(page.marks) for page in pages] == [10, 2]


def test_a_row_that_goes_on_over_the_page_is_closed_below_and_above() -> None:
    meeting = sample.meeting()
    form, village = papers()["volume-note"], meeting.village
    piece = ArchivedPiece(reference="A-1", responsible="石桥村", title="决议", date="20260618", retention="永久", pages=1)
    missing = [f"第{number}件缺第2页的签名扫描件。" for number in range(60)]
    prepared = fix(
        form, fill_note(village, "2026", [piece], missing), subject="2026", title="备考表", about="", print_id="p", printed_at=sample.PRINTED
    )
    size = page_size(form.layout, form.orientation)
    first, second = set_pages(composing.compose(form, prepared.content, size), size)
    for page, at in ((first, max), (second, min)):
        rules = [mark for mark in page.marks if isinstance(mark, Rule)]
        upright = [rule for rule in rules if rule.x1 == rule.x2]
        level = [rule for rule in rules if rule.y1 == rule.y2 and rule.x2 - rule.x1 > 0.9 * size.text_width]
        edge = at(at(rule.y1, rule.y2) for rule in upright)
        assert any(abs(rule.y1 - edge) < 0.01 for rule in level)
    assert sum(isinstance(mark, Text) and "签名扫描件" in mark.text for page in (first, second) for mark in page.marks) == 60
