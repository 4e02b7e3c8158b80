"""`yishitang sync --stick` and `--receipt`: what goes by hand instead of by line."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from forms.language import CHINESE, Sentence

if TYPE_CHECKING:
    from desktop.services.desk import Desk

_INCOMPLETE = 1


def by_stick(desk: Desk, parsed: argparse.Namespace) -> int:
    """Read what is on the stick for this PC, then save what waits; with a code, save the application. Returns the status."""
    from desktop.services.upload.stick.apply_by_stick import apply_by_stick
    from desktop.services.upload.stick.read_stick import has_answer, read_stick
    from desktop.services.upload.stick.save_to_stick import save_to_stick

    if parsed.code:
        told = apply_by_stick(
            desk,
            parsed.stick,
            code=parsed.code,
            fingerprint=parsed.fingerprint,
            name=parsed.name,
            recorder=parsed.recorder,
        )
        _print(parsed, {"state": "applied"}, [told])
        return _INCOMPLETE
    read = read_stick(desk, parsed.stick) if has_answer(desk, parsed.stick) else None
    told_back = [] if read is None else [read.sentence, *read.remarks]
    saved = save_to_stick(desk, parsed.stick, _progress(), threading.Event())
    value = {
        "state": "saved" if saved.records or saved.blobs else "nothing",
        "files": saved.files,
        "size": saved.size,
        "waiting_records": saved.records,
        "waiting_blobs": saved.blobs,
        "receipts": () if read is None else read.receipts,
        "enrolled": read is not None and read.enrolled,
    }
    _print(parsed, value, [*told_back, saved.sentence])
    return _INCOMPLETE if saved.records or saved.blobs else 0


def by_receipt(desk: Desk, parsed: argparse.Namespace) -> int:
    """Take a receipt that came on paper. Returns the status."""
    from desktop.services.upload.stick.take_receipt import scan_receipt, take_receipt

    file = Path(parsed.receipt)
    read = scan_receipt(desk, file) if _is_file(file) else take_receipt(desk, parsed.receipt)
    value = {
        "state": "delivered" if read.all else "part",
        "waiting_records": read.waiting_records,
        "waiting_blobs": read.waiting_blobs,
        "receipts": read.receipts,
    }
    _print(parsed, value, [read.sentence, *read.remarks])
    return 0 if read.all else _INCOMPLETE


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False  # a code may be longer than a name can be


def _progress() -> Callable[[tuple[int, int]], object]:
    shown = sys.stderr.isatty()

    def progress(at: tuple[int, int]) -> None:
        done, total = at
        if shown and total:
            print(f"\r{done * 100 // total:3d} %", end="\r" if done < total else "\n", file=sys.stderr, flush=True)

    return progress


def _print(parsed: argparse.Namespace, value: Mapping[str, object], lines: Sequence[Sentence]) -> None:
    language = getattr(parsed, "language", CHINESE)
    if not parsed.json:
        for line in lines:
            print(line.text(language))
        return
    import msgspec

    said = {**value, "sentences": [line.text(language) for line in lines]}
    print(msgspec.json.format(msgspec.json.encode(said), indent=2).decode())
