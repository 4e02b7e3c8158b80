"""统计报告 and 农村民主决策情况填报: printed from the ledger, after what has changed of the cases was sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.figures.count import Counted, count_sealed
from desktop.services.figures.sealed import seal_facts
from desktop.services.record_print import Printed, new_print_id, record_print

if TYPE_CHECKING:
    from desktop.papers import Drawn

STATISTICS, MONTH_END = "statistics", "month-end"


def preview_period(desk: Desk, paper: str, counted: Counted) -> Drawn:
    """The pages of `STATISTICS` or `MONTH_END` as they would be printed of what was counted; nothing is sealed."""
    from desktop.papers import draw
    from desktop.papers.statistics import prepare_period

    at = desk.clock().at
    return draw(prepare_period(paper, counted.figures, desk.village(), counted.records, print_id="", printed_at=at))


def print_period(desk: Desk, paper: str, kind: str, day: str) -> Printed:
    """Seal what has changed, count the ledger, draw the paper and record that it was printed."""
    from desktop.papers.statistics import prepare_period

    moment = desk.clock()
    seal_facts(desk, moment)
    counted = count_sealed(desk, kind, day)
    prepared = prepare_period(
        paper,
        counted.figures,
        desk.village(),
        counted.records,
        print_id=new_print_id(desk),
        printed_at=moment.at,
    )
    return record_print(desk, moment, prepared)
