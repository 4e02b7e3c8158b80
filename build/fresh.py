"""Try a fresh clone: python3 build/fresh.py

Clones the last commit into an empty folder, runs `build/start.py --demo` there with nothing of this machine's settings, looks
at what the demonstration left, and runs it again where no package host can be reached.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import environment
from environment import HOUSE, Stop

WANTED = {"*.pdf": "papers", "*.png": "screenshots", "*receipt*": "the receipt"}
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "PIP_CERT", "SSL_CERT_FILE", "HTTPS_PROXY", "https_proxy")
"""What a start may need of the machine: where programs are, and how its network is reached."""
NOWHERE = "http://127.0.0.1:9"
CUT = {"HTTPS_PROXY": NOWHERE, "https_proxy": NOWHERE, "PIP_INDEX_URL": NOWHERE, "no_proxy": "127.0.0.1,localhost"}


def start(clone: Path, out: Path, home: Path, more: dict[str, str]) -> str:
    """Run the demonstration in `clone`; returns what it printed."""
    settings = {name: os.environ[name] for name in KEPT if name in os.environ}
    settings |= {"HOME": str(home), "LANG": "C.UTF-8", "PYTHONUTF8": "1", **more}
    words = [sys.executable, "build/start.py", "--demo", "--out", str(out)]
    done = subprocess.run(words, cwd=clone, env=settings, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    print(done.stdout, flush=True)
    if done.returncode:
        raise Stop(f"新的一份没有跑通({done.returncode})。  The fresh clone did not run.")
    for pattern, name in WANTED.items():
        if not any(out.rglob(pattern)):
            raise Stop(f"演示没有留下 {pattern}。  The demonstration left no {name}.")
    return done.stdout


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="yishitang-") as temporary:
        room = Path(temporary)
        clone, home = room / "clone", room / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", "--depth=1", HOUSE.as_uri(), str(clone)], check=True)
        if "Installing" not in start(clone, room / "first", home, {}):
            raise Stop("新的一份没有自己安装。  The fresh clone did not install anything: it was not fresh.")
        if "Installing" in start(clone, room / "second", home, CUT):
            raise Stop("第二次启动又安装了一遍。  The second start installed again.")
    environment.say("新的一份可以用，第二次不用网络。", "A fresh clone runs, and the second time needs no network.")
    return 0


if __name__ == "__main__":
    environment.guarded(main)
