"""上报回执: what the county signed for, on paper, so that the village can show it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from msgspec import Struct

from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import moment


class DeliverySlip(Struct, frozen=True, kw_only=True):
    """What is printed of a signed receipt of the county."""

    batch: str
    earlier: tuple[str, ...] = ()
    """Batches of the same month before it, where one paper stands for all."""
    kind: str
    """"records" or "blobs"."""
    device: str
    village: str
    county: str
    """Name of the county office."""
    county_key: str = ""
    """Fingerprint of the key that signed."""
    serial: int = 0
    received_at: str
    head_sequence: int
    """The next record that the county expects."""
    head_hash: str
    hashes: tuple[str, ...]
    names: tuple[str, ...] = ()
    """What each hash is, where it is known: 会议记录 2026-06-18."""
    attached: str = ""
    """What is to be said of the attachments: 附件 2 个，也已签收."""
    held: int = 0
    """Records that wait for a person at the county."""


_KINDS = {"records": "记录（会议、打印件、扫描件的台账）", "blobs": "附件（扫描件、文件原件）"}


def fill(slip: DeliverySlip) -> tuple[Filled, ...]:
    names = slip.names if len(slip.names) == len(slip.hashes) else ("",) * len(slip.hashes)
    rows = tuple(
        (str(number), name, _grouped(hashed))
        for number, (name, hashed) in enumerate(zip(names, slip.hashes, strict=True), 1)
    )
    return (
        Filled(block="title", text="上报回执"),
        Filled(
            block="facts",
            values={
                "village": slip.village,
                "county": slip.county,
                "kind": _KINDS.get(slip.kind, slip.kind) + (f"；{slip.attached}" if slip.attached else ""),
                "count": f"{len(slip.hashes)}件" + (f"，其中{slip.held}件待县里人工核对" if slip.held else ""),
                "time": moment(_beijing(slip.received_at)),
                "serial": str(slip.serial) if slip.serial else "",
                "batch": _listed((*slip.earlier, slip.batch)),
                "device": _grouped(slip.device),
                "key": _grouped(slip.county_key),
                "head": f"县里等着收第{slip.head_sequence}条，它前一条的校验码是：\n{_grouped(slip.head_hash)}",
            },
        ),
        Filled(block="delivered", rows=rows),
        Filled(
            block="note",
            paragraphs=(
                Paragraph(
                    "县级服务器已把上列内容写入磁盘并签名。本回执由电脑核对签名后打印，签名原件保存在村、县两处。"
                ),
            ),
        ),
        Filled(block="signatures"),
    )


def _beijing(iso: str) -> str:
    """A time with its zone as the time of Beijing; without one, as it is."""
    told = datetime.fromisoformat(iso)
    return iso if told.tzinfo is None else told.astimezone(timezone(timedelta(hours=8))).isoformat(timespec="seconds")


def _listed(batches: tuple[str, ...]) -> str:
    """Each in groups; numbered where there are several, as each takes two lines."""
    if len(batches) == 1:
        return _grouped(batches[0])
    return "\n".join(f"第{number}批：\n{_grouped(batch)}" for number, batch in enumerate(batches, 1))


def _grouped(hashed: str) -> str:
    """A long code in groups of eight, to be compared by eye."""
    if len(hashed) <= 16:
        return hashed
    groups = [hashed[start : start + 8] for start in range(0, len(hashed), 8)]
    return "\n".join(" ".join(groups[start : start + 4]) for start in range(0, len(groups), 4))
