"""A folder as a BagIt bag (RFC 8493, version 1.0, SHA-256): what is in it, and that it is unchanged, can be checked anywhere."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from forms.language import refuse

ALGORITHM = "sha256"
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def refuse_taken(folder: Path) -> None:
    """Raises Refused where something is there already."""
    if folder.exists():
        raise refuse("“{folder}”已经有了。请换一个文件夹，或者先把它移走。", folder=str(folder))


def write_bag(folder: Path, payload: Iterable[tuple[str, bytes]], info: Mapping[str, str]) -> int:
    """Write the files of `payload` (path within the bag's data, content) as a new bag; returns how many there are.

    The folder appears under its name only when it is whole and on disk. Raises Refused where it is there already or the
    disk has no room, ValueError for a path that leaves the bag or stands twice.
    """
    refuse_taken(folder)
    making = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(making, ignore_errors=True)
    try:
        count = _write(making, payload, info)
        making.rename(folder)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise refuse(
            "写不进“{folder}”：{why}。请看看磁盘满了没有。", folder=str(folder), why=str(error.strerror or error)
        ) from error
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return count


def _write(folder: Path, payload: Iterable[tuple[str, bytes]], info: Mapping[str, str]) -> int:
    manifest: dict[str, str] = {}
    octets = 0
    for name, content in payload:
        path = f"data/{_checked(name)}"
        if path in manifest:
            raise ValueError(f"twice in the bag: {name}")
        _put(folder / path, content)
        manifest[path] = hashlib.sha256(content).hexdigest()
        octets += len(content)
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _tagged({**info, "Payload-Oxum": f"{octets}.{len(manifest)}"}),
        f"manifest-{ALGORITHM}.txt": _listed(manifest),
    }
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, text in tags.items():
        _put(folder / name, text.encode())
    hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
    _put(folder / f"tagmanifest-{ALGORITHM}.txt", _listed(hashes).encode())
    return len(manifest)


def _checked(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or str(path) != name or "\n" in name or "\\" in name:
        raise ValueError(f"no path within a bag: {name!r}")
    return name


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _listed(hashes: Mapping[str, str]) -> str:
    return "".join(f"{hashes[path]}  {path.replace('%', '%25')}\n" for path in sorted(hashes))


def _tagged(info: Mapping[str, str]) -> str:
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in info.items() if value)


