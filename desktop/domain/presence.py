"""Who is in the hall, in the figures that a rule set asks for, and whether the law may be asked yet."""

from __future__ import annotations

from desktop.domain.eligibility import REPRESENTATIVE
from desktop.domain.figures import Figures, figures_of
from desktop.domain.meeting import Meeting
from desktop.domain.verdict import Verdict, judge
from forms.language import Refused, Sentence, say
from forms.rules import RuleSet

BASES = {
    "members": say("组成人员"),
    "adults": say("十八周岁以上村民"),
    "households": say("户"),
}


def bases(rule: RuleSet) -> tuple[str, ...]:
    """The figures of 应到 that the recorder declares for this rule set, in the order in which they are asked."""
    asked = [way.of for way in rule.ways if way.of in BASES]
    return tuple(dict.fromkeys(asked)) or ("members",)


def figures(meeting: Meeting) -> dict[str, int]:
    """Every figure of this moment: what was declared, who is in the hall, and how many households they stand for."""
    # 登记参加选举的村民 are the list of an election; who is in the hall can vote until the ballots say who did.
    listed = list(meeting.eligible.values())
    by_proxy = meeting.represented
    inside = [meeting.eligible[person] for person in (*meeting.inside, *by_proxy)]
    representatives = [person for person in listed if any(office in person.office for office in REPRESENTATIVE)]
    women = [person for person in representatives if person.sex == "女"]
    return {
        **meeting.declared,
        "present": len(inside),
        **({"voters": meeting.declared["members"], "voted": len(inside)} if "members" in meeting.declared else {}),
        **({"proxies": len(by_proxy)} if by_proxy else {}),
        "households_present": len({person.household for person in inside if person.household}),
        "representatives": len(representatives),
        "women": len(women),
        "women_present": sum(person in women for person in inside),
    }


def unsettled(meeting: Meeting, rule: RuleSet) -> Sentence | None:
    """Why the law cannot be asked: 应到 is not declared, or differs from the roster. None where it can."""
    asked = bases(rule)
    if not any(base in meeting.declared for base in asked):
        return say("还没有确认应到人数。请先填写应到人数。")
    for base, listed in listed_figures(meeting).items():
        declared = meeting.declared.get(base)
        if base in asked and declared is not None and declared != listed:
            return say(
                "应到人数对不上：申报{base} {declared}，名册上是 {listed}。请核对名册或改正应到人数，核对一致前不作法定结论。",
                base=BASES[base],
                declared=declared,
                listed=listed,
            )
    return None


def listed_figures(meeting: Meeting) -> dict[str, int]:
    """What the list of this meeting itself would say: people, and households where they are known."""
    listed = len(meeting.eligible)
    households = {person.household for person in meeting.eligible.values() if person.household}
    return {"members": listed, "adults": listed, "households": len(households)}


def standing(meeting: Meeting, rule: RuleSet) -> Verdict | Sentence:
    """The law's answer about presence at this moment, or a sentence that says why there is none."""
    waiting = unsettled(meeting, rule)
    if waiting is not None:
        return waiting
    try:
        return judge(rule, figures_for(rule, figures(meeting)))
    except Refused as refused:
        return refused.sentence


def figures_for(rule: RuleSet, counted: dict[str, int]) -> Figures:
    """Of the figures that were counted, those that this rule set asks for: of a way to a quorum both numbers or none."""
    votes = {"present", "proxies", "yes", "no", "abstain"}
    ways = {name for way in rule.ways if way.of in counted for name in (way.have, way.of)}
    besides = {name for one in rule.also for name in (one.have, one.of, one.when)}
    base = {rule.poll.base, rule.poll.votes} if rule.poll else set()
    wanted = votes | ways | besides | base
    return figures_of({name: number for name, number in counted.items() if name in wanted})
