"""A pile of scans, read and bound while the meeting can be worked on; what stands on the page afterwards comes from the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.gui.words import _, show
from desktop.services.desk import Desk
from desktop.services.papers.bind_scans import Pile, Stopped, Told, bind_scans

MOST_TOLD = 4
"""Faults that are told in the line at the foot of the page; more of them stand in a list of their own."""


def sort_pile(
    desk: Desk, files: Sequence[Path], tell: Callable[[tuple[int, int]], object], stop: threading.Event
) -> Pile:
    """Bind every file by the codes of its pages; after `stop` no further page is begun."""

    def reading(files_done: int, pages_done: int) -> None:
        if stop.is_set():
            raise Stopped
        tell((files_done, pages_done))

    return bind_scans(desk, files, progress=reading)


def reading(files: int, done: int, pages: int) -> str:
    """How far it is, while it is read."""
    if pages:
        return _("正在认码：{done} / {all}，这一份读了 {pages} 页", done=done, all=files, pages=pages)
    return _("正在认码：{done} / {all}", done=done, all=files)


def in_words(pile: Pile) -> str:
    """What was bound, then what was not and why, each with its file and page; of many faults, that the list has them."""
    said = [show(one.sentence) for one in pile.bound]
    if faults_listed(pile):
        said.append(_("要看一看的有 {n} 处，都写在上面的单子里。", n=len(pile.told)))
    else:
        said += [_fault(one) for one in pile.told]
    if pile.blank:
        said.append(_("空白页 {n} 页，跳过了。", n=pile.blank))
    if pile.left:
        said.append(_("停下了，还有 {n} 个文件没有读。读过的都存好了。", n=pile.left))
    return "\n".join(said)


def faults_listed(pile: Pile) -> str:
    """Every fault of a heap of them, a line each; empty where the line at the foot of the page has room for all."""
    return "\n".join(_fault(one) for one in pile.told) if len(pile.told) > MOST_TOLD else ""


def _fault(one: Told) -> str:
    if not one.page:
        return show(one.sentence)
    return _("{file} 第 {page} 页：{why}", file=one.file, page=one.page, why=one.sentence)
