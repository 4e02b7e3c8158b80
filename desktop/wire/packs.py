"""A folder of rules, procedures and sheets as one string of bytes, and back: what a form pack is while it travels."""

from __future__ import annotations

from pathlib import Path

import msgspec

from desktop.wire.canonical import canonical, digest
from desktop.wire.down import MAX_PACK
from desktop.wire.faults import Fault
from desktop.wire.signed_forms import SIGNATURE_FILE
from forms.digest import contents
from forms.language import say

MAX_UNPACKED = 8 * MAX_PACK


def pack_folder(folder: Path) -> bytes:
    """The signed folder, compressed. Raises Fault "oversized"."""
    import zstandard

    names = [*contents(folder), SIGNATURE_FILE]
    files = {name: (folder / name).read_text(encoding="utf-8") for name in names}
    packed = zstandard.ZstdCompressor(level=19, write_checksum=False).compress(canonical(files))
    if len(packed) > MAX_PACK:
        raise Fault("oversized", say("这套规则和表单太大，装不下。"))
    return packed


def unpack_folder(packed: bytes, folder: Path, named: dict[str, str]) -> None:
    """Write the files of a pack into a new folder. Raises Fault: damaged, or not the files that were named."""
    files = _files(packed)
    found = {name: digest(text.encode()) for name, text in files.items() if name != SIGNATURE_FILE}
    if found != named or any(not _good(name) for name in files):
        raise Fault("malformed", say("县里发来的规则和表单不完整或已损坏。"))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def _files(packed: bytes) -> dict[str, str]:
    import io

    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=8 << 20).stream_reader(io.BytesIO(packed)) as reader:
            return msgspec.json.decode(reader.read(MAX_UNPACKED), type=dict[str, str])
    except (zstandard.ZstdError, MemoryError, ValueError, msgspec.DecodeError):
        raise Fault("malformed", say("县里发来的规则和表单不完整或已损坏。")) from None


def _good(name: str) -> bool:
    """Whether a name stays within the folder."""
    parts = name.split("/")
    plain = all(part and not part.startswith(".") and "\\" not in part and ":" not in part for part in parts)
    return plain and len(parts) <= 2
