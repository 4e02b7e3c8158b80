"""A question about what is missing is answered after what came before it, though who sent that was proved later."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.types import Message

from county.ahead import SETTLE, Arriving
from county.body import Body


def body(*pieces: bytes, ends: bool = True) -> Body:
    """Of a request that came whole, or stopped in the middle."""
    left = list(pieces)

    async def receive() -> Message:
        if not left:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left) or not ends}

    return Body(Request({"type": "http", "method": "PUT", "headers": []}, receive), 1 << 20)


async def for_a_while() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_question_does_not_overtake_a_body_whose_sender_is_yet_to_be_proved() -> None:
    happened: list[str] = []
    arriving = Arriving()

    async def upload() -> None:
        with arriving.announced("pc") as begins:
            await for_a_while()
            happened.append("proved")
            async with arriving.taken("pc", body(b"one", b"two"), begins) as pieces:
                async for piece in pieces:
                    await for_a_while()
                    happened.append(piece.decode() or "end")

    async def ask(device: str) -> None:
        await arriving.settled(device)
        happened.append(f"answer to {device}")

    async def both() -> None:
        await asyncio.gather(upload(), ask("pc"), ask("another"))

    asyncio.run(both())
    assert happened == ["answer to another", "proved", "one", "two", "end", "answer to pc"]


def test_a_body_that_is_refused_or_does_not_move_holds_nobody_up() -> None:
    arriving = Arriving()
    came = asyncio.Event()

    async def refused() -> None:
        with arriving.announced("pc"):
            await for_a_while()

    async def silent() -> None:
        with arriving.announced("pc") as begins:
            async with arriving.taken("pc", body(b"one", ends=False), begins) as pieces:
                async for _ in pieces:
                    came.set()

    async def both() -> None:
        await asyncio.gather(refused(), arriving.settled("pc"))
        hangs = asyncio.create_task(silent())
        await came.wait()
        await arriving.settled("pc")
        assert not hangs.done()
        hangs.cancel()

    asyncio.run(asyncio.wait_for(both(), SETTLE / 2))
