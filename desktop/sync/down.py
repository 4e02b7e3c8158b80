"""Taking what the county has to say: verified against the key that was pinned at enrolment, kept, and only then believed.

The items are kept in the transaction that moves the cursor; what they ask for is done above (`services.upload.take_down`).
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from desktop.storage.inbox import KeptItem
from desktop.storage.store import Store
from desktop.storage.work import Work
from desktop.sync.enrol import ENROLMENT
from desktop.sync.parcels_sent import parcels_sent
from desktop.wire.down import START, Down, Head, Item, newest_key, open_head, open_items, read_item
from desktop.wire.down_bodies import PACK, Pack
from desktop.wire.enrolment import Enrolment
from desktop.wire.faults import Fault
from desktop.wire.leaves import leaf_count
from desktop.wire.signed import Signed
from desktop.wire.slots import Plan
from forms.language import Sentence, say

DOWN, DOUBT = "down", "down-doubt"
"""Names of the settings. Doubt: the data was put back from an old copy, so nobody here knows any more how far the county's
word had come; it holds the nonces of the parcels that had gone by stick before."""


class DownState(Struct, frozen=True, kw_only=True):
    """How far this device has the county's stream, and when the county last said so."""

    epoch: str = ""
    past: tuple[str, ...] = ()
    """Lives of the server before this one: a head of theirs is an old one."""
    version: int = 0
    """Of the newest head, and the hash of its last item."""
    last: str = START
    sequence: int = 0
    """How far the items are here, and the hash of the last of them."""
    reached: str = START
    at: str = ""
    """The county's time of the newest head, and until when it is fresh."""
    expires: str = ""
    received_at: str = ""
    """When it came, by the clock of this PC."""
    plan: Plan | None = None

    @property
    def complete(self) -> bool:
        return (self.sequence, self.reached) == (self.version, self.last)


class Taken(Struct, frozen=True):
    """What came of it: the county's key in use, and what a person should know."""

    enrolment: Enrolment
    state: DownState
    new: int = 0
    """Items that were not here before."""
    remarks: tuple[Sentence, ...] = ()


def down_state(store: Store) -> DownState:
    with store.read() as work:
        return work.settings.get(DOWN, DownState) or DownState()


def doubt(work: Work) -> None:
    """The data was put back from an old copy: a word on a stick counts again once it answers what is asked from now on.
    By line the nonce sees to that."""
    work.settings.put(DOUBT, parcels_sent(work))


def in_doubt(work: Work, nonces: tuple[str, ...]) -> bool:
    """Whether an answer on a stick, to the parcels with these nonces, may be older than what was known here once."""
    before = work.settings.get(DOUBT, tuple[str, ...])
    return before is not None and not (set(nonces) & set(parcels_sent(work))) - set(before)


def take(
    store: Store, down: Down, enrolment: Enrolment, *, nonce: str, now: str, nonces: tuple[str, ...] | None = None
) -> Taken:
    """Verify and keep what came; `nonce` is that of the request, or empty for a stick, where `nonces` are those of the parcels
    that it answers. Raises Fault; then nothing changed.

    Fault "older": what came on a stick is older than what is here. Fault "doubtful": it may be.
    """
    county = newest_key(enrolment.county, down.keys)
    if down.head is None:
        raise Fault("malformed", say("内容无法读取：格式不对。"))
    head = open_head(down.head, county=county, device=enrolment.device, nonce=nonce)
    items = open_items(down.items, county=county, device=enrolment.device)
    with store.work() as work:
        before = work.settings.get(DOWN, DownState) or DownState()
        if not nonce:
            _refuse_older(before, head)
            if nonces is not None and in_doubt(work, nonces):
                raise Fault("doubtful", say("本机的数据恢复过，这个 U 盘是那以前存的，里面县里的反馈和通知可能是旧的，没有收下：请再存一次 U 盘送到县里。"))
        work.settings.forget(DOUBT)
        after = _followed(before, head, items, now)
        kept = [_keep(work, item, signed, now) for item, signed, _ in items]
        work.settings.put(DOWN, after)
        remarks: tuple[Sentence, ...] = ()
        if head.server_epoch == before.epoch and head.version < before.version:
            remarks += (say("县级服务器的数据是从备份恢复的，以前收到的反馈和通知都留在本机。"),)
        if county != enrolment.county:
            known = work.settings.get(ENROLMENT, Enrolment) or enrolment
            enrolment = msgspec.structs.replace(known, county=county)
            work.settings.put(ENROLMENT, enrolment)
            remarks += (say("县里换了新的公钥，新公钥有旧公钥的签名，本机已经换用。"),)
    return Taken(enrolment, after, sum(kept), remarks)


