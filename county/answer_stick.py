"""The county's answer to one device, as it lies on a stick: what the line would have said, and what the county has to say."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from county.address import current_address
from county.devices import Device
from county.down import down_for
from county.down_packs import MAX_LEAVES, pack_frames
from county.receive import standing
from county.store import Store, utc_now
from county.tables import devices
from county.take_parcel import TakenParcel
from desktop.wire import tar
from desktop.wire.canonical import digest
from desktop.wire.down import Down, Item, body_of, read_where
from desktop.wire.down_bodies import PACK, Pack
from desktop.wire.faults import problem
from desktop.wire.locked import Sink, lock
from desktop.wire.parcel import ADDRESS_NAME, ANSWER, ANSWER_NAME, DOWN_NAME, PACKS, REPLY_NAME, ParcelAnswer
from desktop.wire.receipt import Reply
from desktop.wire.signed import decode, sign_message

ROOM = 32 << 20
"""Bytes of what the county sends of its own accord in one answer."""


def fill_answer(store: Store, taken: Sequence[TakenParcel], sink: Sink) -> None:
    """Write the answer to these parcels of one device, locked for it. The device proved to be their sender."""
    parcels = sorted((one.parcel for one in taken if one.parcel), key=lambda one: one.time)
    last = parcels[-1]
    with store.read() as work:
        found = work.execute(select(devices).where(devices.c.id == last.device)).one()
    device = Device(found.id, found.public, found.village)
    receipts = {msgspec.json.encode(signed): signed for one in taken for signed in one.receipts}
    stands = None if found.revoked_at else standing(store, device, last.nonce).standing
    down = down_for(store, device.id, since=read_where(last.down), known=last.county, page=ROOM)
    members = {
        REPLY_NAME: msgspec.json.encode(Reply(receipts=tuple(receipts.values()), standing=stands)),
        ADDRESS_NAME: msgspec.json.encode(current_address(store)),
        DOWN_NAME: msgspec.json.encode(down),
    }
    if packs := _packs(store, down):
        members[PACKS] = packs
    faults = {fault.code: fault for fault in itertools.chain.from_iterable(one.faults for one in taken)}
    answer = ParcelAnswer(
        county=store.key.fingerprint,
        device=device.id,
        village=device.village,
        nonces=tuple(dict.fromkeys(one.nonce for one in parcels)),
        contents={name: digest(data) for name, data in members.items()},
        refused=tuple(problem(fault) for fault in faults.values()),
        at=utc_now(),
    )
    signed = msgspec.json.encode(sign_message(ANSWER, answer, store.key.sign))
    pieces = [tar.member(ANSWER_NAME, signed), *(tar.member(name, data) for name, data in members.items()), tar.END]
    lock(tar.Pieces(pieces), sink, last.answer_to)


def _packs(store: Store, down: Down) -> bytes:
    """The leaves of the newest pack that is among the items: the village has no line to fetch them by."""
    items = [decode(bytes(signed.message), Item) for signed in down.items]
    packs = [body_of(item, Pack) for item in items if item.kind == PACK][-1:]
    return b"".join(
        pack_frames(store, pack.blob, first, min(first + MAX_LEAVES, len(pack.leaves)))
        for pack in packs
        for first in range(0, len(pack.leaves), MAX_LEAVES)
    )
