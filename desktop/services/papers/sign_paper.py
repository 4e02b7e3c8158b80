"""Signing a paper of a meeting: drawn on the screen, in ink on the printed sheet, or by a fingerprint before two witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.events import Moment
from desktop.domain.fold import fold
from desktop.domain.meeting import CONFIRMED, Meeting
from desktop.domain.signing import INK, MARK, SCREEN, Drawing, check_drawing, check_witnesses
from desktop.services.desk import Desk
from desktop.services.meetings.meeting_value import meeting_bytes
from desktop.services.papers.print_paper import FINAL
from desktop.services.papers.signatures import KIND, PAPERS, signatures_of, spaces_of
from desktop.services.seal import append
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import canonical, read
from desktop.wire.signatures import MEDIA, SealedSignature, Shown, shown_hash, version_of
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.storage.work import Work

__all__ = ["Shown", "sign_by_mark", "sign_in_ink", "sign_on_screen", "text_to_sign"]

BELOW = "签名的人看过（听过）以上全文。"
NOT_ALONE = (
    "屏幕上写的名字单独不符合《电子签名法》第十三条对可靠电子签名的要求；打印出来、亲笔签名或者按指印的纸质件是原件。"
)
"""Stand under every text that is signed on the screen, and are part of what is hashed."""


def text_to_sign(desk: Desk, meeting_id: str, paper: str) -> Shown:
    """The whole text of a paper as whoever signs sees it: what was resolved, price and term stand in it word for word.

    Raises Refused: minutes not confirmed yet, a paper that is not signed by name, a 决议 of a consultation.
    """
    with desk.store.read() as work:
        return _text(desk, work, meeting_id, paper)


def _text(desk: Desk, work: Work, meeting_id: str, paper: str) -> Shown:
    from desktop.papers import prepare
    from desktop.papers.plain import plain

    if paper not in PAPERS:
        raise refuse("这种文书不在屏幕上签名。请打印出来签。")
    _ready(work, meeting_id)
    body = meeting_bytes(desk, work, meeting_id)
    prepared = prepare(paper, read(body, SealedMeeting), print_id="", printed_at="")
    return Shown(
        subject=meeting_id,
        paper=paper,
        title=prepared.title,
        version=version_of(body),
        paragraphs=(*plain(prepared), ("body", BELOW), ("body", NOT_ALONE)),
    )


def sign_on_screen(
    desk: Desk, shown: Shown, role: str, name: str, drawing: Drawing, person: str = ""
) -> SealedSignature:
    """Seal a drawing with the text that was shown. Raises Refused for a dot, and where that is not the text any more."""
    check_drawing(drawing)
    moment = desk.clock()
    with desk.store.work() as work:
        if shown_hash(_text(desk, work, shown.subject, shown.paper)) != shown_hash(shown):
            raise refuse("显示以后文字又改过，这个签名对不上，没有保存。请看过新的文字再签。")
        title, name = _place(shown.paper, role), _name(name)
        return _keep(
            desk,
            work,
            moment,
            SealedSignature(
                signature_id=desk.new_id(),
                subject=shown.subject,
                paper=shown.paper,
                role=role,
                title=title,
                person=person,
                name=name,
                way=SCREEN,
                version=shown.version,
                shown=work.blobs.put(canonical(shown), MEDIA, moment.at),
                drawing=work.blobs.put(canonical(drawing), MEDIA, moment.at),
                device=drawing.device,
                given_at=moment.at,
            ),
        )


def sign_in_ink(desk: Desk, print_id: str, role: str, name: str, person: str = "") -> SealedSignature:
    """Note that somebody signed this print by hand. It is the print that was signed, and through it this version of the text.

    Raises Refused where the print is of another version, or there is no such place on it.
    """
    moment = desk.clock()
    with desk.store.work() as work:
        row = work.prints.get(print_id)
        if row is None:
            raise refuse("没有打印过编号为 {print_id} 的文件。请核对页脚上的编号。", print_id=print_id)
        printed = row.sealed
        version = version_of(meeting_bytes(desk, work, printed.subject)) if printed.paper in FINAL else ""
        title, name = _place(printed.paper, role), _name(name)
        signed = SealedSignature(
            signature_id=desk.new_id(),
            subject=printed.subject,
            paper=printed.paper,
            role=role,
            title=title,
            person=person,
            name=name,
            way=INK,
            version=version,
            shown=printed.content_hash,
            print_id=print_id,
            given_at=moment.at,
        )
        before = signatures_of(work, printed.subject)
        if any((one.print_id, one.role, one.name) == (print_id, role, name) for one in before):
            raise refuse("{name}在这一份上的签名已经记下，不用再记。", name=name)
        return _keep(desk, work, moment, signed)


def sign_by_mark(
    desk: Desk,
    meeting_id: str,
    paper: str,
    role: str,
    name: str,
    *,
    read_by: str,
    witnesses: tuple[str, ...],
    person: str = "",
) -> SealedSignature:
    """`name` cannot write: the text was read aloud, a fingerprint is given on the sheet, `witnesses` (person ids) saw it.

    It is sealed and printed in the place to sign; the fingerprint itself is on paper alone. Raises Refused.
    """
    moment = desk.clock()
    with desk.store.work() as work:
        shown = _text(desk, work, meeting_id, paper)
        title, name = _place(paper, role), _name(name)
        if not read_by.strip():
            raise refuse("请写明是谁念给{name}听、代写姓名的。", name=name)
        meeting = _meeting(work, meeting_id)
        seen = check_witnesses(meeting, name, witnesses, person=person, parties=_parties(work, meeting, paper))
        return _keep(
            desk,
            work,
            moment,
            SealedSignature(
                signature_id=desk.new_id(),
                subject=meeting_id,
                paper=paper,
                role=role,
                title=title,
                person=person,
                name=name,
                way=MARK,
                version=shown.version,
                shown=work.blobs.put(canonical(shown), MEDIA, moment.at),
                read_by=read_by.strip(),
                witnesses=seen,
                given_at=moment.at,
            ),
        )


def _parties(work: Work, meeting: Meeting, paper: str) -> set[str]:
    """Who may not witness: those who sign the same sheet, and those who brought up a case that was dealt with."""
    names = {meeting.host, meeting.recorder}
    names |= {one.name for one in signatures_of(work, meeting.id) if one.paper == paper}
    for item in meeting.items:
        case = work.cases.get(item.case) if item.case else None
        if case is not None:
            names |= {case.proposer, *case.co_signers}
    return names


def _meeting(work: Work, meeting_id: str) -> Meeting:
    return fold(meeting_id, work.journal.read(meeting_id)).meeting


def _ready(work: Work, meeting_id: str) -> None:
    row = work.meetings.get(meeting_id)
    if row is None:
        raise refuse("找不到这次会议。它可能在另一台电脑上。")
    if row.sealed_sequence is None and row.state != CONFIRMED:
        raise refuse("会议记录还没有确认，文字可能还要改。请先宣读、确认，再签名。")


def _place(paper: str, role: str) -> str:
    """What stands before the place to sign."""
    title = dict(spaces_of(paper)).get(role)
    if title is None:
        raise refuse("这份文书上没有这个签名的位置。")
    return title


def _name(name: str) -> str:
    name = name.strip()
    if not name:
        raise refuse("请先写明是谁签名。")
    return name


def _keep(desk: Desk, work: Work, moment: Moment, signed: SealedSignature) -> SealedSignature:
    append(desk, work, moment, kind=KIND, subject=signed.subject, body=canonical(signed))
    return signed
