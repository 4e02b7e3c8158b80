"""Enrolment: how a county comes to know a device, and a device its county.

The slip from the county bears a one-time code and the fingerprint of the county's key; over the telephone, four words stand
for the fingerprint (`words`). The code never goes over the line: the device proves that it has it (HMAC-SHA256 over what it
asks for), and checks the county's key against slip or words. By stick the same two messages travel as files.
"""

from __future__ import annotations

import hashlib
import hmac

from msgspec import UNSET, Struct, UnsetType

from desktop.wire.address import Address, open_address
from desktop.wire.canonical import canonical
from desktop.wire.faults import Fault
from desktop.wire.signed import (
    CERTIFICATE,
    Sign,
    Signed,
    decode,
    fingerprint,
    open_signed,
    signature_holds,
    signed_line,
)
from desktop.wire.words import look_like_words, numbers, read_words
from forms.language import say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O or U, which are misread."""
CODE_LENGTH = 12
SHORT = 32
"""Hexadecimal digits of a fingerprint that stand on a slip: 128 bits."""


class Application(Struct, frozen=True, kw_only=True):
    """What a device asks for."""

    format: int = 1
    county: str
    """Fingerprint as on the slip: `SHORT` digits or more; empty where it is known in words only."""
    device: str
    public: str
    """SPKI DER, hexadecimal."""
    name: str = ""
    """How the village calls this PC; may be empty."""
    time: str = ""
    recorder: str | UnsetType = UNSET
    """Who answers for it in the village; left out where nobody is named. A new recorder asks again, with a new code."""


class Enrol(Struct, frozen=True, kw_only=True):
    """The body of the request: the application, the proof of the code, the signature of the device key over both."""

    application: Application
    proof: str
    signature: str


class Certificate(Struct, frozen=True, kw_only=True):
    """What the county signs: this device, with this key, delivers for this village."""

    format: int = 1
    county: str
    device: str
    public: str
    village: str
    """12-digit code of the village."""
    village_name: str = ""
    part: str = ""
    """Which part of the village's work this device does; empty where there is one device."""
    recorder: str = ""
    issued_at: str = ""


class Enrolled(Struct, frozen=True, kw_only=True):
    """The county's answer."""

    public: str
    """The county's key; believed only if its fingerprint is that of the slip."""
    certificate: Signed
    address: Signed | None = None
    """How the county is reached; see `address`."""


class County(Struct, frozen=True, kw_only=True):
    """What a county says of itself to whoever asks; the key is believed only once it has been held against a slip, the
    address once it was verified."""

    public: str
    fingerprint: str
    protocol: int
    address: Signed | None = None


class Enrolment(Struct, frozen=True, kw_only=True):
    """What a device keeps of it, in settings under "enrolment"."""

    village: str
    village_name: str = ""
    part: str = ""
    recorder: str = ""
    url: str
    """Empty where the county has named none: then only sticks travel."""
    county: str
    """The county's public key, SPKI DER, hexadecimal."""
    device: str
    certificate: Signed
    enrolled_at: str = ""
    address: Signed | None = None
    """The newest that has come."""

    def known_address(self) -> Address | None:
        """What is in `address`; it was verified before it was kept, perhaps by a key that the county no longer uses."""
        return None if self.address is None else decode(bytes(self.address.message), Address)


class Slip(Struct, frozen=True, kw_only=True):
    """What the county hands to a village, on paper or over the telephone."""

    village: str
    name: str
    part: str = ""
    url: str
    """Where the server is reached; empty before it has run, or where the village is never online."""
    code: str
    """Three groups of four: XXXX-XXXX-XXXX."""
    fingerprint: str
    """The first `SHORT` digits."""
    words: str
    """Four words that stand for the fingerprint under this code, in Chinese."""
    english: str
    """The same words in English."""
    expires_at: str

    @property
    def text(self) -> str:
        """What a QR code on the slip holds; `read_slip` reads it."""
        return f"{SLIP}{self.code} {self.fingerprint} {self.url}".rstrip()


class Typed(Struct, frozen=True):
    """What was read off a slip's QR code."""

    code: str
    fingerprint: str
    url: str


