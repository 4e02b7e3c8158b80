"""The numbers that a meeting gives to a rule, and what cannot be true of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from forms.language import Sentence, refuse, say
from forms.load import standard_figures
from forms.rules import Figure, RuleSet


class Figures(Struct, frozen=True, kw_only=True):
    """Whole numbers, None where not known. `adults`, `households` and `members` are 应到 as declared, never counted here."""

    adults: int | None = None
    households: int | None = None
    members: int | None = None
    present: int | None = None
    households_present: int | None = None
    proxies: int | None = None
    """Of those present, how many came in another's place."""
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    more: dict[str, int] = {}
    """What a rule asks for beside these: women, women_present, representatives …"""

    def given(self) -> dict[str, int]:
        """The numbers that are known, by name."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__ if name != "more"}
        return {name: number for name, number in fields.items() if number is not None} | self.more


def figures_of(numbers: Mapping[str, int]) -> Figures:
    """Figures from numbers by name."""
    own = {name: number for name, number in numbers.items() if name in Figures.__struct_fields__ and name != "more"}
    return Figures(**own, more={name: number for name, number in numbers.items() if name not in own})


def known_figures(rule: RuleSet) -> dict[str, Figure]:
    """All figures that `rule` understands."""
    return standard_figures() | {figure.id: figure for figure in rule.figures}


def checked(rule: RuleSet, figures: Figures) -> dict[str, int]:
    """The numbers given, by name. Raises Refused for one that the rule does not know, or for two that contradict."""
    numbers, known = figures.given(), known_figures(rule)
    for name, number in numbers.items():
        if name not in known:
            raise refuse("没有叫“{name}”的数字；可以填：{names}", name=name, names="、".join(known))
        if number < 0:
            raise refuse("{title}不能是负数：{n}", title=Sentence(known[name].title), n=number)
    for name, number in numbers.items():
        for whole in known[name].within:
            if whole in numbers and number > numbers[whole]:
                raise refuse(
                    "数字对不上：{part} {n} 比{whole} {m} 还多，请核对",
                    part=Sentence(known[name].title),
                    n=number,
                    whole=Sentence(known[whole].title),
                    m=numbers[whole],
                )
    both = numbers.get("present"), numbers.get("households_present")
    by_person = any(way.have == "present" for way in rule.ways)
    if by_person and both[0] is not None and both[1] is not None and both[1] > both[0]:
        raise refuse("数字对不上：到会 {m} 户，实到却只有 {n} 人，请核对", m=both[1], n=both[0])
    if numbers.get("proxies") and not rule.proxy.allowed:
        raise refuse(
            "{title}没有规定可以委托别人参加，委托的 {n} 人不能算到会", title=Sentence(rule.title), n=numbers["proxies"]
        )
    return numbers


def named(rule: RuleSet, names: Iterable[str]) -> Sentence:
    """Figures in words, each with the name by which a command knows it: 实到（present）、同意（yes）."""
    known = known_figures(rule)
    parts = [say("{title}（{name}）", title=Sentence(known[name].title), name=name) for name in names]
    whole = parts[0]
    for part in parts[1:]:
        whole = say("{first}、{then}", first=whole, then=part)
    return whole
