"""统计报告: the figures of a period on paper, as tables and as charts."""

from __future__ import annotations

from desktop.domain.period import Row
from desktop.domain.statistics import Part, PeriodFigures
from desktop.papers.charts import of_period as charts
from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import day, place_lines
from desktop.wire.bodies import Village

NOTHING = "没有"


def fill(figures: PeriodFigures, village: Village, records: int) -> tuple[Filled, ...]:
    """`records` is the sequence of the last record of the ledger that was counted."""
    kept, told, funnel = figures.promises, figures.satisfaction, figures.funnel
    said = {
        "kept": f"应办 {kept.all} 项，按期办成 {kept.in_time} 项（{kept.kept()}），共办成 {kept.done} 项",
        "satisfied": f"测评 {told.asked} 人，满意和基本满意 {told.content} 人（{told.share()}）",
        "adopted": f"收集 {funnel.collected} 件，报送 {funnel.forwarded} 件（{funnel.forwarded_share}），"
        f"采用 {funnel.adopted} 件（占报送的 {funnel.adopted_share}）",
    }
    drawn = {
        "presence": charts.presence(figures),
        "themes-chart": charts.parts(figures.themes),
        "promises-chart": charts.promises(figures),
        "satisfaction-chart": charts.satisfaction(figures),
        "funnel": charts.funnel(figures.funnel),
    }
    note = (
        f"统计期：{day(figures.first)}至{day(figures.last)}。数字都由{ledger(records)}算出，按各条最后定稿的内容计算，"
        "没有定稿的不算。事项按记下日期、议题按受理日期、责任按完成时限、步骤按走完的日期归入统计期。"
        "百分数四舍五入到整数，报送和采用的百分数保留一位小数，分母为 0 的写“--”；天数的中位数在件数为双数时取小的一个。"
    )
    return (
        Filled(block="title", text=f"{place_lines(village)}\n{figures.name}统计报告"),
        Filled(block="meetings", rows=tuple(_row(one) for one in (*figures.kinds, figures.every))),
        Filled(block="sources", rows=_parts(figures.sources)),
        Filled(block="standing", rows=_parts(figures.standing) or ((NOTHING, "0", "--"),)),
        Filled(block="themes", rows=_parts(figures.themes) or ((NOTHING, "0", "--"),)),
        Filled(block="stages", rows=_stages(figures) or ((NOTHING, "", "0", "--", "--"),)),
        Filled(block="promises", values=said),
        *(Filled(block=name, rows=rows) for name, rows in drawn.items() if rows),
        Filled(block="note", paragraphs=(Paragraph(note, "small"),)),
        Filled(block="signatures"),
    )


def ledger(records: int) -> str:
    """Which records were counted."""
    return f"本机台账第 1 条至第 {records} 条记录" if records else "本机台账（还没有记录）"


def _row(one: Row) -> tuple[str, ...]:
    counts = (one.times, one.expected, one.present)
    return (one.title, *(str(number) for number in counts), one.present_share(), str(one.women), one.women_share())


def _parts(found: tuple[Part, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple((one.title, str(one.count), one.share) for one in found)


def _stages(figures: PeriodFigures) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (one.procedure, one.title, str(one.cases), str(one.median), str(one.longest)) for one in figures.stages
    )
