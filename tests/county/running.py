"""The county's server as its own process on loopback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from county.derive import derive_new
from county.enrol import new_code
from county.show import overview
from county.store import Store


class County:
    """`yishitang-county` on a folder. Start it, kill it, start it again on the same port."""

    def __init__(self, folder: Path, before: Sequence[str] = ()) -> None:
        self.folder = folder
        self.port = 0
        self.fingerprint = ""
        self._before = list(before)
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> County:
        words = [*self._before, sys.executable, "-m", "county", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(
            [*words, "--data", str(self.folder)], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+) .*([0-9a-f]{64})", line)
        assert found, line
        self.port, self.fingerprint = int(found[1]), found[2]
        return self

    def kill(self) -> None:
        """As when the plug is pulled: -9, whatever it was doing."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def pause(self) -> None:
        """Nothing moves until `go_on`, as on a machine that sleeps."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGCONT)

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, number)
            self._process.wait(120)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "county", *words, "--data", str(self.folder)], capture_output=True, text=True, timeout=150
        )

    def code(self, village: str, name: str = "石桥村") -> str:
        """A one-time code, as the command makes it, while the server runs."""
        with closing(Store(self.folder)) as store:
            return new_code(store, village, name).code

    def show(self) -> dict[str, Any]:
        """What the command shows; interpreting may be a moment behind the receipt, so it is done here."""
        with closing(Store(self.folder)) as store:
            derive_new(store)
            return overview(store)
