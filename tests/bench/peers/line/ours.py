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
from tests.bench.peers.line.witness import Heard, heard
from tests.sync.village import CODE

PORT = 8443
_BEHIND = 8444
"""Where the county listens when somebody stands in front of it."""
_VILLAGE = "tests.bench.peers.line.village"


class Ours:
    """One county and one village, enrolled, with a month to deliver."""

    name = "ours"

    def __init__(self, link: Link, folder: Path, *, https: bool = False, witnessed: bool = False) -> None:
        self._link = link
        self._https = https
        self._witnessed = witnessed
        self.county, self.village, self._witness = folder / "county", folder / "village", folder / "witness"
        self._log = folder / "ours.log"
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def serving(self) -> Iterator[None]:
        place = ["--host", COUNTY, "--port", str(PORT)]
        if self._witnessed:
            place = ["--host", "127.0.0.1", "--port", str(_BEHIND), "--url", f"http://{COUNTY}:{PORT}"]
        words = [sys.executable, "-m", "county", "serve", *place, "--data", str(self.county)]
        if self._https:
            made = self.county / "tls.crt"
            if not made.exists():
                make_certificate(self.county, COUNTY)
            words += ["--tls-cert", str(made), "--tls-key", str(self.county / "tls.key")]
        with server(self._link, words, _BEHIND if self._witnessed else PORT, self._log), self._in_front():
            yield

    @contextmanager
    def _in_front(self) -> Iterator[None]:
        if not self._witnessed:
            yield
            return
        words = [sys.executable, "-m", "tests.bench.peers.line.witness", COUNTY, str(PORT), str(_BEHIND), str(self._witness)]
        with server(self._link, words, PORT, self._log):
            yield

    def heard(self) -> Heard:
        """What the village sent, where somebody stood in front of the county to write it down."""
        return heard(self._witness)

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
