"""What the county has said, as the pages show it: its notices, when this PC should call, and whether it is still heard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.services.revoked import revoked_of
from desktop.services.upload.take_down import NoticeLine, notices_of
from desktop.wire.down import body_of, read_item
from desktop.wire.down_bodies import FEEDBACK, SETTLED, Feedback
from desktop.wire.faults import Fault
from forms.language import Sentence, say

if TYPE_CHECKING:
    from desktop.storage.work import Work
    from desktop.sync.calls import Calls
    from desktop.sync.down import DownState

SILENT_DAYS = 62
"""After so many days by this PC's own clock it is worth a word, though the clock may be wrong."""


class Heard(Struct, frozen=True, kw_only=True):
    notices: tuple[NoticeLine, ...] = ()
    slot: Sentence | None = None
    """这台电脑的上报时间; None before enrolment."""
    waits: Sentence | None = None
    """Until when things wait by themselves, and why."""
    trouble: Sentence | None = None
    """Why the last call left something."""
    stale: Sentence | None = None
    """That nothing new has been heard from the county for too long."""
    revoked: Sentence | None = None


def heard(work: Work, now: str, receipts: str) -> Heard:
    """`now` is the time of this PC, `receipts` the county's time of the newest receipt, or empty."""
    from desktop.sync.calls import CALLS, Calls, county_time, due_of, plan_of
    from desktop.sync.down import DOWN, DownState
    from desktop.sync.enrol import ENROLMENT
    from desktop.wire.enrolment import Enrolment

    enrolment = work.settings.get(ENROLMENT, Enrolment)
    if enrolment is None:
        return Heard()
    state = work.settings.get(DOWN, DownState) or DownState()
    calls = work.settings.get(CALLS, Calls) or Calls()
    here = county_time(state, now)
    due = due_of(calls, plan_of(enrolment, state), here)
    revoked = revoked_of(work)
    return Heard(
        notices=notices_of(work, here.isoformat()[:10]),
        slot=due.sentence if revoked is None else None,
        waits=due.waits if revoked is None else None,
        trouble=_trouble(calls),
        stale=_stale(state, now, receipts),
        revoked=revoked.sentence if revoked else None,
    )


def _trouble(calls: Calls) -> Sentence | None:
    if calls.trouble is None:
        return None
    at = calls.ended_at
    return say(
        "上次 {month} 月 {day} 日 {time} 没有传完：{why}",
        month=int(at[5:7]), day=int(at[8:10]), time=at[11:16], why=calls.trouble,
    )  # fmt: skip


def _stale(state: DownState, now: str, receipts: str) -> Sentence | None:
    """By the county's own times where they tell; by this PC's clock only as a hint. It refuses nothing."""
    from desktop.sync.down import stale_since

    since = stale_since(state, receipts)
    if since:
        return say("县里的回执是新的，反馈和通知却从 {day} 起没有来过：可能被人截下了，请打电话问县里。", day=since)
    if not state.received_at:
        return None
    from datetime import datetime

    apart = datetime.fromisoformat(now) - datetime.fromisoformat(state.received_at)
    if apart > timedelta(days=SILENT_DAYS):
        return say("按本机时钟，已有 {n} 天没有收到县里的消息；能上网时请上报一次，或者用 U 盘。", n=apart.days)
    return None


def told_of_records(work: Work) -> tuple[dict[int, Sentence], frozenset[int]]:
    """Feedback on records of this PC: sequence to why the county sends it back, and those that are in order again."""
    back: dict[int, Sentence] = {}
    settled: set[int] = set()
    for kept in work.inbox.items(FEEDBACK):
        try:
            said = body_of(read_item(kept.signed), Feedback)
        except Fault:
            continue
        if work.ledger.hash_at(said.sequence) != said.record:
            continue
        if said.state == SETTLED:
            back.pop(said.sequence, None)
            settled.add(said.sequence)
        else:
            back[said.sequence] = Sentence(said.text)
            settled.discard(said.sequence)
    return back, frozenset(settled)
