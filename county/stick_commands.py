"""The county's commands for sticks, receipts on paper, and its certificate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import Refused, Sentence, say

if TYPE_CHECKING:
    from county.take_stick import Stick


def add(command: Callable[[str, Any, str], argparse.ArgumentParser]) -> None:
    """Add them; `command` is that of `county.__main__`."""
    stick = command("take-stick", _take_stick, "take what villages have put on a USB stick, and write the answers back on it")
    stick.add_argument("folder", type=Path, metavar="FOLDER", help="where the stick is")
    stick.add_argument("--paper", type=Path, metavar="FILE", help="also a page (HTML) with the receipts as QR codes, to print")
    stick.add_argument("--json", action="store_true", help="print what came of it as JSON")
    paper = command("receipt", _receipt, "a device's newest receipts on a page (HTML) with QR codes, or as text to type")
    paper.add_argument("--device", required=True, metavar="ID")
    paper.add_argument("--batch", default=[], action="append", metavar="ID", help="the receipts of this batch")
    paper.add_argument("--out", type=Path, metavar="FILE", help="write the page; without it, the text is printed")
    made = command("tls-certificate", _certificate, "make a certificate of the county's own for serve --tls-cert")
    made.add_argument("--host", required=True, help="name or IP address under which villages reach the server")


def _take_stick(asked: argparse.Namespace) -> None:
    from county.paper_receipt import paper_receipts, write_page
    from county.store import existing
    from county.take_stick import take_stick

    with closing(existing(asked.data)) as store:
        stick = take_stick(store, asked.folder, _progress())
        pages = []
        for device in dict.fromkeys(one.parcel.device for one in stick.parcels if one.parcel and one.receipts):
            wanted = {batch for one in stick.parcels if one.parcel and one.parcel.device == device for batch in one.parcel.batches}
            pages += paper_receipts(store, device, sorted(wanted)) if asked.paper else []
    if pages:
        write_page(asked.paper, pages, asked.language)
    if asked.json:
        _print_json(stick)
    else:
        for line in _lines(stick):
            print(line.text(asked.language))
    if stick.trouble is not None:
        raise Refused(stick.trouble)


def _receipt(asked: argparse.Namespace) -> None:
    from county.paper_receipt import paper_receipts, write_page
    from county.store import existing

    with closing(existing(asked.data)) as store:
        shown = paper_receipts(store, asked.device, asked.batch)
    if asked.out:
        write_page(asked.out, shown, asked.language)
        print(say("已写好：{path}", path=str(asked.out)).text(asked.language))
        return
    for one in shown:
        about = say("{village}，第 {first}–{last} 条记录", village=one.village, first=one.first, last=one.last)
        print(about.text(asked.language), one.kind, one.at)
        print(one.code or say("这份回执太长，纸上放不下，请用 U 盘带回。").text(asked.language))


def _certificate(asked: argparse.Namespace) -> None:
    from county.tls import make_certificate

    made, key = make_certificate(asked.data, asked.host)
    print(say("证书 {path}，私钥 {key}", path=str(made), key=str(key)).text(asked.language))


def _lines(stick: Stick) -> list[Sentence]:
    lines = [say("设备 {device} 已登记。", device=device) for device in stick.enrolled]
    for one in stick.parcels:
        if one.parcel is None:
            continue
        about: dict[str, str | int] = {"village": one.village, "part": one.parcel.part, "parts": one.parcel.parts}
        if one.again:
            lines.append(say("{village}（{part}/{parts}）：以前已经收过，回执再给一次。", **about))
        else:
            figures: dict[str, str | int] = {"records": one.records, "leaves": one.leaves}
            lines.append(say("{village}（{part}/{parts}）：新收 {records} 条记录、{leaves} 个附件分片。", **about, **figures))
    incomplete = {one.parcel.device: one for one in stick.parcels if one.parcel and one.waiting}
    complete = {one.parcel.device for one in stick.parcels if one.parcel and not one.waiting}
    lines += [say("{village}：附件还没有到齐。", village=one.village) for device, one in incomplete.items() if device not in complete]
    lines += [say("{file} 没有收下：{why}", file=name, why=fault.sentence) for name, fault in stick.refused]
    if stick.answers:
        lines.append(say("答复已写回 U 盘：{n} 份。请让送来的人带回去。", n=len(stick.answers)))
    return lines


def _print_json(stick: Stick) -> None:
    import msgspec

    value = {
        "parcels": [
            {
                "file": one.file,
                "device": one.parcel.device if one.parcel else "",
                "village": one.village,
                "again": one.again,
                "batches": one.batches,
                "records": one.records,
                "leaves": one.leaves,
                "receipts": len(one.receipts),
                "waiting": one.waiting,
            }
            for one in stick.parcels
        ],
        "enrolled": stick.enrolled,
        "refused": [{"file": name, "code": fault.code, "message": fault.sentence.text()} for name, fault in stick.refused],
        "answers": stick.answers,
    }
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _progress() -> Callable[[int, int], None]:
    shown = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if shown and total:
            print(f"\r{done * 100 // total:3d} %", end="\r" if done < total else "\n", file=sys.stderr, flush=True)

    return progress