def _refuse_older(before: DownState, head: Head) -> None:
    """A stick may be last month's, or somebody's: it must not take the village back. By line the nonce rules this out,
    so a head that goes back there is the word of a server that was restored."""
    same = head.server_epoch == before.epoch
    other = same and head.version == before.version and head.last != before.last
    if head.server_epoch in before.past or head.at < before.at or (same and head.version < before.version) or other:
        raise Fault("older", say("U 盘里县里的反馈比本机已有的旧，没有收下；请向县里要新的。"))


def _followed(before: DownState, head: Head, items: list[tuple[Item, Signed, str]], now: str) -> DownState:
    """The state after this head and these items. Raises Fault where they do not belong together."""
    sequence, reached = before.sequence, before.reached
    if items:
        first, last = items[0][0], items[-1]
        starts = (first.sequence, first.previous)
        if starts not in ((sequence + 1, reached), (1, START)):
            raise _disordered()
        sequence, reached = last[0].sequence, last[2]
    elif head.version == 0:
        sequence, reached = 0, START
    if sequence > head.version or (sequence == head.version and reached != head.last):
        raise _disordered()
    past = before.past
    if before.epoch and head.server_epoch != before.epoch:
        past = (*(one for one in past if one != head.server_epoch), before.epoch)[-50:]
    return DownState(
        epoch=head.server_epoch,
        past=past,
        version=head.version,
        last=head.last,
        sequence=sequence,
        reached=reached,
        at=head.at,
        expires=head.expires,
        received_at=now,
        plan=head.plan,
    )


def _keep(work: Work, item: Item, signed: Signed, now: str) -> bool:
    return work.inbox.keep(
        KeptItem(
            id=item.id,
            epoch=item.epoch,
            sequence=item.sequence,
            kind=item.kind,
            signed=msgspec.json.encode(signed),
            received_at=now,
        )
    )


def _disordered() -> Fault:
    return Fault("malformed", say("县里发来的反馈顺序不对，没有收下；下次联系时再取。"))


def packs_wanted(work: Work) -> list[tuple[Pack, list[int]]]:
    """Packs that wait, each with the places of its leaves that are not here. The newest pack replaces the others."""
    found: list[tuple[Pack, list[int]]] = []
    for kept in work.inbox.items(PACK, waiting=True)[-1:]:
        pack = pack_in(kept.signed)
        if pack is not None:
            here = work.inbox.leaves(pack.blob)
            found.append((pack, [place for place in range(len(pack.leaves)) if place not in here]))
    return [(pack, places) for pack, places in found if places]


def pack_in(signed: bytes) -> Pack | None:
    """The pack of a kept item; None where it is none that this program can read."""
    try:
        pack = msgspec.convert(read_item(signed).body, Pack)
    except (msgspec.ValidationError, Fault):
        return None
    return pack if pack.size >= 1 and len(pack.leaves) == leaf_count(pack.size) else None


def stale_since(state: DownState, county_time: str) -> str:
    """The county's day from which on nothing new was heard, where the county's own later times (of receipts) show that the
    last head is no longer fresh; empty where it is, or nobody can tell. This PC's clock is not asked."""
    return state.at[:10] if state.expires and county_time > state.expires else ""
