"""归档文件目录 and 卷内备考表 of a year: printed for the box, and taken along in the archive as PDF/A."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.record_print import Printed, new_print_id, record_print
from forms.papers import papers

if TYPE_CHECKING:
    from desktop.papers.filling.archive import ArchivedPiece


def print_lists(
    desk: Desk, year: str, pieces: Sequence[ArchivedPiece], missing: Sequence[str]
) -> tuple[Printed, Printed]:
    """Catalogue and note, each recorded as a print; `missing` says in a sentence each what the volume lacks."""
    from desktop.papers import fix
    from desktop.papers.filling.archive import fill_catalogue, fill_note

    moment, village = desk.clock(), desk.village()
    filled = {
        "archive-catalogue": fill_catalogue(village, year, pieces),
        "volume-note": fill_note(village, year, pieces, missing),
    }
    catalogue, note = (
        record_print(
            desk,
            moment,
            fix(
                papers()[paper],
                blocks,
                subject=f"archive-{year}",
                title=f"{village.name}{year}年　{papers()[paper].zh}",
                about=f"{year}年",
                print_id=new_print_id(desk),
                printed_at=moment.at,
            ),
            replaces=True,
        )
        for paper, blocks in filled.items()
    )
    return catalogue, note
