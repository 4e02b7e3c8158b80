"""The server's certificate: read, checked before anybody calls, and named in the county's address where no public authority
vouches for it. A county without one can make its own."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec import Struct

from county.files import make_folder, write_file
from desktop.wire.address import AUTHORITY, CERTIFICATE, Pin
from forms.language import refuse

CERT_FILE, KEY_FILE = "tls.crt", "tls.key"
YEARS = 10
"""How long a certificate of the county's own making is good for; villages go by the certificate itself, not by its dates."""


class ServerTls(Struct, frozen=True):
    """What uvicorn takes, and what villages are told."""

    certificate: Path
    key: Path
    pins: tuple[Pin, ...]


def read_tls(certificate: Path | None, key: Path | None, authority: Path | None) -> ServerTls | None:
    """The certificate to serve with; None for none. A self-signed one is named to the villages itself, and the county's own
    authority where one is given; with neither, public authorities vouch for it.

    Raises Refused: files that are missing, unreadable or do not belong together.
    """
    if certificate is None:
        if key or authority:
            raise refuse("要用 https，请同时给出 --tls-cert 证书文件。")
        return None
    key = key or certificate
    shown = _first(certificate)
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key, password=lambda: b"")
    except (OSError, ValueError) as error:
        raise refuse("证书 {path} 和私钥 {key} 用不了：不成对，或不是 PEM 格式。", path=str(certificate), key=str(key)) from error
    if authority is not None:
        return ServerTls(certificate, key, (Pin(AUTHORITY, _hexadecimal(_first(authority))),))
    if shown.issuer == shown.subject:
        return ServerTls(certificate, key, (Pin(CERTIFICATE, _hexadecimal(shown)),))
    return ServerTls(certificate, key, ())


def make_certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """A certificate of the county's own for a name or an IP address, and its key, in the data folder.

    Raises Refused for a name that is none, and where there is one already: villages go by it.
    """
    make_folder(folder)
    made, secret = folder / CERT_FILE, folder / KEY_FILE
    if made.exists() or secret.exists():
        raise refuse("证书已经有了：{path}。要换新的，请先把旧的移走；各村下次上报时会自动换用。", path=str(made))
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    try:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
        alternative = x509.SubjectAlternativeName([_general_name(host)])
    except ValueError as error:
        raise refuse("“{host}”不是网址里的主机名，应像 xian.example.cn 或 10.1.2.3。", host=host) from error
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=366 * YEARS))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    write_file(
        secret, key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    write_file(made, certificate.public_bytes(serialization.Encoding.PEM))
    return made, secret


def _general_name(host: str) -> x509.GeneralName:
    """Raises ValueError."""
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        if not host or not all(part and part.replace("-", "").isalnum() for part in host.split(".")):
            raise
        return x509.DNSName(host.encode("idna").decode())


def _first(path: Path) -> x509.Certificate:
    """The first certificate in a PEM file. Raises Refused."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())[0]
    except (OSError, ValueError, IndexError) as error:
        raise refuse("证书文件 {path} 读不出来：没有这个文件，或不是 PEM 格式。", path=str(path)) from error


def _hexadecimal(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.DER).hex()
