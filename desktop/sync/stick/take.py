"""读回 U 盘: the county's answer to this device, taken in by the same code as an answer over the line."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from desktop.storage.store import Store
from desktop.sync.accept import accept, compare, remember
from desktop.sync.down import packs_wanted
from desktop.sync.down import take as take_down
from desktop.sync.enrol import keep_address
from desktop.sync.parcels_sent import forget_sent, newest_word, waits
from desktop.vault.device import DeviceKey
from desktop.vault.stick import stick_key
from desktop.wire.canonical import digest
from desktop.wire.down import Down, newest_key
from desktop.wire.enrolment import Enrolment
from desktop.wire.faults import Fault
from desktop.wire.leaves import LeafReader
from desktop.wire.locked import unlock
from desktop.wire.medium import Medium, told
from desktop.wire.parcel import (
    ADDRESS_NAME,
    ANSWER_NAME,
    DOWN_FOLDER,
    DOWN_NAME,
    LOCKED,
    MAX_ANSWER,
    PACKS,
    REPLY_NAME,
    ParcelAnswer,
    open_answer,
)
from desktop.wire.receipt import Receipt, Reply, open_standing
from desktop.wire.signed import Signed, decode
from desktop.wire.tar import TarReader
from forms.language import Sentence, say


class Taken(Struct, frozen=True, kw_only=True):
    """What an answer brought. `found`: there was one for this device; `fresh`: it answers a parcel that waited for it."""

    found: bool = False
    fresh: bool = False
    receipts: tuple[Receipt, ...] = ()
    refused: tuple[Sentence, ...] = ()
    """What the county did not take, and receipts that do not hold."""
    remarks: tuple[Sentence, ...] = ()


def take(store: Store, key: DeviceKey, enrolment: Enrolment, medium: Medium, *, now: str) -> Taken:
    """Read the answer on the stick. Nothing on the stick is changed, and reading it twice changes nothing.

    Raises Refused for one that is damaged, of another county or not readable; nothing of it is kept then.
    """
    path = medium.root / DOWN_FOLDER / (key.id + LOCKED)
    if path not in medium.files(DOWN_FOLDER, LOCKED):
        return Taken()
    members = _members(path, key, medium)
    head = members.pop(ANSWER_NAME, b"")
    down = decode(members[DOWN_NAME], Down) if DOWN_NAME in members else Down()
    county = newest_key(enrolment.county, down.keys)
    answer = open_answer(head, members, county=county, device=key.id)
    reply = decode(members[REPLY_NAME], Reply) if REPLY_NAME in members else Reply()
    with store.read() as work:
        believed, late = newest_word(work, answer.nonces), waits(work, answer.nonces)
    remarks = _downward(store, down, members.get(PACKS, b""), enrolment, now, nonces=answer.nonces, late=late)
    if ADDRESS_NAME in members:
        keep_address(store, decode(members[ADDRESS_NAME], Signed))
    accepted = accept(store, reply, {}, county=county, now=now)
    remarks += accepted.remarks
    if reply.standing is not None and believed:
        standing = open_standing(reply.standing, county=county, device=key.id, nonce=believed)
        remarks += compare(store, standing)
    else:
        remember(store, accepted.receipts)
    with store.work() as work:
        fresh = forget_sent(work, answer.nonces)
    return Taken(
        found=True,
        fresh=fresh,
        receipts=accepted.receipts,
        refused=(*_refused(answer), *accepted.refused),
        remarks=tuple(remarks),
    )


def _downward(
    store: Store, down: Down, packs: bytes, enrolment: Enrolment, now: str, *, nonces: tuple[str, ...], late: bool
) -> list[Sentence]:
    """What the county has to say. An older word than is known keeps no receipt from counting, and is told of, unless it is
    `late`: the answer to a parcel that was on its way while the line brought newer words."""
    if down.head is None:
        return []
    try:
        remarks = list(take_down(store, down, enrolment, nonce="", now=now, nonces=nonces).remarks)
        reader = LeafReader()
        for blob, index, leaf in reader.feed(packs):
            _put_leaf(store, blob, index, leaf)
        reader.finish()
    except Fault as fault:
        return [] if late and fault.code == "older" else [fault.sentence]
    return remarks


def _put_leaf(store: Store, blob: str, index: int, leaf: bytes) -> None:
    with store.work() as work:
        for pack, places in packs_wanted(work):
            if pack.blob == blob and index in places and pack.leaves[index] == digest(leaf):
                work.inbox.put_leaf(blob, index, leaf)


def _refused(answer: ParcelAnswer) -> list[Sentence]:
    return [say("县里没有收下：{why}", why=Sentence(problem.message)) for problem in answer.refused]


def _members(path: Path, key: DeviceKey, medium: Medium) -> dict[str, bytes]:
    reader = _AnswerReader()
    try:
        with path.open("rb") as file:
            unlock(file, reader, [stick_key(key)])
            reader.finish()
    except OSError as error:
        raise told(error, medium.folder) from error
    return {name: bytes(data) for name, data in reader.members.items()}


class _AnswerReader(TarReader):
    """Keeps all members, as long as they are not too many bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.members: dict[str, bytearray] = {}
        self._last = bytearray()
        self._all = 0

    def member(self, name: str, size: int) -> None:
        self._all += size
        if self._all > MAX_ANSWER or name in self.members or len(self.members) > 1000:
            raise Fault("oversized", say("文件里的内容太大，超过上限。"))
        self._last = self.members[name] = bytearray()

    def data(self, data: bytes) -> None:
        self._last += data