SLIP = "YISHITANG-SLIP 1 "


def read_slip(text: str) -> Typed:
    """Code, fingerprint and address off a slip's QR code. Raises Fault "bad-slip" for any other code."""
    parts = text.removeprefix(SLIP).split(" ")
    if not text.startswith(SLIP) or len(parts) not in (2, 3):
        raise Fault("bad-slip", say("这个二维码不是县里登记单上的。"))
    return Typed(clean_code(parts[0]), clean_fingerprint(parts[1]), parts[2] if len(parts) == 3 else "")


def is_words(printed: str) -> bool:
    """Whether four words were typed in place of the digits."""
    return look_like_words(printed)


def check_printed(printed: str, key: bytes, found: str) -> None:
    """Raises Fault "wrong-county" unless the fingerprint `found` (64 digits) is that of the slip: its digits, or its words
    under the code's key. Raises Fault "bad-words" or "bad-fingerprint" for a text that is neither."""
    words = is_words(printed)
    if (read_words(printed) != numbers(key, found)) if words else not found.startswith(clean_fingerprint(printed)):
        raise Fault(
            "wrong-county",
            say("服务器的公钥指纹与登记单上的不一致，已停止登记。请核对登记单和服务器地址；都没有错的，县里可能换过密钥，请向县里要一张新的登记单。"),
        )


def clean_code(code: str) -> str:
    """A code as it was meant: blanks and dashes left out, capitals, O for 0, I and L for 1. Raises Fault "bad-code"."""
    meant = "".join(code.split()).replace("-", "").upper().translate(str.maketrans("OIL", "011"))
    if len(meant) != CODE_LENGTH or any(letter not in ALPHABET for letter in meant):
        raise Fault("bad-code", say("登记码应为 {n} 位字母和数字，请对照县里发的登记单再输一次。", n=CODE_LENGTH))
    return meant


def clean_fingerprint(text: str) -> str:
    """A fingerprint as it stands on the slip: digits only, at least `SHORT`. Raises Fault "bad-fingerprint"."""
    digits = "".join(text.split()).replace(":", "").replace("-", "").lower()
    if not SHORT <= len(digits) <= 64 or digits.strip("0123456789abcdef"):
        raise Fault("bad-fingerprint", say("县公钥指纹应为 {n} 位十六进制数字，请对照登记单再输一次。", n=SHORT))
    return digits


def code_key(code: str) -> bytes:
    """What the county keeps of a code, and what the proof is keyed with."""
    return hashlib.sha256(signed_line("code 1") + clean_code(code).encode()).digest()


def prove(application: Application, key: bytes) -> str:
    """HMAC-SHA256 of the application, keyed with `code_key`; hexadecimal."""
    return hmac.new(key, signed_line("enrol 1") + canonical(application), hashlib.sha256).hexdigest()


def apply(application: Application, code: str, sign: Sign) -> Enrol:
    proof = prove(application, code_key(code))
    signature = sign(signed_line("enrol 1") + canonical(application) + proof.encode())
    return Enrol(application=application, proof=proof, signature=signature)


def verify_application(request: Enrol) -> None:
    """Raises Fault unless whoever asks holds the key that is to be enrolled. The code is checked by the county."""
    data = signed_line("enrol 1") + canonical(request.application) + request.proof.encode()
    if not signature_holds(request.application.public, request.signature, data):
        raise Fault("bad-signature", say("登记请求的签名不符。"))


def open_enrolled(enrolled: Enrolled, *, printed: str, key: bytes = b"", device: str, public: str) -> Certificate:
    """The certificate, if the county's key is the one printed on the slip and it is for this device. Raises Fault.

    `key` is the code's, for words. An address that came along must be that county's, too.
    """
    check_printed(printed, key, fingerprint(enrolled.public))
    if enrolled.address is not None:
        open_address(enrolled.address, enrolled.public)
    certificate = open_signed(enrolled.certificate, CERTIFICATE, Certificate, enrolled.public)
    if certificate.device != device or certificate.public != public:
        raise Fault("not-ours", say("县级服务器发来的登记证不是给本机的，已停止登记。"))
    return certificate
