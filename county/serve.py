"""The server's own process: one port, one folder, until it is stopped."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from county.address import keep_pins
from county.app import build_app
from county.derive import derive_new
from county.files import only_one
from county.new_key import check_key
from county.store import Store
from county.tls import ServerTls
from forms.language import refuse, say

if TYPE_CHECKING:
    import uvicorn

STOP_WITHIN = 10
"""Seconds that uploads are given when the server is told to stop; what is on disk by then is not asked for again."""


def serve(
    folder: Path, host: str, port: int, *, url: str = "", language: str = "zh", tls: ServerTls | None = None
) -> None:
    """Serve until interrupted; `url` stands on slips. Prints one line once it listens.

    With `tls` over https; villages then learn from the county's signed address which certificate to go by. Raises Refused
    when the port cannot be had.
    """
    import uvicorn

    from county.connections import ask_for_files

    ask_for_files()
    with only_one(folder), closing(_listen(host, port)) as listening, closing(Store(folder)) as store:
        store.blobs.clear_unfinished()
        check_key(store)
        derive_new(store)
        shown = f"[{host}]" if ":" in host else host
        place = f"{'https' if tls else 'http'}://{shown}:{listening.getsockname()[1]}"
        store.keep_url(url or place)
        with store.write() as work:
            keep_pins(work, tls.pins if tls else ())
        line = say("县级服务器已就绪：{url} 公钥指纹 {fingerprint}", url=place, fingerprint=store.key.fingerprint)
        print(line.text(language), flush=True)
        uvicorn.Server(settings(store, tls)).run(sockets=[listening])


def settings(store: Store, tls: ServerTls | None = None) -> uvicorn.Config:
    """How the server deals with its connections."""
    import uvicorn

    from county.connections import Connection

    return uvicorn.Config(
        build_app(store),
        http=Connection,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=STOP_WITHIN,
        lifespan="off",
        ws="none",
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise refuse("端口号应在 0 到 65535 之间，现在是 {port}。", port=str(port))
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Named as TCP, for asyncio sends at once only on what says that it is: else an answer's body waits a round trip
        # for the village to have confirmed its head.
        listening = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(512)
    except OSError as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse("不能在 {host}:{port} 上监听：{reason}。", host=host, port=str(port), reason=reason) from error
    return listening
