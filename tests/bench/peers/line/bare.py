"""The floor: the same bytes by one bare POST on a new connection, and one bare GET, over http or https."""

from __future__ import annotations

import http.client
import http.server
import json
import ssl
import sys
import time
from pathlib import Path


class Floor(http.server.BaseHTTPRequestHandler):
    """Takes everything and says ok."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the answer waits for the village to confirm the tickets of TLS: a round trip too many

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def do_GET(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


def serve(host: str, port: int, certificate: str) -> None:
    server = http.server.ThreadingHTTPServer((host, port), Floor)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


def ask(scheme: str, host: str, port: int, body: bytes | None) -> float:
    """Seconds from the first packet of the connection to the last byte of the answer."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    start = time.perf_counter()
    line: http.client.HTTPConnection
    line = http.client.HTTPSConnection(host, port, context=context) if scheme == "https" else http.client.HTTPConnection(host, port)
    line.request("GET" if body is None else "POST", "/", body)
    assert line.getresponse().read() == b"ok"
    return time.perf_counter() - start


def main(words: list[str]) -> None:
    if words[0] == "serve":
        serve(words[1], int(words[2]), words[3] if len(words) > 3 else "")
    body = Path(words[4]).read_bytes() if len(words) > 4 else None
    print(json.dumps({"seconds": ask(words[1], words[2], int(words[3]), body)}))


if __name__ == "__main__":
    main(sys.argv[1:])
