"""The others: how each is prepared, served, and asked to deliver, and what it takes to have it here."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.peers.line.link import COUNTY, Link
from tests.bench.peers.line.running import Took, client
from tests.bench.peers.line.work import as_files

OF_A_RECORD = 330
"""Bytes of a batch for each record, signature, salt and hashes with it."""
_HERE = Path(__file__).parent
NODE_PACKAGES = ("pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@5.1.0")


class Peer:
    """One system between `folder`/here and `folder`/there, with the work laid out in `folder`/tree."""

    name = ""
    port = 0
    programs: tuple[str, ...] = ()
    """What must be on the path."""
    library = ""
    """What must be importable."""

    def __init__(self, link: Link, folder: Path) -> None:
        self.link = link
        self.tree, self.here, self.there, self.log = folder / "tree", folder / "here", folder / "there", folder / "log"
        for made in (self.here, self.there):
            made.mkdir(parents=True, exist_ok=True)

    @classmethod
    def missing(cls) -> str:
        for program in cls.programs:
            if shutil.which(program) is None:
                return f"no program {program} here"
        if cls.library and importlib.util.find_spec(cls.library) is None:
            return f"no library {cls.library} here"
        return ""

    def lay_out(self, records: int, scans: int) -> None:
        as_files(self.tree, records, scans)

    def serve(self) -> list[str]:
        """The command at the county's end."""
        raise NotImplementedError

    def surroundings(self) -> dict[str, str]:
        return {}

    def prepare(self) -> None:
        """What is done beforehand, over a good line, while the server runs."""

    def words(self) -> Sequence[str]:
        """The command at the village's end."""
        raise NotImplementedError

    def deliver(self, cut_after: int = 0) -> Took:
        return client(self.link, self.words(), self.log, cut_after=cut_after, environment=self.surroundings())

    def ready(self, words: Sequence[str]) -> None:
        took = client(self.link, words, self.log, environment=self.surroundings())
        assert took.good, f"{self.name}: {self.log.read_text()[-800:]}"


class Tus(Peer):
    """A batch of ours as one file, for tus signs nothing itself; the pictures as they are."""

    name, port, library = "tus (tuspy)", 1080, "tusclient"

    def lay_out(self, records: int, scans: int) -> None:
        super().lay_out(records, scans)
        (self.tree / "batch").write_bytes(random.Random(records).randbytes(records * OF_A_RECORD))

    def serve(self) -> list[str]:
        return [sys.executable, str(_HERE / "tus_server.py"), COUNTY, str(self.port), str(self.there)]

    def words(self) -> list[str]:
        files = [self.tree / "batch", *sorted((self.tree / "media").iterdir())]
        url = f"http://{COUNTY}:{self.port}/files/"
        return [sys.executable, str(_HERE / "tus_client.py"), url, str(self.here / "memory.json"), *map(str, files)]


class Anki(Peer):
    name, port, library = "Anki", 27701, "anki"

    def serve(self) -> list[str]:
        return [sys.executable, "-m", "anki.syncserver"]

    def surroundings(self) -> dict[str, str]:
        place = {"SYNC_BASE": str(self.there), "SYNC_HOST": COUNTY, "SYNC_PORT": str(self.port)}
        return {"SYNC_USER1": "u:p", **place}

    def prepare(self) -> None:
        self.ready(self._client("prepare"))

    def words(self) -> list[str]:
        return self._client("deliver")

    def _client(self, what: str) -> list[str]:
        url = f"http://{COUNTY}:{self.port}/"
        return [sys.executable, str(_HERE / "anki_client.py"), what, str(self.here), url, str(self.tree)]


