"""`yishitang self-test`: does this installation work? New data, every page, a paper, a delivery to a county of its own."""

from __future__ import annotations

import argparse
import os
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import Refused, refuse

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.record_print import Printed

RARE = "𬱖"
"""Stands in people's names, outside the first plane of Unicode: what breaks first in fonts and PDFs."""
VILLAGE = "320682104215"
FAILED = 1


def add(sub: Any) -> None:
    """Add the command; `sub` is what `add_subparsers()` gave."""
    parser = sub.add_parser(
        "self-test",
        help="自检 / check this installation",
        description="In a new temporary folder: open a database, open every page of the window, print a paper with a rare "
        "character and read its text back, deliver a batch to a county server on loopback. One line a step; ends with 0 "
        "only when all were right.",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="keep pictures of the pages and the paper here")
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Returns 0 where every step was right."""
    # The keyring of whoever runs this is left alone.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    out: Path | None = parsed.out
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    step = ""
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as room:
            step = "新建数据 / new database"
            with closing(_new_desk(Path(room) / "data")) as desk:
                meeting = _village(desk)
                _right(step)
                step = "打开每一页 / every page opened"
                _right(step, _pages(desk, meeting, out))
                step = f"打印带“{RARE}”的文书 / a paper printed"
                _right(step, _paper(desk, meeting, out))
                step = "上报并收到回执 / a batch delivered"
                _right(step, _deliver(desk, Path(room) / "county"))
    except Refused as refused:
        print(f"✗ {step}：{refused.sentence.text(parsed.language)}", flush=True)
        return FAILED
    print("自检通过 / all right", flush=True)
    return 0


def _right(step: str, more: str = "") -> None:
    print(f"✓ {step}" + (f"：{more}" if more else ""), flush=True)


def _new_desk(folder: Path) -> Desk:
    from desktop.bootstrap import open_desk, random_id

    words = random_id()
    return open_desk(folder, lambda: words)


def _village(desk: Desk) -> str:
    """A small village with a planned meeting; returns the meeting's id."""
    from desktop.domain.actions import AddItem, DeclareEligible
    from desktop.domain.people import Office, Person
    from desktop.services.meetings.plan_meeting import Plan, plan_meeting
    from desktop.services.meetings.prepare_meeting import prepare
    from desktop.services.name_village import name_village

    name_village(desk, name="自检村", code=VILLAGE)
    names = [f"陈{RARE}", "李㛃", "周䶮", "吴𡋾", "张伟"]
    people = tuple(
        Person(id=desk.new_id(), name=name, sex="女", birth="1970", group="一组", offices=(Office("村民代表"),))
        for name in names
    )
    with desk.store.work() as work:
        work.roster.replace(people, "self-test", desk.clock().at, "")
    meeting = plan_meeting(desk, Plan(title="自检会议", date="2026-06-18", time="19:30", host=names[0]))
    prepare(desk, meeting, DeclareEligible(members=len(names)))
    prepare(desk, meeting, AddItem(title=f"{RARE}字能不能印"))
    return meeting


def _pages(desk: Desk, meeting: str, out: Path | None) -> str:
    from desktop.gui.tour import every_page, quiet_offscreen

    quiet_offscreen()
    return "、".join(every_page(desk, meeting, out))


def _paper(desk: Desk, meeting: str, out: Path | None) -> str:
    from desktop.gui.tour import text_of
    from desktop.services.papers.print_paper import print_paper

    printed = print_paper(desk, meeting, "sign-in", blank=True)
    if out is not None:
        (out / "sign-in.pdf").write_bytes(printed.pdf)
    text = text_of(printed.pdf)
    if printed.missing or RARE not in text or "𡋾" not in text:
        raise refuse("印出来的文字不对：找不到“{sign}”。", sign=RARE)
    _scanned(printed, desk.folder.parent)
    return f"{len(printed.pdf) // 1024} kB"


def _scanned(printed: Printed, room: Path) -> None:
    """As a scan of it would be: read by a process of its own, each page known by its code."""
    from desktop.exchange.apart import Apart
    from desktop.exchange.read_file import read_codes

    file = room / "sign-in.pdf"
    file.write_bytes(printed.pdf)
    with Apart() as apart:
        known = [(code.print_id, code.page) for found in apart.run(read_codes, file) for code in found.codes]
    if known != [(printed.print.print_id, page) for page in range(1, printed.print.pages + 1)]:
        raise refuse("印出来的页再读进来，页脚的二维码认不出来。")


def _deliver(desk: Desk, folder: Path) -> str:
    import threading

    from desktop.commands.own_county import own_county
    from desktop.services.upload.enrol import enrol
    from desktop.services.upload.send_month import send_month
    from desktop.services.upload.upload_month import upload_month

    with own_county(folder) as county:
        slip = county.enrol(VILLAGE, "自检村")
        enrol(desk, url=county.url, code=slip.code, fingerprint=slip.fingerprint)
        sent = send_month(desk, lambda _through: None, threading.Event())
        month = upload_month(desk)
        if not sent.all or month.waiting or not sent.batches:
            raise Refused(sent.sentence)
    return sent.batches[0][:4].upper()
