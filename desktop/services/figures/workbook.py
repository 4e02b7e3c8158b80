"""The figures of a period as tables of an Excel workbook: the numbers that are printed, shares in words as on the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.statistics import Part, PeriodFigures
from desktop.services.desk import Desk
from desktop.services.figures.count import count_sealed
from desktop.services.figures.sealed import seal_facts

if TYPE_CHECKING:
    from desktop.exchange.sheets import Sheet


def export_figures(desk: Desk, kind: str, day: str) -> bytes:
    """The .xlsx of a month, quarter or year, counted from the ledger after what has changed was sealed, as for a print."""
    from desktop.exchange.sheets import workbook
    from desktop.papers.filling.statistics import ledger

    moment = desk.clock()
    village = desk.village()
    seal_facts(desk, moment)
    counted = count_sealed(desk, kind, day)
    note = f"数字由{ledger(counted.records)}算出。"
    return workbook(figures_sheets(counted.figures, village.name, note), made_at=moment.at)


def figures_sheets(figures: PeriodFigures, village: str, note: str = "") -> tuple[Sheet, ...]:
    """Two tables: meetings, and everything that is counted of cases."""
    from desktop.exchange.sheets import Sheet

    title = f"{village}{figures.name}"
    meetings = tuple(
        (one.title, one.times, one.expected, one.present, one.present_share(2), one.women, one.women_share(2), one.yes,
         one.no, one.abstain)
        for one in (*figures.kinds, figures.every)
    )  # fmt: skip
    return (
        Sheet(
            name="会议统计",
            title=f"{title}会议统计",
            columns=tuple("会议 次数 应到 实到 到会率 妇女 妇女占比 同意 不同意 弃权".split()),
            rows=meetings,
            widths=(12, 4, 4, 4, 6, 4, 6, 4, 4, 4),
            note=note,
        ),
        Sheet(
            name="事项统计",
            title=f"{title}事项统计",
            columns=("类别", "项目", "数目", "占比"),
            rows=_of_cases(figures),
            widths=(8, 20, 6, 8),
            note=note,
        ),
    )


def _of_cases(figures: PeriodFigures) -> tuple[tuple[str, str, int, str], ...]:
    kept, told, funnel = figures.promises, figures.satisfaction, figures.funnel
    days = [
        ("各步天数", f"{one.procedure}　{one.title}{what}", number, "")
        for one in figures.stages
        for what, number in (("：中位数", one.median), ("：最长", one.longest))
    ]
    return (
        *_parts("来源", figures.sources),
        *_parts("进展", figures.standing),
        *_parts("议题主题", figures.themes),
        *days,
        ("责任落实", "应办", kept.all, ""),
        ("责任落实", "按期办成", kept.in_time, kept.kept()),
        ("责任落实", "共办成", kept.done, ""),
        ("群众评价", "测评人数", told.asked, ""),
        ("群众评价", "满意和基本满意", told.content, told.share()),
        ("社情民意", "收集", funnel.collected, ""),
        ("社情民意", "报送", funnel.forwarded, funnel.forwarded_share),
        ("社情民意", "采用", funnel.adopted, funnel.adopted_share),
    )


def _parts(what: str, parts: tuple[Part, ...]) -> tuple[tuple[str, str, int, str], ...]:
    return tuple((what, one.title, one.count, one.share) for one in parts)
