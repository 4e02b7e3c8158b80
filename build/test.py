"""Test a checkout: python3 build/test.py [--all] [PART ...]

Without a word: the linter, the type checker, then every test that is quick. --all adds the parts that take long or need
much; each part can also be asked for by its name. The last line is pytest's own wherever the tests run.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

import environment
from environment import program, run

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def lint() -> int:
    return run(program("ruff"), "check", "--quiet", ".")


def types() -> int:
    return run(program("mypy"), "--no-error-summary")


def pytest(*words: str) -> int:
    workers = str(min(os.cpu_count() or 1, 4))
    return run(program("python"), "-m", "pytest", "-q", "-n", workers, *words, settings=OFFSCREEN)


def tests() -> int:
    return pytest()


def long_tests() -> int:
    return pytest("-m", "long", "--dist", "loadfile")


def bench() -> int:
    return run(program("python"), "-m", "tests.bench", settings=OFFSCREEN)


def peers() -> int:
    done = [run(program("python"), "-m", f"tests.bench.peers.{name}", settings=OFFSCREEN) for name in ("papers", "line")]
    return max(done)


def script(name: str, *words: str) -> Callable[[], int]:
    return lambda: run(program("python"), environment.HOUSE / "build" / name, *words)


QUICK: dict[str, tuple[str, Callable[[], int]]] = {
    "lint": ("ruff", lint),
    "types": ("mypy --strict", types),
}
LONG: dict[str, tuple[str, Callable[[], int]]] = {
    "long": ("pytest: the tests that take minutes, faults at every point of an evening among them", long_tests),
    "fresh": ("a fresh clone starts with one command, and a second time without a network", script("fresh.py")),
    "bench": ("inputs and times of the standard evening, printed", bench),
    "peers": ("other systems on the same papers and the same bad line, measured beside ours and printed", peers),
    "bundle": ("PyInstaller's folder tests itself with no Python in reach", script("bundle.py")),
}
LAST: dict[str, tuple[str, Callable[[], int]]] = {
    "tests": ("pytest: every quick test, the contract of the storeys among them", tests),
}
PARTS = {**QUICK, **LONG, **LAST}
NEED_PROGRAMS = {"tests", "long"}
NEED_SCREEN = {"bundle"}
NEED_PEERS = {"peers"}


def chosen(names: list[str], everything: bool) -> list[str]:
    """The parts to run, in their order."""
    if names:
        return [name for name in PARTS if name in names]
    return list(PARTS) if everything else [*QUICK, *LAST]


def main() -> int:
    listing = "\n".join(f"  {name:10} {says}{' (--all)' if name in LONG else ''}" for name, (says, _) in PARTS.items())
    parser = argparse.ArgumentParser(
        description="检查这份源码。 Test this checkout.",
        epilog=f"parts:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="*", metavar="PART", help="one part by its name")
    parser.add_argument("--all", action="store_true", help="every part, the long ones too")
    options = parser.parse_args()
    if unknown := [name for name in options.part if name not in PARTS]:
        parser.error(f"没有这一部分：{unknown[0]}  no such part (there are: {', '.join(PARTS)})")
    names = chosen(options.part, options.all)
    environment.need_libraries(environment.QT_LIBRARIES, environment.TEST_PROGRAMS if NEED_PROGRAMS.intersection(names) else {})
    if NEED_PROGRAMS.intersection(names):
        environment.like_programs(environment.EXTRA_PROGRAMS)
    if NEED_SCREEN.intersection(names):
        environment.need_libraries(environment.X11_LIBRARIES, environment.BUNDLE_PROGRAMS)
    if NEED_PEERS.intersection(names):
        environment.like_programs(environment.PEER_PROGRAMS)
    environment.prepare(environment.PEERS_LOCK if NEED_PEERS.intersection(names) else environment.TEST_LOCK)
    failed: list[str] = []
    for name in names:
        if name in LAST and failed:
            print(f"没有通过：{'、'.join(failed)}(见上)  Failed above: {', '.join(failed)}", flush=True)
        elif name not in LAST:
            print(f"== {name}: {PARTS[name][0]}", flush=True)
        if PARTS[name][1]():
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    environment.guarded(main)
