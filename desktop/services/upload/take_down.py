"""What the county sent takes effect: answers move cases, a revocation stops sealing, a form pack waits to be put to use.

Each effect is one transaction with the mark that it was made. It runs after each round and when the program opens, so what
a power cut kept from happening happens then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.services.desk import Desk
from desktop.services.revoked import REVOKED, Revoked, revoked_of
from desktop.services.upload.notice_epoch import begin_after_revocation
from desktop.wire.down import body_of, read_item
from desktop.wire.down_bodies import (
    CASE,
    FEEDBACK,
    NOTICE,
    PACK,
    READMISSION,
    REVOCATION,
    CaseAnswer,
    Notice,
    Revocation,
)
from desktop.wire.faults import Fault
from forms.language import Refused, Sentence, say

if TYPE_CHECKING:
    from desktop.storage.inbox import KeptItem
    from desktop.storage.work import Work


class NoticeLine(Struct, frozen=True, kw_only=True):
    """A notice of the county that has not been put away."""

    id: str
    title: str
    text: str
    at: str
    """The county's time."""


def take_down(desk: Desk) -> tuple[Sentence, ...]:
    """Make all effects that wait; answers what the recorder should know."""
    with desk.store.read() as work:
        waiting = work.inbox.items(CASE, FEEDBACK, REVOCATION, READMISSION, waiting=True)
        packs = work.inbox.items(PACK, waiting=True)
        notices = [kept for kept in work.inbox.items(NOTICE, waiting=True) if not kept.note]
    told = [said for kept in waiting for said in _take(desk, kept)]
    if packs and (said := _pack_waits(desk)) is not None:
        told.append(said)
    if notices:
        told.append(say("县里有 {n} 条通知，在首页和“上报”页可以看。", n=len(notices)))
    return tuple(told)


def _take(desk: Desk, kept: KeptItem) -> list[Sentence]:
    at = desk.clock().at
    try:
        with desk.store.work() as work:
            said = _effect(desk, work, kept)
            work.inbox.take(kept.id, at, said)
    except Refused as refused:
        # Told and set aside: an answer that fits nothing here must not hold up those behind it.
        with desk.store.work() as work:
            work.inbox.take(kept.id, at, refused.sentence)
        return [refused.sentence] if kept.kind != CASE else []
    return [] if said is None else [said]


def _effect(desk: Desk, work: Work, kept: KeptItem) -> Sentence | None:
    from desktop.domain.cases.answers import CountyAnswer
    from desktop.services.cases.take_answer import take_answer

    item = read_item(kept.signed)
    if kept.kind == REVOCATION:
        revoked = Revoked(item.at, body_of(item, Revocation).why)
        work.settings.put(REVOKED, revoked)
        return revoked.sentence
    if kept.kind == READMISSION:
        return _go_on(desk, work)
    if kept.kind == CASE:
        said = body_of(item, CaseAnswer)
        answer = CountyAnswer(id=item.id, case=said.case, state=said.state, text=said.text, day=said.day, by=said.by)
        case = take_answer(desk, work, answer)
        return say("县里答复了事项“{title}”。", title=case.title)
    return None  # feedback on a record is read where the record is shown


def _pack_waits(desk: Desk) -> Sentence | None:
    """Whether the newest pack is here whole."""
    from desktop.sync.down import pack_in, packs_wanted

    with desk.store.read() as work:
        if packs_wanted(work):
            return say("县里发来的规则和表单还没有收全，下次联系时接着收。")
        packs = [pack for kept in work.inbox.items(PACK, waiting=True) if (pack := pack_in(kept.signed)) is not None]
    return say("县里发来了新的规则和表单，下次打开程序时启用。") if packs else None


def readmit(desk: Desk) -> None:
    """This PC has just been enrolled. A certificate that was issued after its revocation lifts it; the county says so in its
    stream as well, but until that has come nothing could be sealed."""
    from desktop.sync.enrol import certificate_of

    with desk.store.work() as work:
        revoked = revoked_of(work)
        if revoked is not None and (certificate := certificate_of(work)) is not None and certificate.issued_at >= revoked.at:
            _go_on(desk, work)


def _go_on(desk: Desk, work: Work) -> Sentence | None:
    if revoked_of(work) is None:
        return None
    work.settings.forget(REVOKED)
    begin_after_revocation(desk, work)
    return say("县里已重新启用这台电脑，可以继续定稿和上报。")


def notices_of(work: Work, today: str) -> tuple[NoticeLine, ...]:
    """Notices that are neither put away nor over; `today` is the county's day, as far as it is known."""
    found: list[NoticeLine] = []
    for kept in work.inbox.items(NOTICE, waiting=True):
        item = read_item(kept.signed)
        try:
            notice = body_of(item, Notice)
        except Fault:
            continue
        if not notice.until or notice.until >= today:
            found.append(NoticeLine(id=kept.id, title=notice.title, text=notice.text, at=item.at))
    return tuple(found)


def put_away(desk: Desk, notice: str) -> None:
    """The recorder has read it."""
    with desk.store.work() as work:
        work.inbox.take(notice, desk.clock().at)
