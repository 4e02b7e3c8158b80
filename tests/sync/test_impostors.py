"""Only a receipt that the county signed for this very batch counts; whatever else comes back changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from desktop.sync.calls import ended, when_due
from desktop.sync.http_line import HttpLine
from desktop.sync.line import Answer, Question, Sent
from desktop.sync.outcome import DELIVERED, PART
from desktop.vault.device import DeviceKey
from desktop.wire.receipt import Receipt, Reply
from desktop.wire.signed import RECEIPT, STANDING, Signed, sign_message
from forms.language import Refused
from tests.county.running import County
from tests.sync.lines import Impostor, Watched
from tests.sync.test_in_between import Quiet, standing
from tests.sync.village import Pc, meeting

WEEK = 7 * 24 * 3600
PAGE = b"<!DOCTYPE html><html><title>\xe4\xb8\x8a\xe7\xbd\x91\xe7\x99\xbb\xe5\xbd\x95</title></html>"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """One for all tests of this file: none of them harms it."""
    running = County(tmp_path_factory.mktemp("county") / "data").start()
    yield running
    running.stop()


@pytest.fixture
def sealed(enrolled: Pc) -> Pc:
    enrolled.seal_meeting(meeting())
    enrolled.seal_scan(70_000)
    return enrolled


def _nothing_is_delivered(pc: Pc) -> None:
    assert pc.cursor() == (0, 0)
    assert pc.receipts() == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=200, body=PAGE),
        Answer(status=200, body=b""),
        Answer(status=200, body=b"{}"),
        Answer(status=200, body=b'{"receipts":[]}'),
        Answer(status=200, body=b'{"receipts":[{"message":{},"signature":""}]}'),
        Answer(status=200, body=b'{"receipts":"yes"}'),
        Answer(status=200, body=b"\xff\xfe\x00"),
        Answer(status=200, body=b"[" * 100_000),
        Answer(status=204, body=b""),
        Answer(status=302, body=PAGE),
        Answer(status=403, body=PAGE),
        Answer(status=500, body=b"oops"),
    ],
    ids=lambda answer: f"{answer.status}-{answer.body[:12]!r}",
)
@pytest.mark.parametrize("path", ["/v1/batches"])
def test_an_answer_that_is_no_receipt_delivers_nothing(county: County, sealed: Pc, answer: Answer, path: str) -> None:
    line = Impostor(county.url, path, answer)
    outcome = sealed.deliver(line)
    assert outcome.state == PART
    assert str(outcome.sentence)
    assert len(line.asked) == 1, "it is not asked again and again"
    _nothing_is_delivered(sealed)
    assert sealed.deliver().state == DELIVERED


def test_a_web_page_is_called_what_it_is(county: County, sealed: Pc) -> None:
    outcome = sealed.deliver(Impostor(county.url, "/v1/", Answer(status=200, body=PAGE)))
    assert "上网登录页面" in str(outcome.sentence)


@pytest.mark.parametrize("answer", [Answer(status=200, body=PAGE), Answer(status=200, body=b"{}")])
@pytest.mark.parametrize("path", ["/v1/leaves", "/v1/standing"])
def test_rubbish_for_leaves_or_for_a_question_delivers_nothing(
    county: County, sealed: Pc, answer: Answer, path: str
) -> None:
    outcome = sealed.deliver(Impostor(county.url, path, answer))
    if path == "/v1/leaves":
        assert (outcome.state, sealed.cursor()) == (PART, (2, 0))
        assert sealed.deliver().state == DELIVERED
    again = sealed.deliver(Impostor(county.url, "/v1/standing", answer))
    assert again.state == PART, "nobody has said that nothing is lacking"


class Forger(Watched):
    """Lets the request through and changes the receipt on its way back."""

    def __init__(self, url: str, forge: Callable[[Signed], Signed]) -> None:
        super().__init__(url)
        self._forge = forge

    def after(self, question: Question, answer: Answer) -> Answer:
        if question.path != "/v1/batches":
            return answer
        reply = msgspec.json.decode(answer.body, type=Reply)
        forged = msgspec.structs.replace(reply, receipts=tuple(self._forge(signed) for signed in reply.receipts))
        return msgspec.structs.replace(answer, body=msgspec.json.encode(forged))


def _changed(signed: Signed, **facts: object) -> Signed:
    """The receipt says something else under the old signature."""
    receipt = msgspec.structs.replace(msgspec.json.decode(bytes(signed.message), type=Receipt), **facts)
    return Signed(msgspec.Raw(msgspec.json.encode(receipt, order="sorted")), signed.signature)


def _resigned(signed: Signed, what: str = RECEIPT) -> Signed:
    """The very receipt, signed by someone who is not the county."""
    receipt = msgspec.json.decode(bytes(signed.message), type=Receipt)
    return sign_message(what, receipt, DeviceKey.from_secret(bytes(31) + b"\x63").sign)


@pytest.mark.parametrize(
    "forge",
    [
        lambda signed: Signed(signed.message, signed.signature[:-2] + ("11" if signed.signature.endswith("00") else "00")),
        lambda signed: Signed(signed.message, ""),
        lambda signed: Signed(signed.message, "zz"),
        lambda signed: _changed(signed, records=()),
        lambda signed: _changed(signed, batch="0" * 64),
        lambda signed: _changed(signed, kind="blobs"),
        lambda signed: _changed(signed, kind="everything"),
        _resigned,
        lambda signed: _resigned(signed, STANDING),
    ],
)
def test_a_receipt_that_was_tampered_with_is_told_and_does_not_count(
    county: County, sealed: Pc, forge: Callable[[Signed], Signed]
) -> None:
    outcome = sealed.deliver(Forger(county.url, forge))
    assert outcome.state == PART
    assert str(outcome.sentence)
    _nothing_is_delivered(sealed)
    assert sealed.deliver().state == DELIVERED


def test_the_receipt_of_another_batch_or_village_does_not_count(county: County, sealed: Pc, tmp_path: Path) -> None:
    other = Pc(tmp_path / "other", 8)
    try:
        other.enrol(county.url, county.code("330000000002", "柳河村"), county.fingerprint)
        other.seal_meeting(meeting())
        caught: list[Signed] = []

        def catch(signed: Signed) -> Signed:
            caught.append(signed)
            return signed

        other.deliver(Forger(county.url, catch))
        outcome = sealed.deliver(Forger(county.url, lambda _signed: caught[0]))
        assert "不作数" in str(outcome.sentence)
        _nothing_is_delivered(sealed)
    finally:
        other.close()


def test_another_county_at_the_same_address_is_not_ours(county: County, sealed: Pc, tmp_path: Path) -> None:
    """The address was taken over: whoever answers there does not have the key of the slip."""
    impostor = County(tmp_path / "impostor").start()
    try:
        outcome = sealed.deliver(Watched(impostor.url))
        assert outcome.state == PART
        _nothing_is_delivered(sealed)
    finally:
        impostor.stop()


def test_what_the_county_says_no_to_is_passed_on_in_its_words(county: County, sealed: Pc) -> None:
    body = b'{"code":"foreign","message":"\xe4\xb8\x8d\xe6\x8e\xa5\xe6\x94\xb6","english":"not taken here","retry_after":0}'
    outcome = sealed.deliver(Impostor(county.url, "/v1/batches", Answer(status=403, body=body)))
    assert "不接收" in str(outcome.sentence)
    assert "not taken here" in outcome.sentence.text("en")


def test_a_county_that_asks_to_wait_is_obeyed(county: County, sealed: Pc) -> None:
    for answer in (Answer(status=503, body=b"", retry_after=3600), Answer(status=429, body=PAGE, retry_after=3600)):
        line = Impostor(county.url, "/v1/", answer)
        outcome = sealed.deliver(line)
        assert (outcome.state, outcome.again_in) == (PART, 3600)
        assert len(line.asked) == 1


def test_a_short_wait_is_waited_out(county: County, sealed: Pc) -> None:
    class BusyOnce(Watched):
        busy = True

        def ask(self, question: Question, sent: Sent) -> Answer:
            if self.busy:
                self.busy = False
                return Answer(status=503, body=b"", retry_after=1)
            return super().ask(question, sent)

    assert sealed.deliver(BusyOnce(county.url)).state == DELIVERED


def test_a_slow_or_silent_server_is_given_up_with_a_sentence(sealed: Pc) -> None:
    import socket

    from desktop.sync.http_line import HttpLine

    with socket.create_server(("127.0.0.1", 0)) as silent:
        line = HttpLine(f"http://127.0.0.1:{silent.getsockname()[1]}", silence=0.3, connect=1)
        outcome = sealed.deliver(line)
    assert "没有动静" in str(outcome.sentence)
    _nothing_is_delivered(sealed)


@pytest.mark.parametrize(
    ("header", "body", "again_in"),
    [
        (b"", b'{"code":"busy","message":"x","retry_after":%d}' % 10**30, WEEK),
        (b"", b'{"code":"busy","message":"x","retry_after":-5}', 0),
        (b"999999999999999999999", b"", WEEK),
        ("²".encode("latin-1"), b"", 0),
        ("٣".encode(), b"", 0),
        (b"-5", b"", 0),
        (b"1.5", b"", 0),
        (b"Mon, 1 Jan 99999999999999999999 00:00:00 GMT", b"", 0),
        (b"Fri, 31 Dec 2027 23:59:59 +9999999999999999", b"", 0),
    ],
    ids=str,
)
def test_a_time_to_come_back_that_cannot_be_is_none_and_nobody_stays_away_for_longer_than_a_week(
    sealed: Pc, header: bytes, body: bytes, again_in: int
) -> None:
    """Whatever stands there: the round ends with a sentence, and the next call can be reckoned."""

    class Busy(Quiet):
        def answer(self) -> None:
            self.body()
            self.wfile.write(b"HTTP/1.1 503 busy\r\nRetry-After: %b\r\nContent-Length: %d\r\n\r\n%b" % (header, len(body), body))

    with standing(Busy) as url:
        outcome = sealed.deliver(HttpLine(url))
    assert (outcome.state, outcome.again_in) == (PART, again_in)
    ended(sealed.store, sealed.now(), outcome)
    due = when_due(sealed.store, sealed.now())
    assert due
    assert due.at < "2026-07-01"


def test_a_host_that_cannot_be_one_is_not_followed_and_not_called(county: County, sealed: Pc) -> None:
    for host in ("a..b", "a" * 300, "[::1", "a:99999"):
        away = Answer(status=308, body=b"{}", location=f"http://{host}/v1/batches")
        assert sealed.deliver(Impostor(county.url, "/v1/batches", away)).state == PART
        with pytest.raises(Refused):
            HttpLine(f"http://{host}")


def test_a_refusal_that_nobody_signed_fills_no_screen_and_moves_no_cursor_on_it(county: County, sealed: Pc) -> None:
    said = msgspec.json.encode({"code": "foreign", "message": "不收" + "\x1b[31m\u202e" + "长" * 100_000})
    outcome = sealed.deliver(Impostor(county.url, "/v1/batches", Answer(status=403, body=said)))
    assert "不收" in str(outcome.sentence)
    assert len(str(outcome.sentence)) < 500
    assert str(outcome.sentence).isprintable()
