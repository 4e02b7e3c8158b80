"""The rules and procedures in use: what is built in, and what a county lays over it.

A pack is a folder with `rules/`, `provinces/`, `procedures/` and `sheets/`, all optional. `load_pack` takes it whole or, where
anything in it is wrong, not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from msgspec import Struct

from forms.errors import FormError, FormErrors
from forms.language import refuse
from forms.province import province_name
from forms.read import Document, documents
from forms.rulefile import apply, check_override, check_rule, rule_versions
from forms.rules import Figure, Override, RuleSet

BUILT_IN, COUNTY, LOCAL = "built-in", "county", "local"


class Pack(Struct, frozen=True):
    """All rules that are in force together. Look one up by name, date and province."""

    figures: dict[str, Figure] = {}
    rules: dict[str, tuple[RuleSet, ...]] = {}
    """Versions of each rule, oldest first."""
    provinces: dict[str, tuple[Override, ...]] = {}

    def rule_set(self, rule: str, date: str, province: str = "") -> RuleSet:
        """The version of `rule` that holds on the ISO day `date`, with what `province` adds.

        Raises Refused where there is no such rule, day or province, or none of its versions holds then.
        """
        versions = self.rules.get(rule)
        if versions is None:
            raise refuse("没有叫“{rule}”的规则;现有:{names}", rule=rule, names="、".join(sorted(self.rules)))
        day = iso_day(date)
        found = next((one for one in versions if one.since <= day <= (one.until or day)), None)
        if found is None:
            title, first = versions[0].title, versions[0].since
            if day > versions[-1].since:
                raise refuse("“{title}”的规则到 {last} 为止,{day} 不能再用", title=title, last=versions[-1].until, day=day)
            raise refuse("{day} 还没有“{title}”的规则,它从 {first} 起施行", day=day, title=title, first=first)
        name = province_name(province)
        over = [
            one
            for one in self.provinces.get(name, ())
            if one.rule == rule and one.since <= day <= (one.until or day)
        ]
        return apply(found, name, over)


def iso_day(text: str) -> str:
    """`text` as an ISO day. Raises Refused where it is none."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else _not_a_day(text)
    except ValueError:
        return _not_a_day(text)


def _not_a_day(text: str) -> str:
    raise refuse("“{text}”不是日期,请写成 2026-06-01 的样子", text=text)


@cache
def built_in() -> Pack:
    """What comes with the program. Raises FormErrors, which the tests rule out."""
    return _read(files("forms"), "forms", Pack(), BUILT_IN)


@cache
def standard_figures() -> dict[str, Figure]:
    """The figures that every rule may name: 实到, 同意 …"""
    document = Document("forms/figures.toml", (files("forms") / "figures.toml").read_bytes())
    found = document.take(document.values["figures"], tuple[Figure, ...], ("figures",))
    return {figure.id: figure for figure in found}


def rule_set(rule: str, date: str, province: str = "") -> RuleSet:
    """`built_in().rule_set(…)`: the built-in rule of that name on that day."""
    return built_in().rule_set(rule, date, province)


def load_pack(folder: Path, *, over: Pack | None = None, signed: bool = False) -> Pack:
    """The pack in `folder` laid over `over` (default: what is built in). Raises FormErrors with all that is wrong.

    `signed` says that the county's signature over the folder has been verified; its rules are 本地规则 otherwise. A rule of
    law cannot be replaced, only joined by others; a pack's own rules, provinces and procedures are its own to change.
    """
    if not folder.is_dir():
        raise refuse("没有这个文件夹:{folder}", folder=str(folder))
    return _read(folder, folder.name, built_in() if over is None else over, COUNTY if signed else LOCAL)


def _read(folder: Path | Traversable, shown: str, below: Pack, origin: str) -> Pack:
    errors: list[FormError] = []
    figures = dict(below.figures)
    if origin == BUILT_IN:
        figures.update(standard_figures())
    rules = dict(below.rules)
    for document in _sound(documents(folder / "rules", f"{shown}/rules"), errors):
        try:
            versions = rule_versions(document, origin)
            check_rule(document, versions, figures)
            rules[versions[0].id] = versions
        except FormError as error:
            errors.append(error)
    provinces = dict(below.provinces)
    for document in _sound(documents(folder / "provinces", f"{shown}/provinces"), errors):
        try:
            name, overrides = _province(document, rules, figures)
            provinces[name] = provinces.get(name, ()) + overrides
        except FormError as error:
            errors.append(error)
    if errors:
        raise FormErrors(tuple(errors))
    return Pack(figures=figures, rules=rules, provinces=provinces)


def _sound(found: Iterable[Document | FormError], errors: list[FormError]) -> Iterable[Document]:
    for one in found:
        if isinstance(one, FormError):
            errors.append(one)
        else:
            yield one


def _province(
    document: Document, rules: dict[str, tuple[RuleSet, ...]], figures: dict[str, Figure]
) -> tuple[str, tuple[Override, ...]]:
    values: dict[str, Any] = document.values
    name = check_override(document, values, rules, figures)
    return name, document.take(values["overrides"], tuple[Override, ...], ("overrides",))
