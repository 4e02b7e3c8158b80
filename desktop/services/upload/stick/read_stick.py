"""读回 U 盘: the county's answers, taken in as they are over the line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.services.desk import Desk
from forms.language import Sentence, each_once, refuse, say

if TYPE_CHECKING:
    from desktop.wire.receipt import Receipt


class ReadBack(Struct, frozen=True, kw_only=True):
    """What the stick, or a paper, brought."""

    sentence: Sentence
    remarks: tuple[Sentence, ...] = ()
    enrolled: bool = False
    """The county has enrolled this PC by it."""
    batches: tuple[str, ...] = ()
    """Those that the county has signed for."""
    receipts: tuple[Receipt, ...] = ()
    waiting_records: int = 0
    waiting_blobs: int = 0

    @property
    def all(self) -> bool:
        """Whether nothing waits any more."""
        return not (self.waiting_records or self.waiting_blobs)


def has_answer(desk: Desk, folder: Path) -> bool:
    """Whether the county has put something on the stick that this PC waits for. Raises Refused where there is no stick."""
    from desktop.sync.enrol import pending_of
    from desktop.wire.medium import Medium
    from desktop.wire.parcel import DOWN_FOLDER, ENROLLED, LOCKED, REFUSED

    wanted = [LOCKED] + ([ENROLLED, REFUSED] if pending_of(desk.store) else [])
    names = {file.name for file in Medium(folder).files(DOWN_FOLDER, "")}
    return any(desk.keys.device.id + ending in names for ending in wanted)


def read_stick(desk: Desk, folder: Path) -> ReadBack:
    """Take in whatever the county has put on the stick for this PC; reading it twice changes nothing.

    Raises Refused where there is nothing for this PC, and for what is damaged or not the county's.
    """
    from desktop.services.upload.take_down import readmit, take_down
    from desktop.sync.enrol import enrolment_of
    from desktop.sync.stick.enrolment import answer_to_application
    from desktop.sync.stick.take import Taken, take
    from desktop.wire.medium import Medium

    medium = Medium(folder)
    now = desk.clock().at
    enrolled = answer_to_application(desk.store, desk.keys.device, medium, now=now)
    if enrolled:
        readmit(desk)
    enrolment = enrolment_of(desk.store)
    taken = Taken() if enrolment is None else take(desk.store, desk.keys.device, enrolment, medium, now=now)
    if not taken.found and not enrolled:
        raise refuse("U 盘（{place}）上没有县里给本机的答复。", place=str(folder))
    remarks = (*taken.refused, *taken.remarks, *(take_down(desk) if taken.found else ()))
    if enrolled and not taken.found:
        assert enrolment is not None
        village = enrolment.village_name or enrolment.village
        return _read(desk, say("登记好了：{village}。现在可以把要上报的存到 U 盘。", village=village), remarks, enrolled=True)
    if not taken.fresh and not remarks:
        return _read(desk, say("这份答复以前已经读过。"), (), receipts=taken.receipts, enrolled=enrolled)
    return _read(desk, None, remarks, receipts=taken.receipts, enrolled=enrolled)


def _read(
    desk: Desk,
    sentence: Sentence | None,
    remarks: tuple[Sentence, ...],
    *,
    receipts: tuple[Receipt, ...] = (),
    enrolled: bool = False,
) -> ReadBack:
    from desktop.sync.tally import waiting

    left = waiting(desk.store)
    if sentence is None and (left.records or left.blobs):
        sentence = say(
            "县里的答复已读入。还有 {records} 条记录、{blobs} 个附件没有签收。", records=left.records, blobs=left.blobs
        )
    return ReadBack(
        sentence=sentence or say("县里的答复已读入：存到 U 盘的已全部签收。"),
        remarks=each_once(remarks),
        enrolled=enrolled,
        batches=tuple(dict.fromkeys(receipt.batch for receipt in receipts)),
        receipts=receipts,
        waiting_records=left.records,
        waiting_blobs=left.blobs,
    )
