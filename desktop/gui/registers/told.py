"""What the page of a register says in words: where it comes from, states, counters, who is behind."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.registers.counting import ALTOGETHER, Tally
from desktop.domain.registers.reminders import some
from desktop.domain.registers.shown import choice_of
from desktop.gui.titles import titled
from desktop.gui.words import _, show, tongue
from desktop.services.registers.one_person import Did
from desktop.services.registers.open_entry import OpenedEntry
from desktop.services.registers.read_register import EntryLine, RegisterView
from forms.language import CHINESE
from forms.registerfile import ALL, PERSON
from forms.registers import Register

NARROW, WIDE = 4, 18
"""Characters of a column, least and most."""
SEEN = 60
"""Rows that are looked at for the width of a column."""


def source_of(register: Register) -> str:
    """Where the register comes from; sources are written in Chinese only."""
    there = register.source and tongue.current == CHINESE
    return f"　出处：{register.source}" if there else ""


def about(opened: OpenedEntry) -> str:
    """The line above a form: the register, the entry, and what led to it."""
    parts = [titled(opened.register), opened.name]
    if opened.came_from:
        parts.append(_("来自{what}", what="；".join(opened.came_from)))
    return "　".join(part for part in parts if part)


def did(found: Sequence[Did]) -> str:
    """What somebody did this year, in one line."""
    parts = [
        _("{count} {n}（还差 {m}）", count=titled(one.count), n=one.number, m=one.short)
        if one.short
        else f"{titled(one.count)} {one.number}"
        for one in found
    ]
    return _("今年履职：{what}", what="，".join(parts)) if parts else ""


def state_of(line: EntryLine) -> str:
    if line.state is None:
        return _("提出")
    return f"{titled(line.state)} {line.since}".strip()


def widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """In Chinese characters, for all columns but the last: as wide as what stands there, within bounds."""
    return tuple(
        min(WIDE, max(NARROW, *(_length(text) for text in (columns[at], *(row[at] for row in rows[:SEEN])))))
        for at in range(len(columns) - 1)
    )


def _length(text: str) -> int:
    """In Chinese characters, with a little room; five Latin ones take as much as three."""
    return 1 + (sum(3 if sign.isascii() else 5 for sign in text) + 4) // 5


def counters(view: RegisterView) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows by person; a number short of its target is marked with a word, not by colour alone."""
    people = [tally for tally in view.tallies if tally.count.by == PERSON]
    names = list(dict.fromkeys(name for tally in people for name in tally.numbers))
    names.sort(key=lambda name: -sum(name in tally.behind for tally in people))
    rows = [(name, *(_number(tally, name) for tally in people)) for name in names]
    return (_("姓名"), *(titled(tally.count) for tally in people)), rows


def _number(tally: Tally, name: str) -> str:
    number = tally.shown(name)
    return _("{n}（还差 {m}）", n=number, m=tally.behind[name]) if name in tally.behind else number


def others(view: RegisterView) -> str:
    """Counters that are not by person, in one line."""
    found = [f"{titled(state)} {number}" for state, number in view.states]
    for tally in view.tallies:
        if tally.count.by == PERSON or not tally.numbers:
            continue
        parts = [f"{_by(view, tally, name)} {tally.shown(name)}".strip() for name in tally.numbers]
        found.append(
            f"{titled(tally.count)}：{'，'.join(parts)}"
            if tongue.current == CHINESE
            else f"{titled(tally.count)}: {', '.join(parts)}"
        )
    return "　".join(found)


def behind(view: RegisterView) -> str:
    """Who has not reached a target, who stands nowhere, and what came up twice; empty where all is well."""
    found = []
    for tally in view.tallies:
        if not tally.behind:
            continue
        if tally.count.by == ALL:
            found.append(_("“{count}”还差 {n} 次", count=titled(tally.count), n=sum(tally.behind.values())))
        elif tally.count.by != PERSON:
            names = show(some([_by(view, tally, name) for name in tally.behind]))
            found.append(_("“{count}”还没做到：{names}", count=titled(tally.count), names=names))
    for one in view.covered:
        if one.missing:
            names = show(some(one.missing))
            found.append(_("“{cover}”还差 {n} 人：{names}", cover=titled(one.cover), n=len(one.missing), names=names))
    found += [
        _("可能撞题：“{one}”和“{other}”（{n}%）", one=pair.second.title, other=pair.first.title, n=pair.percent)
        for pair in view.twice[:3]
    ]
    return "；".join(found)


def _by(view: RegisterView, tally: Tally, name: str) -> str:
    if name == ALTOGETHER:
        return ""
    return choice_of(view.form, tally.count.by, name, tongue.current)
