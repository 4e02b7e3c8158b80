"""Ours on a link: a real `county serve` at one end, a real round at the other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from county.enrol import new_code
from county.store import Store
from county.tls import make_certificate
from tests.bench.peers.line.link import COUNTY, ROOT, Link
from tests.bench.peers.line.running import Took, client, server
from tests.sync.village import CODE

PORT = 8443
_VILLAGE = "tests.bench.peers.line.village"


class Ours:
    """One county and one village, enrolled, with a month to deliver."""

    name = "ours"

    def __init__(self, link: Link, folder: Path, *, https: bool = False) -> None:
        self._link = link
        self._https = https
        self.county, self.village = folder / "county", folder / "village"
        self._log = folder / "ours.log"
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def serving(self) -> Iterator[None]:
        words = [sys.executable, "-m", "county", "serve", "--host", COUNTY, "--port", str(PORT), "--data", str(self.county)]
        if self._https:
            made = self.county / "tls.crt"
            if not made.exists():
                make_certificate(self.county, COUNTY)
            words += ["--tls-cert", str(made), "--tls-key", str(self.county / "tls.key")]
        with server(self._link, words, PORT, self._log):
            yield

    def enrol(self) -> None:
        """While the server runs, over a line as it is."""
        with closing(Store(self.county)) as store:
            code, fingerprint = new_code(store, CODE, "石桥村").code, store.key.fingerprint
        url = f"{'https' if self._https else 'http'}://{COUNTY}:{PORT}"
        assert self._run("enrol", url, code, fingerprint).good, self._log.read_text()

    def live(self, months: int, records: int) -> None:
        """Some months, each with so many records, each delivered; while the server runs."""
        assert self._run("live", str(months), str(records)).good, self._log.read_text()

    def prepare(self, records: int, scans: int = 0, seed: int = 7) -> None:
        words = [sys.executable, "-m", _VILLAGE, "prepare", str(self.village), str(records), str(scans), str(seed)]
        subprocess.run(words, cwd=ROOT, check=True, capture_output=True)

    def deliver(self, cut_after: int = 0, asleep: float = 0.0) -> Took:
        return self._run("deliver", cut_after=cut_after, asleep=asleep)

    def _run(self, what: str, *words: str, cut_after: int = 0, asleep: float = 0.0) -> Took:
        command = [sys.executable, "-m", _VILLAGE, what, str(self.village), *words]
        return client(self._link, command, self._log, cut_after=cut_after, asleep=asleep)

    def batches(self) -> list[bytes]:
        """As they went out."""
        out = subprocess.run(
            [sys.executable, "-m", _VILLAGE, "batches", str(self.village)], cwd=ROOT, check=True, capture_output=True
        )
        return [bytes.fromhex(one) for one in json.loads(out.stdout)["batches"]]
