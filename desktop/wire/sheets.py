"""The body of a ledger record of kind "sheet": a sheet of a case or of a register as it was when it became final.

Complete in itself, as all bodies are: the case by its title, the form by its title and version, and whoever let the case
pass a shut gate on the way here.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from desktop.domain.registers.entry import Tied
from desktop.wire.bodies import Village


class Passed(Struct, frozen=True, kw_only=True):
    """A gate that was gone round: its sentence, who allowed it, and why."""

    at: str
    words: str
    name: str
    reason: str


class SealedSheet(Struct, frozen=True, kw_only=True):
    format: int = 1
    id: str
    village: Village
    case: str
    case_title: str
    procedure: str
    stage: str
    form: str
    form_version: int
    title: str
    """Title of the form in Chinese."""
    day: str
    values: dict[str, Any]
    files: dict[str, str] = {}
    """Attachment field to the SHA-256 of the blob."""
    passed: tuple[Passed, ...] = ()
    corrects: int | None = None
    """Sequence of the record that this one corrects."""
    why: str = ""
    register: str = ""
    """Register that it is an entry of; then there need be no case."""
    parent: str = ""
    """Entry whose state it is, such as the 交办单 of a proposal."""
    state: str = ""
    ties: tuple[Tied, ...] = ()
    """What the entry led to when it was sealed."""
    sealed_at: str
