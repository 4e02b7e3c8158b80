"""Blobs and the leaves of those that are still arriving, as files named by their hash.

A name appears only when its bytes are on disk: written under another name, fsynced, renamed, and the folder fsynced.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from county.files import make_folder, place_file, write_file
from desktop.wire.durable import sync_folder


class BlobFolder:
    """`blobs/ab/abcd…` for whole ones, `leaves/…` for pieces, `arriving/` for what is being written."""

    def __init__(self, folder: Path) -> None:
        self._blobs = folder / "blobs"
        self._leaves = folder / "leaves"
        self._arriving = folder / "arriving"
        make_folder(self._arriving)
        for place in (self._blobs, self._leaves):
            make_folder(place)
            for number in range(256):
                (place / f"{number:02x}").mkdir(exist_ok=True)
            sync_folder(place)

    def clear_unfinished(self) -> None:
        """Forget what was being written when the server stopped. Only for the one process that receives."""
        for file in self._arriving.iterdir():
            file.unlink()

    def path(self, blob: str) -> Path:
        return self._blobs / blob[:2] / blob

    def has(self, blob: str) -> bool:
        return self.path(blob).is_file()

    def has_leaf(self, leaf: str) -> bool:
        return self._leaf(leaf).is_file()

    def keep_leaf(self, leaf: str, data: bytes) -> None:
        """A leaf whose hash was checked, on disk when this returns."""
        path = self._leaf(leaf)
        if path.is_file():
            sync_folder(path.parent)  # whoever is just putting it there may not have come so far
            return
        with self._making() as made:
            write_file(made, data)
            place_file(made, path)

    def keep_whole(self, blob: str, data: bytes) -> None:
        """A whole blob whose hash was checked, on disk when this returns, without its leaves having been there."""
        with self._making() as made:
            write_file(made, data)
            place_file(made, self.path(blob))

    def missing(self, blob: str, leaves: Sequence[str]) -> list[int]:
        """Indexes of the leaves that are wanted still."""
        if self.has(blob):
            return []
        return [index for index, leaf in enumerate(leaves) if not self.has_leaf(leaf)]

    def assemble(self, blob: str, leaves: Iterable[str]) -> bool:
        """Make the whole of its leaves, on disk when this returns. False: they are all there and make another hash.

        Raises FileNotFoundError when a leaf is missing.
        """
        path = self.path(blob)
        if path.is_file():
            sync_folder(path.parent)
            return True
        whole = hashlib.sha256()
        with self._making() as made:
            with made.open("xb") as file:
                for leaf in leaves:
                    piece = self._leaf(leaf).read_bytes()
                    whole.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            if whole.hexdigest() == blob:
                place_file(made, path)
        return whole.hexdigest() == blob

    def drop_leaves(self, leaves: Iterable[str]) -> None:
        """Pieces of a blob that is whole now. Another blob that shares one simply asks for it again."""
        for leaf in leaves:
            self._leaf(leaf).unlink(missing_ok=True)

    def _leaf(self, leaf: str) -> Path:
        return self._leaves / leaf[:2] / leaf

    @contextmanager
    def _making(self) -> Iterator[Path]:
        """A file to be written and then given its name; what has none in the end is taken away: a disk that is full must not
        be filled further by every try."""
        made = self._arriving / secrets.token_hex(16)
        try:
            yield made
        finally:
            with suppress(OSError):
                made.unlink(missing_ok=True)
