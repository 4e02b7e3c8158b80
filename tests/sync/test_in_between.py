"""What stands between a village and its county over real sockets: a log-in page, a proxy, a server that holds its breath."""

from __future__ import annotations

import http.client
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest

from desktop.sync.http_line import HttpLine
from desktop.sync.line import Answer, Question, Sent
from desktop.sync.outcome import DELIVERED, NOTHING, PART
from desktop.wire.down import HEADER as DOWN
from desktop.wire.faults import Fault, problem
from forms.language import say
from tests.county.running import County
from tests.sync.lines import Cut, Watched
from tests.sync.village import Pc, meeting

_PAGE = "<html><body>请先登录 WiFi</body></html>".encode()


class Quiet(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def do_PUT(self) -> None:
        self.answer()

    def answer(self) -> None:
        raise NotImplementedError

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


class Portal(Quiet):
    """Shows its page to whoever asks for anything, as the network of a hotel does."""

    def answer(self) -> None:
        self.body()
        self.say(200, _PAGE, **{"Content-Type": "text/html"})


class Redirecting(Quiet):
    """Sends everybody to its page with 302."""

    def answer(self) -> None:
        self.body()
        self.say(302, b"", Location="http://login.invalid/")


class Proxy(Quiet):
    """A plain forward proxy that knows one county, and passes on neither what was asked of coding nor its own mood."""

    county = ("127.0.0.1", 0)

    def answer(self) -> None:
        body = self.body()
        assert self.path.startswith("http://county.invalid:8000/")
        path = self.path.removeprefix("http://county.invalid:8000")
        kept = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "accept-encoding")}
        line = http.client.HTTPConnection(*self.county)
        try:
            line.request(self.command, path, body, kept)
            answer = line.getresponse()
            self.say(answer.status, answer.read(), Via="1.1 proxy")
        finally:
            line.close()


@contextmanager
def standing(kind: type[Quiet]) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def sealed(enrolled: Pc) -> Pc:
    enrolled.seal_meeting(meeting())
    enrolled.seal_scan(200_000)
    return enrolled


@pytest.mark.parametrize("kind", [Portal, Redirecting])
def test_a_log_in_page_is_no_county_and_takes_nothing_away(sealed: Pc, kind: type[Quiet]) -> None:
    with standing(kind) as url:
        outcome = sealed.deliver(HttpLine(url))
    assert (outcome.state, sealed.cursor()) == (PART, (0, 0))
    assert "上网登录页面" in str(outcome.sentence)
    assert sealed.deliver().state == DELIVERED


def test_a_proxy_in_between_changes_nothing(county: County, sealed: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Proxy, "county", ("127.0.0.1", county.port))
    with standing(Proxy) as url:
        monkeypatch.setenv("http_proxy", url)
        assert sealed.deliver(HttpLine("http://county.invalid:8000")).state == DELIVERED
    assert sealed.cursor() == (2, 2)


def test_a_county_that_let_go_of_a_pc_that_slept_is_asked_what_came_through(county: County, sealed: Pc) -> None:
    class Slept(Watched):
        """The first request with leaves arrives whole, and is answered as one that fell silent."""

        told = False

        def after(self, question: Question, answer: Answer) -> Answer:
            if question.path != "/v1/leaves" or self.told:
                return answer
            self.told = True
            return Answer(status=408, body=msgspec.json.encode(problem(Fault("too-slow", say("线路太久没有动静，已断开；请重新上传。")))))

    line = Slept(county.url)
    assert sealed.deliver(line).state == DELIVERED
    assert [method for method, _, _ in line.asked] == ["POST", "PUT", "GET"]


def test_a_server_that_holds_its_breath_is_waited_for(county: County, sealed: Pc) -> None:
    """Stopped in the middle of a leaf and continued: no request is made twice, as silence is not yet the end."""

    def breathe() -> None:
        county.pause()
        threading.Timer(1.5, county.go_on).start()
        time.sleep(0.1)

    line = Cut(county.url, "/v1/leaves", 100_000, breathe)
    assert sealed.deliver(line).state == DELIVERED
    assert [path for _, path, _ in line.asked] == ["/v1/batches", "/v1/leaves"]


class FirstDay(Watched):
    """As the county's first server heard and spoke: nothing comes down, nothing is left out of an answer, one stream."""

    def ask(self, question: Question, sent: Sent) -> Answer:
        if question.path.startswith(("/v1/down", "/v1/packs")):
            return Answer(status=404, body=msgspec.json.encode(problem(Fault("not-found", say("没有这个地址。")))))
        headers = {name: value for name, value in question.headers.items() if name != DOWN}
        return super().ask(msgspec.structs.replace(question, headers=headers, known=b""), sent)

    def after(self, question: Question, answer: Answer) -> Answer:
        assert b'"down":' not in answer.body, "it could not have said so"
        return answer


def test_a_new_program_delivers_to_a_county_of_the_first_day(county: County, sealed: Pc) -> None:
    first = sealed.deliver(FirstDay(county.url))
    assert (first.state, first.remarks, first.requests) == (DELIVERED, (), 2)
    quiet = sealed.deliver(FirstDay(county.url))
    assert (quiet.state, quiet.remarks, quiet.requests) == (NOTHING, (), 1)
