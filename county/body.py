"""Reading the body of a request: never more than allowed, never waiting for ever, and checked against its signed hash."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator

from starlette.requests import Request

from desktop.wire.faults import Fault
from forms.language import say

SILENCE = 90.0
"""Seconds without a byte after which the line is given up. There is no limit on the whole."""


class Body:
    """The body of one request, read once. Raises Fault "oversized" at once where the length is announced."""

    def __init__(self, request: Request, limit: int) -> None:
        self._request = request
        self._limit = limit
        self._hash = hashlib.sha256()
        announced = request.headers.get("Content-Length", "0")
        if not announced.isdigit() or int(announced) > limit:
            raise self._too_big()

    async def pieces(self) -> AsyncIterator[bytes]:
        """Raises Fault "oversized" or "too-slow"; starlette's ClientDisconnect when the line breaks."""
        total = 0
        stream = self._request.stream()
        while True:
            try:
                async with asyncio.timeout(SILENCE):
                    piece = await anext(stream, None)
            except TimeoutError:
                raise _too_slow() from None
            if piece is None:
                return
            total += len(piece)
            if total > self._limit:
                raise self._too_big()
            self._hash.update(piece)
            yield piece

    async def whole(self, digest: str | None = None, *, within: float | None = None) -> bytes:
        """All of it, checked against `digest` where one is given; `within` so many seconds, where there is a limit."""
        try:
            async with asyncio.timeout(within):
                data = b"".join([piece async for piece in self.pieces()])
        except TimeoutError:
            raise _too_slow() from None
        if digest is not None:
            self.check(digest)
        return data

    def check(self, digest: str) -> None:
        """Raises Fault "bad-signature" unless what came is what was signed."""
        if self._hash.hexdigest() != digest:
            raise Fault("bad-signature", say("请求的内容与签名不符：途中被改动过。"))

    def _too_big(self) -> Fault:
        return Fault("oversized", say("请求太大，超过上限 {limit} 字节。", limit=self._limit))


def _too_slow() -> Fault:
    return Fault("too-slow", say("线路太久没有动静，已断开；请重新上传。"))
