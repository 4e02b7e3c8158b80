"""A county server of one's own on loopback, as a process: for the demonstration and the self-test."""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from forms.language import refuse

PATIENCE = 60
"""Seconds in which a server on this PC says that it listens, even on a slow disk."""


class OwnCounty(Struct, frozen=True):
    """A server that runs. `log` is what it said."""

    folder: Path
    url: str

    def enrol(self, village: str, name: str) -> Slip:
        """A one-time code for a village, as the county would print it on a slip."""
        said = _ask(["enrol", "--village", village, "--name", name, "--data", str(self.folder), "--json"])
        return Slip(code=str(said["code"]), fingerprint=str(said["fingerprint"]))

    def arrived(self) -> dict[str, Any]:
        """What the county has, as its own command tells it."""
        return _ask(["show", "--data", str(self.folder), "--json"])


class Slip(Struct, frozen=True):
    code: str
    fingerprint: str


@contextmanager
def own_county(folder: Path) -> Iterator[OwnCounty]:
    """Start the server on a free port and end it afterwards. Raises Refused where it does not come up."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [*program(), "serve", "--data", str(folder), "--port", "0"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            yield OwnCounty(folder, _listening(server))
        finally:
            server.terminate()
            server.wait(PATIENCE)
            if server.stdout:
                server.stdout.close()


def program() -> list[str]:
    """How the server is started: beside this program where it is bundled, else as a module."""
    if getattr(sys, "frozen", False):
        here = Path(sys.executable)
        return [str(here.with_name(f"yishitang-county{here.suffix}"))]
    return [sys.executable, "-m", "county"]


def _listening(server: subprocess.Popen[str]) -> str:
    """The address in the one line that the server prints when it listens."""
    lines: queue.Queue[str] = queue.Queue()
    assert server.stdout
    threading.Thread(target=lambda: lines.put(server.stdout.readline() if server.stdout else ""), daemon=True).start()
    try:
        line = lines.get(timeout=PATIENCE)
    except queue.Empty:
        line = ""
    address = re.search(r"http://[\w.:]+\d", line)
    if address is None:
        raise refuse("本机的县级服务没有启动。请看日志 server.log。")
    return address[0]


def _ask(words: list[str]) -> dict[str, Any]:
    done = subprocess.run([*program(), *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise refuse("本机的县级服务没有答复：{why}", why=done.stderr.strip())
    said: dict[str, Any] = json.loads(done.stdout)
    return said
