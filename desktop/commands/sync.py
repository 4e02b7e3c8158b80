"""`yishitang sync`: enrol with the county where a code is given, deliver what waits, and show the receipts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from forms.language import CHINESE, Sentence, refuse, say

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.sync.outcome import Outcome
    from desktop.wire.enrolment import Enrolment

_INCOMPLETE = 1


def add(sub: Any) -> None:
    """Add the command; `sub` is what `add_subparsers()` gave."""
    sync = sub.add_parser(
        "sync",
        help="上报：把定稿的记录和附件送到县里 / deliver to the county",
        description="Deliver everything that is sealed and not yet signed for, and print the county's receipts. The first "
        "time, enrol with what stands on the county's slip: --server, --code and --fingerprint. Ends with 0 when the county "
        "has signed for everything, with 1 when something waits.",
    )
    sync.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")
    sync.add_argument(
        "--server", default="", metavar="URL", help="address of the county's server, or another one of it"
    )
    sync.add_argument("--code", default="", help="one-time code from the county's slip")
    sync.add_argument(
        "--fingerprint",
        default="",
        metavar="TEXT",
        help="fingerprint of the county's key, from the slip: 32 digits, or the four words",
    )
    sync.add_argument("--name", default="", help="how the village calls this PC, for enrolment")
    sync.add_argument("--recorder", default="", help="who answers for it in the village, for enrolment")
    sync.add_argument(
        "--stick",
        type=Path,
        metavar="DIR",
        help="by USB stick instead of the line: read the county's answer that is on it, then save what waits; with --code, "
        "save the application for enrolment",
    )
    sync.add_argument("--receipt", default="", metavar="TEXT", help="a receipt on paper: its code, or a scan of the page")
    sync.add_argument(
        "--when-due",
        action="store_true",
        help="call only if the time of this PC has come (for a scheduler, every ten minutes); ends with 0 where it has not",
    )
    sync.add_argument("--json", action="store_true", help="print the outcome and the receipts as JSON")
    sync.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    from desktop.bootstrap import ask_passphrase, data_folder, default_folder, open_desk
    from desktop.commands.sync_stick import by_receipt, by_stick
    from desktop.storage.lock import InUse

    if bool(parsed.code) != bool(parsed.fingerprint) or (parsed.code and not (parsed.server or parsed.stick)):
        raise refuse(
            "登记要同时给出 --server 服务器地址、--code 登记码和 --fingerprint 公钥指纹，都在县里发的登记单上。"
        )
    folder = (parsed.data or default_folder()) if parsed.code else data_folder(parsed.data)
    try:
        desk = open_desk(folder, ask_passphrase())
    except InUse:
        if not parsed.when_due:
            raise
        words = say("议事堂正开着这份数据：到了时间，开着的窗口自己上报，这里不用管。")
        print(words.text(getattr(parsed, "language", CHINESE)))
        return 0
    try:
        if parsed.stick or parsed.receipt:
            return by_stick(desk, parsed) if parsed.stick else by_receipt(desk, parsed)
        enrolment = _enrolment(desk, parsed)
        if parsed.when_due and (wait := not_yet(desk)) is not None:
            print(wait.text(getattr(parsed, "language", CHINESE)))
            return 0
        outcome = _deliver(desk, parsed.server, attended=not parsed.when_due)
    finally:
        desk.close()
    language = getattr(parsed, "language", CHINESE)
    if parsed.json:
        _print_json(outcome, enrolment, language)
    else:
        _print_words(outcome, enrolment, language)
    return 0 if outcome.complete else _INCOMPLETE


def _enrolment(desk: Desk, parsed: argparse.Namespace) -> Enrolment:
    from desktop.services.upload.enrol import enrol
    from desktop.sync.enrol import enrolment_of

    if parsed.code:
        return enrol(
            desk,
            url=parsed.server,
            code=parsed.code,
            fingerprint=parsed.fingerprint,
            name=parsed.name,
            recorder=parsed.recorder,
        )
    found = enrolment_of(desk.store)
    if found is None:
        raise refuse(
            "本机还没有在县里登记：请加上 --server 服务器地址 --code 登记码 --fingerprint 公钥指纹，都在县里发的登记单上。"
        )
    return found


def _deliver(desk: Desk, url: str, *, attended: bool) -> Outcome:
    from desktop.services.figures.sealed import seal_facts_to_send
    from desktop.services.upload.take_down import take_down
    from desktop.sync.calls import called, ended
    from desktop.sync.deliver import deliver
    from desktop.sync.outbox import form_versions
    from desktop.sync.patience import PATIENT, UNATTENDED

    shown = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if shown and total:
            print(f"\r{done * 100 // total:3d} %", end="\r" if done < total else "\n", file=sys.stderr, flush=True)

    if not attended:
        called(desk.store, desk.clock().at)
    seal_facts_to_send(desk)
    outcome = deliver(
        desk.store,
        desk.keys.device,
        now=lambda: desk.clock().at,
        url=url,
        forms=form_versions(desk.pack),
        progress=progress,
        patience=PATIENT if attended else UNATTENDED,
    )
    ended(desk.store, desk.clock().at, outcome)
    return replace(outcome, remarks=(*outcome.remarks, *take_down(desk)))


def not_yet(desk: Desk) -> Sentence | None:
    """When this PC calls next, where that is not now; None where it is due."""
    from desktop.sync.calls import when_due

    due = when_due(desk.store, desk.clock().at)
    if due is None or due.due:
        return None
    return say("还没有到时间：下次 {at}。{slot}", at=due.at.replace("T", " "), slot=due.sentence)


def _print_words(outcome: Outcome, enrolment: Enrolment, language: str) -> None:
    lines: list[Sentence] = []
    for receipt in outcome.receipts:
        count = len(receipt.records) + len(receipt.blobs)
        if not count:
            continue  # a batch without attachments gets an empty receipt for them
        what = say("记录回执") if receipt.kind == "records" else say("附件回执")
        lines.append(
            say(
                "{what} {batch}：{count} 项，县里编号 {serial}，{at}",
                what=what,
                batch=receipt.batch[:8].upper(),
                count=count,
                serial=receipt.serial,
                at=receipt.received_at,
            )
        )
    for line in (*lines, *outcome.remarks):
        print(line.text(language))
    where = say(
        "县级服务器 {url}，村 {village}", url=enrolment.url, village=enrolment.village_name or enrolment.village
    )
    print(where.text(language))
    print(outcome.sentence.text(language), file=sys.stdout if outcome.complete else sys.stderr)


def _print_json(outcome: Outcome, enrolment: Enrolment, language: str) -> None:
    import msgspec

    from desktop.wire.signed import fingerprint

    value = {
        "state": outcome.state,
        "sentence": outcome.sentence.text(language),
        "remarks": [remark.text(language) for remark in outcome.remarks],
        "records": outcome.records,
        "blobs": outcome.blobs,
        "waiting_records": outcome.waiting_records,
        "waiting_blobs": outcome.waiting_blobs,
        "requests": outcome.requests,
        "sent": outcome.sent,
        "again_in": outcome.again_in,
        "receipts": list(outcome.receipts),
        "enrolment": {
            "server": enrolment.url,
            "village": enrolment.village,
            "village_name": enrolment.village_name,
            "county": fingerprint(enrolment.county),
            "device": enrolment.device,
            "enrolled_at": enrolment.enrolled_at,
        },
    }
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
