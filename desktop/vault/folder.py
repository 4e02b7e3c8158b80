"""What a data folder is called, so that the keyring and the high-water mark can name it wherever it is moved."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from desktop.wire.durable import make_folder, write_durably

ID_FILE = "folder.id"
_ID = re.compile(r"[0-9a-f]{32}")


def folder_id(folder: Path) -> str:
    """The id of this data folder (32 hexadecimal characters), made on first use; a restored folder keeps its own."""
    path = folder / ID_FILE
    if path.exists():
        found = path.read_text(encoding="ascii", errors="replace").strip()
        if _ID.fullmatch(found):
            return found
    fresh = secrets.token_hex(16)
    keep_folder_id(folder, fresh)
    return fresh


def keep_folder_id(folder: Path, name: str) -> None:
    """Write the id of a folder that is being made or restored."""
    make_folder(folder)
    write_durably(folder / ID_FILE, f"{name}\n".encode("ascii"))
