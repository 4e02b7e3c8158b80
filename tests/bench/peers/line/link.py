"""A slow, lossy line between two network namespaces, in user space: two TUN devices and one process that carries the packets.

The process that carries is this module, run by itself; `Link` starts it and speaks to it over its standard input. Needs root.
"""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import itertools
import os
import random
import select
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType

import msgspec
from msgspec import Struct

VILLAGE, COUNTY = "10.78.0.1", "10.78.0.2"
"""Addresses of the two ends; every link has namespaces of its own, so they never meet."""
ROOT = Path(__file__).parents[4]
_NEWNET = 0x40000000
_TUNSETIFF = 0x400454CA
_TUN_NO_PI = 0x1001
_links = itertools.count(1)


class Shape(Struct, frozen=True):
    """What a line is like. Rates in bits a second, times in seconds, loss as a share of the packets."""

    up: float
    down: float
    round_trip: float
    loss: float
    queue: float = 1.0
    """Seconds that a packet may have to wait; one that would wait longer is dropped."""


BAD = Shape(64_000, 256_000, 0.6, 0.05)
"""A mobile link at the edge of a valley."""
GOOD = Shape(40_000_000, 40_000_000, 0.01, 0.0)
"""To prepare on, and to cut on."""


class Passed(Struct, frozen=True):
    """Bytes of IP packets that were put on the line, the lost ones too."""

    up: int
    down: int
    payload: int
    """What of `up` TCP carried, without its own headers and those of IP."""
    arrived: int
    """What of `up` came out at the other end."""

    @property
    def both(self) -> int:
        return self.up + self.down

    def since(self, before: Passed) -> Passed:
        return Passed(
            self.up - before.up, self.down - before.down, self.payload - before.payload, self.arrived - before.arrived
        )


def hindrance() -> str:
    """Why no link can be made here; empty where one can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if shutil.which("ip") is None or not Path("/dev/net/tun").exists():
        return "there is no iproute2, or no /dev/net/tun"
    made = subprocess.run(["ip", "netns", "add", f"yst{os.getpid()}"], capture_output=True, check=False)
    if made.returncode != 0:
        return "network namespaces cannot be made here"
    subprocess.run(["ip", "netns", "del", f"yst{os.getpid()}"], check=True)
    return ""


class Link:
    """A line, up as long as the block lasts."""

    def __init__(self, shape: Shape = GOOD) -> None:
        name = f"{os.getpid()}x{next(_links)}"
        self.village, self.county = f"ysv{name}", f"ysc{name}"
        self._shape = shape
        self._one = threading.Lock()
        """One question at a time."""

    def __enter__(self) -> Link:
        words = [sys.executable, "-m", __spec__.name, self.village, self.county]
        self._process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._answer() == "ready"
        self.shape(self._shape)
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(120)
        self._process.stdout.close()

    def at_village(self) -> list[str]:
        """What to put before a command that is to run in the village."""
        return ["ip", "netns", "exec", self.village]

    def at_county(self) -> list[str]:
        return ["ip", "netns", "exec", self.county]

    def shape(self, shape: Shape, seed: int = 1) -> None:
        """From now on the line is like this; what gets lost is the same for the same seed and the same packets."""
        self._ask(f"shape {seed} {msgspec.json.encode(shape).decode()}")

    def passed(self) -> Passed:
        return msgspec.json.decode(self._ask("passed"), type=Passed)

    def cut(self) -> None:
        """Nothing passes any more, also of what is on its way."""
        self._ask("cut")

    def cut_after(self, up: int) -> None:
        """Nothing more is put on the way up once so many bytes from now on were, however late anybody looks."""
        self._ask(f"cut-after {up}")

    def mend(self) -> None:
        self._ask("mend")

    def forget_connections(self) -> None:
        """The village's system gives up all its connections: it would else send on what a killed program left behind."""
        subprocess.run([*self.at_village(), "ss", "-K", "-a", "dst", COUNTY], capture_output=True, check=False)

    def _ask(self, words: str) -> str:
        assert self._process.stdin is not None
        with self._one:
            self._process.stdin.write(words + "\n")
            self._process.stdin.flush()
            return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


