"""A small tus 1.0 server (creation, HEAD, PATCH) that keeps every byte as it comes: `tus_server.py HOST PORT FOLDER`."""

from __future__ import annotations

import http.server
import secrets
import sys
from pathlib import Path


class Uploads(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path

    def do_POST(self) -> None:
        name = secrets.token_hex(8)
        (self.folder / name).touch()
        (self.folder / f"{name}.length").write_text(self.headers["Upload-Length"])
        self._say(201, {"Location": f"/files/{name}"})

    def do_HEAD(self) -> None:
        file = self._file()
        length = file.with_name(f"{file.name}.length").read_text()
        self._say(200, {"Upload-Offset": str(file.stat().st_size), "Upload-Length": length, "Cache-Control": "no-store"})

    def do_PATCH(self) -> None:
        file, left = self._file(), int(self.headers["Content-Length"])
        with file.open("ab", buffering=0) as out:
            while left and (piece := self.rfile.read1(min(left, 65536))):
                out.write(piece)
                left -= len(piece)
        self._say(204, {"Upload-Offset": str(file.stat().st_size)})

    def _file(self) -> Path:
        return self.folder / Path(self.path).name

    def _say(self, status: int, headers: dict[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} -", "Tus-Resumable: 1.0.0", *(f"{name}: {value}" for name, value in headers.items())]
        if status != 204:
            lines.append("Content-Length: 0")
        self.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


if __name__ == "__main__":
    Uploads.folder = Path(sys.argv[3])
    http.server.ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Uploads).serve_forever()
