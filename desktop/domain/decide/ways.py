"""Other ways to vote: by roll call, by acclamation, from a list of candidates; two who count, and counting again."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.polls import CALLED, decided, natural, opening, two_agree, waiting_for
from desktop.domain.decide.require import Decider
from desktop.domain.meeting import ACCLAMATION, BALLOT, ELECTION, ROLL_CALL, Meeting, Poll
from desktop.domain.presence import figures_for
from desktop.domain.verdict import Verdict, judge
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
    return (e.VoteCalled(poll=poll.id, person=action.person, vote=action.vote),)


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
            "{name} 有异议，不能按无异议通过。请取消这次表决，改用举手、点名或无记名投票。",
            name=meeting.label(poll.dissent[0]),
        )
    base = rule.poll.base if rule.poll else ""
    heads = poll.figures.get(base, poll.present) if base == "households_present" else poll.present
    return decided(poll, rule, heads, 0, 0)


def open_election(meeting: Meeting, action: a.OpenElection, rule: RuleSet, sequence: int) -> Events:
    names = tuple(require.words(name, say("候选人姓名")) for name in action.candidates)
    if not names:
        raise refuse("请先填写候选人，再开始选举。")
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise refuse("候选人“{name}”写了两次。两人同名的，请写明组别或出生年。", name=twice)
    if not 1 <= action.seats <= len(names):
        raise refuse("应选 {seats} 人，候选人有 {n} 人：应选人数要在 1 到 {n} 之间。", seats=action.seats, n=len(names))
    return (opening(meeting, rule, sequence, action.question, ELECTION, names, action.seats),)


def count_election(meeting: Meeting, action: a.CountElection, rule: RuleSet, _: int) -> Events:
    """Elected is who has the rule's majority, the most votes first; where the last seat is tied, it stays empty."""
    poll = waiting_for(meeting, ELECTION)
    _election_adds_up(poll, action)
    votes = {name: action.votes.get(name, 0) for name in poll.candidates}
    two_agree(poll, {**votes, "invalid": action.invalid})
    valid = action.returned - action.invalid
    verdicts = {name: _verdict(poll, rule, votes[name], valid) for name in poll.candidates}
    ranked = sorted(poll.candidates, key=lambda name: -votes[name])
    enough = [name for name in ranked if verdicts[name].passed]
    elected = enough[: poll.seats]
    if len(enough) > poll.seats and votes[enough[poll.seats]] == votes[elected[-1]]:
        tied = votes[elected[-1]]
        elected = [name for name in elected if votes[name] > tied]
    filled = len(elected) == poll.seats
    decisive = elected[-1] if filled else next(name for name in ranked if name not in elected)
    return (
        e.ElectionDecided(
            poll=poll.id,
            issued=action.issued,
            returned=action.returned,
            invalid=action.invalid,
            votes=votes,
            elected=tuple(elected),
            decisive=decisive,
            verdict=verdicts[decisive],
        ),
    )


def _verdict(poll: Poll, rule: RuleSet, votes: int, valid: int) -> Verdict:
    counted = {**poll.figures, "yes": votes, "no": 0, "abstain": valid - votes}
    return judge(rule, figures_for(rule, counted))


def _election_adds_up(poll: Poll, action: a.CountElection) -> None:
    natural(
        (say("发出"), action.issued),
        (say("收回"), action.returned),
        (say("无效"), action.invalid),
        *((Sentence("{name}", {"name": name}), votes) for name, votes in action.votes.items()),
    )
    if stranger := next((name for name in action.votes if name not in poll.candidates), ""):
        raise refuse("“{name}”不在候选人名单上。请核对姓名，另选他人的票记入无效或另行说明。", name=stranger)
    if action.issued > poll.present:
        raise refuse(
            "票数对不上：发出 {issued} 张，多于到会 {present} 人。请重新清点。",
            issued=action.issued,
            present=poll.present,
        )
    if action.returned > action.issued:
        raise refuse(
            "票数对不上：收回 {returned} 张，多于发出 {issued} 张。收回多于发出的，这次投票无效，请重新清点或重新投票。",
            returned=action.returned,
            issued=action.issued,
        )
    valid = action.returned - action.invalid
    if valid < 0:
        raise refuse(
            "票数对不上：无效 {invalid} 张，多于收回 {returned} 张。请重新清点。",
            invalid=action.invalid,
            returned=action.returned,
        )
    for name, votes in action.votes.items():
        if votes > valid:
            raise refuse(
                "票数对不上：{name} 得 {votes} 票，多于有效票 {valid} 张。请重新清点。",
                name=name,
                votes=votes,
                valid=valid,
            )
    if sum(action.votes.values()) > valid * poll.seats:
        raise refuse(
            "票数对不上：{valid} 张有效票，每张最多选 {seats} 人，合计不能到 {total} 票。多选的票是无效票，请重新清点。",
            valid=valid,
            seats=poll.seats,
            total=sum(action.votes.values()),
        )


def tally(meeting: Meeting, action: a.Tally, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    poll = meeting.poll
    if poll is None or poll.method not in (BALLOT, ELECTION):
        raise refuse("现在没有要唱票的投票。")
    counter = require.words(action.counter, say("计票人姓名"))
    if len(poll.tallies) >= 2 and counter not in poll.tallies:
        raise refuse("已经有两位计票人：{names}。", names="、".join(poll.tallies))
    asked = (*(poll.candidates or VOTES), "invalid")
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
    a.OpenElection: open_election,
    a.CountElection: count_election,
    a.Tally: tally,
    a.Recount: recount,
}
