"""Whoever holds the server up (silent connections, trickling bodies, one device in many places at once) holds up himself alone."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import uvicorn

from county import connections, serve
from county.crowd import SHARE
from desktop.wire.canonical import digest
from desktop.wire.leaves import LEAF, frame_leaf
from desktop.wire.request import HEADER
from tests.county.bench import Bench, Device


@contextmanager
def line_to(bench: Bench, said: bytes) -> Iterator[socket.socket]:
    """A line to a server in this process, with the connections that `serve` gives it; it is told to stop while the line stands.
    What was said first is there when the server takes the line up, however slow this machine is."""
    server = uvicorn.Server(serve.settings(bench.store))
    door = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([door],))
    with socket.create_connection(door.getsockname(), timeout=60) as line:
        line.sendall(said)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield line
        finally:
            server.should_exit = True
            thread.join(60)
            assert not thread.is_alive()


@pytest.mark.parametrize(("before", "said"), [(False, b""), (False, b"GET /v1/county HT"), (True, b"GET /v1/cou")])
def test_a_connection_on_which_no_request_comes_is_let_go(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, said: bytes, before: bool
) -> None:
    """Uvicorn itself lets go of one on which nothing comes after an answer, and waits for ever for the rest."""
    monkeypatch.setattr(connections, "WHOLE_HEAD", 0.2)
    with line_to(bench, b"GET /v1/county HTTP/1.1\r\nHost: x\r\n\r\n" if before else said) as line:
        if before:
            heard = b""
            while not heard.endswith(b"}"):
                heard += line.recv(65536)
            line.sendall(said)
        with suppress(ConnectionResetError):
            assert line.recv(65536) == b""


def test_a_body_may_take_its_time_where_a_head_may_not(
    bench: Bench, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "WHOLE_HEAD", 0.2)
    device.record()
    batch = device.batch()
    head = f"POST /v1/batches HTTP/1.1\r\nHost: x\r\n{HEADER}: {device.header(bench.store.key.fingerprint, 'POST', '/v1/batches', batch)}"
    with line_to(bench, f"{head}\r\nContent-Length: {len(batch)}\r\n\r\n".encode()) as line:
        for piece in (batch[:100], batch[100:200], batch[200:]):
            time.sleep(0.2)
            line.sendall(piece)
        assert line.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_server_that_is_told_to_stop_does_not_wait_for_an_upload_that_never_ends(
    bench: Bench, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What had come whole is on disk: the village is not asked for it again."""
    monkeypatch.setattr(serve, "STOP_WITHIN", 1)
    scan = bytes(3 * LEAF)
    device.record(blobs=(digest(scan),))
    status, _ = bench.send(device, device.batch(blobs=(scan,)))
    assert status == 200
    body = b"".join(frame_leaf(digest(scan), n, scan[n * LEAF : (n + 1) * LEAF]) for n in range(3))
    head = f"PUT /v1/leaves HTTP/1.1\r\nHost: x\r\n{HEADER}: {device.header(bench.store.key.fingerprint, 'PUT', '/v1/leaves', body)}"
    with line_to(bench, f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[: 2 * LEAF]):
        leaf = bench.store.blobs._leaf(digest(scan[:LEAF]))
        while not leaf.is_file():
            time.sleep(0.01)


class Held:
    """Requests that are begun and do not end until `go`; answers are collected."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.go = asyncio.Event()
        self.statuses: list[int] = []
        self._told = asyncio.Event()

    async def so_many(self, count: int) -> None:
        while len(self.statuses) < count:
            self._told.clear()
            await self._told.wait()

    async def ask(self, method: str, path: str, headers: dict[str, str], *, ends: bool = True) -> None:
        async def receive() -> dict[str, Any]:
            if not ends:
                await self.go.wait()
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.statuses.append(message["status"])
                self._told.set()

        given = {"content-length": "0"} | headers
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": b"", "server": ("county", 80), "client": ("x", 1), "state": {},
            "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip
        await self._bench.app(scope, receive, send)


def _standing(bench: Bench, device: Device) -> dict[str, str]:
    return {HEADER: device.header(bench.store.key.fingerprint, "GET", "/v1/standing", b"")}


def test_one_device_does_not_take_the_places_of_the_others(bench: Bench, device: Device) -> None:
    other = bench.enrol(Device(8))

    async def siege() -> Held:
        held = Held(bench)
        many = [
            asyncio.create_task(held.ask("GET", "/v1/standing", _standing(bench, device), ends=False))
            for _ in range(SHARE + 4)
        ]
        await held.so_many(4)
        assert held.statuses == [503] * 4, "more than its share"
        await held.ask("GET", "/v1/standing", _standing(bench, other))
        assert held.statuses[4:] == [200]
        held.go.set()
        await asyncio.gather(*many)
        await held.ask("GET", "/v1/standing", _standing(bench, device))
        return held

    assert asyncio.run(siege()).statuses[5:] == [200] * (SHARE + 1), "a place that is left is free again"


def test_strangers_who_never_end_their_applications_keep_no_device_out(bench: Bench, device: Device) -> None:
    async def siege() -> Held:
        held = Held(bench)
        many = [asyncio.create_task(held.ask("POST", "/v1/enrol", {}, ends=False)) for _ in range(SHARE + 40)]
        await held.so_many(40)
        await held.ask("GET", "/v1/standing", _standing(bench, device))
        assert held.statuses == [503] * 40 + [200]
        held.go.set()
        await asyncio.gather(*many)
        return held

    asyncio.run(siege())
