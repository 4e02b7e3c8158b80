"""Whose rules and forms are in use here, and what became of those that the county sent."""

from __future__ import annotations

from desktop.services.desk import Desk
from desktop.services.upload.install_pack import INSTALLED, Installed
from forms.language import Sentence, say


def forms_in_use(desk: Desk) -> tuple[Sentence, ...]:
    """What is in use, and what has come and is not in use yet, or cannot be."""
    from desktop.sync.down import pack_in, packs_wanted
    from desktop.wire.down_bodies import PACK

    with desk.store.read() as work:
        installed = work.settings.get(INSTALLED, Installed)
        items = work.inbox.items(PACK)
        wanted = packs_wanted(work)
    told = [_in_use(desk, installed, {kept.id: pack.title for kept in items if (pack := pack_in(kept.signed))})]
    newest = items[-1] if items else None
    if newest is None or (installed is not None and newest.id == installed.id):
        return tuple(told)
    if newest.taken:
        told += [newest.note] if newest.note is not None else []
    elif wanted:
        pack, places = wanted[0]
        done, every = len(pack.leaves) - len(places), len(pack.leaves)
        told.append(say("县里又发来一套，收到 {done} / {every} 份，联系时接着收。", done=done, every=every))
    else:
        told.append(say("县里又发来一套，已经收全，下次打开程序时启用。"))
    return tuple(told)


def _in_use(desk: Desk, installed: Installed | None, titles: dict[str, str]) -> Sentence:
    origins = {one.origin for versions in desk.pack.rules.values() for one in versions} - {"built-in"}
    if installed is not None and "county" in origins:
        title = titles.get(installed.id) or say("没有写名称")
        return say("在用的是县里 {day} 签发的一套（{title}），没有写到的用程序自带的。", day=installed.at[:10], title=title)
    if "county" in origins:
        return say("在用的是县里签发的一套，没有写到的用程序自带的。")
    if origins:
        return say("在用的有本村自己放进去的规则，没有县里的签名；没有写到的用程序自带的。")
    return say("在用的是程序自带的规则和表单。")
