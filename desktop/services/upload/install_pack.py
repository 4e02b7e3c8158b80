"""A form pack of the county is put to use when the program opens, never in the middle of an evening.

It is unpacked beside what is in use, its signature and every rule in it are checked, and then the two folders change places.
What was sealed keeps its own version; a pack that would take away a sheet that may have been filled in is not put to use.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from forms.language import Refused, Sentence, refuse, say
from forms.load import built_in, load_pack
from forms.pack import Pack as Forms
from forms.sheets import types_of

if TYPE_CHECKING:
    from desktop.storage.inbox import KeptItem
    from desktop.storage.store import Store
    from desktop.wire.down_bodies import Pack

INSTALLED = "pack"
"""Name of the setting."""


class Installed(Struct, frozen=True):
    """The pack in use, and when the county issued it, by its own time."""

    id: str
    at: str


def install_pack(folder: Path, store: Store, now: str) -> Sentence | None:
    """Put the newest pack that is here whole into `folder`; answers what the recorder should know, if there is one.

    A power cut leaves the old folder, or the new one, or neither; then the next opening does it again from the database.
    """
    from desktop.sync.down import pack_in, packs_wanted
    from desktop.wire.down_bodies import PACK
    from desktop.wire.durable import sync_folder

    with store.read() as work:
        waiting = work.inbox.items(PACK, waiting=True)
        if not waiting or packs_wanted(work):
            return None
        before = work.settings.get(INSTALLED, Installed)
    newest = waiting[-1]
    pack = pack_in(newest.signed)
    made = folder.with_name(f"{folder.name}.new")
    try:
        if pack is None:
            raise refuse("县里发来的规则和表单不完整或已损坏。")
        at = _unpack(store, newest, pack, before, made, folder)
    except Refused as refused:
        said = say("县里发来的规则和表单用不了，仍用原来的：{why}", why=refused.sentence)
        _close(store, waiting, now, said, None)
        shutil.rmtree(made, ignore_errors=True)
        return said
    _change_places(made, folder, now)
    sync_folder(folder.parent)
    said = say("县里新的规则和表单已经启用，共 {n} 个文件；以前的会议和表格不变。", n=len(pack.files))
    _close(store, waiting, now, said, Installed(newest.id, at))
    return said


def _unpack(
    store: Store, newest: KeptItem, pack: Pack, before: Installed | None, made: Path, folder: Path
) -> str:
    """Unpack and check; answers the county's time of the pack. Raises Refused."""
    from desktop.sync.enrol import enrolment_of
    from desktop.wire.canonical import digest
    from desktop.wire.down import read_item
    from desktop.wire.packs import unpack_folder
    from desktop.wire.signed_forms import forms_signed

    at = read_item(newest.signed).at
    if before is not None and at < before.at:
        raise refuse("它比正在用的旧。")
    with store.read() as work:
        data = work.inbox.whole(pack.blob)
    enrolment = enrolment_of(store)
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    if digest(data) != pack.blob or enrolment is None:
        raise refuse("县里发来的规则和表单不完整或已损坏。")
    unpack_folder(data, made, pack.files)
    if not forms_signed(made, enrolment.county):
        raise refuse("没有县里的签名。")
    _refuse_loss(load_pack(made, signed=True), folder)
    return at


def _refuse_loss(fresh: Forms, folder: Path) -> None:
    """Sheets of the folder in use may have been filled in: each must still be there, with its fields of the same types."""
    try:
        old = load_pack(folder) if folder.is_dir() else built_in()
    except Refused:
        return  # nothing could be filled in by rules that cannot be read
    for name, form in old.sheets.items():
        kept = types_of(fresh.sheets[name]) if name in fresh.sheets else {}
        if any(kept.get(field) != kind for field, kind in types_of(form).items()):
            raise refuse("表单“{title}”已经在用，新的一套里没有它，或者少了、改了它的栏目。", title=form.title)


def _change_places(made: Path, folder: Path, now: str) -> None:
    """The new folder takes the name. What the village had laid there itself stays beside it under another one."""
    if folder.is_dir():
        kept = folder.with_name(f"{folder.name}.before-{now[:19].replace(':', '')}")
        number = 1
        while kept.exists():
            number += 1
            kept = kept.with_name(f"{folder.name}.before-{now[:19].replace(':', '')}-{number}")
        folder.replace(kept)
    made.replace(folder)


def _close(store: Store, waiting: tuple[KeptItem, ...], now: str, said: Sentence, installed: Installed | None) -> None:
    from desktop.sync.down import pack_in

    with store.work() as work:
        for kept in waiting:
            work.inbox.take(kept.id, now, said)
            if (pack := pack_in(kept.signed)) is not None:
                work.inbox.drop_leaves(pack.blob)
        if installed is not None:
            work.settings.put(INSTALLED, installed)
