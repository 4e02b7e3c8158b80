"""The figures of a period as tables of an Excel workbook: the numbers that are printed, shares in words as on the paper."""

from __future__ import annotations

from collections.abc import Sequence
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
    """Three tables: meetings by kind and one by one, as on the month-end form, and everything that is counted of cases."""
    from desktop.exchange.sheets import Day, Figure, Sheet
    from desktop.papers.filling.month_end import fill_kinds, fill_meetings
    from forms.papers import Table, papers

    title = f"{village}{figures.name}"

    def table(block: str, name: str, rows: Sequence[Sequence[str]], widths: tuple[int, ...], day: int = -1) -> Sheet:
        """A table of the form, with its words."""
        form = papers()["month-end"].block(block)
        assert isinstance(form, Table), "the definition has a table there"
        return Sheet(
            name=name,
            title=f"{title}{name}",
            columns=tuple(column.zh for column in form.columns),
            rows=tuple(
                tuple(text if not at else Day(text) if at == day else Figure(text) for at, text in enumerate(row)) for row in rows
            ),
            widths=widths,
            note=note,
        )

    return (
        table("kinds", "会议统计", fill_kinds(figures), (12, 3, 3, 3, 5, 3, 5, 3, 5, 4, 5, 3, 5)),
        table("meetings", "逐次情况", fill_meetings(figures), (12, 6, 3, 3, 5, 3, 5, 3, 5, 4, 5, 3, 5), day=1),
        Sheet(
            name="事项统计",
            title=f"{title}事项统计",
            columns=("类别", "项目", "数目", "占比"),
            rows=tuple((what, one, number, Figure(share)) for what, one, number, share in _of_cases(figures)),
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
