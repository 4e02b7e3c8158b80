"""The chains of the devices as the county has them: what is expected next, what is forked, what waits for a person."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, and_, func, select, update
from sqlalchemy.dialects.sqlite import insert

from county.store import note, utc_now
from county.tables import is_held, records
from desktop.wire.batch import Carried, Manifest
from desktop.wire.faults import Fault
from desktop.wire.receipt import Expected, Held
from desktop.wire.records import FIRST
from desktop.wire.verify import verify_carried
from forms.language import Sentence, say

FORK = "fork"
MOST_STREAMS = 16
"""Epochs of a device that a standing tells of; each restored copy adds one."""
MENDED = ("bad-body", "bad-signature")
"""Why a record is held whose body or signature came spoilt, until the same one comes whole."""


class Filed(Struct, frozen=True, kw_only=True):
    """A record where it belongs, with the reason for which it cannot be used, if there is one."""

    hash: str
    epoch: int
    sequence: int
    kind: str
    subject: str
    previous: str
    carried: Carried
    held: str = ""
    why: str = ""


def file_records(manifest: Manifest, carried: Sequence[Carried], public: str) -> tuple[Filed, ...]:
    """Look at each record of a batch. One that does not verify, or cannot be read, is held; it blocks nothing."""
    filed: list[Filed] = []
    before = manifest.previous
    for place, one in enumerate(carried):
        filed.append(_file(manifest, manifest.first + place, before, one, public))
        before = one.hash
    return tuple(filed)


def _file(manifest: Manifest, sequence: int, before: str, one: Carried, public: str) -> Filed:
    held, why = "", ""
    kind, subject, previous = "", "", before
    try:
        record = verify_carried(one, public)
    except Fault as fault:
        held, why = fault.code, fault.sentence.text()
    else:
        kind, subject, previous = record.kind, record.subject, record.previous
        here = (manifest.device, manifest.epoch, sequence)
        if record.device != manifest.device:
            held, why = "foreign-record", say("这条记录是别的设备定稿的。").text()
        elif (record.device, record.epoch, record.sequence) != here or record.previous != before:
            held, why = "broken-chain", say("这条记录在台账里的位置或前一条对不上。").text()
    return Filed(
        hash=one.hash,
        epoch=manifest.epoch,
        sequence=sequence,
        kind=kind,
        subject=subject,
        previous=previous,
        carried=one,
        held=held,
        why=why,
    )


def keep_records(work: Connection, device: str, batch: str, filed: Sequence[Filed]) -> None:
    """Store what is new, find forks, and join what now reaches back to the first record."""
    for one in filed:
        row = {
            "device": device,
            "hash": one.hash,
            "epoch": one.epoch,
            "sequence": one.sequence,
            "kind": one.kind,
            "subject": one.subject,
            "previous": one.previous,
            "raw": one.carried.raw,
            "signature": one.carried.signature,
            "salt": one.carried.salt or None,
            "body": one.carried.body,
            "batch": batch,
            "linked": _links(work, device, one),
            "held": one.held,
            "held_why": one.why,
            "read": False,
            "arrived_at": utc_now(),
        }
        new = insert(records).values(row).on_conflict_do_nothing(index_elements=["device", "hash"])
        if work.execute(new).rowcount == 1:
            _find_fork(work, device, one)
            if row["linked"]:
                _join(work, device, one.hash)
        elif not one.held and one.carried.body is not None:
            _complete(work, device, one)
    _note_held(work, device, batch, [one for one in filed if one.held])


def _note_held(work: Connection, device: str, batch: str, held: Sequence[Filed]) -> None:
    """One line of the log for each reason, however many records: a batch may be full of them."""
    for code in dict.fromkeys(one.held for one in held):
        same = [one for one in held if one.held == code]
        detail = " ".join([f"batch {batch[:16]}", *(f"{one.sequence}:{one.hash[:16]}" for one in same)])
        note(work, code=code, message=same[0].why, device=device, detail=detail)


def _links(work: Connection, device: str, one: Filed) -> bool:
    if one.previous == FIRST:
        return one.sequence == 1
    query = select(records.c.id).where(
        records.c.device == device, records.c.hash == one.previous, records.c.linked.is_(True)
    )
    return work.execute(query).first() is not None


def _join(work: Connection, device: str, hash: str) -> None:
    """What arrived earlier and names this record as the one before it now has its whole chain."""
    heads = [hash]
    while heads:
        after = and_(records.c.device == device, records.c.previous == heads.pop(), records.c.linked.is_(False))
        heads += work.execute(update(records).where(after).values(linked=True).returning(records.c.hash)).scalars()


def _complete(work: Connection, device: str, one: Filed) -> None:
    """The body of a record that came without it, or with a spoilt one, before."""
    spoilt = records.c.held.in_(MENDED)
    same = and_(records.c.device == device, records.c.hash == one.hash, records.c.body.is_(None) | spoilt)
    better = {"salt": one.carried.salt, "body": one.carried.body, "signature": one.carried.signature}
    work.execute(update(records).where(same).values(**better, held="", held_why="", read=False))


def _find_fork(work: Connection, device: str, one: Filed) -> None:
    """Another record at the same place: both are kept, both wait for a person."""
    place = and_(
        records.c.device == device,
        records.c.epoch == one.epoch,
        records.c.sequence == one.sequence,
    )
    hashes = work.execute(select(records.c.hash).where(place)).scalars().all()
    if len(hashes) < 2:
        return
    why = fork_sentence(one.sequence).text()
    work.execute(update(records).where(place, records.c.held == "").values(held=FORK, held_why=why))
    note(work, code=FORK, message=why, device=device, detail=" ".join(hashes))


def fork_sentence(sequence: int) -> Sentence:
    return say("台账第 {n} 条有两份不同的内容（数据盘可能被复制过），两份都已保存，等县里核实。", n=sequence)


def held_among(work: Connection, device: str, hashes: Sequence[str]) -> tuple[Held, ...]:
    """Those of these records that wait for a person, in order of sequence."""
    query = select(records.c.hash, records.c.sequence, records.c.held, records.c.held_why).where(
        records.c.device == device, is_held
    )
    wanted = set(hashes)
    return tuple(Held(*row) for row in work.execute(query.order_by(records.c.sequence)) if row.hash in wanted)


def held_count(work: Connection, device: str) -> int:
    query = select(func.count()).select_from(records).where(records.c.device == device, is_held)
    return work.execute(query).scalar_one()


def expected(work: Connection, device: str, epoch: int | None = None) -> Expected:
    """What the device's next record must name: in `epoch`, or in the last one before it that has arrived; without one, in the
    last of all. Of two that claim the last place, the one that came first counts."""
    query = select(records.c.epoch, records.c.sequence, records.c.hash).where(
        records.c.device == device, records.c.linked.is_(True)
    )
    if epoch is not None:
        query = query.where(records.c.epoch <= epoch)
    query = query.order_by(records.c.epoch.desc(), records.c.sequence.desc(), records.c.id)
    last = work.execute(query.limit(1)).one_or_none()
    return Expected(last.epoch, last.sequence + 1, last.hash) if last else Expected(1, 1, FIRST)


def streams(work: Connection, device: str) -> tuple[Expected, ...]:
    """The same for each epoch of a device that has more than one, the newest first; empty for most. One backup that was
    restored on two PCs goes on in two epochs, and each finds its own."""
    found: list[Expected] = []
    newest = select(records.c.epoch).where(records.c.device == device, records.c.linked.is_(True))
    newest = newest.order_by(records.c.epoch.desc()).limit(1)
    epoch = work.execute(newest).scalar()
    while epoch is not None and len(found) < MOST_STREAMS:
        found.append(expected(work, device, epoch))
        epoch = work.execute(newest.where(records.c.epoch < epoch)).scalar()
    return tuple(found) if len(found) > 1 else ()
