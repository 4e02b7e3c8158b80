"""The papers of a period, fixed: the report with its charts and the county's month-end form. They are about no meeting."""

from __future__ import annotations

from desktop.domain.statistics import PeriodFigures
from desktop.papers.content import Prepared
from desktop.papers.filling import month_end, statistics
from desktop.papers.fixed import fix
from desktop.wire.bodies import Village
from forms.papers import papers

STATISTICS, MONTH_END = "statistics", "month-end"
_FILL = {STATISTICS: statistics.fill, MONTH_END: month_end.fill}


def prepare_period(
    paper: str, figures: PeriodFigures, village: Village, records: int, *, print_id: str, printed_at: str
) -> Prepared:
    """Fix the content of `STATISTICS` or `MONTH_END`; an empty `print_id` makes a preview. `records`: how far the ledger was
    counted."""
    form = papers()[paper]
    return fix(
        form,
        _FILL[paper](figures, village, records),
        subject=f"{figures.first}/{figures.last}",
        title=f"{village.name}{figures.name}{form.zh}",
        about=str(figures.name),
        print_id=print_id,
        printed_at=printed_at,
    )
