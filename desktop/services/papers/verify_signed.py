"""An archived PDF to which others added their signatures elsewhere: its beginning is ours, and the rest is signatures only."""

from __future__ import annotations

import re

import msgspec

from desktop.services.desk import Desk
from desktop.services.papers.verify_paper import ALTERED, Verified, verify_pdf
from desktop.wire.bodies import SealedArchive
from desktop.wire.canonical import digest, read
from forms.language import say

_END = re.compile(rb"%%EOF\r?\n?")
_MOST_VERSIONS = 100
"""Ends of file that are looked at: each signer adds one."""


def verify_signed(desk: Desk, data: bytes) -> Verified | None:
    """The answer for a PDF that begins with one of our archived ones; None for any other."""
    if b"/ByteRange" not in data:
        return None
    with desk.store.read() as work:
        bodies = [one.body for one in work.ledger.after(0) if one.record.kind == "archive" and one.body is not None]
    known = {one.pdf_hash: one for one in (read(body, SealedArchive) for body in bodies)}
    ends = [match.end() for match in _END.finditer(data)][:_MOST_VERSIONS]
    whole = next((data[:end] for end in reversed(ends) if end < len(data) and digest(data[:end]) in known), None)
    if whole is None:
        return None
    ours = verify_pdf(desk, whole)
    added = _added(data, known[digest(whole)])
    if added is None:
        sentence = say("这份文件是在我们的归档件后面改过的，不是只加了签名。请以台账里的原件为准。")
        return msgspec.structs.replace(ours, genuine=False, kind=ALTERED, sentence=sentence)
    sentence = say(
        "{what}后来又加了 {names} 的电子签名，签名都有效；签名人是谁，请另行核对证书。",
        what=ours.sentence,
        names="、".join(added),
    )
    return msgspec.structs.replace(ours, sentence=sentence)


def _added(data: bytes, ours: SealedArchive) -> list[str] | None:
    """Names of those who signed after us; None where a signature is broken or something else was added."""
    from desktop.papers.archive import signatures

    try:
        found = signatures(data)
    except Exception:  # noqa: BLE001  (whatever a parser says of a file that somebody damaged)
        return None
    names = [one.name for one in found[len(ours.signers) :]]
    return names if names and all(one.intact and one.covers_all for one in found) else None
