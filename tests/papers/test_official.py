"""GB/T 9704-2012, measured on the PDF itself: 天头 37 ± 1, 订口 28 ± 1, 版心 156 × 225 mm, 22 lines of 28 characters."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec import structs

from desktop.papers import draw, fix, prepare
from desktop.papers.filling import procedure as wall
from desktop.papers.filling.result import DoneCase
from desktop.papers.filling.result import fill as done
from desktop.papers.furniture import CODE_TOP, furnished
from desktop.papers.page import MM, Code, Page, Rule, page_size
from desktop.papers.pen import modules
from forms.load import built_in
from forms.papers import Layout, papers
from tests.papers import sample
from tests.papers.measure import Word, ink, words

FOOT = 297 - 35


def of_text(page: list[Word]) -> list[Word]:
    """The words of the page without its foot."""
    return [word for word in page if word.bottom < FOOT + 1.5]


@pytest.fixture(scope="module")
def long_resolution(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[list[Word]]]:
    meeting = sample.meeting()
    item = structs.replace(meeting.items[1], text="村道东段由三点二米拓宽到四点五米" * 150)
    longer = structs.replace(meeting, items=(meeting.items[0], item, meeting.items[2]))
    pdf = draw(prepare("resolution", longer, print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    return pdf, words(pdf, tmp_path_factory.mktemp("resolution"))


def test_text_keeps_within_156_by_225_mm(long_resolution: tuple[bytes, list[list[Word]]]) -> None:
    _, pages = long_resolution
    assert len(pages) > 3
    for page in pages:
        text = of_text(page)
        assert min(word.left for word in text) >= 28 - 0.1
        assert max(word.right for word in text) <= 28 + 156 + 0.1


def test_ink_begins_37_mm_below_the_edge_and_28_mm_from_the_binding(
    long_resolution: tuple[bytes, list[list[Word]]], tmp_path: Path
) -> None:
    pdf, _ = long_resolution
    left, top, right, _ = ink(pdf, tmp_path, page=2)
    assert left == pytest.approx(28, abs=1)
    assert top == pytest.approx(37, abs=1)
    assert right == pytest.approx(28 + 156, abs=1)


def test_a_full_page_has_22_lines_of_28_characters(long_resolution: tuple[bytes, list[list[Word]]]) -> None:
    _, pages = long_resolution
    full = of_text(pages[1])
    lines = sorted({round(word.top, 1) for word in full})
    assert len(lines) == 22
    assert all(after - before == pytest.approx(225 / 22, abs=0.15) for before, after in pairwise(lines))
    fullest = [sum(len(word.text) for word in full if round(word.top, 1) == line) for line in lines]
    assert max(fullest) == 28
    assert fullest.count(28) >= 20


def test_page_number_stands_7_mm_below_the_text_on_the_outer_side(
    long_resolution: tuple[bytes, list[list[Word]]],
) -> None:
    _, pages = long_resolution
    for number, page in enumerate(pages, 1):
        below = [word for word in page if word.bottom >= FOOT + 1.5]
        figures = next(word for word in below if word.text == str(number) and word.bottom - word.top > 4)
        assert figures.top < FOOT + 7 < figures.bottom
        middle = (figures.left + figures.right) / 2
        assert middle > 160 if number % 2 else middle < 50


def test_date_stands_four_characters_from_the_right_edge(tmp_path: Path) -> None:
    pdf = draw(prepare("notice", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    page = words(pdf, tmp_path)[0]
    date = next(word for word in page if word.text == "2026年6月8日")
    issuer = next(word for word in page if word.text == "石桥村村民委员会")
    character = 16 / 72 * 25.4
    assert 28 + 156 - date.right == pytest.approx(4 * character, abs=0.5)
    assert (issuer.left + issuer.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=0.5)


def test_a_seal_of_42_mm_has_room_above_the_foot(tmp_path: Path) -> None:
    pdf = draw(prepare("notice", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    page = words(pdf, tmp_path)[0]
    date = next(word for word in page if word.text == "2026年6月8日")
    last = max((word for word in page if word.bottom < date.top - 12), key=lambda word: word.bottom)
    assert date.bottom - last.bottom > 3 * 225 / 22
    assert date.bottom <= FOOT + 1.5


def test_tables_keep_their_margins(tmp_path: Path) -> None:
    pdf = draw(prepare("sign-in", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    left, top, right, bottom = ink(pdf, tmp_path, page=2)
    assert left == pytest.approx(28, abs=0.5)
    assert right == pytest.approx(210 - 18, abs=0.5)
    assert top == pytest.approx(25, abs=0.5)
    assert bottom <= 297 - 5


WALL = ("work-rules", "role-duties", "member-requirements")
POSTED = DoneCase(
    matter="三组水渠漏水", decided="2026-06-18", state="渠底清淤并衬砌，渠口加了闸门，水不再漏到路上。" * 30,
    cost=18650000, finished="2026-09-10", duties=("张伟负责联系施工队，按期完成。",),
)  # fmt: skip


def official(paper: str) -> bytes:
    village = sample.meeting().village
    blocks = wall.fill(paper, built_in().procedures["tongcheng"], village, "2026-11-22") if paper in WALL else done(village, POSTED)
    fixed = fix(papers()[paper], blocks, subject="s", title="公文", print_id=sample.PRINT, printed_at=sample.PRINTED)
    return draw(fixed).pdf


@pytest.mark.parametrize("paper", [*WALL, "result-publicity"])
def test_what_is_posted_keeps_the_standard_too(paper: str, tmp_path: Path) -> None:
    pdf = official(paper)
    pages = words(pdf, tmp_path)
    for number, page in enumerate(pages, 1):
        text = of_text(page)
        assert min(word.left for word in text) >= 28 - 0.1
        assert max(word.right for word in text) <= 28 + 156 + 0.1
        assert len({round(word.top, 1) for word in text}) <= 22
        figures = next(w for w in page if w.text == str(number) and w.bottom >= FOOT + 1.5 and w.bottom - w.top > 4)
        assert figures.top < FOOT + 7 < figures.bottom
    _, top, _, _ = ink(pdf, tmp_path, page=1)
    assert top == pytest.approx(37, abs=1)
    last = pages[-1]
    issuer = next(word for word in last if word.text.endswith("村民委员会") and word.left > 80)
    above = max((word.bottom for word in last if word.bottom < issuer.top), default=37)
    assert issuer.top - above > 225 / 22, "a seal has room above the name it covers"


@pytest.mark.parametrize("paper", ["resolution", "minutes", "mediation-agreement"])
@pytest.mark.parametrize("number", [1, 2])
def test_no_line_to_sign_on_runs_over_the_code(paper: str, number: int) -> None:
    form = papers()[paper]
    size = page_size(form.layout, form.orientation)
    prepared = fix(form, (), subject="s", title="", print_id=sample.PRINT, printed_at=sample.PRINTED)
    marks = furnished(Page(()), form, size, prepared, number, 3).marks
    code = next(mark for mark in marks if isinstance(mark, Code))
    side, quiet = modules(code.text) * code.module, 4 * code.module
    lines = [mark for mark in marks if isinstance(mark, Rule)]
    assert len(lines) == 2
    for line in lines:
        beside = line.x2 < code.x - quiet or line.x1 > code.x + side + quiet
        assert beside or line.y1 < code.y - 6 * MM
    assert max(line.x2 for line in lines) <= (size.width - size.right) * MM + 0.1


def test_each_page_of_a_resolution_has_places_to_sign_and_the_last_its_own(
    long_resolution: tuple[bytes, list[list[Word]]],
) -> None:
    _, pages = long_resolution
    for page in pages[:-1]:
        row = [word for word in page if "（本页）" in word.text]
        number = next(word for word in page if word.text == "—")
        assert len(row) == 2
        assert all(FOOT < word.top < word.bottom < FOOT + CODE_TOP[Layout.OFFICIAL] for word in row)
        assert all(word.right < number.left or word.left > number.right for word in row)
    assert not [word for word in pages[-1] if "（本页）" in word.text]
    assert [word for word in pages[-1] if word.text.startswith("主持人")]


def test_a_notice_without_hour_and_place_leaves_room_to_write_them(tmp_path: Path) -> None:
    bare = structs.replace(sample.meeting(), place="", planned_time="")
    pdf = draw(prepare("notice", bare, print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    text = "".join(word.text for word in words(pdf, tmp_path)[0])
    assert "时分地点：二、" in text.replace("\u3000", "")
    assert "，。" not in text
