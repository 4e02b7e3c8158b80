"""The meeting as the papers take it: its sealed bytes where it is sealed, else the bytes that sealing it now would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.meetings.seal_meeting import frozen
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import canonical, read
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.storage.work import Work


def meeting_bytes(desk: Desk, work: Work, meeting_id: str) -> bytes:
    """Canonical bytes. Raises Refused where there is no such meeting, or its sealed body has been erased."""
    row = work.meetings.get(meeting_id)
    if row is None:
        raise refuse("找不到这次会议。它可能在另一台电脑上。")
    if row.sealed_sequence is None:
        return canonical(frozen(desk, work, meeting_id))
    sealed = work.ledger.get(row.sealed_sequence)
    if sealed is None or sealed.body is None:
        raise refuse("这次会议的内容已按保管期限销毁，不能再打印。")
    return sealed.body


def meeting_value(desk: Desk, work: Work, meeting_id: str) -> SealedMeeting:
    """The sealed meeting where there is one, byte for byte as sealed; else the meeting as it stands."""
    return read(meeting_bytes(desk, work, meeting_id), SealedMeeting)
