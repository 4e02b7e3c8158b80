"""农村民主决策情况填报: the county's month-end form. Percentages to two decimals throughout."""

from __future__ import annotations

from desktop.domain.period import Row
from desktop.domain.share import share
from desktop.domain.statistics import PeriodFigures
from desktop.papers.content import Filled
from desktop.papers.filling.statistics import ledger
from desktop.papers.wording import headed
from desktop.wire.bodies import Village

NOTHING = "这一期没有定稿的会议"


def fill(figures: PeriodFigures, village: Village, records: int) -> tuple[Filled, ...]:
    """`records` is the sequence of the last record of the ledger that was counted."""
    funnel, kept, told = figures.funnel, figures.promises, figures.satisfaction
    sent, taken = share(funnel.forwarded, funnel.collected, 2), share(funnel.adopted, funnel.forwarded, 2)
    others = {
        "topics": f"收集 {funnel.collected} 件，报送 {funnel.forwarded} 件（{sent}），采用 {funnel.adopted} 件（{taken}）",
        "promises": f"应办 {kept.all} 项，按期办成 {kept.in_time} 项（{kept.kept(2)}），共办成 {kept.done} 项",
        "satisfaction": f"测评 {told.asked} 人，满意和基本满意 {told.content} 人（{told.share(2)}）",
    }
    return (
        Filled(block="title", text=headed(village, "农村民主决策情况填报", 30)),
        Filled(
            block="facts",
            values={
                "period": f"{figures.name}（{figures.first} 至 {figures.last}）",
                "records": ledger(records),
            },
        ),
        Filled(block="kinds", rows=fill_kinds(figures)),
        Filled(block="meetings", rows=fill_meetings(figures)),
        Filled(block="others", values=others),
        Filled(block="signatures"),
    )


def fill_kinds(figures: PeriodFigures) -> tuple[tuple[str, ...], ...]:
    """A row for each kind of meeting, and one for all."""
    return tuple((one.title, str(one.times), *_numbers(one)) for one in (*figures.kinds, figures.every))


def fill_meetings(figures: PeriodFigures) -> tuple[tuple[str, ...], ...]:
    """A row for each meeting: what it was, its ISO day, its numbers."""
    each = tuple((one.title[11:], one.title[:10], *_numbers(one)) for one in figures.meetings)
    return each or ((NOTHING, *[""] * 12),)


def _numbers(one: Row) -> tuple[str, ...]:
    votes = [text for number in (one.yes, one.no, one.abstain) for text in (str(number), one.of_votes(number))]
    return (str(one.expected), str(one.present), one.present_share(2), str(one.women), one.women_share(2), *votes)
