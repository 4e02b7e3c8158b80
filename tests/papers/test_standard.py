"""Every official paper against GB/T 9704-2012, by the exact place, size and face of each line in the PDF. A millimetre shows."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, structs
from pypdf import PdfReader

from desktop.papers import PAPERS, Signed, draw, fix, page, prepare
from desktop.papers.filling import procedure as wall
from desktop.papers.filling.result import DoneCase
from desktop.papers.filling.result import fill as done
from forms.load import built_in
from forms.papers import Layout, papers
from tests.papers import sample
from tests.papers.measure import words

POINT = 25.4 / 72
CHARACTER = 16 * POINT
TOP, FOOT, LEFT, RIGHT = 37.0, 37.0 + 225, 28.0, 28.0 + 156
PITCH = 225 / 22
ABOVE = 0.88
"""Part of a character that lies above its base line."""
TEXT, TITLE, NUMBER = 16.0, 22.0, 14.0
"""3号, 2号, 4号 in points."""
SONG, BOLD, HEI, KAI = "NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Bold", "YishitangKai-Regular"
OFFICIAL = sorted(paper for paper, form in papers().items() if form.layout is Layout.OFFICIAL)


class Run(Struct, frozen=True):
    """Words of one font. `x` and `base`: mm from the left and the top edge of the page; `size` in points."""

    text: str
    x: float
    base: float
    size: float
    font: str


def runs_of(pdf: bytes) -> list[list[Run]]:
    """What each page says, as it was written."""
    pages = []
    for one in PdfReader(BytesIO(pdf)).pages:
        found: list[Run] = []

        def see(text: str, _cm: Any, tm: Any, font: Any, size: float, found: list[Run] = found) -> None:
            if text.strip() and font is not None:
                name = str(font["/BaseFont"]).split("+")[-1]
                found.append(Run(text.strip(), tm[4] * POINT, 297 - tm[5] * POINT, float(size), name))

        one.extract_text(visitor_text=see)
        pages.append(found)
    return pages


def paper_of(paper: str, text: str = "") -> bytes:
    """One of `OFFICIAL`, filled; `text` makes it longer."""
    village = sample.meeting().village
    if paper in PAPERS:
        meeting = sample.meeting(consultation=paper == "opinion")
        first, second, third = meeting.items
        items = (first, structs.replace(second, text=second.text + text), third)
        number = "青湾石桥〔2026〕3号" if any(block.id == "number" for block in papers()[paper].blocks) else ""
        longer = structs.replace(meeting, items=items)
        return draw(prepare(paper, longer, number=number, print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    posted = DoneCase(
        matter="三组水渠漏水", decided="2026-06-18", state="渠底清淤并衬砌。" + text, cost=18650000, finished="2026-09-10",
        duties=("张伟负责联系施工队。",),
    )  # fmt: skip
    hung = built_in().procedures["tongcheng"]
    blocks = done(village, posted) if paper == "result-publicity" else wall.fill(paper, hung, village, "2026-11-22")
    return draw(
        fix(papers()[paper], blocks, subject="s", title="公文", print_id=sample.PRINT, printed_at=sample.PRINTED)
    ).pdf


@cache
def pages_of(paper: str, text: str = "") -> list[list[Run]]:
    return runs_of(paper_of(paper, text))


def on_grid(run: Run, above: float = 0.0) -> bool:
    """Whether it stands on one of the 22 lines, the first of which begins `above` mm below the top of the text."""
    line = (run.base - ABOVE * run.size * POINT - TOP - above) / PITCH
    return abs(line - round(line)) < 0.02 and -0.02 < line < 22


def faults(pdf: bytes, folder: Path, down: float = 0.0) -> list[str]:
    """Everything in which the pages differ from the standard, to a fifth of a millimetre. `down`: mm left free above the title."""
    found: list[str] = []
    seen = words(pdf, folder)
    for number, runs in enumerate(runs_of(pdf), 1):
        lines = [run for run in runs if run.base < FOOT + 0.5 and run.size in (TEXT, TITLE)]
        tables = any(run.text == "序号" for run in runs)
        for run in lines:
            below = down if number == 1 else 0.0
            if not tables and not on_grid(run, below):
                found.append(f"{number}: {run.text[:8]} stands between the lines, at {run.base:.2f}")
            if run.x < LEFT - 0.1:
                found.append(f"{number}: {run.text[:8]} begins at {run.x:.2f}")
        inside = [word for word in seen[number - 1] if word.bottom < FOOT + 1.5]
        if max(word.right for word in inside) > RIGHT + 0.2:
            found.append(f"{number}: a line ends beyond {RIGHT}")
        shown = next((run for run in runs if run.text == f"— {number} —"), None)
        if shown is None or shown.size != NUMBER or shown.font != SONG:
            found.append(f"{number}: no page number in 4号")
            continue
        wide = next(w for w in seen[number - 1] if w.text == str(number) and abs(w.bottom - shown.base) < 3)
        middle = (wide.left + wide.right) / 2
        end = 2 * middle - shown.x
        away = RIGHT - end if number % 2 else shown.x - LEFT
        if abs(away - NUMBER * POINT) > 0.2 or abs(shown.base - 0.37 * NUMBER * POINT - (FOOT + 7)) > 0.2:
            found.append(f"{number}: the page number stands at {shown.x:.2f}, {shown.base:.2f}")
    return found


def full_page_faults(pdf: bytes, folder: Path) -> list[str]:
    """The same, and the edges of the second page, which is full of lines of one length."""
    found = faults(pdf, folder)
    lines = [run for run in runs_of(pdf)[1] if run.base < FOOT + 0.5 and run.size == TEXT]
    inside = [word for word in words(pdf, folder)[1] if word.bottom < FOOT + 1.5]
    edges = (
        ("left", min(run.x for run in lines), LEFT),
        ("right", max(word.right for word in inside), RIGHT),
        ("first line", min(run.base for run in lines), TOP + ABOVE * CHARACTER),
        ("last line", max(run.base for run in lines), TOP + 21 * PITCH + ABOVE * CHARACTER),
    )
    found += [f"{name}: {at:.2f} for {wanted:.2f}" for name, at, wanted in edges if abs(at - wanted) > 0.2]
    if len({round(run.base, 1) for run in lines}) != 22:
        found.append("there are no 22 lines")
    return found


LONG = "村道东段由三点二米拓宽到四点五米" * 90


def test_every_official_paper_is_measured() -> None:
    assert set(OFFICIAL) >= {"notice", "resolution", "opinion", "summary", "publicity", "result-publicity"}


@pytest.mark.parametrize("paper", OFFICIAL)
def test_every_line_of_an_official_paper_stands_where_the_standard_has_it(paper: str, tmp_path: Path) -> None:
    title = papers()[paper].block("title")
    down = float(getattr(title, "down", 0))
    for text in ("", LONG[:700]):
        assert faults(paper_of(paper, text), tmp_path, down) == []


@pytest.mark.parametrize("edge", range(4))
@pytest.mark.parametrize("by", [-1, 1])
def test_a_margin_that_is_a_millimetre_off_is_noticed(
    edge: int, by: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    right = list(page._MARGINS[Layout.OFFICIAL])
    if edge == 0 and by == 1:
        assert full_page_faults(paper_of("resolution", LONG), tmp_path) == []
    right[edge] += by
    monkeypatch.setitem(page._MARGINS, Layout.OFFICIAL, tuple(right))
    assert full_page_faults(paper_of("resolution", LONG), tmp_path) != []


@pytest.mark.parametrize("paper", OFFICIAL)
def test_title_levels_and_text_have_their_sizes_and_faces(paper: str) -> None:
    pages = pages_of(paper)
    titles = [run for run in pages[0] if run.size == TITLE]
    assert titles
    assert all(run.font == BOLD for run in titles)
    for run in (run for runs in pages for run in runs if run.base < FOOT + 0.5 and run.size == TEXT):
        if run.text.startswith(("一、", "二、", "三、", "附件")) and not run.text.startswith("附件："):
            assert run.font == HEI, run
        elif run.text.startswith(("（一）", "（二）")):
            assert run.font == KAI, run
    body = [run for runs in pages for run in runs if run.size == TEXT and run.font == SONG]
    assert min(run.x for run in body) > LEFT - 0.1
    assert any(abs(run.x - LEFT - 2 * CHARACTER) < 0.1 for run in body)


@pytest.mark.parametrize("paper", ["notice", "resolution", "opinion", "summary"])
def test_the_date_ends_four_characters_from_the_edge_below_who_issues_it(paper: str, tmp_path: Path) -> None:
    pdf = paper_of(paper)
    day = "2026年6月8日" if paper == "notice" else "2026年6月18日"
    shown = words(pdf, tmp_path)
    found = [(at, word) for at, one in enumerate(shown) for word in one if word.text == day and word.left > 100]
    at, date = found[-1]
    issuer = next(word for word in shown[at] if word.text.startswith("石桥村村民") and word.left > 90)
    assert RIGHT - date.right == pytest.approx(4 * CHARACTER, abs=0.3)
    assert (issuer.left + issuer.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=0.3)
    assert date.top - issuer.top == pytest.approx(PITCH, abs=0.1)
    text = [run.base for run in runs_of(pdf)[at] if run.size == TEXT and run.base < issuer.bottom - PITCH]
    middle = (issuer.top + date.bottom) / 2 - 3
    assert middle - 21 > max(text) - PITCH, "a seal of 42 mm over both begins within a line of the text"
    assert middle + 21 > date.bottom - 3, "and covers the date"
    signing = [word for word in shown[at] if word.text.startswith(("主持人", "记录人")) and word.bottom < FOOT + 1.5]
    assert all(word.right < (date.left + date.right) / 2 - 21 for word in signing), "nobody signs under the seal"


def test_the_seal_stays_by_the_text_where_witnesses_sign_beside_it() -> None:
    signed = (Signed(space="recorder", name="王芳", note="王芳按右手食指指印", witnesses=("张伟", "欧阳雪")),)
    (shown,) = runs_of(
        draw(prepare("resolution", sample.meeting(), signed=signed, print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    )
    text = sorted(run.base for run in shown if run.size == TEXT and run.base < FOOT)
    issuer, date = sorted(set(text))[-2:]
    assert date - issuer == pytest.approx(PITCH, abs=0.1)
    assert issuer - max(base for base in text if base < issuer - 1) == pytest.approx(3 * PITCH, abs=0.1)
    assert any(run.text.startswith("见证人欧阳雪") for run in shown)


def test_an_annex_is_named_below_the_text_and_begins_a_page() -> None:
    first, second = pages_of("notice")[:2]
    named = next(run for run in first if run.text.startswith("附件："))
    above = max(run.base for run in first if run.base < named.base - 1)
    assert named.x == pytest.approx(LEFT + 2 * CHARACTER, abs=0.1)
    assert named.base - above == pytest.approx(2 * PITCH, abs=0.1)
    word = next(run for run in second if run.text == "附件")
    assert (word.font, word.size) == (HEI, TEXT)
    assert word.x == pytest.approx(LEFT, abs=0.1)
    assert word.base == pytest.approx(TOP + ABOVE * CHARACTER, abs=0.1)
    title = next(run for run in second if run.size == TITLE)
    assert title.base == pytest.approx(TOP + 2 * PITCH + ABOVE * TITLE * POINT, abs=0.1)
    assert named.text == f"附件：{title.text}"


def test_the_mark_of_a_summary_stands_35_mm_below_the_top_and_names_behind_their_colon() -> None:
    pages = pages_of("summary")
    title = next(run for run in pages[0] if run.size == TITLE)
    assert title.base - ABOVE * TITLE * POINT == pytest.approx(TOP + 35, abs=0.1)
    runs = [run for page in pages for run in page if run.size == TEXT]
    for head in ("出席：", "请假：", "列席："):
        place = next(at for at, run in enumerate(runs) if run.text == head)
        assert runs[place].font == HEI
        assert runs[place].x == pytest.approx(LEFT + 2 * CHARACTER, abs=0.1)
        assert runs[place + 1].x == pytest.approx(LEFT + 5 * CHARACTER, abs=0.1)
