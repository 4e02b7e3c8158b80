"""From a procedure's TOML document to a checked procedure: every name leads somewhere, and every case comes to an end."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from forms.language import say
from forms.locate import Way
from forms.procedures import PAPERS, Check, Gate, Kind, Outcome, Procedure, Stage
from forms.read import Document
from forms.rulefile import check_days, distinct, named
from forms.rules import Kind as RuleKind
from forms.rules import RuleSet
from forms.sheets import FieldType, SheetForm

_CHOOSE = ("none", "one", "many")
_DUTIES = ("", "convener", "chair", "member", "guest", "staff")
_PER = ("day", "month", "quarter", "half-year", "year", "term", "all")


def procedure_of(document: Document, origin: str) -> Procedure:
    """The procedure in `document` by its types alone. Raises FormError."""
    for key in ("origin", "hash"):
        if key in document.values:
            raise document.error((key,), say("这个键由程序填写，不能写在文件里"))
    one = document.take(document.values, Procedure)
    named(document, ("id",), one.id)
    digest = sha256(msgspec.json.encode(one, order="deterministic")).hexdigest()
    return msgspec.structs.replace(one, origin=origin, hash=digest)


class Around(msgspec.Struct, frozen=True):
    """What a procedure may name."""

    rules: dict[str, tuple[RuleSet, ...]]
    sheets: dict[str, SheetForm]
    procedures: frozenset[str]


def check_procedure(document: Document, one: Procedure, around: Around) -> None:
    """Whether `one` holds together. Raises FormError."""
    if one.version < 1:
        raise document.error(("version",), say("版本从 1 起"))
    if one.since:
        check_days(document, (), one.since, "")
    for key, things in (
        ("roles", one.roles), ("lists", one.lists), ("stages", one.stages), ("counters", one.counters),
        ("reminders", one.reminders),
    ):  # fmt: skip
        distinct(document, (key,), [thing.id for thing in things])
    _lists(document, one)
    _besides(document, one, around)
    if not one.stages:
        raise document.error(("stages",), say("至少要有一个 [[stages]]"))
    for at, stage in enumerate(one.stages):
        _stage(document, ("stages", at), one, stage, around)
    _graph(document, one)
    _outcome(document, one, around)


def _besides(document: Document, one: Procedure, around: Around) -> None:
    """What stands beside the stages: roles, counters, reminders, speakers, and what it leads to."""
    if min(one.speakers.tiers, one.speakers.safe, one.speakers.seconds, one.speakers.times) < 0:
        raise document.error(("speakers",), say("发言规则里的数字不能是负数"))
    for at, role in enumerate(one.roles):
        _among(document, ("roles", at, "duty"), role.duty, _DUTIES)
    for at, counter in enumerate(one.counters):
        _among(document, ("counters", at, "per"), counter.per, _PER)
        if counter.of:
            _among(document, ("counters", at, "of"), counter.of, [other.id for other in one.counters])
    for at, reminder in enumerate(one.reminders):
        if reminder.stage:
            _among(document, ("reminders", at, "stage"), reminder.stage, [stage.id for stage in one.stages])
        if reminder.day > 31 or any(not 1 <= month <= 12 for month in reminder.months):
            raise document.error(("reminders", at), say("日要在 1 到 31 之间，月要在 1 到 12 之间"))
    for at, name in enumerate(one.registers):
        _among(document, ("registers", at), name, around.sheets)
    for at, name in enumerate(one.leads_to):
        _among(document, ("leads_to", at), name, around.procedures)


def _outcome(document: Document, one: Procedure, around: Around) -> None:
    """A consultation prints no resolution; what decides or appraises says by which rule."""
    opinion = one.outcome is Outcome.OPINION
    for at, stage in enumerate(one.stages):
        if opinion and "resolution" in stage.papers:
            raise document.error(
                ("stages", at, "papers"), say("协商的结果是协商意见，不能印成决议；要决议请写 leads_to")
            )
        for place, rule in enumerate(stage.meets.rules if stage.meets else ()):
            if around.rules[rule][-1].opinion is not opinion:
                way: Way = ("stages", at, "meets", "rules", place)
                raise document.error(way, say("协商要按 opinion = true 的规则开，要作决议的不能按它开"))
    if not opinion and not any(stage.meets and stage.meets.rules for stage in one.stages):
        raise document.error(("stages",), say("要作决议或评议的规程，至少有一步要写明按哪条规则开会"))


def _lists(document: Document, one: Procedure) -> None:
    for at, listed in enumerate(one.lists):
        way: Way = ("lists", at)
        distinct(document, (*way, "items"), [item.id for item in listed.items])
        _among(document, (*way, "choose"), listed.choose, _CHOOSE)
        if listed.choose != "none" and not listed.items:
            raise document.error((*way, "items"), say("要让人选的清单，至少要有一项"))
        if not listed.given and (listed.items or not listed.blanks or not listed.note):
            raise document.error(way, say("来源没有给出内容的，只留空行（blanks），并在 note 里说明"))


def _among(document: Document, way: Way, name: str, known: Iterable[str]) -> None:
    names = list(known)
    if name not in names:
        shown = "、".join(each or "“”" for each in sorted(names))
        raise document.error(way, say("没有“{name}”；可以填：{names}", name=name, names=shown))


def _stage(document: Document, way: Way, one: Procedure, stage: Stage, around: Around) -> None:
    roles, lists = [role.id for role in one.roles], {listed.id: listed for listed in one.lists}
    stages = [each.id for each in one.stages]
    for key, names, known in (
        ("roles", stage.roles, roles), ("lists", stage.lists, list(lists)), ("next", stage.next, stages),
        ("back", stage.back, stages), ("papers", stage.papers, list(PAPERS)),
    ):  # fmt: skip
        for at, name in enumerate(names):
            _among(document, (*way, key, at), name, known)
    for at, need in enumerate(stage.needs):
        _among(document, (*way, "needs", at, "sheet"), need.sheet, around.sheets)
        if need.list or need.item:
            _chosen(document, (*way, "needs", at), need.list, need.item, one)
    for at, route in enumerate(stage.routes):
        _chosen(document, (*way, "routes", at), route.list, route.item, one)
        _among(document, (*way, "routes", at, "to"), route.to, stages)
    distinct(document, (*way, "gates"), [gate.id for gate in stage.gates])
    for at, gate in enumerate(stage.gates):
        _gate(document, (*way, "gates", at), one, gate, around)
    if stage.meets is not None:
        _meets(document, (*way, "meets"), stage, around)


def _chosen(document: Document, way: Way, name: str, item: str, one: Procedure) -> None:
    _among(document, (*way, "list"), name, [listed.id for listed in one.lists if listed.choose != "none"])
    listed = next(each for each in one.lists if each.id == name)
    _among(document, (*way, "item"), item, [each.id for each in listed.items])


def _meets(document: Document, way: Way, stage: Stage, around: Around) -> None:
    meets = stage.meets
    assert meets is not None
    for at, rule in enumerate(meets.rules):
        _rule(document, (*way, "rules", at), rule, around, RuleKind.MEETING)
    if meets.composition:
        _rule(document, (*way, "composition"), meets.composition, around, RuleKind.COMPOSITION)
    if meets.matter:
        known = {matter.id for rule in meets.rules for version in around.rules[rule] for matter in version.matters}
        _among(document, (*way, "matter"), meets.matter, known)


def _rule(document: Document, way: Way, name: str, around: Around, kind: RuleKind) -> None:
    _among(document, way, name, [each for each, versions in around.rules.items() if versions[0].kind is kind])


def _gate(document: Document, way: Way, one: Procedure, gate: Gate, around: Around) -> None:
    _among(document, (*way, "at"), gate.at, ("enter", "leave"))
    if gate.check in (Check.SHEET, Check.SHEET_BEFORE, Check.ORDER, Check.IF_THEN):
        _sheet_gate(document, way, gate, around)
    elif gate.check is Check.COMPOSITION:
        _rule(document, (*way, "rule"), gate.rule, around, RuleKind.COMPOSITION)
    elif gate.check in (Check.VERDICT, Check.QUORUM):
        _rule(document, (*way, "rule"), gate.rule, around, RuleKind.MEETING)
    elif gate.check is Check.PAPER:
        _among(document, (*way, "paper"), gate.paper, PAPERS)
    elif gate.check is Check.DAYS:
        _among(document, (*way, "after"), gate.after, [stage.id for stage in one.stages])
        if not gate.days:
            raise document.error((*way, "days"), say("至少要写 1 天"))


def _sheet_gate(document: Document, way: Way, gate: Gate, around: Around) -> None:
    _among(document, (*way, "sheet"), gate.sheet, around.sheets)
    fields = {each.id: each for each in around.sheets[gate.sheet].fields}
    for at, name in enumerate(gate.fields):
        _among(document, (*way, "fields", at), name, fields)
    asked = [fields[name] for name in gate.fields]
    if gate.check is Check.ORDER and [each.type for each in asked] != [FieldType.DATE] * 2:
        raise document.error((*way, "fields"), say("要写两个日期字段，先的在前"))
    if gate.check is Check.IF_THEN:
        _among(document, (*way, "then"), gate.then, around.sheets)
        if [each.type for each in asked] != [FieldType.CHOICE]:
            raise document.error((*way, "fields"), say("要写一个单选字段"))
        _among(document, (*way, "value"), gate.value, [each.id for each in asked[0].choices])


def _graph(document: Document, one: Procedure) -> None:
    """Forward the stages make no circle, each can be reached, and each leads to an end."""
    order = {stage.id: at for at, stage in enumerate(one.stages)}
    for at, stage in enumerate(one.stages):
        for name in one.following(stage.id):
            if order[name] <= at:
                raise document.error(("stages", at, "next"), say("“{name}”在前面，往回走要写在 back 里", name=name))
        for name in stage.back:
            if order[name] > at:
                raise document.error(("stages", at, "back"), say("“{name}”在后面，往前走要写在 next 里", name=name))
    reached = {one.stages[0].id}
    for stage in one.stages:
        if stage.id in reached:
            reached.update(one.following(stage.id))
    for at, stage in enumerate(one.stages):
        if stage.id not in reached:
            raise document.error(("stages", at), say("没有哪一步通到“{name}”", name=stage.id))
    if not one.stages[-1].ends:
        raise document.error(("stages", len(one.stages) - 1, "ends"), say("最后一步要能办结：ends = true"))
    if one.kind is Kind.LAW and not one.source:
        raise document.error(("source",), say("法定规程要写明出处"))


def titled(one: Procedure, sheets: dict[str, SheetForm]) -> Procedure:
    """`one` with the titles of what its stages ask for, so that a case can say in words what it lacks."""
    lists = {listed.id: listed.title for listed in one.lists}
    replace = msgspec.structs.replace
    return replace(
        one,
        stages=tuple(
            replace(
                stage,
                needs=tuple(replace(need, title=need.title or sheets[need.sheet].title) for need in stage.needs),
                routes=tuple(replace(route, title=lists[route.list]) for route in stage.routes),
                gates=tuple(
                    replace(gate, wanted=sheets[gate.then or gate.sheet].title) if gate.then or gate.sheet else gate
                    for gate in stage.gates
                ),
            )
            for stage in one.stages
        ),
    )
