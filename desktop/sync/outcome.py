"""What came of a round, in values that a screen or a command can show."""

from __future__ import annotations

from msgspec import Struct

from desktop.wire.receipt import Receipt
from forms.language import Sentence, say

DELIVERED, PART, STOPPED, NOTHING = "delivered", "part", "stopped", "nothing"


class Outcome(Struct, frozen=True, kw_only=True):
    """`state`: everything is signed for (`DELIVERED`, or `NOTHING` when there was nothing to send), something waits
    (`PART`), or the user stopped (`STOPPED`)."""

    state: str
    sentence: Sentence
    receipts: tuple[Receipt, ...] = ()
    """Those that came in this round, verified."""
    remarks: tuple[Sentence, ...] = ()
    records: int = 0
    """Signed for in this round, and blobs likewise."""
    blobs: int = 0
    waiting_records: int = 0
    waiting_blobs: int = 0
    sent: int = 0
    """Bytes of bodies handed to the line."""
    requests: int = 0
    again_in: int = 0
    """Seconds that the county asks to wait; 0 where it said nothing."""

    @property
    def complete(self) -> bool:
        """Whether the county has signed for everything."""
        return self.state in (DELIVERED, NOTHING)

    @property
    def trouble(self) -> Sentence | None:
        """Why something waits, where that is not what the user wanted."""
        return self.sentence if self.state == PART else None


def summary(state: str, records: int, blobs: int, waiting_records: int, waiting_blobs: int) -> Sentence:
    """The sentence where nothing else has to be said."""
    if state == NOTHING:
        return say("没有要上报的：县里已签收全部记录和附件。")
    if state == DELIVERED:
        return say("已送达：县里签收了{what}。", what=_counted(records, blobs))
    left = _counted(waiting_records, waiting_blobs)
    if state == STOPPED:
        return say("已停下。还有{what}没有送达，下次从断处接着传。", what=left)
    return say("还没有全部送达：{what}等待县里签收。", what=left)


def _counted(records: int, blobs: int) -> Sentence:
    """Nobody needs to read that there are none of something."""
    if not blobs:
        return say(" {records} 条记录", records=records)
    if not records:
        return say(" {blobs} 个附件", blobs=blobs)
    return say(" {records} 条记录、{blobs} 个附件", records=records, blobs=blobs)