class Git(Peer):
    name, port, programs = "git push", 8733, ("git",)

    def lay_out(self, records: int, scans: int) -> None:
        super().lay_out(records, scans)
        url = f"git://{COUNTY}:{self.port}/month.git"
        self._git("init", "-q", "--bare", str(self.there / "month.git"))
        self._git("-C", str(self.tree), "init", "-q", "-b", "main")
        self._git("-C", str(self.tree), "add", "-A")
        self._git("-C", str(self.tree), "-c", "user.name=n", "-c", "user.email=a@example.cn", "commit", "-qm", "month")
        self._git("-C", str(self.tree), "remote", "add", "county", url)

    def _git(self, *words: str) -> None:
        subprocess.run(["git", *words], check=True, capture_output=True)

    def serve(self) -> list[str]:
        place = [f"--listen={COUNTY}", f"--port={self.port}", f"--base-path={self.there}"]
        return ["git", "daemon", "--reuseaddr", "--export-all", "--enable=receive-pack", *place]

    def words(self) -> list[str]:
        return ["git", "-C", str(self.tree), "push", "-q", "county", "main"]


class Rsync(Peer):
    name, port, programs = "rsync -az", 8730, ("rsync",)

    def serve(self) -> list[str]:
        settings = self.here / "rsyncd.conf"
        lines = [f"port={self.port}", f"address={COUNTY}", "uid=root", "gid=root", "use chroot=no"]
        settings.write_text("\n".join([*lines, "[month]", f"path={self.there}", "read only=no", ""]))
        return ["rsync", "--daemon", "--no-detach", f"--config={settings}"]

    def words(self) -> list[str]:
        target = f"rsync://{COUNTY}:{self.port}/month/"
        return ["rsync", "-az", "--inplace", "--partial", "--skip-compress=jpg", f"{self.tree}/", target]


class Restic(Peer):
    """A backup to `rclone serve restic`, which speaks the protocol of its rest-server. The empty repository is there before."""

    name, port, programs = "restic", 8732, ("restic", "rclone")

    def serve(self) -> list[str]:
        return ["rclone", "serve", "restic", "--addr", f"{COUNTY}:{self.port}", str(self.there)]

    def surroundings(self) -> dict[str, str]:
        return {"RESTIC_PASSWORD": "x", "XDG_CACHE_HOME": str(self.here), "RCLONE_CONFIG": str(self.here / "rclone.conf")}

    def prepare(self) -> None:
        self.ready(self._restic("init"))

    def words(self) -> list[str]:
        return self._restic("backup", str(self.tree))

    def _restic(self, *words: str) -> list[str]:
        return ["restic", "-q", "-r", f"rest:http://{COUNTY}:{self.port}/", *words]


class Pouch(Peer):
    name, port, programs = "PouchDB", 5985, ("node",)
    modules: Path = Path()
    """Where npm has put them; outside the checkout."""

    @classmethod
    def missing(cls) -> str:
        lacking = super().missing()
        return lacking or ("" if (cls.modules / "node_modules" / "pouchdb").is_dir() else npm_install(cls.modules))

    def serve(self) -> list[str]:
        return self._node("serve", COUNTY, str(self.port), str(self.there))

    def prepare(self) -> None:
        self.ready(self._client("prepare"))

    def words(self) -> list[str]:
        return self._client("deliver")

    def _client(self, what: str) -> list[str]:
        return self._node(what, str(self.here), f"http://{COUNTY}:{self.port}/county", str(self.tree))

    def _node(self, *words: str) -> list[str]:
        return ["node", str(_HERE / "pouch.js"), str(self.modules), *words]


PEERS: tuple[type[Peer], ...] = (Tus, Anki, Git, Rsync, Restic, Pouch)


def npm_install(folder: Path) -> str:
    """Fetch PouchDB once into a folder of its own; returns why that could not be done."""
    if shutil.which("npm") is None:
        return "no program npm here"
    folder.mkdir(parents=True, exist_ok=True)
    words = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *NODE_PACKAGES]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=400, env=os.environ)
    except subprocess.TimeoutExpired:
        return "npm took too long"
    return "" if done.returncode == 0 else f"npm: {done.stderr.strip()[-200:]}"
