"""A village's PC without a window: a real store, a real key, records to deliver. All names are invented."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import msgspec

from desktop.domain.events import Moment
from desktop.domain.figures import figures_of
from desktop.domain.verdict import Verdict, judge
from desktop.storage.store import Store
from desktop.sync.deliver import deliver
from desktop.sync.enrol import enrol
from desktop.sync.http_line import HttpLine
from desktop.sync.line import Line
from desktop.sync.outcome import Outcome
from desktop.sync.patience import Patience
from desktop.sync.tally import Progress
from desktop.vault.device import DeviceKey
from desktop.vault.high_water import NewEpoch
from desktop.vault.sealing import seal
from desktop.wire.bodies import Attendance, SealedItem, SealedMeeting, SealedPoll, SealedScan, Village
from desktop.wire.canonical import canonical
from desktop.wire.enrolment import Enrolment
from desktop.wire.records import SealedRecord
from tests.law import rule_set

CODE = "330000000001"
DATABASE_KEY = bytes(range(32))
AT = "2026-06-18T19:26:07"
HASTY = Patience(attempts=3, first=0.02, longest=1.0)


class Pc:
    """One PC. `line` may be replaced by anything that breaks."""

    def __init__(self, folder: Path, number: int = 7) -> None:
        self.folder = folder
        self.number = number
        self.key = DeviceKey.from_secret(number.to_bytes(32, "big"))
        self.store = Store.open(folder, DATABASE_KEY)
        self._chance = random.Random(number)
        self.epoch = 1
        self.clock = AT
        """What its clock shows; a battery may be dead."""

    def close(self) -> None:
        self.store.close()

    def now(self) -> str:
        return self.clock

    def begin_epoch(self) -> SealedRecord:
        """What the program does when the mark outside the database says that this is an old copy."""
        with self.store.read() as work:
            head = work.ledger.head()
        self.epoch = max(self.epoch, head.epoch if head else 1) + 1
        begun = NewEpoch(epoch=self.epoch, after=head.sequence if head else 0, reason="went-back")
        return self.seal(canonical(begun), kind="epoch", subject=str(self.epoch))

    def seal(
        self, body: bytes, kind: str = "meeting", subject: str = "m1", blobs: tuple[str, ...] = ()
    ) -> SealedRecord:
        with self.store.work() as work:
            head = work.ledger.head()
            sealed = seal(
                self.key,
                head=head,
                epoch=max(self.epoch, head.epoch if head else 1),
                kind=kind,
                subject=subject,
                body=body,
                blobs=blobs,
                moment=Moment(self.clock),
                salt=self._chance.randbytes(32).hex(),
            )
            work.ledger.append(sealed)
        return sealed

    def seal_meeting(self, meeting: SealedMeeting) -> SealedRecord:
        return self.seal(canonical(meeting), subject=meeting.id)

    def seal_scan(self, size: int, subject: str = "s1") -> SealedRecord:
        """A scan of so many bytes that do not compress."""
        data = self._chance.randbytes(size)
        with self.store.work() as work:
            blob = work.blobs.put(data, "image/jpeg", AT)
        scan = SealedScan(
            scan_id=subject, print_id="p1", subject="m1", media="image/jpeg", size=size, blob=blob, pages=1, attached_at=AT
        )
        return self.seal(canonical(scan), kind="scan", subject=subject, blobs=(blob,))

    def enrol(self, line: Line | str, code: str, fingerprint: str) -> Enrolment:
        line = HttpLine(line) if isinstance(line, str) else line
        try:
            return enrol(self.store, self.key, line, code=code, fingerprint=fingerprint, name="一号机", now=AT)
        finally:
            line.close()

    def deliver(
        self,
        line: Line | None = None,
        *,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
        patience: Patience = HASTY,
    ) -> Outcome:
        return deliver(
            self.store, self.key, now=self.now, line=line, progress=progress, cancel=cancel, patience=patience
        )

    def receipts(self) -> list[tuple[str, str]]:
        """(batch, kind) of all that are kept."""
        with self.store.read() as work:
            return [(kept.batch, kept.kind) for kept in work.outbox.receipts()]

    def cursor(self) -> tuple[int, int]:
        with self.store.read() as work:
            found = work.outbox.cursor()
        return found.records, found.blobs


def verdict(present: int, yes: int, no: int = 0, abstain: int = 0) -> Verdict:
    rule = rule_set("villagers-representatives", "2026-06-18")
    return judge(rule, figures_of({"members": 41, "present": present, "yes": yes, "no": no, "abstain": abstain}))


def meeting(number: int = 1, *, present: int = 28, yes: int = 20, no: int = 5, abstain: int = 3) -> SealedMeeting:
    """A meeting of 41 members with one vote."""
    poll = SealedPoll(
        id="v1",
        item="i1",
        question="是否同意修桥",
        method="hands",
        opened_at="2026-06-18T19:40:00",
        decided_at="2026-06-18T19:42:00",
        present=present,
        yes=yes,
        no=no,
        abstain=abstain,
        verdict=verdict(present, yes, no, abstain),
    )
    rule = rule_set("villagers-representatives", "2026-06-18")
    roll = tuple(
        Attendance(
            person=f"p{n}",
            name=f"赵{n}",
            label=f"赵{n}",
            spans=(("2026-06-18T19:00:00", ""),) if n <= present else (),
        )
        for n in range(1, 42)
    )
    return SealedMeeting(
        id=f"m{number}",
        village=Village(CODE, "石桥村"),
        procedure="villagers-representatives",
        rule="villagers-representatives",
        title=f"第{number}次村民代表会议",
        kind_title="村民代表会议",
        date="2026-06-18",
        declared={"members": 41},
        roll=roll,
        items=(SealedItem(id="i1", number=1, title="修桥"),),
        polls=(poll,),
        quorum=judge(rule, figures_of({"members": 41, "present": present})),
    )


def changed(sealed: SealedMeeting, **facts: object) -> SealedMeeting:
    return msgspec.structs.replace(sealed, **facts)
