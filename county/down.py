"""The downward stream: what the county says is put down once, and each device gets its place in order when it calls."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, RowMapping, and_, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from county.down_tables import orders, rotations, slots, stream, told
from county.store import Store, epoch_of, utc_now
from county.tables import devices, facts
from desktop.wire.canonical import canonical, digest
from desktop.wire.down import FRESH_DAYS, HEAD, ITEM, PAGE, START, Down, Head, Item, Rotation, item_hash
from desktop.wire.down_bodies import NOTICE, PACK, READMISSION, REVOCATION, Notice, Readmission, Revocation
from desktop.wire.signed import Sign, Signed, sign_message, signed_line
from desktop.wire.slots import Plan, Slot, Window, slot_of
from forms.language import refuse

_WINDOW = "window"


def order(
    work: Connection, kind: str, body: Struct, *, device: str = "", village: str = "", id: str = "", at: str = ""
) -> bool:
    """Put down what the county says, in the caller's transaction. False where this id was put down before."""
    row = {"id": id or secrets.token_hex(16), "device": device, "village": village, "kind": kind}
    made = insert_or(orders).values(**row, body=msgspec.json.encode(body), at=at or utc_now())
    return work.execute(made.on_conflict_do_nothing(index_elements=["id"])).rowcount == 1


def down_for(
    store: Store, device: str, *, since: tuple[int, str] | None, nonce: str = "", known: str = "", page: int = PAGE
) -> Down:
    """The head, and the items after `since`: from the first one where that is no place in this stream.

    `known` is the fingerprint of the county's key that the device goes by. A stick has no nonce and takes all at once.
    """
    with store.read() as work:
        pending = bool(_pending(work, device)) or _untold(work, device) is not None
    if pending:
        with store.write() as work:
            revoked = _untold(work, device)
            if revoked is not None:
                order(work, REVOCATION, Revocation(why=revoked[1]), device=device, id=_told_id(device, revoked[0]))
            _extend(work, device)
    with store.read() as work:
        last = _last(work, device)
        if since == last:
            raws: Sequence[bytes] = ()
        else:
            after = since[0] if since and since[0] and _hash_at(work, device, since[0]) == since[1] else 0
            query = select(stream.c.raw).where(stream.c.device == device, stream.c.sequence > after)
            raws = work.execute(query.order_by(stream.c.sequence)).scalars().all()
        head = _head(work, store, device, last, nonce)
        keys = _keys_from(work, known)
    return Down(keys=keys, head=sign_message(HEAD, head, store.key.sign), items=_page(raws, store.key.sign, page))


def _untold(work: Connection, device: str) -> tuple[str, str] | None:
    """When and why this device was revoked, if it was and has not been told."""
    query = select(devices.c.revoked_at, devices.c.revoked_why).where(devices.c.id == device)
    at, why = work.execute(query).one()
    if at is None or work.execute(select(orders.c.row).where(orders.c.id == _told_id(device, at))).first():
        return None
    return at, why or ""


def lift_revocation(work: Connection, device: str, revoked_at: str) -> None:
    """The device is taken in again. Where it was told of its revocation, it is told of this, too, in the same stream."""
    name = _told_id(device, revoked_at)
    if work.execute(select(orders.c.row).where(orders.c.id == name)).first():
        order(work, READMISSION, Readmission(), device=device, id=digest(f"readmitted {name}".encode())[:32])


def _told_id(device: str, at: str) -> str:
    return digest(f"revoked {device} {at}".encode())[:32]


def _page(raws: Sequence[bytes], sign: Sign, room: int) -> tuple[Signed, ...]:
    found: list[Signed] = []
    for raw in raws:
        room -= len(raw)
        if found and room < 0:
            break
        found.append(Signed(msgspec.Raw(raw), sign(signed_line(ITEM) + raw)))
    return tuple(found)


def _head(work: Connection, store: Store, device: str, last: tuple[int, str], nonce: str) -> Head:
    now = utc_now()
    until = datetime.fromisoformat(now) + timedelta(days=FRESH_DAYS)
    return Head(
        county=store.key.fingerprint,
        device=device,
        server_epoch=epoch_of(work),
        version=last[0],
        last=last[1],
        nonce=nonce,
        at=now,
        expires=until.isoformat(timespec="seconds"),
        plan=plan_of(work, device),
    )


