"""The files of the database in a data folder, and making their names durable."""

from __future__ import annotations

import os
from pathlib import Path

DATABASE_FILE = "yishitang.db"
OWN_FORMS = "forms"
"""Folder within the data where a county's or village's own rules and procedures lie; a backup takes it along."""
RESTORING_FILE = "restoring"
"""Stands in the folder while a restore is under way; a folder that has it is not opened."""


def make_folder(folder: Path) -> None:
    """Make a data folder that only its owner may enter; one that exists keeps its mode."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def sync_file(path: Path) -> None:
    """What was written to this file is on the disk when this returns."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """The names in this folder are. Windows keeps them so by itself and cannot open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
