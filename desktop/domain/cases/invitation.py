"""Who must be there: the people of a sheet `participants` counted by their side, held against the procedure's rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from desktop.domain.figures import Figures, known_figures
from desktop.domain.verdict import judge
from forms.language import Refused, Sentence
from forms.procedures import Check, Stage
from forms.rules import RuleSet

FORM = "participants"
FIGURE_OF = {
    "interested": "interested",
    "masses": "masses",
    "notable": "notables",
    "member": "cppcc",
    "party": "party",
    "cadre": "cadres",
    "department": "departments",
}
"""Side of a participant on the sheet to the figure that rules of composition ask for."""
BESIDE = ("observer", "staff")
"""列席 and staff do not take part."""


def figures_of_people(rows: Iterable[Mapping[str, Any]], rule: RuleSet) -> Figures:
    """How many of each side take part, as far as `rule` asks for it."""
    sides = Counter(str(row.get("side", "")) for row in rows if str(row.get("name", "")).strip())
    numbers = dict.fromkeys(FIGURE_OF.values(), 0)
    for side, count in sides.items():
        if side in FIGURE_OF:
            numbers[FIGURE_OF[side]] += count
    numbers["participants"] = sum(count for side, count in sides.items() if side not in BESIDE)
    asked = {figure.id for figure in rule.figures}
    return Figures(more={name: number for name, number in numbers.items() if name in asked & set(known_figures(rule))})


def rule_of(stage: Stage | None) -> str:
    """The rule set of composition that a gate of this stage asks for; empty where none does."""
    found = (gate.rule for gate in stage.gates if gate.check is Check.COMPOSITION) if stage else iter(())
    return next(found, "")


def what_is_missing(rows: Iterable[Mapping[str, Any]], rule: RuleSet) -> tuple[bool, Sentence]:
    """Whether those people make up what `rule` asks for, and the sentence that says so or what is missing."""
    try:
        verdict = judge(rule, figures_of_people(rows, rule))
    except Refused as refused:
        return False, refused.sentence
    return verdict.passed is True, verdict.sentence
