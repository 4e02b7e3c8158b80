"""Which certificate is believed on the line.

A county that has a certificate of a public authority needs nothing here. Any other is known by the certificate that its
signed address names: its own, or that of its authority. All that counts is signed besides; TLS keeps others from
reading it.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from desktop.wire.address import AUTHORITY, Address, Pin
from forms.language import Sentence, say

_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME: a village's clock may be wrong by years, and what the county has signed stands until it signs
something else."""

Trust = tuple[Pin, ...] | None
"""The certificates to go by; () for the system's public authorities. None believes any: for the one question whose answer
proves itself by the county's signature."""


def trust_of(address: Address | None) -> Trust:
    return () if address is None else address.pins


def context_for(trust: Trust) -> ssl.SSLContext:
    """How a connection is checked."""
    if trust == ():
        import certifi

        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())  # a system may come without any
        return context
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if trust is None:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    # The server's own certificate is compared as a whole, whatever name it is for; an authority's vouches for a name.
    context.check_hostname = all(pin.kind == AUTHORITY for pin in trust)
    context.verify_flags |= ssl.VerifyFlags(ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME)
    context.load_verify_locations(cadata="".join(ssl.DER_cert_to_PEM_cert(bytes.fromhex(pin.der)) for pin in trust))
    return context


def certificate_trouble(error: BaseException, url: str) -> Sentence | None:
    """What is wrong with the certificate that a server showed, in a sentence; None where something else went wrong."""
    found = next((one for one in _causes(error) if isinstance(one, ssl.SSLError)), None)
    if found is None:
        return None
    if isinstance(found, ssl.SSLCertVerificationError):
        if found.verify_code in _DATES:
            return say(
                "服务器 {url} 的证书不在有效期内，也可能是本机的日期不对：请先核对电脑的日期，再传一次；数据都在本机。",
                url=url,
            )
        if found.verify_code in _NAMES:
            return say("服务器 {url} 出示的证书是别的网址的，已停止；请核对地址，数据都在本机。", url=url)
        return say(
            "服务器 {url} 出示的证书不是县里的：可能是别人冒充，或上网要先登录。什么都没有发出去，数据都在本机；请告诉县里。",
            url=url,
        )
    return say("和服务器 {url} 不能加密通话：地址可能不对（http 和 https 弄混了），数据都在本机。", url=url)


_DATES = (9, 10)
"""X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED."""
_NAMES = (62, 64)
"""X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH."""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = 0
    while error is not None and seen < 20:
        yield error
        error, seen = error.__cause__ or error.__context__, seen + 1
