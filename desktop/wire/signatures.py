"""Signatures in the ledger: who signed which text, how, and before whom.

A signature names the text by two hashes: `version` is of what the sealed meeting says, whatever program shows it; `shown` is
of the words that stood on the screen. The drawing itself (how somebody's hand moves) stays in the village, as a blob
that only this record names: nobody else needs it (个人信息保护法第六条).
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from desktop.domain.signing import Witness
from desktop.wire.canonical import canonical, digest

MEDIA = "application/json"
_NOT_TEXT = ("format", "journal_digest", "journal_length")


class Shown(Struct, frozen=True, kw_only=True):
    """The text as it stood on the screen of the one who signed: (style, words) from top to bottom."""

    format: int = 1
    subject: str
    paper: str
    title: str
    version: str
    paragraphs: tuple[tuple[str, str], ...]


class SealedSignature(Struct, frozen=True, kw_only=True):
    """Somebody signed a paper of a meeting in one of three ways: "screen", "ink" or "mark" (a fingerprint on paper)."""

    format: int = 1
    signature_id: str
    subject: str
    """Id of the meeting."""
    paper: str
    role: str
    """Id of the place to sign in the paper's definition."""
    title: str
    """What stands before that place: 主持人."""
    person: str = ""
    name: str
    way: str
    version: str
    """`version_of` the meeting that was signed; empty for a sheet that was inked before the minutes were confirmed."""
    shown: str = ""
    """Hash of the canonical bytes of `Shown`; of ink, the content hash of the print."""
    print_id: str = ""
    """Of ink: the print on which it stands."""
    drawing: str = ""
    """Hash of the canonical bytes of the `Drawing`, which stays in the village."""
    device: str = ""
    read_by: str = ""
    """Of a fingerprint: who read the text aloud and wrote the name."""
    witnesses: tuple[Witness, ...] = ()
    given_at: str


def version_of(body: bytes) -> str:
    """Hash of what a meeting says, from its canonical bytes, sealed or as they would be sealed now.

    The journal's own digest is no part of it: taking a step back and doing it again changes that, and no word.
    """
    facts = msgspec.json.decode(body)
    return digest(canonical({name: value for name, value in facts.items() if name not in _NOT_TEXT}))


def shown_hash(shown: Shown) -> str:
    return digest(canonical(shown))
