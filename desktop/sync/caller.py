"""Requests to the county in the device's name, and answers taken for what they are.

An answer counts only if it is the county's own JSON; receipts in it are verified by whoever keeps them. A web page with
status 200 (a captive portal, a proxy) is told to the user as what it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from desktop.sync.line import Answer, Line, Question, Sent
from desktop.vault.device import DeviceKey
from desktop.wire.canonical import canonical
from desktop.wire.down import HEADER as DOWN
from desktop.wire.down import Down, Refusal
from desktop.wire.enrolment import County, Enrol, Enrolled, Enrolment
from desktop.wire.faults import Fault, Problem
from desktop.wire.receipt import Reply, Standing, open_standing
from desktop.wire.request import HEADER, Facts, sign_request
from desktop.wire.signed import decode, fingerprint
from forms.language import CHINESE, ENGLISH, NO_TITLES, Refused, Sentence, say

T = TypeVar("T")
SLEPT = 408
"""This PC slept in the middle of a request, and the county let go."""
BUSY = (SLEPT, 429, 502, 503, 504, 507)
MOVED = 308
_HOPS = 2
"""How often one request is sent on."""
_WEEK = 7 * 24 * 3600
"""Seconds; nobody stays away for longer because of what an answer says that nobody signed."""
_SHOWN = 400
"""Characters of such an answer that are shown."""


class Answered(Fault):
    """The county (or what stands in its place) said no. `again_in` is in seconds, 0 where it named no time that can be."""

    def __init__(self, code: str, message: str, english: str, status: int, again_in: int = 0) -> None:
        super().__init__(code, say("县级服务器答复：{message}", message=_InBoth(_shown(message), english=_shown(english))))
        self.status = status
        self.again_in = min(max(again_in, 0), _WEEK)

    @property
    def busy(self) -> bool:
        """Whether the same may succeed later."""
        return self.status in BUSY

    @property
    def full(self) -> bool:
        """Whether it has more to do than it can, and each further request makes that worse."""
        return self.busy and self.status != SLEPT


class _InBoth(Sentence, frozen=True):
    """A text of the county, which sends it in both languages."""

    english: str = ""

    def text(self, language: str = CHINESE, titles: Mapping[str, str] = NO_TITLES) -> str:
        return self.english if language == ENGLISH and self.english else super().text(language, titles)


def _shown(words: str) -> str:
    return "".join(sign for sign in words[:_SHOWN] if sign.isprintable())


def _silent(_bytes: int) -> None:
    """For requests too small to be worth a progress bar."""


class Listener(Protocol):
    """Asks for, and hears, what the county has to say."""

    def asks(self) -> str:
        """The value of the header for the next request; empty once the county has been heard."""

    def hear(self, down: Down, nonce: str) -> None:
        """Take what came with an answer to the request of this nonce."""


class Caller:
    """The four things that a device asks of its county."""

    def __init__(
        self, line: Line, enrolment: Enrolment, key: DeviceKey, *, now: Callable[[], str], nonce: Callable[[], str]
    ) -> None:
        self.line = line
        self.enrolment = enrolment
        self._fingerprint = fingerprint(enrolment.county)
        self._key = key
        self._now = now
        self._nonce = nonce
        self.ear: Listener | None = None
        self.follow: Callable[[str], Line] | None = None
        """Makes a line to another host of this county; None: nobody is followed."""

    def renew(self, enrolment: Enrolment) -> None:
        """Another key of the county, vouched for by the one before."""
        self.enrolment = enrolment
        self._fingerprint = fingerprint(enrolment.county)

    def standing(self) -> Standing:
        """Where this device stands at the county, now, signed. Raises LineBroken or Fault."""
        nonce = self._nonce()
        reply = self._ask("GET", "/v1/standing", nonce=nonce)
        if reply.standing is None:
            raise not_a_county()
        return open_standing(reply.standing, county=self.enrolment.county, device=self._key.id, nonce=nonce)

    def send_batch(self, data: bytes, sent: Sent, known: bytes = b"") -> Reply:
        """`known` are the hashes that the answer need not repeat."""
        return self._ask("POST", "/v1/batches", (data,), sent, known=known)

    def ask_batch(self, batch: str, known: bytes = b"") -> Reply | None:
        """What the county has of a batch; None where it does not know it."""
        try:
            return self._ask("GET", f"/v1/batches/{batch}", known=known)
        except Answered as answer:
            if answer.code == "unknown-batch":
                return None
            raise

    def send_leaves(self, frames: Sequence[bytes], sent: Sent) -> Reply:
        return self._ask("PUT", "/v1/leaves", frames, sent)

    def ask_down(self) -> None:
        """The next page of what the county has to say; the ear hears it."""
        self._ask("GET", "/v1/down")

    def ask_pack(self, blob: str, first: int, last: int, heard: Callable[[bytes], object]) -> None:
        """Leaves of a form pack; `heard` gets the frames as they come. Raises LineBroken or Fault."""
        path = f"/v1/packs/{blob}/{first}-{last}"
        answer = self._send(Question(method="GET", path=path, headers=self._signed("GET", path, ()), heard=heard))
        if answer.status != 200:
            understand(answer, Reply)

    def _ask(
        self,
        method: str,
        path: str,
        pieces: Sequence[bytes] = (),
        sent: Sent = _silent,
        *,
        nonce: str = "",
        known: bytes = b"",
    ) -> Reply:
        nonce = nonce or self._nonce()
        headers = self._signed(method, path, pieces, nonce)
        if self.ear is not None and (since := self.ear.asks()):
            headers[DOWN] = since
        answer = self._send(Question(method=method, path=path, headers=headers, pieces=pieces, known=known), sent)
        try:
            reply = understand(answer, Reply)
        except Answered as said:
            if self.ear is not None and said.code == "revoked" and (down := decode(answer.body, Refusal).down):
                self.ear.hear(down, nonce)
            raise
        if self.ear is not None and reply.down is not None:
            self.ear.hear(reply.down, nonce)
        return reply

    def _signed(self, method: str, path: str, pieces: Sequence[bytes], nonce: str = "") -> dict[str, str]:
        whole = hashlib.sha256()
        for piece in pieces:
            whole.update(piece)
        facts = Facts(
            county=self._fingerprint,
            device=self._key.id,
            method=method,
            path=path,
            digest=whole.hexdigest(),
            time=self._now(),
            nonce=nonce or self._nonce(),
        )
        return {HEADER: sign_request(facts, self._key.sign)}

    def _send(self, question: Question, sent: Sent = _silent) -> Answer:
        """Ask, and follow the county to another host. Whoever answers there is believed for the county's signature alone;
        an encrypted line is not left for an open one."""
        for _ in range(_HOPS):
            answer = self.line.ask(question, sent)
            url = answer.location.removesuffix(question.path)
            if answer.status != MOVED or self.follow is None or url == answer.location:
                return answer
            if not url.startswith("https://") and self.line.url.startswith("https://"):
                return answer
            try:
                another = self.follow(url)
            except Refused:
                return answer
            self.line.close()
            self.line = another
        return self.line.ask(question, sent)


def ask_county(line: Line) -> County:
    """Who answers there, by its own word. Raises LineBroken, or Fault."""
    return understand(line.ask(Question(method="GET", path="/v1/county"), _silent), County)


def ask_enrolment(line: Line, request: Enrol) -> Enrolled:
    """Raises LineBroken, or Fault as the county answers."""
    return understand(line.ask(Question(method="POST", path="/v1/enrol", pieces=(canonical(request),)), _silent), Enrolled)


def understand(answer: Answer, kind: type[T]) -> T:
    """The value of an answer. Raises Answered for a refusal, Fault "not-a-county" for anything that is no answer of ours."""
    if answer.status == 200:
        try:
            return decode(answer.body, kind)
        except Fault:
            raise not_a_county() from None
    try:
        said = decode(answer.body, Problem)
    except Fault:
        if answer.status in BUSY:
            message = say("服务器正忙（状态 {status}），没有收下；数据都在本机。", status=answer.status)
            raise Answered("busy", message.text(), message.text("en"), answer.status, answer.retry_after) from None
        raise not_a_county() from None
    raise Answered(said.code, said.message, said.english, answer.status, max(said.retry_after, answer.retry_after))


def not_a_county() -> Fault:
    return Fault(
        "not-a-county",
        say("收到的不是县级服务器的答复（可能是上网登录页面，或地址不对）。没有回执，数据仍在本机；请先确认能上网，再传一次。"),
    )
