"""Make the program as one folder that needs no Python: python3 build/bundle.py

The folder is dist/yishitang, with `yishitang` and `yishitang-county` in it. Afterwards a copy of it runs its own `self-test`
with no Python in reach: a new database, every page opened, a paper with a rare character printed, a batch delivered on
loopback. PyInstaller works in .bundle/, because build/ is not its to fill.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import environment
from environment import HOUSE, Stop

WORK = HOUSE / ".bundle"
DIST = HOUSE / "dist"
BUNDLE = DIST / "yishitang"
SYMBOLS = ("libpython3*.so*", "**/*.cpython-3*.so")
LIMIT = 600
"""Seconds that the self-test may take before it counts as hanging."""


def build() -> None:
    """Run PyInstaller of the environment on bundle.spec."""
    spec = HOUSE / "build" / "bundle.spec"
    words = ["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=ERROR", f"--distpath={DIST}", f"--workpath={WORK}"]
    if environment.run(environment.program("python"), *words, spec):
        raise Stop("打包没有成功(原因见上)。  The bundle could not be made (see above).")


def slim(bundle: Path) -> None:
    """Take the debug symbols out of the few libraries that come with them: some 70 MB."""
    if not sys.platform.startswith("linux"):
        return
    for pattern in SYMBOLS:
        for library in (bundle / "_internal").glob(pattern):
            subprocess.run(["strip", "--strip-debug", str(library)], check=True)


def size(folder: Path) -> int:
    """Bytes of the files below `folder`; links count for nothing."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def self_test(bundle: Path) -> None:
    """Run the self-test of a copy of `bundle`, away from the checkout, with an empty PATH and home."""
    with tempfile.TemporaryDirectory(prefix="yishitang-") as temporary:
        room = Path(temporary)
        shutil.copytree(bundle, room / "program", symlinks=True)
        for name in ("home", "data", "empty"):
            (room / name).mkdir(mode=0o700)
        program = room / "program" / ("yishitang.exe" if environment.WINDOWS else "yishitang")
        with display() as screen:
            settings = {**bare(room), **screen}
            try:
                done = subprocess.run([str(program), "self-test"], cwd=room / "home", env=settings, timeout=LIMIT, check=False)
            except subprocess.TimeoutExpired:
                raise Stop("打包后的程序没有在规定时间内完成自检。  The bundled program hangs in its self-test.") from None
        if done.returncode:
            raise Stop(f"打包后的程序没有通过自检({done.returncode})。  The bundled program failed its self-test.")


def bare(room: Path) -> dict[str, str]:
    """An environment with no Python in reach and none of this machine's settings."""
    settings = {
        "PATH": str(room / "empty"),
        "HOME": str(room / "home"),
        "XDG_RUNTIME_DIR": str(room / "home"),
        "YISHITANG_DATA": str(room / "data"),
        "YISHITANG_PASSPHRASE": "only for this self-test",
        "LANG": "C.UTF-8",
    }
    if environment.WINDOWS:
        settings |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return settings


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """A screen of 1366 × 768 that nobody sees, on Linux; other systems have their own."""
    if not sys.platform.startswith("linux"):
        yield {}
        return
    reader, writer = os.pipe()
    words = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        try:
            with os.fdopen(reader) as answer:
                number = answer.readline().strip()
            if not number:
                raise Stop("Xvfb 没有启动。  Xvfb did not start.")
            yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()


def main() -> int:
    environment.need_libraries({**environment.QT_LIBRARIES, **environment.X11_LIBRARIES}, programs=environment.BUNDLE_PROGRAMS)
    environment.prepare(environment.TEST_LOCK)
    build()
    slim(BUNDLE)
    self_test(BUNDLE)
    environment.say(f"打包完成：{BUNDLE}({size(BUNDLE) / 1e6:.0f} MB)", "The bundle is made and has passed its self-test.")
    return 0


if __name__ == "__main__":
    environment.guarded(main)
