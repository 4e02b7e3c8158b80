"""The window's thread comes first: workers take short turns, and no search for garbage goes through what stays to the end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.pc import HOUSE, environment

OPENED = """
import gc, sys
from pathlib import Path
from desktop.bootstrap import open_desk
from desktop.gui.start import Start
from PySide6.QtCore import QTimer

data = Path(sys.argv[1])
full = []
gc.callbacks.append(lambda phase, told: full.append(phase) if told["generation"] == 2 else None)
start = Start(data, "zh", lambda asker: open_desk(data, asker), lambda: False)
window = start.window
look = QTimer()
look.timeout.connect(lambda: window.close() if start._desk is not None and not window.background.waiting else None)
look.start(20)
start.run()
print(sys.getswitchinterval(), gc.isenabled(), len(full), gc.get_freeze_count() > 50_000, sep="|", flush=True)
"""


def test_the_program_opens_without_a_full_search_for_garbage_and_what_it_loaded_is_never_searched(
    tmp_path: Path,
) -> None:
    settings = {**os.environ, **environment(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", OPENED, str(tmp_path / "data")],
        cwd=HOUSE, env=settings, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    turn, enabled, full, kept = ran.stdout.strip().splitlines()[-1].split("|")
    assert float(turn) < 0.001
    assert (enabled, full, kept) == ("True", "0", "True")
