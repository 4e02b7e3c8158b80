"""The figures of a period in sentences, in the order of the page: (role of the label, words), or ("chart", its name)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.gui.words import _
from desktop.services.figures.count import Counted

if TYPE_CHECKING:
    from desktop.domain.period import Row
    from desktop.domain.statistics import Part, Stage
    from desktop.papers.charts.of_period import Words

Told = tuple[tuple[str, str], ...]


def told(counted: Counted, words: Words) -> Told:
    """All of them; what is still to be sealed first."""
    figures = counted.figures
    kept, asked = figures.promises, figures.satisfaction
    said: list[tuple[str, str]] = []
    if counted.left_out:
        left = _("有 {n} 场会议或满意度表还没有定稿，没有算进去。", n=counted.left_out)
        said.append(("warning", left))
    if counted.to_seal:
        said.append(("quiet", _("{n} 件事项有新进展，打印时一起记入台账。", n=counted.to_seal)))
    said += [("", _met(one, words)) for one in figures.kinds]
    said.append(("chart", "presence"))
    said.append(("head", _("事项")))
    said.append(("", _parts(figures.sources, words)))
    if figures.standing:
        said.append(("", _parts(figures.standing, words)))
    said.append(("chart", "funnel"))
    if figures.themes:
        said += [("head", _("议题的主题")), ("chart", "themes-chart")]
    if figures.stages:
        said.append(("head", _("各步用的天数")))
    said += [("", _stayed(one, words)) for one in figures.stages]
    said.append(("head", _("责任落实")))
    said.append(("", _("应办 {n} 项，按期办成 {kept} 项（{share}）", n=kept.all, kept=kept.in_time, share=kept.kept())))
    said.append(("chart", "promises-chart"))
    said.append(("head", _("群众满意")))
    said.append(("", _("测评 {n} 人，满意和基本满意 {content} 人（{share}）",
                       n=asked.asked, content=asked.content, share=asked.share())))  # fmt: skip
    said.append(("chart", "satisfaction-chart"))
    return tuple(said)


def _parts(parts: tuple[Part, ...], words: Words) -> str:
    return "　".join(f"{words(one.title)} {words(f'{one.count}（{one.share}）')}" for one in parts)


def _met(one: Row, words: Words) -> str:
    return _("{kind}：{times} 次，应到 {expected}，实到 {present}（{percent}），妇女 {women}（{part}）",
             kind=words(one.title), times=one.times, expected=one.expected, present=one.present,
             percent=one.present_share(), women=one.women, part=one.women_share())  # fmt: skip


def _stayed(one: Stage, words: Words) -> str:
    return _("{procedure}　{stage}：{n} 件，中位数 {median} 天，最长 {longest} 天",
             procedure=words(one.procedure), stage=words(one.title), n=one.cases, median=one.median,
             longest=one.longest)  # fmt: skip
