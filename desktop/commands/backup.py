"""`yishitang backup` and `yishitang restore`: everything in one encrypted file, and back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forms.language import refuse, say


def add(sub: Any) -> None:
    """Add both commands; `sub` is what `add_subparsers()` gave."""
    backup = sub.add_parser(
        "backup",
        help="备份到 U 盘或文件夹 / write an encrypted backup",
        description="Write one encrypted file with the whole database and its keys, and read it back. The passphrase comes "
        "from YISHITANG_PASSPHRASE or is asked for.",
    )
    backup.add_argument("--to", type=Path, required=True, metavar="DIR", help="folder that the backup is written into")
    backup.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")
    backup.set_defaults(run=_back_up)
    restore = sub.add_parser(
        "restore",
        help="从备份恢复 / put a backup back",
        description="Put a backup into a folder that has no data yet, on this or another PC. The passphrase is that of the "
        "backup, from YISHITANG_PASSPHRASE or asked for.",
    )
    restore.add_argument("--from", type=Path, required=True, dest="file", metavar="FILE", help="the backup")
    restore.add_argument("--data", type=Path, metavar="DIR", help="data folder, where it is not the usual one")
    restore.set_defaults(run=_restore)


def _back_up(parsed: argparse.Namespace) -> int:
    from desktop.bootstrap import ask_passphrase, data_folder, open_desk
    from desktop.services.back_up import back_up
    from desktop.vault.passphrase import get_passphrase

    folder = data_folder(parsed.data)
    asked = Asked(ask_passphrase())
    desk = open_desk(folder, asked.once if asked.ask else None)
    try:
        passphrase = get_passphrase(asked.again if asked.ask else None)
        file = back_up(desk.store, desk.keys, parsed.to, desk.clock(), passphrase)
    finally:
        desk.close()
    print(say("已备份到 {file}，并已读回核对。", file=str(file)).text(_language(parsed)))
    return 0


def _restore(parsed: argparse.Namespace) -> int:
    from desktop.bootstrap import ask_passphrase, default_folder
    from desktop.services.back_up import restore
    from desktop.vault.passphrase import get_passphrase

    folder = parsed.data or default_folder()
    restore(parsed.file, folder, lambda: get_passphrase(ask_passphrase()))
    print(say("已恢复到 {folder}。", folder=str(folder)).text(_language(parsed)))
    return 0


class Asked:
    """A passphrase that is typed: the one that opened the data serves for the backup too, else it is typed twice."""

    def __init__(self, ask: Callable[[], str] | None) -> None:
        self.ask = ask
        self._opened_with = ""

    def once(self) -> str:
        assert self.ask is not None
        self._opened_with = self.ask()
        return self._opened_with

    def again(self) -> str:
        if self._opened_with:
            return self._opened_with
        assert self.ask is not None
        first = self.ask()
        if first != self.ask():
            raise refuse("两次输入的口令不一样，没有备份：请再来一次。")
        return first


def _language(parsed: argparse.Namespace) -> str:
    return str(getattr(parsed, "language", "zh"))
