"""上报: what of a month has been sealed, and how far each of it has come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from desktop.services.desk import Desk
from desktop.services.meetings.list_meetings import SEALED, list_meetings
from desktop.services.upload.enrolled_as import EnrolledAs, enrolled_as
from desktop.services.upload.heard import Heard, heard, told_of_records
from desktop.services.upload.stick.on_the_way import OnTheWay, applied, on_the_way
from desktop.wire.records import SealedRecord
from forms.language import Sentence, say

if TYPE_CHECKING:
    from desktop.storage.work import Work
    from desktop.wire.receipt import Receipt

WAITING, PART, ON_STICK, DELIVERED, HELD = "waiting", "part", "stick", "delivered", "held"
_ABOUT_ANOTHER = ("print", "scan")
"""Kinds of records whose body says what they belong to."""
SHORT = 4
"""Characters of a batch's id by which a receipt is called: 回执 7F3A."""


class Delivery(Struct, frozen=True, kw_only=True):
    """One thing that was sealed, with its prints and scans."""

    subject: str
    title: str
    what: Sentence
    sealed_at: str
    state: str
    """`WAITING`; `PART`: signed for, a scan is still on its way; `ON_STICK`: saved to a stick that has not been answered;
    `DELIVERED`; `HELD`: the county asks for something."""
    batch: str = ""
    """Id of the batch that the county signed for last."""
    batches: tuple[str, ...] = ()
    """All of them, where it went in parts."""
    signed_at: str = ""
    """When that came here, by the clock of this PC."""
    why: Sentence | None = None
    """What the county says of it, where it holds it."""

    @property
    def word(self) -> Sentence:
        """One word for how far it has come."""
        if self.state == HELD:
            return say("退回补正")
        if self.state == DELIVERED:
            return say("已送达（回执 {short}）", short=self.batch[:SHORT].upper())
        if self.state == ON_STICK:
            return say("在 U 盘上（等县里回音）")
        return say("附件待传") if self.state == PART else say("待上报")


class Month(Struct, frozen=True, kw_only=True):
    """A month as the page shows it: what was sealed in it, and what was delivered in it. What is older and has not been
    delivered is in it, too."""

    month: str
    enrolled: bool
    county: str
    """Address of the county's server."""
    rows: tuple[Delivery, ...]
    unsealed: tuple[str, ...]
    """Titles of meetings of the month, or before, that were held and are not sealed."""
    last: str
    """When the county last signed, by the clock of this PC; empty for never."""
    heard: Heard = Heard()
    """What the county says."""
    known: EnrolledAs | None = None
    """As whom the county knows this PC."""
    stick: OnTheWay = OnTheWay()
    applied: bool = False
    """An application for enrolment is on a stick and has not been answered."""
    first: str = ""
    """The earliest month in which something was sealed; empty for none."""

    @property
    def delivered(self) -> int:
        return sum(row.state == DELIVERED for row in self.rows)

    @property
    def waiting(self) -> int:
        """Those with which something is to be done here; what is on a stick waits for the county."""
        return sum(row.state in (WAITING, PART) for row in self.rows)

    @property
    def on_stick(self) -> int:
        return sum(row.state == ON_STICK for row in self.rows)

    @property
    def held(self) -> int:
        return sum(row.state == HELD for row in self.rows)

    @property
    def left(self) -> tuple[Sentence, ...]:
        """What has not arrived, in a few words each: on the way, sent back."""
        told = [say("在 U 盘上等县里回音 {n} 件", n=self.on_stick)] if self.on_stick else []
        return (*told, say("退回补正 {n} 件", n=self.held)) if self.held else tuple(told)


class Standing(Struct, frozen=True):
    """How far the county has signed, and by which receipts."""

    records: int
    blobs: int
    batches: dict[int, str]
    """Sequence of a record to the id of the batch that it was signed for in."""
    came: dict[str, str]
    """Batch to when its receipt came, by the clock of this PC."""
    held: dict[int, Sentence]
    last: str
    signed_at: str
    """The county's own time of its newest receipt."""


def upload_month(desk: Desk, month: str = "") -> Month:
    """The month ("2026-11"; this one if empty). Only signed receipts count as delivered."""
    now = desk.clock().at[:7]
    month = month or now
    known, stick = enrolled_as(desk), on_the_way(desk)
    with desk.store.read() as work:
        records = work.ledger.listed(*_ABOUT_ANOTHER)
        standing = standing_of(work)
        said = heard(work, desk.clock().at, standing.signed_at)
        titles = {row.id: row.title for row in work.meetings.list()}
        titles |= {case.id: case.title for case in work.cases.list()}
        titles |= {register.id: register.title for register in desk.pack.registers.values()}
    every = _rows(records, standing, titles, stick.at if stick.count else "")
    rows = [row for row in every if month in (row.sealed_at[:7], row.signed_at[:7]) or _still(row, month, now)]
    rows.sort(key=lambda row: row.state != HELD)  # what the county sends back stands first
    held = [line for line in list_meetings(desk) if line.stage not in (SEALED, "planned")]
    return Month(
        month=month,
        enrolled=known is not None and known.here,
        county=known.url if known else "",
        rows=tuple(rows),
        unsealed=tuple(line.title for line in held),
        last=standing.last,
        heard=said if known is None or known.url else replace(said, slot=None, waits=None),  # nobody calls without a line
        known=known,
        stick=stick,
        applied=applied(desk),
        first=min((row.sealed_at[:7] for row in every), default=""),
    )


