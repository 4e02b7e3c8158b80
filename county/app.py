"""The routes. Each request is authenticated, worked on in a thread, and answered in JSON; county/PROTOCOL.md lists them."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import msgspec
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from county.address import current_address
from county.ahead import Arriving
from county.answers import RETRY_AFTER, as_json, moved, refusal
from county.body import SILENCE, Body
from county.crowd import Crowd
from county.derive import derive_new
from county.devices import Device, authenticate
from county.down import down_for, past_keys
from county.down_packs import pack_frames
from county.enrol import enrol
from county.receive import batch_reply, finish_leaves, keep_leaf, known_of, receive_batch, standing
from county.store import Store, disk_fails
from desktop.wire.batch import MAX_BATCH, PROTOCOL
from desktop.wire.brief import CODING, shorten
from desktop.wire.down import HEADER as DOWN
from desktop.wire.down import Down, read_where
from desktop.wire.enrolment import Enrol
from desktop.wire.faults import Fault
from desktop.wire.leaves import LeafReader
from desktop.wire.receipt import Reply
from desktop.wire.request import HEADER, Facts, read_request
from desktop.wire.signed import decode
from forms.language import say

MAX_LEAVES = 32 << 20
"""Bytes in one request with leaves."""
MAX_SMALL = 64 << 10
AT_ONCE = 400
"""Requests that are worked on at a time; the next one is asked to come back."""

_log = logging.getLogger("county")
Handler = Callable[[Request], Awaitable[Response]]


class Server:
    """The handlers, with the store that they work on."""

    def __init__(self, store: Store, at_once: int = AT_ONCE) -> None:
        self._store = store
        self._at_once = at_once
        self._working = 0
        self._crowd = Crowd(at_once, time.monotonic)
        self._arriving = Arriving()

    def app(self) -> Starlette:
        routes = [
            Route("/v1/county", self._guarded(self.county), methods=["GET"]),
            Route("/v1/enrol", self._guarded(self.enrol), methods=["POST"]),
            Route("/v1/standing", self._guarded(self.standing), methods=["GET"]),
            Route("/v1/batches", self._guarded(self.batch), methods=["POST"]),
            Route("/v1/batches/{id}", self._guarded(self.ask_batch), methods=["GET"]),
            Route("/v1/leaves", self._announced(self._guarded(self.leaves)), methods=["PUT"]),
            Route("/v1/down", self._guarded(self.down), methods=["GET"]),
            Route("/v1/packs/{blob}/{first:int}-{last:int}", self._guarded(self.pack), methods=["GET"]),
        ]
        # A receipt names every hash: compressed, that of a month still fits into the first packets of an answer.
        small = Middleware(GZipMiddleware, minimum_size=1024)
        return Starlette(routes=routes, middleware=[small], exception_handlers={HTTPException: _no_such_page})

    async def county(self, request: Request) -> Response:
        """Who this is. Nobody believes it: a device compares the key with its slip."""
        key = self._store.key
        said = {"public": key.public, "fingerprint": key.fingerprint, "protocol": PROTOCOL}
        return as_json({**said, "address": await run_in_threadpool(current_address, self._store)})

    async def enrol(self, request: Request) -> Response:
        self._take_place(request, "")
        asked = decode(await Body(request, MAX_SMALL).whole(within=SILENCE), Enrol)
        return as_json(await run_in_threadpool(enrol, self._store, asked))

    async def standing(self, request: Request) -> Response:
        device, facts, body = await self._who(request, MAX_SMALL)
        await body.whole(facts.digest)
        return await self._reply(request, await run_in_threadpool(standing, self._store, device, facts.nonce))

    async def batch(self, request: Request) -> Response:
        device, facts, body = await self._who(request, MAX_BATCH)
        data = await body.whole(facts.digest)
        await self._arriving.settled(device.id)
        reply = await run_in_threadpool(receive_batch, self._store, device, data)
        return await self._reply(request, reply, BackgroundTask(run_in_threadpool, derive_new, self._store))

    async def ask_batch(self, request: Request) -> Response:
        device, facts, body = await self._who(request, MAX_SMALL)
        await body.whole(facts.digest)
        await self._arriving.settled(device.id)
        return await self._reply(request, await run_in_threadpool(batch_reply, self._store, device, request.path_params["id"]))

    async def down(self, request: Request) -> Response:
        """The next page of what the county has to say."""
        _device, facts, body = await self._who(request, MAX_SMALL)
        await body.whole(facts.digest)
        return await self._reply(request, Reply())

    async def pack(self, request: Request) -> Response:
        """Some leaves of a form pack, framed as they are upward."""
        _device, facts, body = await self._who(request, MAX_SMALL)
        await body.whole(facts.digest)
        asked = request.path_params
        frames = await run_in_threadpool(pack_frames, self._store, asked["blob"], asked["first"], asked["last"])
        return Response(frames, media_type="application/octet-stream")

    async def leaves(self, request: Request) -> Response:
        """Each leaf is put on disk as it comes: when the line breaks, the whole leaves before the break are kept, and who
        asks what is missing hears it after that."""
        device, facts, body = await self._who(request, MAX_LEAVES)
        reader, touched, stored = LeafReader(), set[str](), 0
        async with self._arriving.taken(body, request.state.at_rest) as pieces:
            async for piece in pieces:
                for blob, index, leaf in reader.feed(piece):
                    await run_in_threadpool(keep_leaf, self._store, device, blob, index, leaf)
                    touched.add(blob)
                    stored += 1
        reader.finish()
        body.check(facts.digest)
        return as_json(await run_in_threadpool(finish_leaves, self._store, device, touched, stored))

    async def _who(self, request: Request, limit: int) -> tuple[Device, Facts, Body]:
        facts, signature = read_request(
            request.headers.get(HEADER),
            county=self._store.key.fingerprint,
            method=request.method,
            path=request.url.path,
        )
        body = Body(request, limit)
        request.state.facts = facts
        device, facts = await run_in_threadpool(self._authenticated, facts, signature, request)
        request.state.device = device
        self._take_place(request, device.id)
        return device, facts, body

    def _take_place(self, request: Request, device: str) -> None:
        """Raises _NoPlace for one who has his whole share already."""
        if not self._crowd.takes(device):
            raise _NoPlace
        request.state.place = device

    def _authenticated(self, facts: Facts, signature: str, request: Request) -> tuple[Device, Facts]:
        """A device that was away while the county took another key still addresses the one that it knows."""
        try:
            return authenticate(self._store, facts, signature), facts
        except Fault as fault:
            if fault.code != "bad-signature":
                raise
            with self._store.read() as work:
                older = past_keys(work)
            for known in older:
                before = msgspec.structs.replace(facts, county=known)
                request.state.facts = before
                try:
                    return authenticate(self._store, before, signature), before
                except Fault as another:
                    if another.code != "bad-signature":
                        raise
            request.state.facts = None
            raise

    async def _reply(self, request: Request, reply: Reply, after: BackgroundTask | None = None) -> Response:
        """With what the county has to say, where the request asks for it."""
        if DOWN in request.headers:
            reply = msgspec.structs.replace(reply, down=await run_in_threadpool(self._down, request))
        if CODING in request.headers.get("Accept-Encoding", "") and (known := known_of(self._store, reply)):
            short = shorten(msgspec.json.encode(reply), known)
            headers = {"Content-Encoding": CODING}
            return Response(short, headers=headers, media_type="application/json", background=after)
        return as_json(reply, after)

    def _down(self, request: Request) -> Down:
        facts: Facts = request.state.facts
        since = read_where(request.headers.get(DOWN))
        return down_for(self._store, facts.device, since=since, nonce=facts.nonce, known=facts.county)

    def _room(self, request: Request) -> int:
        """Places for such a request. A quarter more for who has begun, for work that is half done is finished first, and for
        who was sent away and comes at the time that he was told."""
        known = _begun(request) or self._crowd.expected(_claimed(request))
        return self._at_once + self._at_once // 4 if known else self._at_once

    def _announced(self, handler: Handler) -> Handler:
        """From its head on it is known that leaves come."""

        async def announced(request: Request) -> Response:
            with self._arriving.announced(_claimed(request)) as request.state.at_rest:
                return await handler(request)

        return announced

    @contextmanager
    def _place(self, request: Request) -> Iterator[None]:
        """One of the places in which requests are worked on. Raises _NoPlace where none is free."""
        if self._working >= self._room(request):
            raise _NoPlace(self._crowd.come_back(_claimed(request)))
        self._working += 1
        if not _begun(request):
            self._crowd.admitted(_claimed(request))
        try:
            yield
        finally:
            self._working -= 1
            if (device := getattr(request.state, "place", None)) is not None:
                self._crowd.leaves(device)

    def _guarded(self, handler: Handler) -> Handler:
        """Every refusal is answered with a code and a sentence, and stands in the log; nothing else ever gets out."""

        async def guarded(request: Request) -> Response:
            try:
                if elsewhere := await run_in_threadpool(self._store.moved_to):
                    return moved(elsewhere, request)
                with self._place(request):
                    return await handler(request)
            except Fault as fault:
                return await self._refuse(request, fault)
            except _NoPlace as full:
                return refusal(_busy(), full.retry_after)
            except ClientDisconnect:
                return Response(status_code=400)
            except OSError as error:
                _log.error("%s %s: %s", request.method, request.url.path, error)
                return refusal(_no_space(), RETRY_AFTER)
            except OperationalError as error:
                _log.error("%s %s: %s", request.method, request.url.path, error.orig)
                return refusal(_no_space() if disk_fails(error) else _busy(), RETRY_AFTER)
            except Exception:  # noqa: BLE001  # a fault of ours is answered, too
                _log.exception("%s %s", request.method, request.url.path)
                return refusal(Fault("internal", say("县级服务器内部出错，数据没有收下；请稍后再传。")), RETRY_AFTER)

        return guarded

    async def _refuse(self, request: Request, fault: Fault) -> Response:
        device: Device | None = getattr(request.state, "device", None)
        line = {
            "code": fault.code,
            "message": fault.sentence.text(),
            "device": device.id if device else _claimed(request),
            "village": device.village if device else "",
            "detail": f"{request.method} {request.url.path}",
        }
        try:
            await run_in_threadpool(lambda: self._store.note(**line))
        except OperationalError as error:  # the refusal stands, though the log cannot say so
            _log.error("%s %s: %s", request.method, request.url.path, error.orig)
        if fault.code == "revoked" and DOWN in request.headers and getattr(request.state, "facts", None) is not None:
            return refusal(fault, down=await run_in_threadpool(self._down, request))
        return refusal(fault)


class _NoPlace(Exception):
    """The server, or the share of this device, is full."""

    def __init__(self, retry_after: int = RETRY_AFTER) -> None:
        super().__init__()
        self.retry_after = retry_after


def _busy() -> Fault:
    return Fault("busy", say("县级服务器正忙，请稍后再传。"))


def _no_space() -> Fault:
    return Fault("no-space", say("县级服务器的磁盘写不进去，没有收下；数据都在本机，请告诉县里，过后再传。"))


def _begun(request: Request) -> bool:
    """Whether somebody goes on with what he began before."""
    return request.method == "PUT" or request.url.path.startswith(("/v1/batches/", "/v1/packs/"))


def _claimed(request: Request) -> str:
    """The device that an unverified request says it is from."""
    parts = (request.headers.get(HEADER) or "").split(" ")
    return parts[1] if len(parts) > 1 else ""


async def _no_such_page(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 405:
        return refusal(Fault("not-allowed", say("这个地址不接受这种请求。")))
    return refusal(Fault("not-found", say("没有这个地址。")))


def build_app(store: Store, at_once: int = AT_ONCE) -> Starlette:
    """The server over an open data folder."""
    return Server(store, at_once).app()
