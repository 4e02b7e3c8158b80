"""A sheet of a case as it is kept: what was filled in, with the version of the form, and whether it is sealed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from desktop.domain.cases.travel import Kept
from desktop.domain.procedure import Filled

DAYS = ("day", "held", "from", "answered", "sent")
"""Fields that say of what day a sheet is, the first that is there."""
COUNTY = "county-"
"""How the id of a sheet begins that the county wrote; nothing of it is changed here."""


class CaseSheet(Struct, frozen=True, kw_only=True):
    id: str
    case: str
    form: str
    version: int
    stage: str = ""
    """Stage of the procedure in which it was filled in."""
    values: dict[str, Any] = {}
    files: dict[str, str] = {}
    """Attachment field to the hash of what was attached."""
    saved_at: str
    sealed_sequence: int | None = None
    """Sequence of the ledger record that sealed it as it stands; None while it may still be changed."""
    corrects: int | None = None
    """Sequence of the sealed record that this one corrects."""
    why: str = ""
    """Why it was corrected."""
    past: bool = False
    """Of a round before 再评议: it stays to be read, and opens no gate any more."""

    @property
    def sealed(self) -> bool:
        return self.sealed_sequence is not None

    @property
    def theirs(self) -> bool:
        """Whether the county wrote it."""
        return self.id.startswith(COUNTY)

    @property
    def day(self) -> str:
        return next((str(self.values[name]) for name in DAYS if self.values.get(name)), "")

    @property
    def kept(self) -> Kept:
        filled = Filled(form=self.form, version=self.version, values=self.values, day=self.day)
        return Kept(filled=filled, stage=self.stage)


def of_this_round(sheets: Iterable[CaseSheet]) -> tuple[CaseSheet, ...]:
    """Those that count."""
    return tuple(sheet for sheet in sheets if not sheet.past)
