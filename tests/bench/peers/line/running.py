"""Programs at the two ends of a link: servers that are waited for, clients that are timed, or cut in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from tests.bench.peers.line.link import COUNTY, ROOT, Link, Passed

LONGEST = 240
"""Seconds after which a client is given up."""


class Took(Struct, frozen=True):
    """What one run of a client cost."""

    seconds: float
    passed: Passed
    good: bool
    said: str = ""


@contextmanager
def server(link: Link, words: Sequence[str], port: int, log: Path, **environment: str) -> Iterator[None]:
    """A server at the county's end, from the moment when it accepts connections."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*link.at_county(), *words], cwd=ROOT, stdout=out, stderr=out, env=os.environ | environment, start_new_session=True
        )
    try:
        for _ in range(1200):
            if _listens(link, port):
                break
            assert process.poll() is None, f"{words[0]} ended: {log.read_text()[-500:]}"
            time.sleep(0.1)
        else:
            raise AssertionError(f"{words} does not listen")
        yield
    finally:
        _end(process)


def _listens(link: Link, port: int) -> bool:
    found = subprocess.run([*link.at_county(), "ss", "-Hltn", f"sport = :{port}"], capture_output=True, check=False)
    return any(place in found.stdout for place in (COUNTY.encode(), b"*:", b"0.0.0.0:", b"127.0.0.1:"))


def _wait_until_taken(link: Link) -> None:
    """Whoever is at the county's end has read all that came through."""
    for _ in range(600):
        found = subprocess.run([*link.at_county(), "ss", "-Htn", "state", "established"], capture_output=True, check=True)
        if all(line.split()[0] == b"0" for line in found.stdout.splitlines()):
            return
        time.sleep(0.1)
    raise AssertionError("what came is not read")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(120)


def client(
    link: Link,
    words: Sequence[str],
    log: Path,
    *,
    cut_after: int = 0,
    asleep: float = 0.0,
    environment: Mapping[str, str] | None = None,
) -> Took:
    """Run a client at the village's end. Its time is what it prints as `{"seconds": …}`, or else its whole run.

    With `cut_after`, the line is cut when so many bytes have gone up, and the client is killed: what its system would still
    send is forgotten. With `asleep`, it is put to sleep there for so many seconds instead.
    """
    before, start = link.passed(), time.perf_counter()
    if cut_after and not asleep:
        link.cut_after(cut_after)
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [*link.at_village(), *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=os.environ | dict(environment or {}),
            start_new_session=True,
        )
    if cut_after:
        while process.poll() is None and link.passed().since(before).up < cut_after:
            time.sleep(0.002)
    if asleep:
        os.killpg(process.pid, signal.SIGSTOP)
        time.sleep(asleep)
        os.killpg(process.pid, signal.SIGCONT)
        cut_after = 0
    elif cut_after:
        link.cut()
    try:
        if cut_after:
            _end(process)
        said = process.communicate(timeout=LONGEST)[0].decode().strip().split("\n")[-1]
    except subprocess.TimeoutExpired:
        _end(process)
        said = "given up"
    whole = time.perf_counter() - start
    if cut_after:
        link.forget_connections()
        time.sleep(0.3)
        _wait_until_taken(link)
        link.mend()
    assert process.stdout is not None
    process.stdout.close()
    seconds = float(json.loads(said).get("seconds", whole)) if said.startswith("{") else whole
    return Took(seconds, link.passed().since(before), process.returncode == 0, said)
