"""Write the three build/requirements*.lock from pyproject.toml: to run, to test, to measure peers beside.

    python3 build/lock.py            keep the versions that stand, add what is missing
    python3 build/lock.py --upgrade  take the newest versions that pyproject.toml allows

Needs `uv` on the PATH. The files hold names, versions, markers and hashes for every system, and no addresses.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-build-options",
    "--no-sources",
    "--quiet",
)


def lock(name: str, *more: str) -> None:
    command = ["uv", "pip", "compile", "pyproject.toml", *OPTIONS, *more, "--output-file", str(HERE / name)]
    subprocess.run(command, cwd=HOUSE, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    lock("requirements.lock", "--group=build", *upgrade)
    constraint = f"--constraints={HERE / 'requirements.lock'}"
    lock("requirements-test.lock", "--group=build", "--group=test", constraint, *upgrade)
    tested = f"--constraints={HERE / 'requirements-test.lock'}"
    lock("requirements-peers.lock", "--group=build", "--group=test", "--group=peers", tested, *upgrade)


if __name__ == "__main__":
    try:
        main()
    except FileNotFoundError:
        sys.exit("lock: uv is not installed here (python3 -m pip install uv).")
    except subprocess.CalledProcessError as problem:
        sys.exit(f"lock: uv could not resolve the requirements ({problem.returncode}).")
