"""Body of a ledger record of kind "correction": what of a sealed meeting was wrong, what is right, and why."""

from __future__ import annotations

from msgspec import Struct


class SealedCorrection(Struct, frozen=True, kw_only=True):
    """It names the record that it corrects, which stays as it is. `subject` is the id of the meeting."""

    format: int = 1
    subject: str
    number: int
    """From 1 within the meeting: 更正 1, 更正 2 …"""
    record: str
    """Hash of the ledger record that is corrected (`record_hash`)."""
    title: str
    date: str
    """Title and date of the meeting, for people."""
    wrong: str
    """What stands in the sealed minutes."""
    right: str
    """What should stand there."""
    why: str
    by: str
    """Name of who asked for it."""
    made_at: str
