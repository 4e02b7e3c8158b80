"""The server's own process: one port, one folder, until it is stopped."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

from county.app import build_app
from county.derive import derive_new
from county.files import only_one
from county.new_key import check_key
from county.store import Store
from forms.language import refuse, say


def serve(folder: Path, host: str, port: int, *, url: str = "", language: str = "zh") -> None:
    """Serve until interrupted; `url` stands on slips. Prints one line once it listens. Raises Refused when the port cannot be had."""
    import uvicorn

    with only_one(folder), closing(_listen(host, port)) as listening, closing(Store(folder)) as store:
        store.blobs.clear_unfinished()
        check_key(store)
        derive_new(store)
        config = uvicorn.Config(
            build_app(store),
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=75,
            lifespan="off",
            ws="none",
        )
        shown = f"[{host}]" if ":" in host else host
        store.keep_url(url or f"http://{shown}:{listening.getsockname()[1]}")
        line = say(
            "县级服务器已就绪：http://{host}:{port} 公钥指纹 {fingerprint}",
            host=shown,
            port=str(listening.getsockname()[1]),
            fingerprint=store.key.fingerprint,
        )
        print(line.text(language), flush=True)
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise refuse("端口号应在 0 到 65535 之间，现在是 {port}。", port=str(port))
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(kind, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(512)
    except OSError as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse("不能在 {host}:{port} 上监听：{reason}。", host=host, port=str(port), reason=reason) from error
    return listening
