"""Charts: drawn once, as vectors with our own fonts; lengths tell the numbers, and no text leaves the drawing."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.graphics.shapes import Polygon, Rect, String

from desktop.domain.cases.facts import CaseFacts
from desktop.domain.statistics import Satisfaction, reckon
from desktop.papers import draw
from desktop.papers.charts import BARS, FUNNEL, STACKED, Bar, Chart, chart_pdf
from desktop.papers.charts.draw import drawing
from desktop.papers.charts.shapes import FACE
from desktop.papers.fonts import width
from desktop.papers.statistics import STATISTICS, prepare_period
from desktop.wire.bodies import Village

VILLAGE = Village("320682104215", "柳溪村", "白蒲镇", "如皋市", "江苏省")
COLLECTED = Chart(
    form=FUNNEL, bars=(Bar("收集", (191,), "191"), Bar("报送", (28,), "28（14.7%）"), Bar("采用", (7,), "7（25%）"))
)
ASKED = Chart(
    form=STACKED, series=("满意", "基本满意", "不满意", "不了解"), bars=(Bar("评价", (60, 22, 8, 15), "105"),)
)
LONG = Chart(
    form=BARS,
    bars=(
        Bar("一个特别长的主题名称一个特别长的主题名称一个特别长的主题名称", (9,), "9（90%）"),
        Bar("短", (1,), "1（10%）"),
    ),
)
NOTHING = Chart(form=STACKED, series=("甲", "乙"), bars=(Bar("空", (0, 0), "0"),))


def shapes(group: Any, kind: type) -> list[Any]:
    found: list[Any] = [group] if isinstance(group, kind) else []
    for one in getattr(group, "contents", ()):
        found += shapes(one, kind)
    return found


def bars(chart: Chart, wide: float = 400) -> list[Any]:
    """The outlined boxes, without those of the key."""
    return [one for one in shapes(drawing(chart, wide), Rect) if one.strokeColor is not None and one.height > 8]


def test_the_levels_of_a_funnel_are_as_wide_as_their_numbers_and_centred() -> None:
    levels = bars(COLLECTED)
    first = levels[0].width
    assert [round(one.width / first * 191) for one in levels] == [191, 28, 7]
    assert len({round(one.x + one.width / 2, 3) for one in levels}) == 1
    assert len(shapes(drawing(COLLECTED, 400), Polygon)) == 2


def test_the_parts_of_a_stacked_bar_stand_side_by_side_to_one_scale() -> None:
    parts = bars(ASKED)
    scale = parts[0].width / 60
    assert [round(one.width / scale) for one in parts] == [60, 22, 8, 15]
    assert all(abs(a.x + a.width - b.x) < 0.01 for a, b in pairwise(parts))
    greys = [one.fillColor.red for one in parts]
    assert all(abs(a - b) > 0.15 for a, b in pairwise(greys[:3])), (
        "neighbours differ in black and white"
    )


@pytest.mark.parametrize("chart", [COLLECTED, ASKED, LONG, NOTHING])
@pytest.mark.parametrize("wide", [166.0, 370.0, 470.0])
def test_no_text_leaves_the_drawing(chart: Chart, wide: float) -> None:
    drawn = drawing(chart, wide)
    for one in shapes(drawn, String):
        assert one.x >= 0
        assert one.x + width(one.text, FACE, one.fontSize) <= wide + 0.5, one.text
        assert 0 <= one.y <= drawn.height


def test_a_chart_for_the_screen_is_its_own_size_says_its_words_and_has_no_picture() -> None:
    pdf = chart_pdf(COLLECTED, 370)
    assert pdf == chart_pdf(COLLECTED, 370)
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (370, drawing(COLLECTED, 370).height)
    text = page.extract_text()
    assert all(word in text for word in ("收集", "191", "28（14.7%）", "采用"))
    assert not page.images
    fonts = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
    used = [font.get_object() for name, font in fonts.items() if name != "/F1"]
    assert used
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in used), "every font is embedded"


def test_a_report_is_the_same_each_time_and_a_quiet_month_leaves_its_charts_out() -> None:
    busy = [CaseFacts(id=str(n), opened="2026-06-02", source="people", state="open") for n in range(3)]
    pages = {}
    for name, cases, asked in (("busy", busy, [("2026-06-03", Satisfaction(4, 1))]), ("quiet", [], [])):
        figures = reckon("month", "2026-06-18", [], cases, asked)
        prepared = prepare_period(
            STATISTICS, figures, VILLAGE, 9, print_id="7f3a91c05be2d846", printed_at="2026-07-01T08:00:00"
        )
        drawn = draw(prepared)
        assert drawn.pdf == draw(prepared).pdf
        assert drawn.missing == ()
        pages[name] = "".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn.pdf)).pages)
        assert "第 1 条至第 9 条" in pages[name].replace("\n", "")
    assert "社情民意的采用" in pages["busy"]
    assert "社情民意的采用" not in pages["quiet"]


def test_the_figures_of_the_sources_are_printed_as_they_print_them() -> None:
    """22 of 34 topics are 65%; of 191 collected 28 were printed, 14.7%, and 7 of these taken up, 25%."""
    cases = [
        CaseFacts(
            id=str(n), opened="2026-06-02", source="people", state="open", theme="示范区建设" if n < 22 else "其他",
            accepted="2026-06-03" if n < 34 else "", forwarded="2026-06-04" if n < 28 else "",
            adopted="2026-06-05" if n < 7 else "",
        )
        for n in range(191)
    ]  # fmt: skip
    figures = reckon("year", "2026-06-18", [], cases, [])
    prepared = prepare_period(STATISTICS, figures, VILLAGE, 0, print_id="", printed_at="2026-07-01T08:00:00")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(draw(prepared).pdf)).pages).replace("\n", " ")
    assert "示范区建设 22 65%" in text
    assert "收集 191 件，报送 28 件（14.7%），采用 7 件（占报送的 25%）" in text
    assert "28（14.7%）" in text
    assert "7（25%）" in text
    assert "还没有记录" in text
