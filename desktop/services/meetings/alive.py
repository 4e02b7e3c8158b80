"""Signs of life: while a meeting runs, a mark beside the journal says that the program lived at that time.

After a power cut it says what time was lost: from the last sign of life (mark, event or draft) until the meeting was opened
again. Nothing of that is minuted before the recorder wants it so. What has not been answered yet is kept, for power that
came back may go again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec
from msgspec import Struct

from desktop.domain.late_entry import PAPER
from desktop.domain.meeting import OPEN, PLANNED, Meeting
from desktop.services.desk import Desk

if TYPE_CHECKING:
    from desktop.storage.store import Store
    from desktop.storage.work import Work

ALIVE = "alive"
"""Field of the drafts that bears the mark: when it was written is what it says."""
GAPS = "gaps"
"""Field of the drafts that keeps the gaps which have not been answered."""
STILL_ON = timedelta(hours=24)
"""A meeting that gave a sign of life within this time is gone on with when the program starts."""


class Gap(Struct, frozen=True):
    """Nothing was noted from `since` until `until` (ISO times). Where the clock was set back, `until` is the earlier one."""

    since: str
    until: str

    @property
    def backwards(self) -> bool:
        return self.until < self.since


_here: WeakKeyDictionary[Store, set[str]] = WeakKeyDictionary()
"""Meetings that this run of the program has had open: to look at another page meanwhile loses no time."""


def under_way(meeting: Meeting) -> bool:
    """Whether time that goes by belongs to the meeting: it is in session, or people are coming in."""
    return meeting.stage == OPEN or (meeting.stage == PLANNED and bool(meeting.presence))


def mark_alive(desk: Desk, meeting_id: str) -> None:
    """The program lives now. One small commit; to be called every few seconds."""
    at = desk.clock().at
    with desk.store.work() as work:
        work.drafts.save(meeting_id, ALIVE, "", at)


def time_lost(desk: Desk, meeting: Meeting) -> tuple[Gap, ...]:
    """The gaps that have not been answered, the one that ends now among them. To be asked when the meeting is opened."""
    had = _here.setdefault(desk.store, set())
    with desk.store.read() as work:
        gaps = _kept(work, meeting.id)
        since = _last_sign(work, meeting.id)
    if meeting.id in had:
        return gaps
    had.add(meeting.id)
    now = desk.clock().at
    if under_way(meeting) and since and since != now:
        gaps = (*gaps, Gap(since, now))
        _keep(desk, meeting.id, gaps)
    return gaps


def look_again(desk: Desk, meeting_id: str) -> tuple[Gap, ...]:
    """The clock was put right: a gap that went backwards ends now."""
    now = desk.clock().at
    with desk.store.read() as work:
        gaps = tuple(Gap(gap.since, now) if gap.backwards else gap for gap in _kept(work, meeting_id))
    _keep(desk, meeting_id, gaps)
    return gaps


def answered(desk: Desk, meeting_id: str, gap: Gap) -> tuple[Gap, ...]:
    """This gap was minuted or need not be; those that are left."""
    with desk.store.read() as work:
        gaps = tuple(one for one in _kept(work, meeting_id) if one != gap)
    _keep(desk, meeting_id, gaps)
    return gaps


def gone_on_with(desk: Desk) -> str:
    """Id of the meeting that was under way when the program ended last; empty where there is none."""
    now = datetime.fromisoformat(desk.clock().at)
    with desk.store.read() as work:
        for row in work.meetings.list():
            if row.state not in (PLANNED, OPEN) or ALIVE not in work.drafts.of(row.id):
                continue
            since = _last_sign(work, row.id)
            if since and now - datetime.fromisoformat(since) < STILL_ON:
                return str(row.id)
    return ""


def _last_sign(work: Work, meeting_id: str) -> str:
    """ISO time; empty where there is none."""
    last = work.journal.last(meeting_id)
    at = [last.moment.at] if last is not None and last.moment.clock != PAPER else []
    return max([*at, *(draft.at for field, draft in work.drafts.of(meeting_id).items() if field != GAPS)], default="")


def _kept(work: Work, meeting_id: str) -> tuple[Gap, ...]:
    text = work.drafts.get(meeting_id, GAPS)
    return msgspec.json.decode(text, type=tuple[Gap, ...]) if text else ()


def _keep(desk: Desk, meeting_id: str, gaps: tuple[Gap, ...]) -> None:
    with desk.store.work() as work:
        if gaps:
            work.drafts.save(meeting_id, GAPS, msgspec.json.encode(gaps).decode(), desk.clock().at)
        else:
            work.drafts.clear(meeting_id, GAPS)
