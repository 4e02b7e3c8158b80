"""The work that everybody is given: records of some 500 bytes, pictures that do not compress. All names are invented."""

from __future__ import annotations

import json
import random
from pathlib import Path

_CHARACTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
_WORDS = "农户产量 土地流转 防疫巡查 低保核查 道路维护 党务公开 宅基地 水费收缴 村民会议 财务收支".split()
PICTURE = 200 * 1024
"""Bytes."""


def row(number: int, dice: random.Random) -> bytes:
    """One record as JSON, some 500 bytes, of which some 150 are left when many are packed by zstandard."""
    fields = {
        f"f{at}": dice.choice([dice.randrange(1000), dice.choice("是否"), "".join(dice.choice("村组户亩斤元") for _ in range(6))])
        for at in range(10)
    }
    value = {
        "id": f"{dice.getrandbits(128):032x}",
        "month": "2026-10",
        "number": number,
        "item": dice.choice(_WORDS),
        "amount": dice.randrange(1_000_000),
        "date": f"2026-10-{dice.randrange(1, 29):02d}",
        "note": "".join(dice.choice(_CHARACTERS) for _ in range(38)),
        "fields": fields,
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def rows(count: int, seed: int = 7) -> list[bytes]:
    dice = random.Random(seed)
    return [row(number, dice) for number in range(count)]


def pictures(count: int) -> list[bytes]:
    dice = random.Random(5)
    return [dice.randbytes(PICTURE) for _ in range(count)]


def as_files(folder: Path, records: int, scans: int) -> Path:
    """The same as a tree of files, for whoever carries files."""
    (folder / "records").mkdir(parents=True)
    (folder / "media").mkdir()
    for number, data in enumerate(rows(records)):
        (folder / "records" / f"{number:04d}.json").write_bytes(data)
    for number, data in enumerate(pictures(scans)):
        (folder / "media" / f"scan{number:02d}.jpg").write_bytes(data)
    return folder
