"""Who votes when a vote is open: people, or one for each household; and who shares the last seat of an election."""

from __future__ import annotations

from desktop.domain.meeting import Meeting, Poll
from forms.rules import RuleSet

HOUSEHOLDS = "households_present"
"""The base of a rule set by which one household has one vote."""


def by_household(rule: RuleSet) -> bool:
    """Whether the rule set counts households: 一户一票."""
    return rule.poll is not None and rule.poll.base == HOUSEHOLDS


def heads(rule: RuleSet, poll: Poll) -> int:
    """How many votes there are in the hall: people, those by proxy among them, or households."""
    return poll.figures.get(HOUSEHOLDS, poll.present) if by_household(rule) else poll.present


def household_of(meeting: Meeting, person: str) -> str:
    """Number of the household; empty where the roster does not know it."""
    found = meeting.eligible.get(person)
    return found.household if found is not None else ""


def called(meeting: Meeting, rule: RuleSet, poll: Poll) -> tuple[str, ...]:
    """Whom a roll call calls, in the order of the list: who was in the hall or is represented, of a household the first,
    its head before all others. Whose household nobody knows is not among the households that are counted."""
    voters = set(poll.voters)
    order = [person for person in meeting.eligible if person in voters]
    if not by_household(rule):
        return tuple(order)
    chosen: dict[str, str] = {}
    for person in order:
        one = meeting.eligible[person]
        if one.household and (one.household not in chosen or (one.name == one.head and person in meeting.inside)):
            chosen[one.household] = person
    return tuple(person for person in order if person in chosen.values())


def tied(poll: Poll) -> tuple[str, ...]:
    """Of an election that was counted: who has as many votes as another and enough, where there is not a seat for each."""
    needed = poll.verdict.needed if poll.verdict is not None else None
    if not poll.seats or needed is None or len(poll.elected) >= poll.seats:
        return ()
    left = [name for name, votes in poll.results.items() if votes >= needed and name not in poll.elected]
    best = max((poll.results[name] for name in left), default=0)
    return tuple(name for name in left if poll.results[name] == best)


def short(poll: Poll) -> int:
    """Seats that stay empty."""
    return max(0, poll.seats - len(poll.elected))
