"""Every request is signed by the device key; there is no token that could expire in two months without a network.

The signature stands in one header: `Yishitang: 1 DEVICE TIME NONCE DIGEST SIGNATURE`. The time is the village's clock
and may be wrong by years: it is evidence and refuses nobody. A nonce is used once; the county refuses it the second time.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.wire.canonical import canonical
from desktop.wire.faults import Fault
from desktop.wire.signed import REQUEST, Sign, signature_holds, signed_line
from forms.language import say

HEADER = "Yishitang"
MAX_HEADER = 1024


class Facts(Struct, frozen=True, kw_only=True):
    """What is signed: canonical JSON after the line "yishitang request 1"."""

    county: str
    """Fingerprint of the county's key: a request to one county means nothing at another."""
    device: str
    method: str
    path: str
    digest: str
    """SHA-256 of the whole body, also of an empty one."""
    time: str
    nonce: str


def sign_request(facts: Facts, sign: Sign) -> str:
    """The value of the header."""
    signature = sign(signed_line(REQUEST) + canonical(facts))
    return f"1 {facts.device} {facts.time} {facts.nonce} {facts.digest} {signature}"


def read_request(header: str | None, *, county: str, method: str, path: str) -> tuple[Facts, str]:
    """The facts that a header claims, and its signature. Raises Fault "unsigned". Nothing is verified yet: the device's
    key has to be found first."""
    parts = (header or "").split(" ")
    if len(header or "") > MAX_HEADER or len(parts) != 6 or parts[0] != "1" or not all(parts):
        raise Fault("unsigned", say("请求没有设备签名，不予受理。"))
    _, device, time, nonce, digest, signature = parts
    facts = Facts(county=county, device=device, method=method, path=path, digest=digest, time=time, nonce=nonce)
    return facts, signature


def verify_request(facts: Facts, signature: str, public: str) -> None:
    """Raises Fault "bad-signature"."""
    if not signature_holds(public, signature, signed_line(REQUEST) + canonical(facts)):
        raise Fault("bad-signature", say("请求的签名不符：不是由这台设备发出的，或者途中被改动过。"))
