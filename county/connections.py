"""Connections on which no request comes are let go: whoever opens them and says nothing, or vanished before he did, must not
take what room there is from the villages."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

WHOLE_HEAD = 60.0
"""Seconds in which the head of a request has come whole, counted from its first byte or from the opening of the connection."""
FILES = 16_384
"""Open files and connections for which the server asks its system; many give a service a thousand unless it does."""


class Connection(H11Protocol):
    """As uvicorn's own, which waits for a head for ever."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._limit = self.loop.call_later(WHOLE_HEAD, transport.abort)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._no_limit()
        elif self._limit is None:
            self._limit = self.loop.call_later(WHOLE_HEAD, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._no_limit()
        super().connection_lost(exc)

    def _no_limit(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None


def ask_for_files() -> None:
    """As many as the system lets this account have; what it does not give stays as it was."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