def _still(row: Delivery, month: str, now: str) -> bool:
    """What was not delivered then stays in the list; this month shows all of it, whatever the clock said."""
    return row.state != DELIVERED and (month == now or row.sealed_at[:7] < month)


def standing_of(work: Work) -> Standing:
    """Read off the receipts that are kept; they were verified before they were."""
    from desktop.sync.accept import read_receipt

    cursor = work.outbox.cursor()
    spans = {batch.id: (batch.first, batch.last) for batch in work.outbox.batches()}
    batches: dict[int, str] = {}
    held: dict[int, Sentence] = {}
    came: dict[str, str] = {}
    last, signed_at = "", ""
    for kept in work.outbox.receipts():
        if kept.conflict or kept.batch not in spans:
            continue
        receipt: Receipt = read_receipt(kept.bytes)
        last, signed_at = kept.received_at, max(signed_at, receipt.received_at)
        first, end = spans[kept.batch]
        if kept.kind == "records":
            batches.update(dict.fromkeys(range(first, end + 1), kept.batch))
            came[kept.batch] = kept.received_at
            held.update({one.sequence: Sentence(one.message) for one in receipt.held})
    back, settled = told_of_records(work)
    held = {sequence: why for sequence, why in (held | back).items() if sequence not in settled}
    return Standing(cursor.records, cursor.blobs, batches, came, held, last, signed_at)


_WHAT = {
    "meeting": say("会议记录"),
    "roster": say("名册"),
    "sheet": say("事项表格"),
    "cases": say("事项进展数字"),
    "correction": say("更正"),
    "epoch": say("本机换代记录"),
}


def _rows(records: Iterable[SealedRecord], standing: Standing, titles: dict[str, str], saved: str) -> list[Delivery]:
    """A row for each subject; `saved` is when all that waited was put on a stick, empty for never.

    Prints of what is no meeting (a receipt of the county) are not counted.
    """
    prints: dict[str, str] = {}
    groups: dict[str, list[SealedRecord]] = {}
    for sealed in records:
        record = sealed.record
        subject = record.subject
        if record.kind in _ABOUT_ANOTHER:
            subject = _about(sealed, prints)
            prints[record.subject] = subject
            if subject not in titles:
                continue
        groups.setdefault(subject or record.kind, []).append(sealed)
    return [_row(subject, group, standing, titles, saved) for subject, group in groups.items()]


def _about(sealed: SealedRecord, prints: dict[str, str]) -> str:
    """The meeting that a print or a scan belongs to; empty where the body has been erased."""
    import msgspec

    if sealed.body is None:
        return ""
    about = msgspec.json.decode(sealed.body, type=_Subject)
    return prints.get(about.subject, about.subject)


class _Subject(Struct):
    subject: str = ""


def _row(subject: str, group: list[SealedRecord], standing: Standing, titles: dict[str, str], saved: str) -> Delivery:
    main = next((one.record for one in group if one.record.kind in _WHAT), group[0].record)
    sequences = [one.record.sequence for one in group]
    why = next((standing.held[sequence] for sequence in sequences if sequence in standing.held), None)
    blobs = max((one.record.sequence for one in group if one.record.blobs), default=0)
    state = WAITING if max(sequences) > standing.records else PART if blobs > standing.blobs else DELIVERED
    if state != DELIVERED and max(one.record.made_at for one in group) <= saved:
        state = ON_STICK
    scans = sum(one.record.kind == "scan" for one in group)
    printed = sum(one.record.kind == "print" for one in group)
    what = _WHAT.get(main.kind, say("打印的文书"))
    if scans or printed:
        what = say("{what}、打印 {printed} 份、扫描 {scans} 份", what=what, printed=printed, scans=scans)
    return Delivery(
        subject=subject,
        title=titles.get(subject, ""),
        what=what,
        sealed_at=max(one.record.made_at for one in group if one.record.kind == main.kind),
        state=HELD if why else state,
        batch=(batch := standing.batches.get(max(sequences), "")),
        batches=tuple(dict.fromkeys(standing.batches[one] for one in sequences if one in standing.batches)),
        signed_at=standing.came.get(batch, ""),
        why=why,
    )
