"""The way to the county as an office has it: proxies that ask for a password, are gone or misspelt; a line so slow that
what is told of it must be what has left; a PC that sleeps, or gets another address, in the middle."""

from __future__ import annotations

import base64
import itertools
import socket
import struct
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import formatdate
from pathlib import Path

import pytest

from county.tls import make_certificate
from desktop.sync.caller import Caller
from desktop.sync.deliver import deliver
from desktop.sync.enrol import enrolment_of
from desktop.sync.http_line import HttpLine
from desktop.sync.outcome import DELIVERED, PART, Outcome
from desktop.sync.proxies import proxy_for
from desktop.sync.round import Round
from desktop.sync.trust import trust_of
from tests.county.running import County
from tests.sync.lines import Cut
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
    line = HttpLine(url, trust=trust_of(enrolment.known_address()), silence=60, connect=60)
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


class Ways:
    """A door on this machine through which one connection after another goes to the county, each from another address.
    `rate` is bytes in a second; the first one dies when so many bytes have passed."""

    def __init__(self, county: County, rate: int, dies_after: int = 1 << 60) -> None:
        self.passed = 0
        self._county, self._rate, self._dies_after = county, rate, dies_after
        self._door = socket.socket()
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 10)
        self._door.bind(("127.0.0.1", 0))
        self._door.listen()
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._open, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _open(self) -> None:
        with suppress(OSError):
            for number in range(2, 200):
                near, _ = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._county.port), source_address=(f"127.0.0.{number}", 0))
                threading.Thread(target=_pipe, args=(far, near), daemon=True).start()
                threading.Thread(target=self._carry, args=(near, far, number == 2), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket, first: bool) -> None:
        with near, far, suppress(OSError):
            while data := near.recv(4096):
                time.sleep(len(data) / self._rate)
                self.passed += len(data)
                far.sendall(data)
                if first and self.passed > self._dies_after:
                    far.shutdown(socket.SHUT_RDWR)
                    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
            far.shutdown(socket.SHUT_WR)


def test_another_address_in_the_middle_goes_on_at_the_leaf(county: County, enrolled: Pc) -> None:
    """The connection of the old address is dead; the device is known by its key, whatever address it has now."""
    enrolled.seal_scan(900_000)
    ways = Ways(county, 20_000_000, dies_after=300_000)
    outcome = enrolled.deliver(HttpLine(ways.url))
    ways.close()
    assert outcome.state == DELIVERED
    assert 900_000 < ways.passed < 900_000 + (64 << 10) + 40_000, "one leaf again, at most, and headers"


def test_hours_of_sleep_in_the_middle_of_a_request_neither_end_nor_slow_the_round(county: County, enrolled: Pc) -> None:
    enrolled.seal_scan(1_500_000)
    slept = [0.0]

    def sleep() -> None:
        slept[0] += 5 * 3600

    line = Cut(county.url, "/v1/leaves", 100_000, sleep)
    enrolment = enrolment_of(enrolled.store)
    assert enrolment
    times = itertools.count()

    def now() -> str:
        return (datetime(2026, 6, 18, 9) + timedelta(seconds=slept[0])).isoformat()  # noqa: DTZ001

    caller = Caller(line, enrolment, enrolled.key, now=now, nonce=lambda: f"{next(times):024}")
    outcome = Round(
        enrolled.store, caller, sign=enrolled.key.sign, now=now, progress=lambda _done, _total: None,
        patience=HASTY, monotonic=lambda: time.monotonic() + slept[0],
    ).run()  # fmt: skip
    line.close()
    assert outcome.state == DELIVERED
    assert len(line.asked) < 10, "it sends by the heap again as soon as the line shows what it can"


def test_what_is_told_as_sent_has_left(county: County, enrolled: Pc) -> None:
    """A picture that waits in this machine is not on its way; else the bar is full while the line has minutes to go."""
    enrolled.seal_scan(1_500_000)
    ways = Ways(county, 3_000_000)
    told: list[tuple[int, int, int]] = []
    outcome = enrolled.deliver(HttpLine(ways.url), progress=lambda done, total: told.append((done, total, ways.passed)))
    ways.close()
    assert outcome.state == DELIVERED
    assert max(done - passed for done, _, passed in told) < 200_000, "a tenth of it, at most, is somewhere in between"
    assert told[-1][0] == told[-1][1] > 1_500_000, "in the end all of it is told as sent"
    assert len({done for done, _, _ in told}) > 10, "and much of it on the way"
