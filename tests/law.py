"""The rules that come with the program."""

from __future__ import annotations

from forms.load import built_in
from forms.rules import RuleSet


def rule_set(rule: str, date: str, province: str = "") -> RuleSet:
    """The built-in rule of that name on that day."""
    return built_in().rule_set(rule, date, province)
