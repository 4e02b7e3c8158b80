"""The charts of the report for the screen, in the language of the window; made beside the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.cases.funnel import Funnel
from desktop.domain.statistics import PeriodFigures
from desktop.gui.words import _, tongue
from forms.language import CHINESE

if TYPE_CHECKING:
    from desktop.papers.charts.of_period import Rows, Words
    from desktop.services.desk import Desk

WIDE = 370.0
"""Points."""
FUNNEL_WIDE = 166.0
"""Points; beside the slip on the page of the cases."""


def words_of(desk: Desk) -> Words:
    """How a label of the report is said: as it stands in Chinese, else by the county's own definitions."""
    if tongue.current == CHINESE:
        return str
    pack = desk.pack
    known = {rule.title: rule.title_en for versions in pack.rules.values() for rule in versions}
    for procedure in pack.procedures.values():
        known[procedure.title] = procedure.title_en
        known |= {stage.title: stage.title_en for stage in procedure.stages}
    known |= _said()

    def words(text: str) -> str:
        return known.get(text) or text.replace("（", " (").replace("）", ")")

    return words


def _said() -> dict[str, str]:
    """What the report itself says."""
    return {
        "收集": _("收集"), "报送": _("报送上级"), "采用": _("采用"), "责任": _("责任"), "评价": _("评价"),
        "待研判": _("待研判"), "办理中": _("办理中"), "没写主题": _("没写主题"), "合计": _("合计"),
        "已办结": _("已办结"), "没有受理": _("没有受理"), "已合并": _("已合并"), "已拆分": _("已拆分"),
        "党政点题": _("党政点题"), "群众出题": _("群众出题"), "委员荐题": _("委员荐题"), "村民公决": _("村民公决"),
    }  # fmt: skip


def charts_of(figures: PeriodFigures, words: Words) -> dict[str, bytes]:
    """Block of the paper to the drawing as a PDF; nothing where there is nothing to draw."""
    from desktop.papers.charts import of_period as rows

    return {
        "presence": _drawn("presence", rows.presence(figures, words)),
        "themes-chart": _drawn("themes-chart", rows.parts(figures.themes, words)),
        "promises-chart": _drawn("promises-chart", rows.promises(figures, words)),
        "satisfaction-chart": _drawn("satisfaction-chart", rows.satisfaction(figures, words)),
        "funnel": _drawn("funnel", rows.funnel(figures.funnel, words)),
    }


def funnel_of(found: Funnel, words: Words) -> bytes:
    """The funnel alone, small."""
    from desktop.papers.charts.of_period import funnel

    return _drawn("funnel", funnel(found, words), FUNNEL_WIDE)


def _drawn(block: str, rows: Rows, wide: float = WIDE) -> bytes:
    from desktop.papers.charts import chart_pdf
    from desktop.papers.charts.on_paper import value_of
    from forms.papers import Chart, papers

    if not rows:
        return b""
    chart = papers()["statistics"].block(block)
    assert isinstance(chart, Chart)
    return chart_pdf(value_of(chart, rows, english=tongue.current != CHINESE), wide)
