"""What was put on sticks and has not been answered, so that the county's standing in an answer can be judged."""

from __future__ import annotations

from msgspec import Struct

from desktop.storage.work import Work
from desktop.sync.accept import SEEN, Seen

SENT = "stick_sent"
"""Name of the setting."""
_MOST = 16


class Sent(Struct, frozen=True, kw_only=True):
    """One parcel, and what was known of the county when it was made."""

    nonce: str
    seen: Seen | None
    records: int
    """The cursor."""
    at: str


def remember_sent(work: Work, nonce: str, at: str) -> None:
    known = work.settings.get(SENT, tuple[Sent, ...]) or ()
    made = Sent(nonce=nonce, seen=work.settings.get(SEEN, Seen), records=work.outbox.cursor().records, at=at)
    work.settings.put(SENT, (*known, made)[-_MOST:])


def newest_word(work: Work, nonces: tuple[str, ...]) -> str:
    """The nonce of a standing that may be believed: of a parcel of ours, with nothing heard from the county since it was
    made. Empty where there is none: the standing is older than what is known by now."""
    known = {one.nonce: one for one in work.settings.get(SENT, tuple[Sent, ...]) or ()}
    last = known.get(nonces[-1]) if nonces else None
    if last is None or last.seen != work.settings.get(SEEN, Seen) or last.records != work.outbox.cursor().records:
        return ""
    return last.nonce


def waits(work: Work, nonces: tuple[str, ...]) -> bool:
    """Whether one of these parcels waits for its answer."""
    return any(one.nonce in nonces for one in work.settings.get(SENT, tuple[Sent, ...]) or ())


def parcels_sent(work: Work) -> tuple[str, ...]:
    """Nonces of those that wait for their answers."""
    return tuple(one.nonce for one in work.settings.get(SENT, tuple[Sent, ...]) or ())


def forget_sent(work: Work, nonces: tuple[str, ...]) -> bool:
    """Whether one of these parcels was waiting for its answer; it no longer is."""
    known = work.settings.get(SENT, tuple[Sent, ...]) or ()
    left = tuple(one for one in known if one.nonce not in nonces)
    if left != known:
        work.settings.put(SENT, left)
    return left != known
