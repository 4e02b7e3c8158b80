"""All rules, procedures, sheets and registers that are in force together, and which version of a rule holds on a day."""

from __future__ import annotations

from datetime import date as calendar_date

from msgspec import Struct

from forms.language import refuse
from forms.procedures import Procedure
from forms.province import province_name
from forms.registers import Register
from forms.rulefile import apply
from forms.rules import Figure, Override, RuleSet
from forms.sheets import SheetForm


class Pack(Struct, frozen=True):
    """Each by its id."""

    figures: dict[str, Figure] = {}
    rules: dict[str, tuple[RuleSet, ...]] = {}
    """Versions of each rule, oldest first."""
    provinces: dict[str, tuple[Override, ...]] = {}
    sheets: dict[str, SheetForm] = {}
    procedures: dict[str, Procedure] = {}
    registers: dict[str, Register] = {}

    def rule_set(self, rule: str, date: str, province: str = "") -> RuleSet:
        """The version of `rule` that holds on the ISO day `date`, with what `province` adds.

        Raises Refused where there is no such rule, day or province, or none of its versions holds then.
        """
        versions = self.rules.get(rule)
        if versions is None:
            raise refuse("没有叫“{rule}”的规则；现有：{names}", rule=rule, names="、".join(sorted(self.rules)))
        day = iso_day(date)
        found = next((one for one in versions if one.since <= day <= (one.until or day)), None)
        if found is None:
            title, first, last = versions[0].title, versions[0].since, versions[-1].until
            if day > first:
                raise refuse("“{title}”的规则到 {last} 为止，{day} 不能再用", title=title, last=last, day=day)
            raise refuse("{day} 还没有“{title}”的规则，它从 {first} 起施行", day=day, title=title, first=first)
        name = province_name(province)
        over = [
            one for one in self.provinces.get(name, ()) if one.rule == rule and one.since <= day <= (one.until or day)
        ]
        return apply(found, name, over)

    def procedure(self, id: str) -> Procedure:
        """Raises Refused where there is no such procedure."""
        found = self.procedures.get(id)
        if found is None:
            raise refuse("没有叫“{id}”的规程；现有：{names}", id=id, names="、".join(sorted(self.procedures)))
        return found

    def sheet(self, id: str) -> SheetForm:
        """Raises Refused where there is no such form."""
        found = self.sheets.get(id)
        if found is None:
            raise refuse("没有叫“{id}”的表单；现有：{names}", id=id, names="、".join(sorted(self.sheets)))
        return found

    def register(self, id: str) -> Register:
        """Raises Refused where there is no such register."""
        found = self.registers.get(id)
        if found is None:
            raise refuse("没有叫“{id}”的台账；现有：{names}", id=id, names="、".join(sorted(self.registers)))
        return found


def iso_day(text: str) -> str:
    """`text` as an ISO day. Raises Refused where it is none."""
    try:
        if len(text) == len("2026-01-01"):
            return calendar_date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise refuse("“{text}”不是日期，请写成 2026-06-01 的样子", text=text)
