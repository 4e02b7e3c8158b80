"""The way to the county as an office has it: proxies that ask for a password, are gone or misspelt; and a line so slow that
what is told of it must be what has left."""

from __future__ import annotations

import base64
import socket
import threading
import time
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path

import pytest

from county.tls import make_certificate
from desktop.sync.deliver import deliver
from desktop.sync.enrol import enrolment_of
from desktop.sync.http_line import HttpLine
from desktop.sync.outcome import DELIVERED, PART, Outcome
from desktop.sync.proxies import proxy_for
from desktop.sync.trust import trust_of
from tests.county.running import County
from tests.sync.test_in_between import Quiet, standing
from tests.sync.test_tls import TlsCounty, _enrol
from tests.sync.village import HASTY, Pc, meeting

VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
FAR = "county.invalid"
"""Only the proxy knows where that is."""


class Tunnel(Quiet):
    """A proxy that asks for a password and passes encrypted lines on, to this machine."""

    def do_CONNECT(self) -> None:
        if self.headers.get("Proxy-Authorization") != "Basic " + base64.b64encode(b"cun:guan").decode():
            return self.answer()
        self.send_response(200)
        self.end_headers()
        with socket.create_connection(("127.0.0.1", int(self.path.rpartition(":")[2]))) as county:
            back = threading.Thread(target=_pipe, args=(county, self.connection))
            back.start()
            _pipe(self.connection, county)
            back.join()
        self.close_connection = True
        return None

    def answer(self) -> None:
        self.body()
        self.say(407, b"proxy", **{"Proxy-Authenticate": "Basic"})


class Gate(Quiet):
    """A proxy that cannot get any further."""

    def answer(self) -> None:
        self.body()
        self.say(502, b"proxy")

    do_CONNECT = answer  # noqa: N815


def _pipe(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Whatever this machine's own way is, it is not asked."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def _over(pc: Pc, url: str) -> Outcome:
    enrolment = enrolment_of(pc.store)
    assert enrolment
    line = HttpLine(url, trust=trust_of(enrolment.known_address()), silence=20, connect=5)
    return deliver(pc.store, pc.key, now=pc.now, patience=HASTY, line=line)


def test_an_encrypted_line_goes_through_a_proxy_with_its_password_and_is_told_of_a_wrong_one(
    tmp_path: Path, pc: Pc, no_proxy: pytest.MonkeyPatch
) -> None:
    county = TlsCounty(tmp_path / "county")
    made, key = make_certificate(county.folder, "127.0.0.1")
    with county.serving("--tls-cert", made, "--tls-key", key), standing(Tunnel) as proxy:
        _enrol(pc, county)
        pc.seal_meeting(meeting())
        far = f"https://{FAR}:{county.port}"
        for wrong in (proxy, proxy.replace("//", "//cun:wrong@")):
            no_proxy.setenv("https_proxy", wrong)
            outcome = _over(pc, far)
            assert (outcome.state, outcome.sent, pc.cursor()) == (PART, 0, (0, 0))
            assert "要用户名和密码" in str(outcome.sentence)
            assert "wrong" not in str(outcome.sentence), "nobody reads the password over her shoulder"
        no_proxy.setenv("https_proxy", proxy.replace("//", "//cun:guan@"))
        assert _over(pc, far).state == DELIVERED


def test_a_proxy_that_is_in_the_way_is_told_as_that_and_nothing_is_lost(enrolled: Pc, no_proxy: pytest.MonkeyPatch) -> None:
    enrolled.seal_meeting(meeting())
    with standing(Tunnel) as asking, standing(Gate) as shut:
        for proxy, scheme, words in (
            (asking, "http", "要用户名和密码"),
            (shut, "https", "没有接通县里"),
            ("http://127.0.0.1:1", "http", "连不上代理服务器 127.0.0.1:1"),
            ("127.0.0.1:1", "https", "连不上代理服务器 127.0.0.1:1"),
        ):
            no_proxy.setenv(f"{scheme}_proxy", proxy)
            outcome = _over(enrolled, f"{scheme}://{FAR}:8000")
            assert (outcome.state, enrolled.cursor()) == (PART, (0, 0))
            assert words in str(outcome.sentence)
    assert enrolled.deliver().state == DELIVERED, "the county on this machine is reached past all proxies"


def test_which_proxy_counts(no_proxy: pytest.MonkeyPatch) -> None:
    far = f"https://{FAR}:8443"
    assert proxy_for(far) == ""
    no_proxy.setenv("all_proxy", "http://10.0.0.1:3128")
    assert proxy_for(far) == "http://10.0.0.1:3128"
    no_proxy.setenv("https_proxy", "10.0.0.2:8080")
    assert proxy_for(far) == "http://10.0.0.2:8080"
    assert proxy_for("https://127.0.0.1:8443") == ""
    no_proxy.setenv("no_proxy", "example.cn,county.invalid")
    assert proxy_for(far) == ""
    no_proxy.delenv("no_proxy")
    for unusable in ("socks5://127.0.0.1:1080", "foo://bar", "::::", "http://", "http://10.0.0.1:x", "http://10.0.0.1:0"):
        no_proxy.setenv("https_proxy", unusable)
        assert proxy_for(far) == "", unusable
        outcome = HttpLine(far, connect=5)
        outcome.close()


class Late(Quiet):
    """Names a time instead of seconds; its clock is years away from ours."""

    def answer(self) -> None:
        self.body()
        self.say(503, b"", **{"Retry-After": formatdate(5_000_000_000 + 1800, usegmt=True)})

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(5_000_000_000, usegmt=True)


def test_a_time_to_come_back_at_counts_by_the_clock_of_whoever_named_it(enrolled: Pc) -> None:
    enrolled.seal_meeting(meeting())
    with standing(Late) as url:
        assert _over(enrolled, url).again_in == 1800


def test_what_is_told_as_sent_has_left(county: County, enrolled: Pc) -> None:
    """A picture that waits in this machine is not on its way; else the bar is full while the line has minutes to go."""
    enrolled.seal_scan(1_500_000)
    passed = 0
    ahead: list[int] = []

    def carry(near: socket.socket) -> None:
        nonlocal passed
        with near, socket.create_connection(("127.0.0.1", county.port)) as far, suppress(OSError):
            threading.Thread(target=_pipe, args=(far, near), daemon=True).start()
            while data := near.recv(4096):
                time.sleep(len(data) / 3_000_000)
                passed += len(data)
                far.sendall(data)

    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 10)
        door.bind(("127.0.0.1", 0))
        door.listen()
        threading.Thread(target=lambda: carry(door.accept()[0]), daemon=True).start()
        line = HttpLine(f"http://127.0.0.1:{door.getsockname()[1]}")
        outcome = enrolled.deliver(line, progress=lambda done, _total: ahead.append(done - passed))
    assert outcome.state == DELIVERED
    assert max(ahead) < 200_000, "a tenth of it, at most, is somewhere in between"
