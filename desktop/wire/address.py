"""How a county is reached, signed by it: where its server stands, by which certificate it is known on the line, and for
which key a stick is locked.

A device gets it at enrolment and later ones by line or by stick; the newest counts, by `serial`. The signature is the
county's own, so an address may come over any line, also one whose certificate is not known yet.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.wire.faults import Fault
from desktop.wire.signed import Signed, fingerprint, open_signed
from forms.language import say

ADDRESS = "address 1"
AGE = "age-x25519"

CERTIFICATE, AUTHORITY = "certificate", "authority"


class StickKey(Struct, frozen=True):
    """For whom sticks are encrypted."""

    algorithm: str
    recipient: str
    """As age writes it: "age1…"."""


class Pin(Struct, frozen=True):
    """A certificate that no public authority vouches for: the server's own, or that of the county's authority."""

    kind: str
    """`CERTIFICATE`: the server shows this very one. `AUTHORITY`: one that this authority made for the server's name."""
    der: str
    """Hexadecimal."""


class Address(Struct, frozen=True, kw_only=True):
    """What is signed."""

    format: int = 1
    county: str
    """Fingerprint of the county's key."""
    serial: int
    """Grows with every change."""
    url: str = ""
    pins: tuple[Pin, ...] = ()
    """Empty where public authorities vouch for the server, or the line is not encrypted."""
    stick: StickKey | None = None


def open_address(signed: Signed, county: str) -> Address:
    """The address in `signed`; `county` is its public key. Raises Fault "bad-signature", "malformed" or "not-ours"."""
    address = open_signed(signed, ADDRESS, Address, county)
    if address.county != fingerprint(county):
        raise Fault("not-ours", say("这份地址单是别的县的，不作数。"))
    return address


def stick_recipient(address: Address | None) -> str:
    """For whom a stick to this county is encrypted. Raises Fault "no-stick-key"."""
    if address is None or address.stick is None:
        raise Fault("no-stick-key", say("县里还没有把 U 盘用的公钥给本机。请联网上报一次，或者用 U 盘重新登记一次。"))
    if address.stick.algorithm != AGE:
        raise Fault(
            "no-stick-key", say("县里 U 盘用的加密方法（{name}）本程序还不会，请先升级。", name=address.stick.algorithm)
        )
    return address.stick.recipient
