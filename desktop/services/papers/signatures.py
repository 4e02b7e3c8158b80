"""What there is of signatures: who has signed a paper and how, whose signature counts no more, and who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.domain.signing import INK, MARK, SCREEN, Drawing
from desktop.services.desk import Desk
from desktop.services.meetings.meeting_value import meeting_bytes
from desktop.services.papers.sealed_papers import body_of
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import read
from desktop.wire.signatures import SealedSignature, version_of
from forms.language import Sentence, say
from forms.papers import Signatures, papers

if TYPE_CHECKING:
    from desktop.papers import Signed
    from desktop.storage.work import Work

KIND = "signature"
PAPERS = ("minutes", "resolution", "opinion")
"""Papers whose text is read and signed by name. A sign-in sheet is signed in ink while people come."""


class Place(Struct, frozen=True, kw_only=True):
    """One place to sign on a paper. `name` is who is expected there, or who signed; empty where it may be anybody."""

    paper: str
    role: str
    title: str
    name: str
    given: SealedSignature | None = None
    """The last signature in this place that is of the text as it is now."""
    void: SealedSignature | None = None
    """Where nothing counts: a signature of another version of the text."""
    inked: bool = False
    """There is ink, or a fingerprint, on a printed sheet: the original."""

    @property
    def who(self) -> Sentence:
        return say("{title}{name}", title=self.title, name=self.name) if self.name else Sentence(self.title)

    @property
    def words(self) -> Sentence:
        """How it stands, in one sentence."""
        if self.given is not None:
            return _given(self.given, self.inked)
        if self.void is not None:
            return say("签的是改动以前的文字，不算数了，要重新签")
        return say("还没有签")


def _given(one: SealedSignature, inked: bool) -> Sentence:
    at = one.given_at[5:16].replace("T", " ")
    if one.way == INK:
        return say("纸上已签（{at} 记下）", at=at)
    if one.way == MARK:
        names = "、".join(witness.label for witness in one.witnesses)
        if inked:
            return say("纸上已按指印，见证人{names}", names=names)
        return say("不会写字，按指印；见证人{names}", names=names)
    return say("屏幕和纸上都签了") if inked else say("屏幕已签 {at}，纸上还差亲笔", at=at)


def signatures_of(work: Work, meeting_id: str) -> tuple[SealedSignature, ...]:
    """All signatures of a meeting in the order in which they were given; those whose body was erased are left out."""
    found = (body_of(record, SealedSignature) for record in work.ledger.of(meeting_id, KIND))
    return tuple(one for one in found if one is not None)


def any_signature(desk: Desk, meeting_id: str) -> bool:
    with desk.store.read() as work:
        return bool(signatures_of(work, meeting_id))


def who_signs(desk: Desk, meeting_id: str, paper: str = "minutes") -> tuple[Place, ...]:
    """The places of a paper in their order. Raises Refused where there is no such meeting."""
    with desk.store.read() as work:
        return _places(desk, work, meeting_id, paper)


def _places(desk: Desk, work: Work, meeting_id: str, paper: str) -> tuple[Place, ...]:
    body = meeting_bytes(desk, work, meeting_id)
    meeting, version = read(body, SealedMeeting), version_of(body)
    names = {"host": meeting.host, "recorder": meeting.recorder}
    given = [one for one in signatures_of(work, meeting_id) if one.paper == paper]
    places = []
    for role, title in spaces_of(paper):
        here = [one for one in given if one.role == role]
        good = [one for one in here if one.version in ("", version)]
        # The sheet is asked for first: what is drawn on the screen afterwards does not take the ink away.
        last = good[-1] if good else None
        places.append(
            Place(
                paper=paper,
                role=role,
                title=title,
                name=last.name if last else here[-1].name if here else names.get(role, ""),
                given=next((one for one in reversed(good) if one.way != INK), last),
                void=here[-1] if here and not good else None,
                inked=any(one.way == INK and last is not None and one.name == last.name for one in good),
            )
        )
    return tuple(places)


def spaces_of(paper: str) -> tuple[tuple[str, str], ...]:
    """(id, what stands before it) of the places to sign at the end of a paper."""
    form = papers().get(paper)
    blocks = form.blocks if form is not None else ()
    return tuple((space.id, space.zh) for block in blocks if isinstance(block, Signatures) for space in block.spaces)


def still_to_sign(places: tuple[Place, ...]) -> Sentence | None:
    """Who is missing on the sheet, which is the original; None where nobody is. Whose signature fell with the text comes first."""
    void = [one for one in places if one.void is not None]
    missing = [one for one in places if not one.inked and one.void is None]
    parts = []
    if void:
        parts.append(say("文字改过，{names}要重新签名。", names=_names(void)))
    if missing:
        parts.append(say("纸上还差{names}的亲笔签名。", names=_names(missing)))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Sentence("{a}{b}", {"a": parts[0], "b": parts[1]})


def _names(places: list[Place]) -> Sentence:
    whole = places[0].who
    for one in places[1:]:
        whole = say("{first}、{then}", first=whole, then=one.who)
    return whole


def places(desk: Desk, work: Work, meeting_id: str, paper: str) -> tuple[Signed, ...]:
    """What is printed into the places to sign of a paper: drawings of this very text, and fingerprints that will be given."""
    from desktop.papers import Signed

    if paper not in PAPERS:
        return ()
    signed = []
    for place in _places(desk, work, meeting_id, paper):
        one = place.given
        if one is None or one.way not in (SCREEN, MARK):
            continue
        if one.way == MARK:
            note = f"{one.name}不会写字：{one.read_by}当面念过全文并代写姓名，本人按指印，两位见证人在下面签名。"
            signed.append(
                Signed(space=one.role, name=one.name, note=note, witnesses=tuple(w.label for w in one.witnesses))
            )
            continue
        drawing = read(work.blobs.read(one.drawing), Drawing)
        signed.append(
            Signed(
                space=one.role,
                name=one.name,
                note=f"{one.name}屏幕手写{one.given_at.replace('T', ' ')[:16]}，另须亲笔",
                width=drawing.width,
                height=drawing.height,
                strokes=tuple(tuple((p.x, p.y, p.pressure) for p in stroke) for stroke in drawing.strokes),
            )
        )
    return tuple(signed)
