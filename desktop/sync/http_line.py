"""The line over HTTP. It gives up on silence, not on slowness: a leaf may take as long as it moves."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop.sync.line import Answer, Question, Sent, WrongCertificate, broken
from desktop.sync.proxies import asks_for_password, out_of_reach, proxy_for, shut
from desktop.sync.trust import Trust, certificate_trouble, context_for
from desktop.wire.brief import CODING, lengthen
from forms.language import Refused, refuse, say

if TYPE_CHECKING:
    import httpx

CONNECT = 30.0
SILENCE = 75.0
"""Seconds without a byte in either direction."""
MAX_ANSWER = 8 << 20
"""Bytes of an answer that are read at most: a web page in place of an answer may be of any size."""
_PIECE = 8 << 10
_REFUSED = 407
"""Proxy authentication required."""


class HttpLine:
    """One connection to `url`, kept open through a round. Follows no redirection and believes no page.

    `trust` says which certificate is believed; see `desktop.sync.trust`. Where another is shown, `renew` is asked once for
    what is to be believed by now.
    """

    def __init__(
        self,
        url: str,
        *,
        silence: float = SILENCE,
        connect: float = CONNECT,
        trust: Trust = (),
        renew: Callable[[], Trust] | None = None,
    ) -> None:
        self.url = clean_url(url)
        self._trust: Trust = trust
        self._renew = renew
        self._silence = silence
        self._connect = connect
        self._proxy = ""
        self._client: httpx.Client | None = None

    def ask(self, question: Question, sent: Sent) -> Answer:
        import httpx

        headers = {"User-Agent": "yishitang", "Accept-Encoding": "gzip"} | question.headers
        if question.pieces:
            headers |= {"Content-Length": str(question.size), "Content-Type": "application/octet-stream"}
        if question.known:
            headers["Accept-Encoding"] = f"gzip, {CODING}"
        try:
            with self._open().stream(
                question.method, self.url + question.path, headers=headers, content=_body(question, sent) if question.pieces else None
            ) as response:
                return self._answer(question, response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self.close()
            if trouble := certificate_trouble(error, self.url):
                renew, self._renew = self._renew, None
                fresh = renew() if renew else None
                if fresh is not None:
                    self._trust = fresh
                    return self.ask(question, sent)
                raise WrongCertificate(trouble) from error
            raise _refusal(error, self.url, self._proxy) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _answer(self, question: Question, response: httpx.Response) -> Answer:
        if response.status_code == _REFUSED and self._proxy:
            raise asks_for_password(self._proxy)
        return _answer(question, response)

    def _open(self) -> httpx.Client:
        """A client whose connection, once it has failed, is never used again."""
        import httpx

        if self._client is None:
            self._proxy = proxy_for(self.url)
            self._client = httpx.Client(
                timeout=httpx.Timeout(self._silence, connect=self._connect),
                trust_env=False,
                follow_redirects=False,
                transport=httpx.HTTPTransport(
                    verify=context_for(self._trust) if self.url.startswith("https://") else False,
                    trust_env=False,
                    proxy=self._proxy or None,
                    socket_options=_HOLD,
                ),
            )
            self._client.headers.clear()  # each byte of a small request counts on a slow line
        return self._client


def _refusal(error: Exception, url: str, proxy: str) -> Refused:
    """What broke, in a sentence."""
    import httpx

    match error:
        case httpx.ProxyError():
            return asks_for_password(proxy) if str(error).startswith(str(_REFUSED)) else broken(shut(proxy))
        case httpx.TimeoutException():
            return broken(say("线路太久没有动静，上报中断；数据都在本机，稍后再传。"))
        case httpx.ConnectError() if proxy:
            return broken(out_of_reach(proxy))
        case httpx.ConnectError():
            return broken(say("连不上县级服务器（{url}）；数据都在本机，稍后再传。", url=url))
        case httpx.TransportError() | httpx.DecodingError():
            return broken(say("线路中断，上报没有完成；数据都在本机，稍后再传。"))
    return broken(say("连不上县级服务器（{url}）；数据都在本机，稍后再传。", url=url))


def clean_url(url: str) -> str:
    """A server's address as it was meant. Raises Refused."""
    url = url.strip().rstrip("/")
    if "://" not in url:
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and parts.port != 0
        (parts.hostname or "").encode("idna")  # "a..b" is no name, and the system would not say so in a sentence
    except ValueError:
        good = False
    if not good:
        raise refuse("服务器地址“{url}”不对，应像 https://xian.example.cn:8443。", url=url)
    return url


def _body(question: Question, sent: Sent) -> Iterator[bytes]:
    for piece in question.pieces:
        for at in range(0, len(piece), _PIECE):
            part = piece[at : at + _PIECE]
            yield part
            sent(len(part))


def _answer(question: Question, response: httpx.Response) -> Answer:
    body = bytearray()
    heard = question.heard if response.status_code == 200 else None
    for piece in response.iter_bytes():
        if heard is not None:
            heard(piece)
            continue
        body += piece
        if len(body) > MAX_ANSWER:
            break
    if response.headers.get("Content-Encoding") == CODING:
        with suppress(ValueError):  # what cannot be read is no answer of the county's, and is told as that
            body = bytearray(lengthen(bytes(body), question.known, MAX_ANSWER))
    return Answer(
        status=response.status_code,
        body=bytes(body[:MAX_ANSWER]),
        retry_after=_seconds(response),
        location=response.headers.get("Location", ""),
    )


def _seconds(response: httpx.Response) -> int:
    """Of `Retry-After`, which may also be a time: it is held against the server's own, never against this PC's."""
    value = response.headers.get("Retry-After", "")
    if value.isascii() and value.isdigit():
        return int(value[:9])
    try:
        apart = parsedate_to_datetime(value) - parsedate_to_datetime(response.headers.get("Date", ""))
    except (TypeError, ValueError, OverflowError):
        return 0
    return max(0, int(apart.total_seconds()))


def _hold_little() -> tuple[tuple[int, int, int], ...]:
    """What is handed to the system and has not left yet is kept small: else a picture seems to be through while it waits
    in the machine for minutes, and the time left is wrong."""
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        return ((socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, 32 << 10),)
    return ((socket.SOL_SOCKET, socket.SO_SNDBUF, 128 << 10),)


_HOLD = _hold_little()
