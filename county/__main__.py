"""The county's commands. One that cannot do what was asked says so in one line on standard error and ends with 2."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from county import down_commands, stick_commands
from forms.language import CHINESE, LANGUAGES, Refused, Sentence, refuse, say
from forms.trouble import Parser, told

REFUSED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    language = os.environ.get("YISHITANG_LANGUAGE", CHINESE)
    try:
        asked = _parser().parse_args(argv)
        language = asked.language
        asked.data = asked.data or _default_data()
        asked.run(asked)
    except Refused as refused:
        return _complain(refused.sentence.text(language))
    except BrokenPipeError:
        return 1
    except OSError as error:
        return _complain(told(error).text(language))
    except KeyboardInterrupt:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    about = "The county's server of Yishitang: enrols villages, receives what they deliver, gives signed receipts."
    parser = Parser(prog="yishitang-county", description=about)
    parser.add_argument("--language", choices=LANGUAGES, default=os.environ.get("YISHITANG_LANGUAGE", CHINESE))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.add_argument(
            "--data", type=Path, default=None, metavar="DIR", help=f"the county's data folder (default: {_default_data()})"
        )
        made.set_defaults(run=run)
        return made

    serve = command("serve", _serve, "receive deliveries; prints one line with address and fingerprint once it listens")
    serve.add_argument("--port", type=int, default=8610, help="0 takes a free one; the line says which (default: %(default)s)")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--url", default="", help="address under which villages reach it, for their slips, where it is another")
    serve.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate, with its chain (PEM): serve https")
    serve.add_argument("--tls-key", type=Path, metavar="FILE", help="its private key (PEM), where it is another file")
    serve.add_argument(
        "--tls-ca", type=Path, metavar="FILE", help="the county's own authority (PEM), where the certificate is of no public one"
    )
    enrol = command("enrol", _enrol, "make a one-time code for a village and print its slip; the server may be running")
    enrol.add_argument("--village", required=True, metavar="CODE", help="12-digit code of the village")
    enrol.add_argument("--name", default="", help="name of the village, for certificate and lists")
    enrol.add_argument("--part", default="", help="which part of the village's work, where it has a second PC")
    enrol.add_argument("--days", type=int, default=30, help="days in which the code can be used (default: %(default)s)")
    enrol.add_argument("--json", action="store_true", help="print the slip as JSON")
    enrol.add_argument("--slip", type=Path, metavar="FILE", help="write the slip to hand over as a PDF, too")
    show = command("show", _show, "what has arrived: batches, meetings with figures counted again, what is held, the log")
    show.add_argument("--json", action="store_true", help="print everything as JSON")
    show.add_argument("--month", default="", metavar="2026-06", help="instead: the figures of a month, counted from what arrived")
    show.add_argument("--village", default="", metavar="CODE", help="with --month: of this village only")
    revoke = command("revoke", _revoke, "take nothing more from a device, for instance a PC that was lost")
    revoke.add_argument("--device", required=True, metavar="ID")
    revoke.add_argument("--why", default="")
    forms = command("sign-forms", _sign_forms, "check and sign a folder of the county's own rules and procedures")
    forms.add_argument("folder", type=Path, metavar="FOLDER")
    down_commands.add(command)
    stick_commands.add(command)
    command("new-epoch", _new_epoch, "after the data folder was restored from a copy: villages offer everything again")
    return parser


def _default_data() -> Path:
    """$YISHITANG_COUNTY_DATA, or the account's own data folder."""
    if named := os.environ.get("YISHITANG_COUNTY_DATA"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("yishitang-county", appauthor=False)


def _serve(asked: argparse.Namespace) -> None:
    from county.serve import serve
    from county.tls import read_tls

    tls = read_tls(asked.tls_cert, asked.tls_key, asked.tls_ca)
    serve(asked.data, asked.host, asked.port, url=asked.url, language=asked.language, tls=tls)


def _enrol(asked: argparse.Namespace) -> None:
    from county.enrol import new_code
    from county.store import Store

    if not 1 <= asked.days <= 3650:
        raise refuse("登记码的有效期应为 1 至 3650 天。")
    with closing(Store(asked.data)) as store:
        slip = new_code(store, asked.village, asked.name, asked.part, asked.days)
    if asked.slip is not None:
        from county.print_slip import print_slip

        print_slip(slip, asked.slip, datetime.now(tz=UTC).astimezone())
    if asked.json:
        _print_json(slip)
        return
    groups = "-".join(slip.fingerprint[at : at + 4] for at in range(0, len(slip.fingerprint), 4))
    for line in (
        say("登记单 {village} {name}", village=slip.village, name=slip.name),
        say("服务器地址：{url}", url=slip.url or say("（由县里另行告知）")),
        say("登记码：{code}", code=slip.code),
        say("县公钥指纹：{fingerprint}", fingerprint=groups),
        say("电话里念：{words}（{english}）", words=slip.words, english=slip.english),
        say("有效期至：{expires}（只能用一次）", expires=slip.expires_at),
    ):
        print(line.text(asked.language))


def _sign_forms(asked: argparse.Namespace) -> None:
    from county.sign_forms import sign_folder

    number = sign_folder(asked.data, asked.folder)
    print(say("已签发，共 {n} 个文件", n=number).text(asked.language))


def _show(asked: argparse.Namespace) -> None:
    from county.show import overview
    from county.store import existing

    if asked.month or asked.village:
        _show_month(asked)
        return
    with closing(existing(asked.data)) as store:
        found = overview(store)
    if asked.json:
        _print_json(found)
        return
    lines: list[Sentence] = [
        say("批次 {batches} 个，记录 {records} 条，会议 {meetings} 次，待核实 {held} 条。",
            batches=len(found["batches"]), records=found["records"],
            meetings=len(found["meetings"]), held=len(found["held"])),
    ]  # fmt: skip
    for batch in found["batches"]:
        all_there, waiting = say("已全部收到"), say("附件未到齐")
        state = all_there if batch["complete"] else waiting
        lines.append(say("{at} {village} 第 {first}–{last} 条：{state}", at=batch["arrived_at"], village=batch["village"],
                         first=batch["first"], last=batch["last"], state=state))  # fmt: skip
    for meeting in found["meetings"]:
        verdict = say("数字不一致，请核实") if meeting["differs"] else say("数字复核一致")
        lines.append(say("{date} {title}：{verdict}", date=meeting["date"], title=meeting["title"], verdict=verdict))
    lines += [say("待核实：第 {n} 条，{why}", n=held["sequence"], why=held["message"]) for held in found["held"]]
    for line in lines:
        print(line.text(asked.language))


def _show_month(asked: argparse.Namespace) -> None:
    from county.month import lines, months, plain
    from county.store import existing

    with closing(existing(asked.data)) as store:
        found = months(store, asked.month or datetime.now(tz=UTC).astimezone().strftime("%Y-%m"), asked.village)
    if asked.json:
        _print_json([plain(one) for one in found])
        return
    for one in found:
        for line in lines(one):
            print(line.text(asked.language))


def _revoke(asked: argparse.Namespace) -> None:
    from county.enrol import revoke
    from county.store import existing

    with closing(existing(asked.data)) as store:
        revoke(store, asked.device, asked.why)
    print(say("设备 {device} 已停用；这个村还没有用过的登记码也已作废。要重新启用，请再发一张登记单。", device=asked.device).text(asked.language))


def _new_epoch(asked: argparse.Namespace) -> None:
    from county.store import existing

    with closing(existing(asked.data)) as store:
        epoch = store.new_epoch()
    print(say("新的纪元 {epoch} 已开始，各村会重新上报。", epoch=epoch).text(asked.language))


def _print_json(value: Any) -> None:
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _complain(text: str) -> int:
    print(" ".join(text.split()), file=sys.stderr)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
