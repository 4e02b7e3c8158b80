"""`yishitang` alone, or `yishitang window`: the window. It is painted before anything slow is loaded."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.services.desk import Desk


def add(sub: Any) -> None:
    """Add the command; `sub` is what `add_subparsers()` gave."""
    parser = sub.add_parser("window", help="打开窗口 / open the window", description="Open the window of the program.")
    parser.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Returns the exit status of the window's own loop."""
    from desktop.bootstrap import default_folder
    from desktop.gui.start import Start

    folder: Path = parsed.data or default_folder()

    def open_desk(ask: Callable[[], str]) -> Desk:
        from desktop import bootstrap

        return bootstrap.open_desk(folder, ask, forgiving=True)

    def first_time() -> bool:
        from desktop.vault.keys import KEYS_FILE

        return not (folder / KEYS_FILE).exists()

    return Start(folder, parsed.language, open_desk, first_time).run()
