"""From a rule's TOML document to its checked versions, and what a province changes in them."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Any, TypeVar

import msgspec

from forms.language import Refused, say
from forms.locate import Way
from forms.province import province_name
from forms.read import Document
from forms.rules import Condition, Figure, Gate, Kind, Limit, Notice, Often, Override, Poll, Publicity, Request, RuleSet

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,15}")
_OURS = ("origin", "hash", "province", "overrides")
_ORIGINS = ("built-in", "county", "local")
"""From the one that needs no word to the one that must be told of."""
_PERIODS = ("month", "quarter", "half-year", "year")


def rule_versions(document: Document, origin: str) -> tuple[RuleSet, ...]:
    """The versions of the rule in `document`, oldest first. Raises FormError.

    What stands at the top of the file holds for each version that does not say otherwise.
    """
    top = dict(document.values)
    listed = top.pop("versions", None)
    if not isinstance(listed, list) or not listed:
        raise document.error(("versions",), say("至少要有一个 [[versions]]"))
    found = []
    for position, entry in enumerate(listed):
        way: Way = ("versions", position)
        if not isinstance(entry, dict):
            raise document.error(way, say("要填一组键和值"))
        for key in _OURS:
            for holder, base in ((top, ()), (entry, way)):
                if key in holder:
                    raise document.error((*base, key), say("这个键由程序填写，不能写在文件里"))
        one = _taken(document, top, entry, way)
        found.append(stamped(msgspec.structs.replace(one, origin=origin)))
    return tuple(sorted(found, key=lambda one: one.since))


def _taken(document: Document, top: dict[str, Any], entry: dict[str, Any], way: Way) -> RuleSet:
    """A mistake in what stands at the top is told of there, and not in the version that shares it."""
    own = {key: value for key, value in top.items() if key not in entry}
    if own:
        filled = {"id": "x", "version": "x", "title": "x", "law": "x", "article": "x", "since": "x"}
        document.take({**filled, **own}, RuleSet)
    return document.take({**own, **entry}, RuleSet, way)


def stamped(rule: RuleSet) -> RuleSet:
    """`rule` with the hash of what it says; where it came from is not part of that."""
    overrides = tuple(msgspec.structs.replace(one, origin="built-in") for one in rule.overrides)
    bare = msgspec.structs.replace(rule, hash="", origin="built-in", overrides=overrides)
    return msgspec.structs.replace(rule, hash=sha256(msgspec.json.encode(bare, order="deterministic")).hexdigest())


def check_rule(document: Document, versions: tuple[RuleSet, ...], figures: dict[str, Figure]) -> None:
    """Whether the versions make sense beyond their types. Raises FormError."""
    for position, entry in enumerate(document.values["versions"]):
        one = next(rule for rule in versions if rule.version == entry.get("version", document.values.get("version")))
        named(document, ("id",), one.id)
        _version(document, ("versions", position), one, figures)
    twice = len({one.version for one in versions}) < len(versions)
    for earlier, later in pairwise(versions):
        if twice or not earlier.until or earlier.until >= later.since:
            raise document.error(("versions",), say("各版本的名称要不同，起止日期不能重叠"))


def _version(document: Document, way: Way, one: RuleSet, figures: dict[str, Figure]) -> None:
    if not _VERSION.fullmatch(one.version):
        raise document.error((*way, "version"), say("要填版本，例如 2025"))
    check_days(document, way, one.since, one.until)
    known = {**figures, **{figure.id: figure for figure in one.figures}}
    _conditions(document, (*way, "ways"), one.ways, known)
    _conditions(document, (*way, "also"), one.also, known)
    _poll(document, way, one, known)
    for key in ("matters", "gates", "figures", "limits", "chain"):
        distinct(document, (*way, key), [thing.id for thing in getattr(one, key)])
    for at, request in enumerate(one.requests):
        _figure(document, (*way, "requests", at, "of"), request.of, known)
    if one.often and (one.often.per not in _PERIODS or one.often.times < 1):
        raise document.error((*way, "often"), say("次数至少 1，周期要填 {names} 之一", names="、".join(_PERIODS)))
    for at, matter in enumerate(one.matters):
        if matter.base:
            _figure(document, (*way, "matters", at, "base"), matter.base, known)
        if not matter.decides and not matter.refer:
            raise document.error((*way, "matters", at, "refer"), say("自己不能决定的事项，要写由哪一种会议决定"))


def _poll(document: Document, way: Way, one: RuleSet, known: dict[str, Figure]) -> None:
    if one.kind is Kind.DUTY:
        if one.poll is not None or one.ways or one.also:
            raise document.error((*way, "kind"), say("只写职责的规则，没有到会人数、条件和表决"))
        return
    if one.kind is Kind.COMPOSITION:
        if one.poll is not None or not one.also:
            raise document.error((*way, "also"), say("组成规则要有 [[also]] 条件，没有表决"))
        return
    if one.poll is None:
        raise document.error((*way, "poll"), say("要写明表决怎样算通过"))
    poll: Poll = one.poll
    _figure(document, (*way, "poll", "votes"), poll.votes, known)
    _figure(document, (*way, "poll", "base"), poll.base, known)


def _conditions(document: Document, way: Way, found: tuple[Condition, ...], known: dict[str, Figure]) -> None:
    distinct(document, way, [one.id for one in found])
    for at, one in enumerate(found):
        _figure(document, (*way, at, "have"), one.have, known)
        if one.of:
            _figure(document, (*way, at, "of"), one.of, known)
        if one.when:
            _figure(document, (*way, at, "when"), one.when, known)
        if (one.share is None) != (not one.of):
            raise document.error((*way, at, "share"), say("share 和 of 要一起写"))
        if one.share is None and one.minimum is None:
            raise document.error((*way, at), say("要写 share（占多少）或 minimum（至少几个）"))


def _figure(document: Document, way: Way, name: str, known: dict[str, Figure]) -> None:
    if name not in known:
        raise document.error(way, say("没有叫“{name}”的数字；现有：{names}", name=name, names="、".join(known)))


def distinct(document: Document, way: Way, names: list[str]) -> None:
    """Raises FormError where a name of the list at `way` is badly made or stands there twice."""
    for at, name in enumerate(names):
        named(document, (*way, at, "id"), name)
        if name in names[:at]:
            raise document.error((*way, at, "id"), say("“{name}”用了两次", name=name))


def named(document: Document, way: Way, name: str) -> None:
    """Raises FormError where `name` is no name that a file, a table and a command line can carry."""
    if len(name) > 64 or not NAME.fullmatch(name):
        raise document.error(way, say("编号只用小写字母、数字和短横，例如 villager-group"))


def check_days(document: Document, way: Way, since: str, until: str) -> None:
    """Raises FormError where a period has no proper ISO days or ends before it begins."""
    for key, day in (("since", since), ("until", until)):
        try:
            good = (not day and key == "until") or date.fromisoformat(day).isoformat() == day
        except ValueError:
            good = False
        if not good:
            raise document.error((*way, key), say("要填日期，例如 2026-01-01"))
    if until and until < since:
        raise document.error((*way, "until"), say("止日不能早于起日"))


def check_override(
    document: Document, values: dict[str, Any], rules: dict[str, tuple[RuleSet, ...]], figures: dict[str, Figure]
) -> str:
    """Whether a province's file makes sense; gives the short name of the province. Raises FormError."""
    for key in values:
        if key not in ("province", "overrides"):
            raise document.error((key,), say("没有这个键，请核对拼写"))
    try:
        name = province_name(str(values.get("province", "")))
    except Refused as error:
        raise document.error(("province",), error.sentence) from None
    if not name:
        raise document.error(("province",), say("要写省名，例如 浙江"))
    listed = values.get("overrides", [])
    overrides = document.take(listed, tuple[Override, ...], ("overrides",))
    for at, entry in enumerate(listed):
        if "origin" in entry:
            raise document.error(("overrides", at, "origin"), say("这个键由程序填写，不能写在文件里"))
    if not overrides:
        raise document.error(("overrides",), say("至少要有一个 [[overrides]]"))
    for at, one in enumerate(overrides):
        way: Way = ("overrides", at)
        if one.rule not in rules:
            raise document.error((*way, "rule"), say("没有叫“{name}”的规则", name=one.rule))
        own = {figure.id: figure for rule in rules[one.rule] for figure in rule.figures}
        check_days(document, way, one.since, one.until)
        _conditions(document, (*way, "also"), one.also, {**figures, **own})
        distinct(document, (*way, "gates"), [gate.id for gate in one.gates])
    return name


