"""Other ways to vote: by roll call, by acclamation; two who count, and counting again."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.polls import CALLED, WAYS, decided, may_be_held, natural, waiting_for
from desktop.domain.decide.require import Decider
from desktop.domain.meeting import ACCLAMATION, BALLOT, ELECTION, HANDS, ROLL_CALL, Meeting, Poll
from desktop.domain.voters import by_household, heads, household_of
from forms.language import Sentence, refuse, say
from forms.rules import RuleSet

Events = tuple[e.AnyEvent, ...]

VOTES = ("yes", "no", "abstain")


def _voter(meeting: Meeting, poll: Poll, person: str) -> str:
    label = require.known(meeting, person)
    if person not in poll.voters:
        raise refuse("{name} 在表决开始时不在场，这次不能表决。", name=label)
    return label


def call_vote(meeting: Meeting, action: a.CallVote, rule: RuleSet, _: int) -> Events:
    poll = waiting_for(meeting, ROLL_CALL)
    label = _voter(meeting, poll, action.person)
    if action.vote not in VOTES:
        raise refuse("没有“{vote}”这种表态。可以是：同意（yes）、不同意（no）、弃权（abstain）。", vote=action.vote)
    if poll.votes.get(action.person) == action.vote:
        raise refuse("{name} 已经记为“{vote}”。", name=label, vote=CALLED[action.vote])
    if by_household(rule):
        _one_a_household(meeting, poll, action.person, label)
    return (e.VoteCalled(poll=poll.id, person=action.person, vote=action.vote),)


def _one_a_household(meeting: Meeting, poll: Poll, person: str, label: str) -> None:
    mine = household_of(meeting, person)
    if not mine:
        raise refuse("名册上没有 {name} 的户号，一户一票时算不出是哪一户的票，这次不点。", name=label)
    spoke = next((one for one in poll.votes if one != person and household_of(meeting, one) == mine), "")
    if spoke:
        raise refuse(
            "一户一票：{name} 这一户已经由 {other} 表态。要改由 {name} 表态，请先撤销 {other} 的表态。",
            name=label,
            other=meeting.label(spoke),
        )


def count_roll_call(meeting: Meeting, action: a.CountRollCall, rule: RuleSet, _: int) -> Events:
    poll = waiting_for(meeting, ROLL_CALL)
    if not poll.votes:
        raise refuse("还没有点到一个人。请先逐个点名，再结束点名。")
    given = list(poll.votes.values())
    return decided(poll, rule, given.count("yes"), given.count("no"), given.count("abstain"))


def dissent(meeting: Meeting, action: a.Dissent, rule: RuleSet, _: int) -> Events:
    poll = waiting_for(meeting, ACCLAMATION)
    label = _voter(meeting, poll, action.person)
    if action.person in poll.dissent:
        raise refuse("{name} 的异议已经记下。", name=label)
    return (e.DissentMinuted(poll=poll.id, person=action.person),)


def acclaim(meeting: Meeting, action: a.Acclaim, rule: RuleSet, _: int) -> Events:
    """All who were in the hall are counted as agreed: nobody said otherwise when asked."""
    poll = waiting_for(meeting, ACCLAMATION)
    if poll.dissent:
        raise refuse(
            "{name} 有异议，不能按无异议通过。请改为举手、点名或无记名投票。",
            name=meeting.label(poll.dissent[0]),
        )
    return decided(poll, rule, heads(rule, poll), 0, 0)


TURNS = (HANDS, BALLOT, ROLL_CALL, ACCLAMATION)


def turn(meeting: Meeting, action: a.TurnPoll, rule: RuleSet, _: int) -> Events:
    """The question, the base and what was objected stay as they are; nothing may have been counted or answered."""
    require.in_session(meeting)
    poll = meeting.poll
    if poll is None:
        raise refuse("现在没有等着计票的表决。请先开始表决。")
    if action.method not in TURNS or poll.method not in TURNS:
        raise refuse("选举不能改成别的方式，别的表决也不能改成选举。请取消这次表决，重新开始。")
    if action.method == poll.method:
        raise refuse("这次已经是{way}表决。", way=WAYS[poll.method])
    if poll.votes or poll.tallies or poll.earlier:
        raise refuse("已经有人表态或计过票，不能中途改方式。请取消这次表决，重新开始。")
    if action.method == ACCLAMATION and poll.dissent:
        raise refuse("{name} 有异议，不能按无异议通过。请改为举手、点名或无记名投票。", name=meeting.label(poll.dissent[0]))
    may_be_held(rule, action.method)
    return (e.PollTurned(poll=poll.id, method=action.method),)


def tally(meeting: Meeting, action: a.Tally, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    poll = meeting.poll
    if poll is None or poll.method not in (BALLOT, ELECTION):
        raise refuse("现在没有要唱票的投票。")
    counter = require.words(action.counter, say("计票人姓名"))
    if len(poll.tallies) >= 2 and counter not in poll.tallies:
        raise refuse("已经有两位计票人：{names}。", names="、".join(poll.tallies))
    written_in = tuple(name for name in action.numbers if name not in (*poll.candidates, "invalid")) if poll.others else ()
    asked = (*(poll.candidates or VOTES), *written_in, "invalid")
    if unknown := next((name for name in action.numbers if name not in asked), ""):
        raise refuse("计票里没有“{name}”这一栏。", name=unknown)
    natural(*((CALLED.get(name) or Sentence("{name}", {"name": name}), n) for name, n in action.numbers.items()))
    numbers = {name: action.numbers.get(name, 0) for name in asked}
    return (e.TallyGiven(poll=poll.id, counter=counter, numbers=numbers),)


def recount(meeting: Meeting, action: a.Recount, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    if meeting.poll is not None:
        raise refuse("“{question}”还没有计票。请先计票或取消这次表决。", question=meeting.poll.question)
    current = meeting.current
    last = next((poll for poll in reversed(meeting.polls) if current and poll.item == current.id), None)
    if last is None:
        raise refuse("这一项还没有计过票，不用重新计票。")
    if last.method == ACCLAMATION:
        raise refuse("无异议通过没有票可以重计。要改，请另开一次表决。")
    return (e.PollReopened(poll=last.id, reason=require.words(action.reason, say("重新计票的原因"))),)


DECIDERS: dict[type, Decider] = {
    a.CallVote: call_vote,
    a.CountRollCall: count_roll_call,
    a.Dissent: dissent,
    a.Acclaim: acclaim,
    a.TurnPoll: turn,
    a.Tally: tally,
    a.Recount: recount,
}
