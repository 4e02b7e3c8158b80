"""A question about what is missing is answered after what came before it, though who sent that was proved later, and waits for
nothing that has ended."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message

from county import ahead
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
        with arriving.announced("pc") as at_rest:
            await for_a_while()
            happened.append("proved")
            async with arriving.taken(body(b"one", b"two"), at_rest) as pieces:
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
        with arriving.announced("pc") as at_rest:
            async with arriving.taken(body(b"one", ends=False), at_rest) as pieces:
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


class Pieces:
    """A body whose pieces come when a test says so."""

    def __init__(self) -> None:
        self.coming: asyncio.Queue[bytes | Exception] = asyncio.Queue()

    async def pieces(self) -> Any:
        while piece := await self.coming.get():
            if isinstance(piece, Exception):
                raise piece
            yield piece


@pytest.mark.parametrize("ends", ["by a fault of the reader", "by being cancelled", "by a fault of the line"])
def test_a_question_waits_for_nothing_that_has_ended(ends: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However taking a body ends, who asks meanwhile hears it at once, and nothing is left behind."""
    monkeypatch.setattr(ahead, "SETTLE", 3600)

    async def take(arriving: Arriving, body: Pieces, begun: asyncio.Event) -> None:
        with arriving.announced("d") as at_rest:
            await upload(arriving, body, at_rest, begun)

    async def upload(arriving: Arriving, body: Pieces, at_rest: asyncio.Event, begun: asyncio.Event) -> None:
        async with arriving.taken(body, at_rest) as pieces:  # type: ignore[arg-type]
            async for _ in pieces:
                begun.set()
                if ends != "by a fault of the line":
                    await asyncio.sleep(0.05 if ends.endswith("reader") else 3600)
                    raise ValueError("no leaf")

    async def story() -> None:
        arriving, body, begun = Arriving(), Pieces(), asyncio.Event()
        taking = asyncio.create_task(take(arriving, body, begun))
        for piece in (b"x" * 1000, b"y" * 1000):
            body.coming.put_nowait(piece)
        await begun.wait()
        question = asyncio.create_task(arriving.settled("d"))
        await asyncio.sleep(0)
        if ends == "by being cancelled":
            taking.cancel()
        elif ends == "by a fault of the line":
            body.coming.put_nowait(ValueError("broken"))
        with pytest.raises((ValueError, asyncio.CancelledError)):
            await taking
        await question
        assert not arriving._by_device
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(story())


def test_what_waits_for_the_disk_is_bounded_and_is_given_in_order() -> None:
    async def story() -> None:
        arriving, body = Arriving(), Pieces()
        for number in range(40):
            body.coming.put_nowait(bytes([number]) * (64 << 10))
        body.coming.put_nowait(b"")
        async with arriving.taken(body, asyncio.Event()) as pieces:  # type: ignore[arg-type]
            for _ in range(200):
                await asyncio.sleep(0)
            assert 40 - body.coming.qsize() < 12, "the line waits, not the memory"
            seen = [piece[0] async for piece in pieces]
        assert seen == list(range(40))

    asyncio.run(story())


def test_a_question_waits_for_what_was_announced_before_it_and_not_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who announces has not proved yet who he is: he may not hold the device up for as long as he likes."""
    monkeypatch.setattr(ahead, "SETTLE", 3600)

    async def story() -> None:
        arriving = Arriving()
        with arriving.announced("d"):
            question = asyncio.create_task(arriving.settled("d"))
            for _ in range(9):
                await asyncio.sleep(0)
            assert not question.done()
            late = arriving.announced("d")
            late.__enter__()
        await question
        late.__exit__(None, None, None)
        assert not arriving._by_device

    asyncio.run(story())
