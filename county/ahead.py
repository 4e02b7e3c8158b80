"""Taking what has come from the connection at once, while the disk is busy with what came before.

A server forgets what it has not handed over of a request whose line breaks; so nothing is left with it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from types import TracebackType

from county.body import Body

AHEAD = 512 << 10
"""Bytes of one request that may wait for the disk; the line waits after that."""
SETTLE = 30.0
"""Seconds that a question waits for them. What is not on disk by then is asked for again."""


class Arriving:
    """Bodies that are on their way to the disk, by the device that sends them."""

    def __init__(self) -> None:
        self._by_device: dict[str, list[asyncio.Event]] = {}
        """Each is set while all that has come of one body was worked on."""

    @contextmanager
    def announced(self, device: str) -> Iterator[asyncio.Event]:
        """A body comes, though it has yet to be proved that it is this device's; to be set when it is taken. Whoever asks
        next may be proved first, and must not overtake it."""
        begins = asyncio.Event()
        with self._noted(device, begins):
            yield begins

    @asynccontextmanager
    async def taken(self, device: str, body: Body, begins: asyncio.Event) -> AsyncIterator[AsyncIterator[bytes]]:
        """The pieces of a body that was announced, in their order; at the end nothing is read any more."""
        ahead = _Ahead(body)
        with self._noted(device, ahead.at_rest):
            async with ahead as pieces:
                begins.set()
                yield pieces

    @contextmanager
    def _noted(self, device: str, at_rest: asyncio.Event) -> Iterator[None]:
        self._by_device.setdefault(device, []).append(at_rest)
        try:
            yield
        finally:
            at_rest.set()
            self._by_device[device].remove(at_rest)
            if not self._by_device[device]:
                del self._by_device[device]

    async def settled(self, device: str) -> None:
        """Returns when what has come from this device was worked on."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLE):
                while busy := [one for one in self._by_device.get(device, ()) if not one.is_set()]:
                    await busy[0].wait()


class _Ahead:
    """One body. Its pieces are read in a task of their own, and given in their order."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._pieces: deque[bytes] = deque()
        self._bytes = 0
        self._moved = asyncio.Event()
        self._room = asyncio.Event()
        self.at_rest = asyncio.Event()
        self.at_rest.set()
        """All that has come so far was worked on."""

    async def __aenter__(self) -> AsyncIterator[bytes]:
        self._pull = asyncio.create_task(self._take())
        self._pull.add_done_callback(lambda _: self._moved.set())
        return self._give()

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pull.cancel()
        self._pieces.clear()
        self.at_rest.set()  # before the next wait: it may be this handler itself that is being ended
        await asyncio.gather(self._pull, return_exceptions=True)

    async def _take(self) -> None:
        async for piece in self._body.pieces():
            self.at_rest.clear()
            self._pieces.append(piece)
            self._bytes += len(piece)
            self._moved.set()
            while self._bytes > AHEAD:
                self._room.clear()
                await self._room.wait()

    async def _give(self) -> AsyncIterator[bytes]:
        """Raises what reading the body raised, after all that came before it."""
        while True:
            while self._pieces:
                piece = self._pieces.popleft()
                yield piece
                self._bytes -= len(piece)
                self._room.set()
            if self._pull.done():
                self._pull.result()
                return
            self.at_rest.set()
            self._moved.clear()
            await self._moved.wait()
