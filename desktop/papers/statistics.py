"""The report of a period, fixed: a room of its own, as it is about no meeting."""

from __future__ import annotations

from desktop.domain.statistics import PeriodFigures
from desktop.papers.content import Prepared
from desktop.papers.filling.statistics import fill
from desktop.papers.fixed import fix
from desktop.wire.bodies import Village
from forms.papers import papers


def prepare_statistics(
    figures: PeriodFigures, village: Village, records: int, *, print_id: str, printed_at: str
) -> Prepared:
    """Fix the content of the report; an empty `print_id` makes a preview. `records`: up to where the ledger was counted."""
    form = papers()["statistics"]
    return fix(
        form,
        fill(figures, village, records),
        subject=f"{figures.first}/{figures.last}",
        title=f"{village.name}{figures.name}{form.zh}",
        about=str(figures.name),
        print_id=print_id,
        printed_at=printed_at,
    )
