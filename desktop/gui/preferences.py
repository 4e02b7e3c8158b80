"""What this PC was told of its window and its printer, kept in a small file in the data folder: needed before the database is open."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.gui.theme import SCALES
from forms.language import CHINESE, LANGUAGES

FILE = "window.json"


class Preferences(Struct, frozen=True, kw_only=True):
    language: str = CHINESE
    scale: float = 1.0
    printer: str = ""
    """Name of the printer that was used last; empty for the system's own choice."""
    duplex: bool = False
    """Both sides of the sheet, turned over its long edge."""


def read_preferences(folder: Path) -> Preferences:
    """What was chosen; the defaults where nothing was, or where the file cannot be read."""
    try:
        found = msgspec.json.decode((folder / FILE).read_bytes(), type=Preferences)
    except (OSError, msgspec.DecodeError):
        return Preferences()
    good = found.language in LANGUAGES and found.scale in SCALES
    return found if good else Preferences()


def change_preferences(folder: Path, **changes: str | float | bool) -> Preferences:
    """What was chosen with `changes`, kept. Raises OSError where the folder cannot be written."""
    changed = msgspec.structs.replace(read_preferences(folder), **changes)
    (folder / FILE).write_bytes(msgspec.json.encode(changed))
    return changed
