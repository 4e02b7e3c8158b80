"""The body of a ledger record of kind "cases": what the figures need of the cases that changed since the last such record.

It has no name, title or place of anybody: of a case only its days, its source and theme, where it stands, and its
deadlines. Whoever reads all these records in their order, each case as it was sealed last, can count every figure again.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.cases.facts import CaseFacts
from desktop.wire.bodies import Village


class SealedCases(Struct, frozen=True, kw_only=True):
    format: int = 1
    village: Village
    cases: tuple[CaseFacts, ...]
    sealed_at: str
