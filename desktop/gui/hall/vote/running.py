"""How a vote stands while it is being called: counted so far, what is lacking, and the verdict once all have answered. Pure."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain import actions as a
from desktop.domain.decide import decide
from desktop.domain.events import PollDecided
from desktop.domain.meeting import Meeting, Poll
from desktop.domain.verdict import Verdict
from desktop.domain.voters import called
from desktop.gui.hall_state import HallState, needed
from forms.language import Refused, Sentence, say
from forms.rules import RuleSet


class Call(Struct, frozen=True, kw_only=True):
    """One who is called: the id, the name as it is called, and the answer so far ("" for none)."""

    person: str
    name: Sentence
    vote: str = ""


def calls(meeting: Meeting, rule: RuleSet, poll: Poll) -> tuple[Call, ...]:
    """Everybody who is called, in the order of the list."""
    return tuple(
        Call(person=person, name=name_of(meeting, person), vote=poll.votes.get(person, ""))
        for person in called(meeting, rule, poll)
    )


def name_of(meeting: Meeting, person: str) -> Sentence:
    """The name; of one who sent a proxy also who answers."""
    to = meeting.proxies.get(person, "")
    if to and person not in meeting.inside:
        return say("{name}（{to} 代）", name=meeting.label(person), to=meeting.label(to))
    return Sentence("{name}", {"name": meeting.label(person)})


def totals(everyone: tuple[Call, ...]) -> Sentence:
    """同意 12，不同意 3，弃权 1，还有 12 人."""
    votes = [one.vote for one in everyone]
    return say(
        "同意 {yes}，不同意 {no}，弃权 {abstain}，还有 {left} 人没有表态",
        yes=votes.count("yes"),
        no=votes.count("no"),
        abstain=votes.count("abstain"),
        left=votes.count(""),
    )


def outlook(state: HallState, poll: Poll, everyone: tuple[Call, ...]) -> Sentence:
    """What the yes votes so far mean; once everybody has answered, the verdict as it will be printed."""
    votes = [one.vote for one in everyone]
    yes, left = votes.count("yes"), votes.count("")
    if not left:
        found = verdict(state, a.CountRollCall())
        if found is not None:
            return found.sentence
    need = needed(state, poll)
    if need is None:
        return Sentence("")
    if yes >= need:
        return say("同意已有 {yes} 票，达到要求的 {need} 票。", yes=yes, need=need)
    if yes + left < need:
        return say("其余的都同意，也不够 {need} 票。", need=need)
    return say("还差 {n} 票同意（需 {need} 票）。", n=need - yes, need=need)


def verdict(state: HallState, action: a.AnyAction) -> Verdict | None:
    """What would be decided if this were counted now; None where it would be refused."""
    try:
        events = decide(state.evening, action, state.rule)
    except Refused:
        return None
    return next((event.verdict for event in events if isinstance(event, PollDecided)), None)
