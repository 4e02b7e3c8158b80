"""A county without a socket, and a device that speaks to it: for whatever a real line need not carry."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from starlette.applications import Starlette

from county.app import build_app
from county.enrol import enrol, new_code
from county.store import Store
from desktop.domain.events import Moment
from desktop.vault.device import DeviceKey
from desktop.vault.sealing import seal
from desktop.wire.batch import BlobEntry, make_batch
from desktop.wire.canonical import digest
from desktop.wire.enrolment import Application, apply
from desktop.wire.head import Head
from desktop.wire.leaves import leaf_hashes
from desktop.wire.records import Record, SealedRecord, record_hash, signed_bytes
from desktop.wire.request import HEADER, Facts, sign_request

CODE = "330000000001"
AT = "2026-06-18T19:26:07"
_numbers = itertools.count(1)


class Said(msgspec.Struct):
    """An answer as the server handed it over."""

    status: int
    headers: dict[str, str]
    body: bytes


def call(
    app: Starlette,
    method: str,
    path: str,
    pieces: Sequence[bytes] = (b"",),
    headers: dict[str, str] | None = None,
    *,
    breaks: bool = False,
    silent: bool = False,
    heard: Callable[[str], object] = str,
) -> Said:
    """One request without a socket. With `breaks`, the line breaks after the pieces; with `silent`, nothing more
    comes. `heard` is told of each message."""
    said = Said(0, {}, b"")
    coming = list(pieces)

    async def receive() -> dict[str, Any]:
        if coming:
            piece = coming.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(coming) or breaks or silent}
        if silent:
            await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        heard(message["type"])
        if message["type"] == "http.response.start":
            said.status = message["status"]
            said.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        else:
            said.body += message.get("body", b"")

    given = {"content-length": str(sum(map(len, pieces)))} | (headers or {})
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in given.items()],
        "server": ("county", 80),
        "client": ("village", 1),
        "state": {},
    }
    asyncio.run(app(scope, receive, send))
    return said


class Device:
    """A key with a chain."""

    def __init__(self, number: int = 7, village: str = CODE) -> None:
        self.key = DeviceKey.from_secret(number.to_bytes(32, "big"))
        self.village = village
        self.chain: list[SealedRecord] = []

    def record(self, body: bytes = b"{}", *, kind: str = "sheet", blobs: tuple[str, ...] = ()) -> SealedRecord:
        """One more record."""
        last = self.chain[-1].record if self.chain else None
        sealed = seal(
            self.key,
            head=Head(last.epoch, last.sequence, record_hash(last)) if last else None,
            epoch=last.epoch if last else 1,
            kind=kind,
            subject=f"x{len(self.chain)}",
            body=body,
            blobs=blobs,
            moment=Moment(AT),
            salt=len(self.chain).to_bytes(32, "big").hex(),
        )
        self.chain.append(sealed)
        return sealed

    def again(self, sealed: SealedRecord, **facts: object) -> SealedRecord:
        """The same record with other facts, signed anew."""
        record: Record = msgspec.structs.replace(sealed.record, **facts)
        return msgspec.structs.replace(sealed, record=record, signature=self.key.sign(signed_bytes(record)))

    def batch(self, records: list[SealedRecord] | None = None, blobs: tuple[bytes, ...] = (), **facts: Any) -> bytes:
        entries = [BlobEntry(digest(data), len(data), leaf_hashes(data)) for data in blobs]
        village = facts.pop("village", self.village)
        return make_batch(records or self.chain, village=village, blobs=entries, sign=self.key.sign, **facts)

    def header(self, county: str, method: str, path: str, body: bytes, **facts: str) -> str:
        """A good signature over these facts, of which each may be replaced by another."""
        every = {
            "county": county,
            "device": self.key.id,
            "method": method,
            "path": path,
            "digest": hashlib.sha256(body).hexdigest(),
            "time": AT,
            "nonce": f"n{next(_numbers)}",
        } | facts
        return sign_request(Facts(**every), self.key.sign)


class Bench:
    """The server's own routes over a real data folder."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.store = Store(folder)
        self.app = build_app(self.store, **options)

    def close(self) -> None:
        self.store.close()

    def enrol(self, device: Device) -> Device:
        code = new_code(self.store, device.village, "石桥村").code
        asked = Application(county=self.store.key.fingerprint, device=device.key.id, public=device.key.public)
        enrol(self.store, apply(asked, code, device.key.sign))
        return device

    def ask(self, device: Device, method: str, path: str, body: bytes = b"", **facts: str) -> tuple[int, Any]:
        """(status, JSON) of a signed request."""
        header = device.header(self.store.key.fingerprint, method, path, body, **facts)
        return self.plain(method, path, body, header)

    def plain(self, method: str, path: str, body: bytes = b"", header: str | None = None) -> tuple[int, Any]:
        answer = call(self.app, method, path, [body], {HEADER: header} if header is not None else {})
        return answer.status, json.loads(answer.body)

    def send(self, device: Device, data: bytes) -> tuple[int, Any]:
        return self.ask(device, "POST", "/v1/batches", data)

