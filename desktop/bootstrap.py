"""The one place where objects are wired together. Imports are inside: the window paints before they are made."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.events import Moment
from desktop.storage.files import OWN_FORMS

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.storage.store import Store
    from forms.language import Sentence
    from forms.pack import Pack

DATA_VARIABLE = "YISHITANG_DATA"


def default_folder() -> Path:
    """Where the village's data lies: $YISHITANG_DATA, or the user's data folder."""
    if named := os.environ.get(DATA_VARIABLE):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("yishitang", appauthor=False)


def data_folder(named: Path | None) -> Path:
    """The folder that holds data already. Raises Refused: a misspelt one must not become an empty village."""
    from desktop.storage.files import DATABASE_FILE
    from forms.language import refuse

    folder = named or default_folder()
    if not (folder / DATABASE_FILE).is_file():
        raise refuse("文件夹 {folder} 里没有议事堂的数据。", folder=str(folder))
    return folder


def system_clock() -> Moment:
    return Moment(datetime.now().astimezone().replace(tzinfo=None).isoformat(timespec="seconds"), "system")


def random_id() -> str:
    return secrets.token_hex(16)


def open_desk(
    data: Path | None,
    ask: Callable[[], str] | None = None,
    *,
    clock: Callable[[], Moment] = system_clock,
    new_id: Callable[[], str] = random_id,
    reading: bool = False,
    forgiving: bool = False,
) -> Desk:
    """Open the data folder, making it on first use. `ask` prompts for the passphrase; None where nobody can be asked.

    With `reading` nothing is made or changed, so that a folder which a window has open can be looked at. With
    `forgiving`, own rules that cannot be used are left out and told of (`Desk.remark`): an evening does not wait for them.

    Raises Refused: a wrong passphrase, a folder in use, a file that is no database.
    """
    from desktop.services.desk import Desk
    from desktop.services.upload.install_pack import install_pack
    from desktop.services.upload.notice_epoch import notice_epoch
    from desktop.services.upload.take_down import take_down
    from desktop.storage.store import Store
    from desktop.vault.keys import open_keys

    folder = data or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    keys = open_keys(folder, ask)
    store = Store.open(folder, keys.database, reading=reading)
    try:
        told = None if reading else install_pack(folder / OWN_FORMS, store, clock().at)
        pack, remark = _pack(folder / OWN_FORMS, store, forgiving=forgiving)
        desk = Desk(folder=folder, store=store, keys=keys, pack=pack, clock=clock, new_id=new_id, remark=remark or told)
        if not reading:
            notice_epoch(desk)
            take_down(desk)
    except BaseException:
        store.close()
        raise
    return desk


def _pack(folder: Path, store: Store, *, forgiving: bool) -> tuple[Pack, Sentence | None]:
    """The rules in force; the county's own count as signed where its key, known from enrolment, has signed them all."""
    from desktop.sync.enrol import enrolment_of
    from desktop.wire.signed_forms import forms_signed
    from forms.language import Refused, say
    from forms.load import built_in, load_pack

    if not folder.is_dir():
        return built_in(), None
    enrolment = enrolment_of(store)
    try:
        return load_pack(folder, signed=enrolment is not None and forms_signed(folder, enrolment.county)), None
    except Refused as refused:
        if not forgiving:
            raise
        told = say("县里或本村自己的规则用不了，先按内置规则开会：{why}", why=refused.sentence)
        return built_in(), told


def ask_passphrase() -> Callable[[], str] | None:
    """A prompt for the terminal, or None where nobody sits at one."""
    if not sys.stdin.isatty():
        return None
    from getpass import getpass

    return lambda: getpass("口令 (passphrase): ")
