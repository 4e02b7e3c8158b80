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
        """A body comes, though it has yet to be proved that it is this device's. Whoever asks next may be proved first, and
        must not overtake it; what is to be given to `taken`."""
        at_rest = asyncio.Event()
        self._by_device.setdefault(device, []).append(at_rest)
        try:
            yield at_rest
        finally:
            at_rest.set()
            self._by_device[device].remove(at_rest)
            if not self._by_device[device]:
                del self._by_device[device]

    @asynccontextmanager
    async def taken(self, body: Body, at_rest: asyncio.Event) -> AsyncIterator[AsyncIterator[bytes]]:
        """The pieces of a body that was announced, in their order; at the end nothing is read any more."""
        async with _Ahead(body, at_rest) as pieces:
            yield pieces

    async def settled(self, device: str) -> None:
        """Returns when what had come from this device by now was worked on. What is announced after that holds nobody up:
        it may be anybody's."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLE):
                for at_rest in tuple(self._by_device.get(device, ())):
                    while not at_rest.is_set():
                        await at_rest.wait()


class _Ahead:
    """One body. Its pieces are read in a task of their own, and given in their order."""

    def __init__(self, body: Body, at_rest: asyncio.Event) -> None:
        self._body = body
        self._pieces: deque[bytes] = deque()
        self._bytes = 0
        self._moved = asyncio.Event()
        self._room = asyncio.Event()
        self._at_rest = at_rest
        """All that has come so far was worked on."""

    async def __aenter__(self) -> AsyncIterator[bytes]:
        self._pull = asyncio.create_task(self._take())
        self._pull.add_done_callback(lambda _: self._moved.set())
        return self._give()

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pull.cancel()
        self._pieces.clear()
        self._at_rest.set()  # before the next wait: it may be this handler itself that is being ended
        await asyncio.gather(self._pull, return_exceptions=True)

    async def _take(self) -> None:
        async for piece in self._body.pieces():
            self._at_rest.clear()
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
            self._at_rest.set()
            self._moved.clear()
            await self._moved.wait()