def _pending(work: Connection, device: str) -> list[RowMapping]:
    """Orders for this device that have no place in its stream yet. A pack that a newer one replaced gets none, nor a notice
    whose day is over."""
    village, revoked = _standing(work, device)
    same = (told.c.device == device, told.c.village == village, told.c.revoked.is_(revoked))
    reached = work.execute(select(told.c.row).where(*same)).scalar_one_or_none() or 0
    mine = and_(orders.c.device.in_(("", device)), orders.c.village.in_(("", village)), orders.c.row > reached)
    placed = select(stream.c.id).where(stream.c.device == device, stream.c.id == orders.c.id).exists()
    newest = select(func.max(orders.c.row)).where(mine, orders.c.kind == PACK).scalar_subquery()
    query = select(orders).where(mine, ~placed, or_(orders.c.kind != PACK, orders.c.row == newest))
    if revoked:
        query = query.where(orders.c.kind == REVOCATION)
    today = utc_now()[:10]
    return [row for row in work.execute(query.order_by(orders.c.row)).mappings() if not _over(row, today)]


def _standing(work: Connection, device: str) -> tuple[str, bool]:
    """Its village, and whether it is revoked."""
    about = work.execute(select(devices.c.village, devices.c.revoked_at).where(devices.c.id == device)).one()
    return about.village, about.revoked_at is not None


def _extend(work: Connection, device: str) -> None:
    sequence, previous = _last(work, device)
    epoch = epoch_of(work)
    for row in _pending(work, device):
        sequence += 1
        item = Item(
            device=device,
            epoch=epoch,
            sequence=sequence,
            previous=previous,
            id=row["id"],
            kind=row["kind"],
            at=row["at"],
            body=msgspec.json.decode(row["body"]),
        )
        raw = canonical(item)
        previous = item_hash(raw)
        values = {"device": device, "sequence": sequence, "id": item.id, "hash": previous, "raw": raw}
        work.execute(insert(stream), values)
    village, revoked = _standing(work, device)
    reached = work.execute(select(func.coalesce(func.max(orders.c.row), 0))).scalar_one()
    now = {"village": village, "revoked": revoked, "row": reached}
    mark = insert_or(told).values(device=device, **now)
    work.execute(mark.on_conflict_do_update(index_elements=["device"], set_=now))


def _over(row: RowMapping, today: str) -> bool:
    if row["kind"] != NOTICE:
        return False
    until = msgspec.json.decode(row["body"], type=Notice).until
    return bool(until) and until < today


def _last(work: Connection, device: str) -> tuple[int, str]:
    query = select(stream.c.sequence, stream.c.hash).where(stream.c.device == device)
    found = work.execute(query.order_by(stream.c.sequence.desc()).limit(1)).one_or_none()
    return (found.sequence, found.hash) if found else (0, START)


def _hash_at(work: Connection, device: str, sequence: int) -> str | None:
    query = select(stream.c.hash).where(stream.c.device == device, stream.c.sequence == sequence)
    return work.execute(query).scalar_one_or_none()


def past_keys(work: Connection) -> list[str]:
    """Fingerprints of the county's keys before the one in use, newest first."""
    return list(work.execute(select(rotations.c.old).order_by(rotations.c.number.desc())).scalars())


def _keys_from(work: Connection, known: str) -> tuple[Rotation, ...]:
    """The rotations from the key that is known; none where it is the one in use."""
    rows = work.execute(select(rotations).order_by(rotations.c.number)).all()
    first = next((row.number for row in rows if row.old == known), None)
    if first is None:
        return ()
    return tuple(msgspec.json.decode(row.signed, type=Rotation) for row in rows if row.number >= first)


def window_of(work: Connection) -> Window:
    found = work.execute(select(facts.c.value).where(facts.c.name == _WINDOW)).scalar_one_or_none()
    return msgspec.json.decode(found, type=Window) if found else Window()


def plan_of(work: Connection, device: str) -> Plan:
    """When this device should call: the slot that was chosen for it or its village, or the one of its code."""
    village = work.execute(select(devices.c.village).where(devices.c.id == device)).scalar_one()
    query = select(slots.c.day, slots.c.minute).where(slots.c.village == village, slots.c.device.in_(("", device)))
    chosen = work.execute(query.order_by(slots.c.device.desc()).limit(1)).one_or_none()
    window = window_of(work)
    return Plan(Slot(*chosen) if chosen else slot_of(village, device, window), window)


def set_window(store: Store, window: Window) -> None:
    """The days and hours in which the month is to be delivered. Raises Refused."""
    if not window.sound:
        raise refuse("上报的日子应在 1 至 31 日之间，开始要早于结束。")
    value = msgspec.json.encode(window).decode()
    with store.write() as work:
        row = insert_or(facts).values(name=_WINDOW, value=value)
        work.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def set_slot(store: Store, slot: Slot, *, village: str, device: str = "") -> None:
    """Move the slot of a village, or of one device of it. Raises Refused."""
    if not (1 <= slot.day <= 31 and 0 <= slot.minute < 24 * 60):
        raise refuse("上报时间应写成“28 20:10”的样子：几号、几点几分。")
    at = {"day": slot.day, "minute": slot.minute}
    with store.write() as work:
        row = insert_or(slots).values(village=village, device=device, **at)
        work.execute(row.on_conflict_do_update(index_elements=["village", "device"], set_=at))
