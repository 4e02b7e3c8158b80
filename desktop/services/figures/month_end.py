"""农村民主决策情况填报: the county's month-end form, filled by itself, and the print that is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain import period as p
from desktop.domain.cases.funnel import share
from desktop.domain.statistics import PeriodFigures
from desktop.services.desk import Desk
from desktop.services.figures.count import count, count_sealed
from desktop.services.figures.sealed import seal_facts
from desktop.services.record_print import Printed, new_print_id, record_print
from forms.sheets import Column, Field, FieldType, SheetForm

if TYPE_CHECKING:
    from desktop.papers import Drawn, Prepared

_COLUMNS = (
    ("kind", "会议"), ("times", "次数"), ("present", "实到/应到"), ("percent", "到会率"), ("women", "妇女"),
    ("votes", "同意/不同意/弃权"), ("shares", "各占"),
)  # fmt: skip


def _table(id: str, title: str, title_en: str) -> Field:
    columns = tuple(
        Column(id=name, title=text, title_en=name, type=FieldType.NUMBER if name == "times" else FieldType.TEXT)
        for name, text in _COLUMNS
    )
    return Field(id=id, title=title, title_en=title_en, type=FieldType.TABLE, columns=columns)


FORM = SheetForm(
    id="month-end",
    title="农村民主决策情况填报",
    title_en="Democratic decisions in the village",
    source="民政月报表式",
    fields=(
        Field(id="period", title="统计期", title_en="period"),
        _table("kinds", "分类合计", "by kind"),
        _table("meetings", "逐次情况", "each meeting"),
        Field(id="topics", title="事项", title_en="cases"),
        Field(id="promises", title="责任落实", title_en="promises"),
        Field(id="satisfaction", title="群众满意", title_en="satisfaction"),
    ),
)
"""Nobody fills it in, so it stands here and not among the forms that a county may change."""


def values_of(figures: PeriodFigures) -> dict[str, Any]:
    """Percentages to two decimals throughout, as the county's form asks for them."""
    funnel, kept, told = figures.funnel, figures.promises, figures.satisfaction
    sent, taken = share(funnel.forwarded, funnel.collected, 2), share(funnel.adopted, funnel.forwarded, 2)
    return {
        "period": f"{figures.name}（{figures.first} 至 {figures.last}）",
        "kinds": [_row(one) for one in (*figures.kinds, figures.every)],
        "meetings": [_row(one) for one in figures.meetings] or [{"kind": "这一期没有定稿的会议"}],
        "topics": f"收集 {funnel.collected} 件，报送 {funnel.forwarded} 件（{sent}），采用 {funnel.adopted} 件（{taken}）",
        "promises": f"应办 {kept.all} 项，按期办成 {kept.in_time} 项（{kept.kept(2)}），共办成 {kept.done} 项",
        "satisfaction": f"测评 {told.asked} 人，满意和基本满意 {told.content} 人（{told.share(2)}）",
    }


def _row(one: p.Row) -> dict[str, Any]:
    return {
        "kind": one.title,
        "times": one.times,
        "present": f"{one.present}/{one.expected}",
        "percent": one.present_share(2),
        "women": f"{one.women}（{one.women_share(2)}）",
        "votes": f"{one.yes}/{one.no}/{one.abstain}",
        "shares": "/".join(one.of_votes(votes) for votes in (one.yes, one.no, one.abstain)),
    }


def preview_report(desk: Desk, kind: str, day: str) -> Drawn:
    """The page as it would be printed now."""
    from desktop.papers import draw

    return draw(_prepared(desk, count(desk, kind, day).figures, "", desk.clock().at))


def print_report(desk: Desk, kind: str, day: str) -> Printed:
    """Seal what has changed of the cases, count the ledger, draw the form and record that it was printed."""
    moment = desk.clock()
    seal_facts(desk, moment)
    figures = count_sealed(desk, kind, day).figures
    return record_print(desk, moment, _prepared(desk, figures, new_print_id(desk), moment.at))


def _prepared(desk: Desk, figures: PeriodFigures, print_id: str, at: str) -> Prepared:
    from desktop.papers import prepare_sheet

    return prepare_sheet(
        FORM,
        desk.village(),
        values=values_of(figures),
        subject=f"{figures.first}/{figures.last}",
        print_id=print_id,
        printed_at=at,
    )
