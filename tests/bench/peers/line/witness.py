"""Stands in front of the county and writes down what the village sends: `witness.py HOST PORT COUNTY_PORT FOLDER`.

Whatever came through the line is there to be counted afterwards, also of a connection that died.
"""

from __future__ import annotations

import itertools
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from desktop.wire.leaves import HEAD, LeafReader

_PIECE = 64 << 10


class Heard(Struct, frozen=True):
    """Of all connections together."""

    leaves: Counter[tuple[str, int]]
    """Blob and index to how often this leaf came whole."""
    again: int
    """Bytes of leaves, with the heads before them, beyond each leaf once: those that broke off, and those that came twice."""

    @property
    def twice(self) -> int:
        """Leaves that came whole more than once."""
        return sum(times > 1 for times in self.leaves.values())


def heard(folder: Path) -> Heard:
    leaves, every, once = Counter[tuple[str, int]](), 0, 0
    for file in sorted(folder.iterdir()):
        for asked, body in _requests(file.read_bytes()):
            if not asked.startswith(b"PUT /v1/leaves "):
                continue
            every += len(body)
            for blob, index, leaf in LeafReader().feed(body):
                leaves[blob, index] += 1
                once += HEAD + len(leaf) if leaves[blob, index] == 1 else 0
    return Heard(leaves, every - once)


def _requests(stream: bytes) -> Iterator[tuple[bytes, bytes]]:
    """First line and body of each request of one connection, the last one as far as it came."""
    while b"\r\n\r\n" in stream:
        head, _, stream = stream.partition(b"\r\n\r\n")
        asked, *lines = head.split(b"\r\n")
        size = next((int(line.partition(b":")[2]) for line in lines if line.lower().startswith(b"content-length:")), 0)
        yield asked, stream[:size]
        stream = stream[size:]


def _carry(here: socket.socket, there: socket.socket, note: Path | None) -> None:
    """Until one of the two is gone; an end that is said is handed on."""
    with suppress(OSError):
        while piece := here.recv(_PIECE):
            if note is not None:
                with note.open("ab") as file:
                    file.write(piece)
            there.sendall(piece)
    with suppress(OSError):
        there.shutdown(socket.SHUT_WR)


def main(host: str, port: int, county: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with socket.create_server((host, port)) as listening:
        for number in itertools.count():
            near, _ = listening.accept()
            far = socket.create_connection(("127.0.0.1", county))
            for one in (near, far):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for ends in ((near, far, folder / f"{number:04d}"), (far, near, None)):
                threading.Thread(target=_carry, args=ends, daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
