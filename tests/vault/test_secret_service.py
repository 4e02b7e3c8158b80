"""The keys in a real Secret Service (gnome-keyring), as on a desktop: stored, found again, and not in the folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = ("dbus-run-session", "gnome-keyring-daemon")

OPEN = """
import sys
from pathlib import Path
from desktop.vault.keys import open_keys
keys = open_keys(Path(sys.argv[1]), None)
print(keys.device.id, len(keys.database))
"""

SESSION = """
eval "$(echo -n "login" | gnome-keyring-daemon --unlock --components=secrets)" > /dev/null
"$@" || exit 1
exec "$@"
"""


@pytest.mark.long
def test_a_real_keyring_keeps_the_keys(tmp_path: Path) -> None:
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)} (Debian: gnome-keyring, dbus)")
    places = {
        "HOME": str(tmp_path / "home"),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "XDG_DATA_HOME": str(tmp_path / "share"),
    }
    for place in places.values():
        Path(place).mkdir(mode=0o700)
    left_out = {"YISHITANG_PASSPHRASE", "PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out} | places
    folder = tmp_path / "data"
    command = ["dbus-run-session", "--", "bash", "-c", SESSION, "session", sys.executable, "-c", OPEN, str(folder)]
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[2]
    )
    assert run.returncode == 0, run.stderr
    first, second = run.stdout.splitlines()[-2:]
    assert first == second
    assert first.endswith(" 32")
    kept = json.loads((folder / "keys.json").read_text(encoding="utf-8"))
    assert kept["store"] == "keyring"
    assert kept["device"] == first.split()[0]
    assert "wrapped" not in kept
    without = environment | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    outside = subprocess.run([sys.executable, "-c", OPEN, str(folder)], env=without, capture_output=True, text=True)
    assert outside.returncode == 1
    assert "钥匙串" in outside.stderr
