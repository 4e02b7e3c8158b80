"""The figures of a village's month, counted by the county from what was delivered: by the rules that count them in the village."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import select

from county.store import Store
from county.tables import devices, records, villages
from desktop.domain.period import MONTH, within
from desktop.domain.statistics import PeriodFigures, reckon
from desktop.wire.period import Body, read_bodies
from forms.language import Sentence, refuse, say
from forms.load import built_in
from forms.pack import Pack

_KINDS = ("meeting", "cases", "sheet")


class VillageMonth(Struct, frozen=True, kw_only=True):
    village: str
    name: str
    figures: PeriodFigures
    registers: dict[str, int]
    """Register to the number of its sealed entries that are of the month."""


def months(store: Store, month: str, village: str = "") -> tuple[VillageMonth, ...]:
    """The month ("2026-06") of `village`, or of all. What is held for a person is not counted.

    Raises Refused where `month` is none, or where no such village is enrolled.
    """
    day = _first_day(month)
    with store.read() as work:
        names = {row.code: row.name for row in work.execute(select(villages).order_by(villages.c.code))}
        if village and village not in names:
            raise refuse("没有登记过代码是 {village} 的村。", village=village)
        query = (
            select(records.c.kind, records.c.subject, records.c.body, devices.c.village)
            .join(devices, devices.c.id == records.c.device)
            .where(records.c.kind.in_(_KINDS), records.c.held == "", records.c.body.is_not(None))
            .order_by(records.c.device, records.c.epoch, records.c.sequence)
        )
        bodies: dict[str, list[Body]] = {code: [] for code in ([village] if village else names)}
        for kind, subject, body, code in work.execute(query):
            if code in bodies:
                bodies[code].append(Body(kind, subject, body))
    return tuple(_counted(code, names[code], day, told) for code, told in bodies.items())


def lines(one: VillageMonth, pack: Pack | None = None) -> tuple[Sentence, ...]:
    """A month in words, for the county's screen."""
    figures, titles = one.figures, (pack or built_in()).registers
    met, kept, told, funnel = figures.every, figures.promises, figures.satisfaction, figures.funnel
    found = [
        say("{village} {name}　{month}", village=one.village, name=one.name, month=figures.name),
        *(
            say("　{kind}：{times} 次，应到 {expected}，实到 {present}（{share}），妇女 {women}（{of_women}）",
                kind=row.title, times=row.times, expected=row.expected, present=row.present,
                share=row.present_share(2), women=row.women, of_women=row.women_share(2))
            for row in (*(kind for kind in figures.kinds if kind.times), met)
        ),
        say("　社情民意：收集 {collected} 件，报送 {sent} 件（{share}），采用 {taken} 件（占报送的 {of_sent}）",
            collected=funnel.collected, sent=funnel.forwarded, share=funnel.forwarded_share, taken=funnel.adopted,
            of_sent=funnel.adopted_share),
        *(
            say("　{what}　{title}：{n} 件（{share}）", what=what, title=Sentence(part.title), n=part.count, share=part.share)
            for what, parts in ((say("来源"), figures.sources), (say("进展"), figures.standing), (say("主题"), figures.themes))
            for part in parts
            if part.count
        ),
        say("　责任落实：应办 {due} 项，按期办成 {in_time} 项（{share}），共办成 {done} 项",
            due=kept.all, in_time=kept.in_time, share=kept.kept(2), done=kept.done),
        say("　群众评价：测评 {asked} 人，满意和基本满意 {content} 人（{share}）",
            asked=told.asked, content=told.content, share=told.share(2)),
    ]  # fmt: skip
    for register, number in sorted(one.registers.items()):
        title = Sentence(titles[register].title) if register in titles else Sentence(register)
        found.append(say("　台账“{register}”：{n} 条", register=title, n=number))
    return tuple(found)


def plain(one: VillageMonth) -> dict[str, Any]:
    """A month as values, ready for JSON."""
    found: dict[str, Any] = msgspec.to_builtins(one)
    found["figures"]["name"] = one.figures.name.text()
    return found


def _counted(village: str, name: str, day: str, bodies: list[Body]) -> VillageMonth:
    told = read_bodies(body for body in bodies if readable(body))
    figures = reckon(MONTH, day, told.meetings, told.cases.values(), told.satisfaction)
    period = figures.first, figures.last
    registers = Counter(register for register, at in told.entries if within(at, period))
    return VillageMonth(village=village, name=name, figures=figures, registers=dict(registers))


def readable(body: Body) -> bool:
    """Whether the figures can be read out of it; what cannot is held once it has been interpreted."""
    try:
        read_bodies((body,))
    except (msgspec.DecodeError, ValueError, TypeError, RecursionError):
        return False
    return True


def _first_day(month: str) -> str:
    year, _, number = month.partition("-")
    if len(year) != 4 or not (year.isascii() and year.isdigit()) or number not in {f"{n:02d}" for n in range(1, 13)}:
        raise refuse("“{text}”不是月份，请写成 2026-06 的样子。", text=month)
    return f"{month}-01"
