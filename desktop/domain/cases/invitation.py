"""Who must be there: the people of a sheet `participants` counted by their side, held against the procedure's rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from desktop.domain.figures import Figures, known_figures
from desktop.domain.verdict import Verdict, judge
from forms.language import Refused, Sentence, say
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


class Came(Struct, frozen=True, kw_only=True):
    """Of one case on the agenda: whether those who must be there are there, and who of the invited is not."""

    case: str
    title: str
    enough: bool | None
    """None where no rule says who must be there."""
    sentence: Sentence
    """What the rule says of those who came; empty where there is none."""
    absent: tuple[str, ...]
    lacking: tuple[Sentence, ...] = ()
    """In a few words, each side of which there are too few, and how many are missing."""
    verdict: Verdict | None = None
    """The rule's answer with every number; None where there is no rule, or it could not be reckoned."""

    @property
    def words(self) -> Sentence | None:
        """What is missing, in plain words; None where nothing is."""
        names = "、".join(self.absent)
        if self.enough is False and self.absent:
            return say("“{title}”{why}；请了还没到：{names}", title=self.title, why=_side_by_side(self.lacking), names=names)
        if self.enough is False:
            return say("“{title}”{why}", title=self.title, why=_side_by_side(self.lacking))
        return say("“{title}”请了还没到：{names}", title=self.title, names=names) if self.absent else None


def who_came(
    case: str, title: str, rows: Iterable[Mapping[str, Any]], names: Iterable[str], rule: RuleSet | None
) -> Came:
    """The people of a sheet `participants` held against the names of those who are there (as they are, or as shown)."""
    invited = [row for row in rows if _plain(row)]
    there = {name.split("（")[0].strip() for name in names}
    present = [row for row in invited if _plain(row) in there]
    absent = tuple(dict.fromkeys(_plain(row) for row in invited if _plain(row) not in there))
    if rule is None:
        return Came(case=case, title=title, enough=None, sentence=Sentence(""), absent=absent)
    enough, sentence = what_is_missing(present, rule)
    return Came(
        case=case,
        title=title,
        enough=enough,
        sentence=sentence,
        absent=absent,
        lacking=_lacking(present, rule, sentence),
        verdict=_verdict(present, rule),
    )


def _side_by_side(parts: tuple[Sentence, ...]) -> Sentence:
    whole = parts[0] if parts else say("人还不齐")
    for part in parts[1:]:
        whole = say("{first}、{then}", first=whole, then=part)
    return whole


def _lacking(rows: list[Mapping[str, Any]], rule: RuleSet, sentence: Sentence) -> tuple[Sentence, ...]:
    """The whole sentence of the rule where it could not be reckoned."""
    verdict = _verdict(rows, rule)
    if verdict is None:
        return (sentence,)
    return tuple(
        say("还差{side} {n} 人", side=Sentence(one.title), n=one.missing)
        for one in verdict.counts
        if one.met is False and one.missing
    )


def _plain(row: Mapping[str, Any]) -> str:
    """The name without what tells two of one name apart."""
    return str(row.get("name") or "").split("（")[0].strip()


def _verdict(rows: list[Mapping[str, Any]], rule: RuleSet) -> Verdict | None:
    try:
        return judge(rule, figures_of_people(rows, rule))
    except Refused:
        return None
