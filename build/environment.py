"""The environment in `.venv`: made once from the locks, recognised afterwards by a stamp, without a network.

Standard library only: start.py and test.py run this with whatever Python 3.11 or newer is there.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
WINDOWS = os.name == "nt"
RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"
PEERS_LOCK = "requirements-peers.lock"
WITHIN = {TEST_LOCK: (RUN_LOCK,), PEERS_LOCK: (RUN_LOCK, TEST_LOCK)}
"""Which locks a larger one holds whole."""
ATTEMPTS = 3

# What Qt's wheels expect of a Linux system: library, and the Debian package that brings it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-image.so.0": "libxcb-image0",
}
BUNDLE_PROGRAMS = {"Xvfb": "xvfb", "objdump": "binutils"}
"""What PyInstaller and the bundle's self-test start."""
TEST_PROGRAMS = {"pdftotext": "poppler-utils"}
"""What the tests read papers with, as somebody else's program does."""
EXTRA_PROGRAMS = {"strace": "strace", "dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}
"""What some tests use and are skipped without: order of writes on the server, a real keyring."""

PEER_PROGRAMS = {
    "soffice": "libreoffice-writer-nogui",
    "rsync": "rsync",
    "node": "nodejs",
    "npm": "npm",
    "git": "git",
    "restic": "restic",
    "rclone": "rclone",
    "ip": "iproute2",
    "ethtool": "ethtool",
}
"""What is measured beside, and what a bad line is made with; left out of the comparison where it is not there."""


class Stop(Exception):
    """Something that the person at the keyboard has to settle; its text is the one line that is printed."""


def program(name: str, house: Path = HOUSE) -> Path:
    """Where the environment has the command `name`."""
    folder = house / ".venv" / ("Scripts" if WINDOWS else "bin")
    return folder / (f"{name}.exe" if WINDOWS else name)


def stamp(lock: str, house: Path = HOUSE) -> str:
    """What the environment was made of: the lock, pyproject.toml, the checkout's place and this Python."""
    parts = [(house / "build" / lock).read_bytes(), (house / "pyproject.toml").read_bytes()]
    parts += [str(house).encode(), f"{sys.version_info[0]}.{sys.version_info[1]}".encode()]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def prepare(lock: str) -> None:
    """Make `.venv` hold exactly what `lock` names, and the project itself; does nothing where the stamp says so."""
    environment = HOUSE / ".venv"
    mark = environment / f".{lock}.stamp"
    wanted = stamp(lock)
    if mark.is_file() and mark.read_text(encoding="ascii") == wanted and program("python").exists():
        return
    mark.unlink(missing_ok=True)
    if not _works():
        say("正在建立运行环境 .venv …", "Making the environment .venv …")
        _make(environment)
    say("正在安装程序库(第一次约下载 200 MB)…", "Installing the libraries (the first time some 200 MB) …")
    _install(HOUSE / "build" / lock)
    _install_program()
    mark.write_text(wanted, encoding="ascii")
    for smaller in WITHIN.get(lock, ()):
        (environment / f".{smaller}.stamp").write_text(stamp(smaller), encoding="ascii")


def need_libraries(libraries: dict[str, str], programs: dict[str, str] | None = None) -> None:
    """Install what Linux lacks of libraries and programs where root may; else stop with the one command that does it."""
    missing = missing_packages(libraries) + missing_programs(programs or {})
    if missing:
        _apt(missing)


def like_programs(programs: dict[str, str]) -> None:
    """Install programs that are good to have where root may; elsewhere say what will be skipped."""
    missing = missing_programs(programs)
    if missing and _root() and shutil.which("apt-get"):
        with contextlib.suppress(Stop):  # what a system will not install is skipped, too
            _apt(missing)
        missing = missing_programs(programs)
    if missing:
        say(f"没有 {'、'.join(missing)}，用到它们的检查跳过。", f"Tests that need {', '.join(missing)} are skipped.")


def missing_programs(programs: dict[str, str]) -> list[str]:
    """Debian packages of the programs that are not on this Linux; nothing on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for name, package in programs.items() if not shutil.which(name)]


def missing_packages(libraries: dict[str, str], load: Callable[[str], object] = ctypes.CDLL) -> list[str]:
    """Debian packages of the libraries that this Linux cannot load, in order; nothing on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for library, package in libraries.items():
        try:
            load(library)
        except OSError:
            missing.append(package)
    return missing


def run(*words: str | Path, settings: dict[str, str] | None = None) -> int:
    """Run a program of the environment from the checkout, with its output shown; returns its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1", **(settings or {})}
    return subprocess.run([str(word) for word in words], cwd=HOUSE, env=environment, check=False).returncode


def say(chinese: str, english: str) -> None:
    print(f"{chinese}  {english}", flush=True)


def guarded(main: Callable[[], int]) -> None:
    """Run `main` and leave with its code; what goes wrong is one clear line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        _need_python()
        code = main()
    except Stop as problem:
        print(problem, file=sys.stderr)
        code = 1
    except (OSError, subprocess.SubprocessError) as problem:
        print(f"出错了：{problem}  Something failed: {problem}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("\n已停止。  Stopped.", file=sys.stderr)
        code = 130
    sys.exit(code)


def _need_python() -> None:
    if sys.version_info < OLDEST:
        raise Stop(f"需要 Python 3.11 或更新，现在是 {sys.version.split()[0]}。  Python 3.11 or newer is needed.")


def _works() -> bool:
    """Whether `.venv` has a Python of this version, with pip, that still starts."""
    python = program("python")
    if not python.exists():
        return False
    try:
        words = [str(python), "-c", "import pip, sys; print(sys.version_info[:2])"]
        found = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return found.returncode == 0 and found.stdout.strip() == str(tuple(sys.version_info[:2]))


def _make(environment: Path) -> None:
    words = [sys.executable, "-m", "venv", "--clear", str(environment)]
    if _can_make():
        made = subprocess.run(words, capture_output=True, text=True, check=False)
        if made.returncode:
            raise Stop(f"没能建立 .venv:{(made.stderr or made.stdout).strip().splitlines()[-1]}")
        return
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    _apt([version])
    if subprocess.run(words, capture_output=True, check=False).returncode:
        raise Stop(f"没能建立 .venv:请安装 {version} 后再运行。  Could not make .venv: install {version} and run this again.")


def _can_make() -> bool:
    """Debian keeps ensurepip, without which a new environment has no pip, in a package of its own."""
    words = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def _install(lock: Path) -> None:
    """Everything the lock names, by hash, as wheels; a broken line is tried again, what was fetched is not lost."""
    for attempt in range(1, ATTEMPTS + 1):
        words = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--retries", "10", "--timeout", "60"]
        code, told = _pip("install", *words, "--progress-bar", "off", "--requirement", str(lock))
        if code == 0:
            return
        print("\n".join(told[-12:]), file=sys.stderr)
        if attempt < ATTEMPTS:
            say("没有装完，马上再试一次 …", "Not complete, trying again …")
            time.sleep(5 * attempt)
    raise Stop("程序库没有装好：请检查网络后再运行一次。  The libraries could not be installed: check the network, run this again.")


def _install_program() -> None:
    """The checkout itself, in place: what is edited here is what runs. Takes no network."""
    words = ["--no-deps", "--no-build-isolation", "--no-index", "--editable", str(HOUSE)]
    code, told = _pip("install", *words)
    if code:
        print("\n".join(told[-12:]), file=sys.stderr)
        raise Stop("本程序没有装进 .venv(原因见上)。  The program itself could not be installed (see above).")


def _pip(*words: str) -> tuple[int, list[str]]:
    """Run pip, showing one line for each library that it fetches; returns its exit code and all that it said."""
    command = [str(program("python")), "-m", "pip", "--disable-pip-version-check", "--no-input", *words]
    settings = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "PYTHONUTF8": "1"}
    told: list[str] = []
    with subprocess.Popen(
        command, cwd=HOUSE, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as pip:
        for line in pip.stdout or ():
            told.append(line.rstrip())
            if line.startswith("Collecting "):
                print(f"  {line.split()[1]}", flush=True)
    return pip.returncode, told


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _apt(packages: Iterable[str]) -> None:
    """Install Debian packages as root; anybody else is told the one command."""
    names = " ".join(packages)
    command = f"apt-get update && apt-get install -y --no-install-recommends {names}"
    if not shutil.which("apt-get"):
        raise Stop(f"本机缺少这些系统组件(Debian 名称):{names}。  This system lacks (by Debian's names): {names}.")
    if not _root():
        raise Stop(f'缺少系统组件。请运行这一条命令:  Run this one command first:\nsudo sh -c "{command}"')
    say(f"正在安装系统组件：{names}", "Installing system packages.")
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *words], env=settings, capture_output=True, text=True, check=False)
        if done.returncode:
            print((done.stdout + done.stderr)[-2000:], file=sys.stderr)
            raise Stop(f"系统组件没有装好。请查看上面的原因，再运行:  Not installed; see above, then run:\n{command}")
