"""What the items of the county's stream say, by kind. A kind that this program does not know is kept and left alone.

Bodies are JSON objects; fields are added, never changed or removed.
"""

from __future__ import annotations

from msgspec import Struct

KINDS = ("feedback", "case", "notice", "pack", "revocation", "readmission")
FEEDBACK, CASE, NOTICE, PACK, REVOCATION, READMISSION = KINDS

HELD, RETURNED, SETTLED = "held", "returned", "settled"


class Feedback(Struct, frozen=True, kw_only=True):
    """On one record: `HELD` (the county cannot use it as it is, made by itself), `RETURNED` (an official sends it back to be
    mended) or `SETTLED` (it is in order now)."""

    record: str
    """Hash of the record."""
    sequence: int
    state: str
    code: str = ""
    text: str
    """A sentence in Chinese."""
    by: str = ""


class CaseAnswer(Struct, frozen=True, kw_only=True):
    """On a case that was sent up."""

    case: str
    """Id of the case in the village."""
    state: str
    """A word of `desktop.domain.cases.answers`, or a newer one."""
    text: str = ""
    day: str
    """The county's ISO day."""
    by: str = ""


class Notice(Struct, frozen=True, kw_only=True):
    title: str
    text: str = ""
    until: str = ""
    """The county's ISO day after which it need not be shown; empty: until it was read."""


class Pack(Struct, frozen=True, kw_only=True):
    """Rules, procedures and sheets of the county: a folder, packed. Its bytes travel in leaves."""

    title: str = ""
    blob: str
    """SHA-256 of the packed bytes."""
    size: int
    leaves: tuple[str, ...]
    files: dict[str, str]
    """Name in the folder to SHA-256, as the county signed them."""


class Revocation(Struct, frozen=True, kw_only=True):
    """This device is revoked: nothing of it is taken any more."""

    why: str = ""


class Readmission(Struct, frozen=True, kw_only=True):
    """The revocation before it in the stream is lifted: the device was enrolled again with a new code."""
