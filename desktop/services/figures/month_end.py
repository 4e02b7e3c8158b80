"""农村民主决策情况填报: the county's month-end form, filled by itself, and the print that is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain import period as p
from desktop.services.desk import Desk
from desktop.services.figures.count import PeriodFigures, count
from desktop.services.record_print import Printed
from desktop.services.seal import append
from desktop.wire.bodies import SealedPrint
from desktop.wire.canonical import canonical, digest
from forms.sheets import Column, Field, FieldType, SheetForm

if TYPE_CHECKING:
    from desktop.papers import Drawn

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
    funnel, kept, told = figures.funnel, figures.promises, figures.satisfaction
    asked = told.satisfied + told.fairly + told.dissatisfied + told.unknown
    return {
        "period": f"{figures.name}（{figures.first[:7]} 至 {figures.last[:7]}）",
        "kinds": [_row(one) for one in figures.kinds],
        "meetings": [_row(one) for one in figures.meetings] or [{"kind": "这一期没有定稿的会议"}],
        "topics": f"收集 {funnel.collected} 件，报送 {funnel.forwarded} 件（{funnel.forwarded_share}），"
        f"采用 {funnel.adopted} 件（{funnel.adopted_share}）",
        "promises": f"应办 {kept.all} 项，按期办成 {kept.in_time} 项（{kept.kept}），共办成 {kept.done} 项",
        "satisfaction": f"测评 {asked} 人，满意和基本满意 {told.satisfied + told.fairly} 人（{told.share}）",
    }


def _row(one: p.Row) -> dict[str, Any]:
    return {
        "kind": one.title,
        "times": one.times,
        "present": f"{one.present}/{one.expected}",
        "percent": one.present_share,
        "women": f"{one.women}（{one.women_share}）",
        "votes": f"{one.yes}/{one.no}/{one.abstain}",
        "shares": "/".join(one.of_votes(votes) for votes in (one.yes, one.no, one.abstain)),
    }


def preview_report(desk: Desk, kind: str, day: str) -> Drawn:
    """The page as it would be printed now."""
    from desktop.papers import draw, prepare_sheet

    values = values_of(count(desk, kind, day))
    at = desk.clock().at
    return draw(prepare_sheet(FORM, desk.village(), values=values, print_id="", printed_at=at))


def print_report(desk: Desk, kind: str, day: str) -> Printed:
    """Draw the report and record that it was printed."""
    from desktop.papers import draw, prepare_sheet

    moment = desk.clock()
    figures = count(desk, kind, day)
    subject = f"{figures.first}/{figures.last}"
    prepared = prepare_sheet(
        FORM,
        desk.village(),
        values=values_of(figures),
        subject=subject,
        print_id=desk.new_id()[:16],
        printed_at=moment.at,
    )
    drawn = draw(prepared)
    printed = SealedPrint(
        print_id=prepared.print_id,
        paper=prepared.content.paper,
        subject=subject,
        title=prepared.title,
        content_hash=prepared.content_hash,
        pages=drawn.pages,
        pdf_hash=digest(drawn.pdf),
        printed_at=moment.at,
    )
    with desk.store.work() as work:
        append(desk, work, moment, kind="print", subject=printed.print_id, body=canonical(printed))
        work.prints.add(printed, work.blobs.put(drawn.pdf, "application/pdf", moment.at))
    return Printed(printed, drawn.pdf, drawn.missing)
