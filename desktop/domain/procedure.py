"""Where a case stands in its procedure: which gates are open, what is missing, and where it may go. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from desktop.domain.calendar_days import days_between, later
from desktop.domain.figures import Figures
from desktop.domain.verdict import Verdict, judge
from forms.language import Refused, Sentence, refuse, say
from forms.procedures import PAPER_NAMES, Check, Gate, Procedure, Stage
from forms.rules import RuleSet


class Filled(Struct, frozen=True, kw_only=True):
    """A sheet of the case, with the version of the form that it was filled with."""

    form: str
    version: int
    values: dict[str, Any]
    day: str = ""
    """ISO day of the sheet."""


class Progress(Struct, frozen=True, kw_only=True):
    """All that a gate may look at. `today` is given, never fetched."""

    stage: str
    today: str
    sheets: tuple[Filled, ...] = ()
    meeting_day: str = ""
    figures: Figures = Figures()
    """Of those who take part, for the composition of a consultation."""
    verdicts: tuple[Verdict, ...] = ()
    papers: tuple[str, ...] = ()
    chosen: dict[str, tuple[str, ...]] = {}
    """List of the procedure to the items that the case picked."""
    confirmed: dict[str, str] = {}
    """Gate to the ISO day that the recorder entered."""
    titles: dict[str, str] = {}
    """Form to its title, where a sentence should call it otherwise than the procedure does."""
    left: dict[str, str] = {}
    """Stage to the ISO day on which it was left."""


class Judged(Struct, frozen=True, kw_only=True):
    """A gate with its answer; where it is shut, the sentence says what is missing."""

    gate: str
    open: bool
    warns: bool
    """It only warns: what is behind it can be reached all the same."""
    own: bool
    sentence: Sentence


Rules = Callable[[str], RuleSet]
"""Rule set by id, on the day and in the province of the case."""


def gates(stage: Stage, progress: Progress, rules: Rules, at: str) -> tuple[Judged, ...]:
    """The gates of `stage` that are judged when it is entered (`at="enter"`) or left (`at="leave"`)."""
    found = [_judged(gate, progress, rules) for gate in stage.gates if gate.at == at]
    if at == "leave":
        found += _needs(stage, progress) + _lists(stage, progress)
    return tuple(found)


def _lists(stage: Stage, progress: Progress) -> list[Judged]:
    """Where ways part, the case must have chosen one."""
    parts = {} if stage.next else {route.list: route.title for route in stage.routes}
    return [
        _answer(
            Gate(id=f"choose-{name}", title=title, check=Check.CONFIRMED),
            bool(progress.chosen.get(name)),
            say("还没有选定：{name}", name=Sentence(title)),
        )
        for name, title in parts.items()
    ]


def _needs(stage: Stage, progress: Progress) -> list[Judged]:
    found = []
    for need in stage.needs:
        if need.optional or (need.list and need.item not in progress.chosen.get(need.list, ())):
            continue
        have = sum(sheet.form == need.sheet for sheet in progress.sheets)
        gate = Gate(id=f"needs-{need.sheet}", title=need.title, check=Check.SHEET)
        found.append(
            _answer(
                gate,
                have >= need.count,
                say("还缺表单：{form}", form=Sentence(progress.titles.get(need.sheet, need.title))),
            )
        )
    return found


def _answer(gate: Gate, is_open: bool, missing: Sentence) -> Judged:
    sentence = say("{title}：符合", title=Sentence(gate.title)) if is_open else missing
    return Judged(gate=gate.id, open=is_open, warns=gate.warns, own=gate.own, sentence=sentence)


def _judged(gate: Gate, progress: Progress, rules: Rules) -> Judged:
    check = {
        Check.SHEET: _sheet, Check.SHEET_BEFORE: _sheet, Check.ORDER: _order, Check.IF_THEN: _if_then,
        Check.COMPOSITION: _composition, Check.PAPER: _paper, Check.VERDICT: _verdict, Check.QUORUM: _verdict,
        Check.CONFIRMED: _confirmed, Check.DAYS: _days,
    }[gate.check]  # fmt: skip
    is_open, why = check(gate, progress, rules)
    return _answer(gate, is_open, say("{title}：{why}", title=Sentence(gate.title), why=why))


def _sheet(gate: Gate, progress: Progress, rules: Rules) -> tuple[bool, Sentence]:
    own = [sheet for sheet in progress.sheets if sheet.form == gate.sheet]
    if gate.check is Check.SHEET_BEFORE:
        if not progress.meeting_day:
            return False, say("还没有会议日期")
        own = [sheet for sheet in own if sheet.day and days_between(sheet.day, progress.meeting_day) >= gate.days]
    full = [sheet for sheet in own if all(_has(sheet, field) for field in gate.fields)]
    if len(full) >= gate.count:
        return True, say("符合")
    if gate.check is Check.SHEET_BEFORE:
        return False, say("会议日期以前填写完整的只有 {n} 份，需 {need} 份", n=len(full), need=gate.count)
    return False, say("填写完整的只有 {n} 份，需 {need} 份", n=len(full), need=gate.count)


def _has(sheet: Filled, field: str) -> bool:
    value = sheet.values.get(field)
    return value is not None and value not in ("", [], ()) and (not isinstance(value, str) or bool(value.strip()))


def _order(gate: Gate, progress: Progress, rules: Rules) -> tuple[bool, Sentence]:
    first, last = gate.fields
    own = [sheet for sheet in progress.sheets if sheet.form == gate.sheet]
    if not own or not all(_has(sheet, field) for sheet in own for field in gate.fields):
        return False, say("两个日期还没有填全")
    wrong = [sheet for sheet in own if days_between(sheet.values[first], sheet.values[last]) < 0]
    if wrong:
        return False, say("{first} 晚于 {last}", first=wrong[0].values[first], last=wrong[0].values[last])
    return True, say("符合")


def _if_then(gate: Gate, progress: Progress, rules: Rules) -> tuple[bool, Sentence]:
    asked = [
        sheet
        for sheet in progress.sheets
        if sheet.form == gate.sheet and sheet.values.get(gate.fields[0]) == gate.value
    ]
    there = any(sheet.form == gate.then for sheet in progress.sheets)
    return not asked or there, say("还缺表单：{form}", form=Sentence(progress.titles.get(gate.then, gate.wanted)))


def _composition(gate: Gate, progress: Progress, rules: Rules) -> tuple[bool, Sentence]:
    try:
        verdict = judge(rules(gate.rule), progress.figures)
    except Refused as refused:
        return False, refused.sentence
    return verdict.passed is True, verdict.sentence


def _paper(gate: Gate, progress: Progress, rules: Rules) -> tuple[bool, Sentence]:
    return gate.paper in progress.papers, say("还没有打印：{paper}", paper=PAPER_NAMES[gate.paper])


def _verdict(gate: Gate, progress: Progress, rules: Rules) -> tuple[bool, Sentence]:
    own = [verdict for verdict in progress.verdicts if verdict.rule == gate.rule]
    if not own:
        return False, say("还没有开会")
    last = own[-1]
    return (last.quorum.met is True if gate.check is Check.QUORUM else last.passed is True), last.sentence


def _confirmed(gate: Gate, progress: Progress, rules: Rules) -> tuple[bool, Sentence]:
    return bool(progress.confirmed.get(gate.id)), say("还没有填写日期")


def _days(gate: Gate, progress: Progress, rules: Rules) -> tuple[bool, Sentence]:
    since = progress.left.get(gate.after)
    if not since:
        return False, say("还没有开始算日子")
    given = days_between(since, progress.today)
    day = later(since, gate.days)
    return given >= gate.days, say("到 {day} 才满 {need} 日", day=day, need=gate.days)


def may_go(procedure: Procedure, progress: Progress, rules: Rules) -> dict[str, tuple[Judged, ...]]:
    """Each stage that the case may go on to, or back to, with the shut gates on the way; none: the way is free.

    Raises Refused where the procedure has no such stage.
    """
    stage = procedure.stage(progress.stage)
    if stage is None:
        raise refuse("规程“{title}”里没有“{stage}”这一步", title=Sentence(procedure.title), stage=progress.stage)
    leaving = gates(stage, progress, rules, "leave")
    ways: dict[str, tuple[Judged, ...]] = {}
    for name in _onward(procedure, stage, progress):
        target = procedure.stage(name)
        entering = gates(target, progress, rules, "enter") if target else ()
        ways[name] = tuple(one for one in (*leaving, *entering) if not one.open)
    ways.update(dict.fromkeys(stage.back, ()))
    return ways


def _onward(procedure: Procedure, stage: Stage, progress: Progress) -> tuple[str, ...]:
    """Where ways part, only the one that the case chose."""
    routed = [route.to for route in stage.routes if route.item in progress.chosen.get(route.list, ())]
    if routed:
        return tuple(dict.fromkeys(routed))
    return procedure.following(stage.id)


def may_close(procedure: Procedure, progress: Progress, rules: Rules) -> tuple[Judged, ...] | None:
    """The shut gates between the case and its end; empty: it may be closed. None where it cannot end at this stage."""
    stage = procedure.stage(progress.stage)
    if stage is None or not stage.ends:
        return None
    return tuple(one for one in gates(stage, progress, rules, "leave") if not one.open and not one.warns)
