"""Where a stick may be plugged in."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def stick_places() -> tuple[Path, ...]:
    """Folders of removable drives that are there now; empty where the system has none, or names them otherwise."""
    if sys.platform == "win32":
        import ctypes

        removable = 2
        drives = [Path(f"{letter}:/") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ"]
        return tuple(drive for drive in drives if ctypes.windll.kernel32.GetDriveTypeW(str(drive)) == removable)
    user = os.environ.get("USER", "")
    rooms = [Path("/media") / user, Path("/run/media") / user, Path("/Volumes"), Path("/media"), Path("/mnt")]
    return tuple(dict.fromkeys(place for room in rooms for place in _mounted(room)))


def _mounted(room: Path) -> list[Path]:
    try:
        return sorted(place for place in room.iterdir() if place.is_mount())
    except OSError:
        return []