def apply(rule: RuleSet, province: str, overrides: list[Override]) -> RuleSet:
    """`rule` as it holds in `province`: what the province says takes the place of what the law says, or joins it.

    Days of notice and publicity are those of the law where the province asks for fewer. The rule is as much 本地规则 as any of
    what was laid over it.
    """
    if not province:
        return rule
    for one in overrides:
        rule = msgspec.structs.replace(
            rule,
            origin=max(rule.origin, one.origin, key=_ORIGINS.index),
            notice=_sure(one.notice, one) if one.notice and _longer(one.notice, rule.notice) else rule.notice,
            often=_sure(one.often, one) if one.often else rule.often,
            publicity=_sure(one.publicity, one)
            if one.publicity and _longer(one.publicity, rule.publicity)
            else rule.publicity,
            also=_joined(rule.also, one.also, one, "id"),
            requests=_joined(rule.requests, one.requests, one, "of"),
            gates=_joined(rule.gates, one.gates, one, "id"),
            limits=_joined(rule.limits, one.limits, one, "id"),
            remarks=rule.remarks + one.remarks,
            remarks_en=rule.remarks_en + one.remarks_en,
        )
    return stamped(msgspec.structs.replace(rule, province=province, overrides=tuple(overrides)))


Part = TypeVar("Part", Condition, Gate, Limit, Notice, Often, Publicity, Request)


def _longer(over: Notice | Publicity, below: Notice | Publicity | None) -> bool:
    """Whether `over` asks for no fewer days than `below`."""
    return (over.days or 0) >= (below.days or 0 if below else 0)


def _sure(part: Part, override: Override) -> Part:
    """`part` with the article of the override, and sure of itself only where the override is."""
    article = part.article or override.article
    law = part.law or override.law
    return msgspec.structs.replace(part, law=law, article=article, verified=part.verified and override.verified)


def _joined(below: tuple[Part, ...], over: tuple[Part, ...], override: Override, key: str) -> tuple[Part, ...]:
    parts = {getattr(part, key): part for part in below}
    return tuple((parts | {getattr(part, key): _sure(part, override) for part in over}).values())
