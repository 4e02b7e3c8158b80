"""`yishitang forms check DIR` and its like: whether a county's own folder of rules and forms can be used, and what is in it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.errors import FormErrors
from forms.language import refuse, say

if TYPE_CHECKING:
    from forms.pack import Pack

UNUSABLE = 2


def add(sub: Any) -> None:
    """Add `forms` and what it can do to the command line; `sub` is what `add_subparsers()` gave."""
    forms = sub.add_parser("forms", help="规程、规则和表单文件 / files of procedures, rules and sheets")
    actions = forms.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="检查一个文件夹能不能用 / check a folder, change nothing",
        description="Check a folder of rules, provinces, procedures and sheets: file, line, key, and what was expected.",
    )
    check.add_argument("folder", type=Path, metavar="DIR")
    check.add_argument("--json", action="store_true", help="print as JSON")
    check.set_defaults(run=_check)
    publish = actions.add_parser(
        "publish",
        help="记下已发布的表单字段 / write down the fields that are published",
        description="Write DIR/published.toml, after which no field of its sheets can be taken out or change its type.",
    )
    publish.add_argument("folder", type=Path, metavar="DIR")
    publish.set_defaults(run=_publish)
    listing = actions.add_parser(
        "list", help="有哪些规程 / list the procedures", description="List all procedures and their stages."
    )
    listing.add_argument(
        "--forms", type=Path, default=None, metavar="DIR", help="a county's own folder, laid over what is built in"
    )
    listing.add_argument("--json", action="store_true", help="print as JSON")
    listing.set_defaults(run=_list)


def _check(args: argparse.Namespace) -> int:
    from forms.load import built_in, load_pack

    language = getattr(args, "language", "zh")
    try:
        pack = load_pack(args.folder)
    except FormErrors as found:
        if args.json:
            problems = [
                {"file": one.file, "line": one.line, "key": one.key, "expected": one.expected.text(language)}
                for one in found.errors
            ]
            print(json.dumps({"usable": False, "problems": problems}, ensure_ascii=False, indent=1))
        else:
            for one in found.errors:
                print(one.sentence.text(language), file=sys.stderr)
        return UNUSABLE
    below = built_in()
    own = {
        "rules": _own(pack.rules, below.rules), "provinces": _own(pack.provinces, below.provinces),
        "procedures": _own(pack.procedures, below.procedures), "sheets": _own(pack.sheets, below.sheets),
        "registers": _own(pack.registers, below.registers),
    }  # fmt: skip
    if not any(own.values()):
        raise refuse(
            "{folder} 里没有规则、规程、表单或者台账：要放在 rules、provinces、procedures、sheets、registers 文件夹里",
            folder=str(args.folder),
        )
    if args.json:
        print(json.dumps({"usable": True, "problems": [], **own}, ensure_ascii=False, indent=1))
    else:
        count = sum(len(names) for names in own.values())
        print(
            say(
                "可以使用，共 {n} 项：{names}",
                n=count,
                names="、".join(name for names in own.values() for name in names),
            ).text(language)
        )
    return 0


def _own(over: dict[str, Any], below: dict[str, Any]) -> list[str]:
    return sorted(name for name, value in over.items() if below.get(name) is not value)


def _publish(args: argparse.Namespace) -> int:
    from forms.load import LOCK, built_in, load_pack
    from forms.registerfile import lock_name, meaning_of
    from forms.sheets import Published, lock_text

    pack = load_pack(args.folder)
    below = built_in()
    own = {name: form for name, form in pack.sheets.items() if below.sheets.get(name) is not form}
    registers = {
        lock_name(name): Published(one.version, meaning_of(one))
        for name, one in pack.registers.items()
        if below.registers.get(name) is not one
    }
    file = args.folder / LOCK
    fresh = file.with_suffix(".new")
    fresh.write_text(lock_text(own, registers), encoding="utf-8")
    fresh.replace(file)
    told = say("已写入 {file}，共 {n} 种表单、{m} 种台账", file=str(file), n=len(own), m=len(registers))
    print(told.text(getattr(args, "language", "zh")))
    return 0


def _list(args: argparse.Namespace) -> int:
    from forms.load import built_in, load_pack

    pack: Pack = built_in() if args.forms is None else load_pack(args.forms)
    language = getattr(args, "language", "zh")
    if args.json:
        import msgspec

        found = [msgspec.to_builtins(one) for _, one in sorted(pack.procedures.items())]
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for name, one in sorted(pack.procedures.items()):
        stages = " → ".join(stage.title if language == "zh" else stage.title_en or stage.title for stage in one.stages)
        print(f"{name}\t{one.title if language == 'zh' else one.title_en or one.title}\t{stages}")
    return 0
