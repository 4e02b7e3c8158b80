"""What a folder of forms holds, by the hash of each file: this is what a county signs."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from forms.load import LOCK, ROOMS
from forms.read import MOST_BYTES


def contents(folder: Path) -> dict[str, str]:
    """`room/name.toml` to SHA-256, of all files that `load_pack` reads, in the order of their names.

    A file that is too large for it is taken no further than that limit; such a folder cannot be loaded in any case.
    """
    found = [file for room in ROOMS for file in (folder / room).glob("*.toml")] + [folder / LOCK]
    hashes: dict[str, str] = {}
    for file in found:
        if file.is_file():
            with file.open("rb") as stream:
                hashes[file.relative_to(folder).as_posix()] = sha256(stream.read(MOST_BYTES + 1)).hexdigest()
    return dict(sorted(hashes.items()))