class _Way:
    """One direction: a rate, a queue, a delay, and losses."""

    def __init__(self, out: int) -> None:
        self._out = out
        self._coming: list[tuple[float, int, bytes]] = []
        self._numbers = itertools.count()
        self._free = 0.0
        self.bytes = self.payload = self.arrived = 0
        self.cut = False
        self.last = float("inf")
        """The line is cut once `bytes` has come so far."""
        self.like(GOOD.up, GOOD, 1)

    def like(self, rate: float, shape: Shape, seed: int) -> None:
        self._rate = rate / 8
        self._shape = shape
        self._chance = random.Random(seed)

    def put(self, packet: bytes, now: float) -> None:
        if self.cut or self.bytes >= self.last:
            return
        self.bytes += len(packet)
        self.payload += _payload(packet)
        if self._chance.random() < self._shape.loss or self._free - now > self._shape.queue:
            return
        self._free = max(self._free, now) + len(packet) / self._rate
        heapq.heappush(self._coming, (self._free + self._shape.round_trip / 2, next(self._numbers), packet))

    def clear(self) -> None:
        self._coming.clear()
        self._free = 0.0

    def due(self) -> float:
        return self._coming[0][0] if self._coming else float("inf")

    def carry(self, now: float) -> None:
        while self._coming and self._coming[0][0] <= now:
            self.arrived += os.write(self._out, heapq.heappop(self._coming)[2])


def _payload(packet: bytes) -> int:
    """Bytes that a TCP packet carries; 0 for any other."""
    head = (packet[0] & 15) * 4
    return len(packet) - head - (packet[head + 12] >> 4) * 4 if packet[9] == socket.IPPROTO_TCP else 0


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


def _tun(namespace: str, here: str, there: str) -> int:
    """A TUN device in a new namespace; the route to the other end uses cubic, whatever the system prefers."""
    _run("ip", "netns", "add", namespace)
    libc = ctypes.CDLL(None, use_errno=True)
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    place = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    assert libc.setns(place, _NEWNET) == 0, ctypes.get_errno()
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH22x", b"tun0", _TUN_NO_PI))
    assert libc.setns(home, _NEWNET) == 0
    os.close(home)
    os.close(place)
    _run("ip", "-n", namespace, "link", "set", "lo", "up")
    _run("ip", "-n", namespace, "addr", "add", f"{here}/32", "dev", "tun0")
    _run("ip", "-n", namespace, "link", "set", "tun0", "up", "mtu", "1500")
    _run("ip", "-n", namespace, "route", "add", there, "dev", "tun0", "src", here, "congctl", "cubic")
    return device


def _obey(line: str, up: _Way, down: _Way) -> str:
    what, _, rest = line.strip().partition(" ")
    if what == "passed":
        return msgspec.json.encode(Passed(up.bytes, down.bytes, up.payload, up.arrived)).decode()
    if what == "cut-after":
        up.last = up.bytes + int(rest)
        return "done"
    if what == "shape":
        seed, _, said = rest.partition(" ")
        shape = msgspec.json.decode(said, type=Shape)
        up.like(shape.up, shape, int(seed))
        down.like(shape.down, shape, -int(seed) - 1)
    for way in (up, down):
        way.cut, way.last = what == "cut", float("inf")
        if way.cut:
            way.clear()
    return "done"


def _carry(village: str, county: str) -> None:
    """Until the standard input ends."""
    near, far = _tun(village, VILLAGE, COUNTY), _tun(county, COUNTY, VILLAGE)
    up, down = _Way(far), _Way(near)
    print("ready", flush=True)
    waiting = select.poll()
    for one in (near, far, sys.stdin.fileno()):
        waiting.register(one, select.POLLIN | select.POLLHUP)
    while True:
        wait = min(up.due(), down.due()) - time.monotonic()
        ready = [one for one, _ in waiting.poll(min(max(wait, 0.0), 1.0) * 1000)]
        for device, way in ((near, up), (far, down)):
            if device in ready:
                _read(device, way)
        now = time.monotonic()
        up.carry(now)
        down.carry(now)
        if sys.stdin.fileno() in ready:
            line = sys.stdin.readline()
            if not line:
                return
            print(_obey(line, up, down), flush=True)


def _read(device: int, way: _Way) -> None:
    for _ in range(64):
        try:
            packet = os.read(device, 65535)
        except BlockingIOError:
            return
        if packet[0] >> 4 == 4:
            way.put(packet, time.monotonic())


if __name__ == "__main__":
    try:
        _carry(sys.argv[1], sys.argv[2])
    finally:
        for made in sys.argv[1:3]:
            subprocess.run(["ip", "netns", "del", made], capture_output=True, check=False)
