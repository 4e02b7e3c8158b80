"""An encrypted line to a county that no public authority vouches for: its own signature says which certificate to go by."""

from __future__ import annotations

import re
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from county.enrol import new_code
from county.store import Store
from county.tls import make_certificate, read_tls
from desktop.sync.deliver import deliver
from desktop.sync.enrol import enrol_by_line, enrolment_of
from desktop.sync.outcome import DELIVERED, NOTHING, Outcome
from desktop.wire.enrolment import Slip
from forms.language import Refused
from tests.sync.village import AT, CODE, HASTY, Pc, meeting

Key = ec.EllipticCurvePrivateKey


def certificate(
    folder: Path, name: str, *, of: tuple[x509.Certificate, Key] | None = None, host: str = "127.0.0.1", years: int = 1
) -> tuple[x509.Certificate, Key]:
    """`name.pem` in `folder`, with its key in it; signed by `of`, or by itself. With negative years it is over."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    first, last = sorted((now - timedelta(days=400 if years < 0 else 1), now + timedelta(days=365 * years)))
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(of[0].subject if of else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.SubjectAlternativeName([_name(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=of is None, path_length=None), critical=True)
        .sign(of[1] if of else key, hashes.SHA256())
    )
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM) + plain)
    return made, key


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


class TlsCounty:
    """The county's server as its own process, over https. May be started again with another certificate."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @contextmanager
    def serving(self, *words: str | Path) -> Iterator[TlsCounty]:
        command = [sys.executable, "-m", "county", "serve", "--port", str(self.port), "--data", str(self.folder)]
        with subprocess.Popen([*command, *map(str, words)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"https://127\.0\.0\.1:(\d+)", line)
            assert found, line
            self.port = int(found[1])
            try:
                yield self
            finally:
                process.terminate()

    def slip(self) -> Slip:
        with closing(Store(self.folder)) as store:
            return new_code(store, CODE, "石桥村")


@pytest.fixture
def county(tmp_path: Path) -> TlsCounty:
    return TlsCounty(tmp_path / "county")


@pytest.fixture
def pc(tmp_path: Path) -> Iterator[Pc]:
    made = Pc(tmp_path / "village", 2700)
    yield made
    made.close()


def _enrol(pc: Pc, county: TlsCounty) -> None:
    slip = county.slip()
    enrol_by_line(pc.store, pc.key, county.url, code=slip.code, fingerprint=slip.words, now=AT)


def _deliver(pc: Pc, url: str = "") -> Outcome:
    return deliver(pc.store, pc.key, now=pc.now, url=url, patience=HASTY)


def test_a_certificate_of_the_countys_own_making_is_enough_and_may_be_renewed(county: TlsCounty, pc: Pc) -> None:
    made, key = make_certificate(county.folder, "10.1.2.3")
    with county.serving("--tls-cert", made, "--tls-key", key):
        _enrol(pc, county)
        pc.seal_meeting(meeting(1))
        assert _deliver(pc).state == DELIVERED
    enrolment = enrolment_of(pc.store)
    assert enrolment
    before = enrolment.known_address()
    made.unlink()
    key.unlink()
    made, key = make_certificate(county.folder, "xian.example.cn")
    pc.seal_meeting(meeting(2))
    with county.serving("--tls-cert", made, "--tls-key", key):
        outcome = _deliver(pc)
        assert (outcome.state, outcome.remarks) == (DELIVERED, ())
        after = enrolment_of(pc.store)
        assert after
        assert after.known_address() != before
        assert _deliver(pc).state == NOTHING


def test_any_other_certificate_is_refused_in_a_sentence_and_nothing_is_sent(county: TlsCounty, pc: Pc, tmp_path: Path) -> None:
    made, key = make_certificate(county.folder, "127.0.0.1")
    with county.serving("--tls-cert", made, "--tls-key", key):
        _enrol(pc, county)
    pc.seal_meeting(meeting())
    certificate(tmp_path, "stranger")
    with _pretending(tmp_path / "stranger.pem") as (url, heard):
        outcome = _deliver(pc, url)
        assert "证书不是县里的" in str(outcome.sentence)
        assert (outcome.waiting_records, outcome.sent) == (1, 0)
        assert set(heard) <= {"GET /v1/county"}, "asked only for what the county signs"
    with county.serving("--tls-cert", made, "--tls-key", key):
        assert _deliver(pc).state == DELIVERED


def test_enrolment_stops_where_somebody_in_between_shows_his_own_certificate(county: TlsCounty, pc: Pc, tmp_path: Path) -> None:
    """He may pass everything on, word for word: the certificate is not the one that the county signed for."""
    made, key = make_certificate(county.folder, "127.0.0.1")
    certificate(tmp_path, "between")
    with county.serving("--tls-cert", made, "--tls-key", key), _pretending(tmp_path / "between.pem", county.url) as (url, heard):
        slip = county.slip()
        with pytest.raises(Refused, match="证书不是县里的"):
            enrol_by_line(pc.store, pc.key, url, code=slip.code, fingerprint=slip.fingerprint, now=AT)
        assert "POST /v1/enrol" in heard, "the answer came through, and was good"
        assert enrolment_of(pc.store) is None
        enrol_by_line(pc.store, pc.key, county.url, code=slip.code, fingerprint=slip.fingerprint, now=AT)


@pytest.mark.long
def test_an_authority_of_the_countys_own_vouches_for_names_and_for_later_certificates(
    county: TlsCounty, pc: Pc, tmp_path: Path
) -> None:
    authority = certificate(tmp_path, "authority")
    for name, host in (("first", "127.0.0.1"), ("second", "127.0.0.1"), ("elsewhere", "other.example.cn")):
        certificate(tmp_path, name, of=authority, host=host)
    with county.serving("--tls-cert", tmp_path / "first.pem", "--tls-ca", tmp_path / "authority.pem"):
        _enrol(pc, county)
    pc.seal_meeting(meeting())
    with county.serving("--tls-cert", tmp_path / "elsewhere.pem", "--tls-ca", tmp_path / "authority.pem"):
        outcome = _deliver(pc)
        assert "别的网址" in str(outcome.sentence)
        assert outcome.sent == 0
    with county.serving("--tls-cert", tmp_path / "second.pem", "--tls-ca", tmp_path / "authority.pem"):
        assert _deliver(pc).state == DELIVERED


@pytest.mark.long
def test_a_certificate_that_is_out_of_its_dates_still_is_the_countys(county: TlsCounty, pc: Pc, tmp_path: Path) -> None:
    """A village's clock may be wrong by years; what the county signed stands until it signs something else."""
    certificate(tmp_path, "over", years=-1)
    with county.serving("--tls-cert", tmp_path / "over.pem"):
        _enrol(pc, county)
        pc.seal_meeting(meeting())
        assert _deliver(pc).state == DELIVERED


@pytest.mark.long
def test_http_on_an_https_port_and_the_other_way_round_are_told(county: TlsCounty, pc: Pc) -> None:
    made, key = make_certificate(county.folder, "127.0.0.1")
    with county.serving("--tls-cert", made, "--tls-key", key):
        _enrol(pc, county)
        pc.seal_meeting(meeting())
        assert _deliver(pc, county.url.replace("https", "http")).waiting_records == 1
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        outcome = _deliver(pc, f"https://127.0.0.1:{server.server_port}")
        assert "不能加密通话" in str(outcome.sentence)
    finally:
        server.shutdown()
        server.server_close()


def test_what_cannot_be_served_with_is_said_before_anybody_calls(tmp_path: Path) -> None:
    certificate(tmp_path, "one")
    certificate(tmp_path, "two")
    (tmp_path / "text").write_text("no certificate")
    for given in (
        (tmp_path / "none.pem", None, None),
        (tmp_path / "text", None, None),
        (tmp_path / "one.pem", tmp_path / "two.pem", None),
        (tmp_path / "one.pem", None, tmp_path / "text"),
        (None, tmp_path / "one.pem", None),
    ):
        with pytest.raises(Refused, match="证书"):
            read_tls(*given)
    for host in ("", "a b", "-.-", "http://x"):
        with pytest.raises(Refused, match="主机名"):
            make_certificate(tmp_path / "made", host)
    make_certificate(tmp_path / "made", "xian.example.cn")
    with pytest.raises(Refused, match="已经有了"):
        make_certificate(tmp_path / "made", "xian.example.cn")


@contextmanager
def _pretending(file: Path, behind: str = "") -> Iterator[tuple[str, list[str]]]:
    """Somebody's own https server: it answers nothing, or passes everything on to the county `behind` it."""
    import httpx

    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(f"{self.command} {self.path}")
            status, body = 404, b"{}"
            if behind:
                data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                with httpx.Client(verify=False, timeout=60) as client:
                    said = client.request(self.command, behind + self.path, content=data)
                status, body = said.status_code, said.content
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PUT = do_GET  # noqa: N815

        def log_message(self, *_words: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_words: None  # type: ignore[method-assign]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()
