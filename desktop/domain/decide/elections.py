"""Elections of several people from a list, with 另选他人 where the meeting settled on it."""

from __future__ import annotations

from msgspec.structs import replace

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.polls import issued_to, natural, opening, two_agree, waiting_for
from desktop.domain.decide.require import Decider
from desktop.domain.meeting import ELECTION, Meeting, Poll
from desktop.domain.presence import figures_for
from desktop.domain.verdict import Verdict, judge
from forms.language import Sentence, refuse, say
from forms.rules import RuleSet

Events = tuple[e.AnyEvent, ...]


def open_election(meeting: Meeting, action: a.OpenElection, rule: RuleSet, sequence: int) -> Events:
    names = tuple(require.words(name, say("候选人姓名")) for name in action.candidates)
    if not names:
        raise refuse("请先填写候选人，再开始选举。")
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise refuse("候选人“{name}”写了两次。两人同名的，请写明组别或出生年。", name=twice)
    if not 1 <= action.seats <= len(names):
        raise refuse("应选 {seats} 人，候选人有 {n} 人：应选人数要在 1 到 {n} 之间。", seats=action.seats, n=len(names))
    if "invalid" in names:
        raise refuse("候选人不能叫“{name}”。请写姓名。", name="invalid")
    opened = opening(meeting, rule, sequence, action.question, ELECTION, names, action.seats)
    return (replace(opened, others=action.others),)


def count_election(meeting: Meeting, action: a.CountElection, rule: RuleSet, _: int) -> Events:
    """Elected is who has the rule's majority, the most votes first; where the last seat is tied, it stays empty."""
    poll = waiting_for(meeting, ELECTION)
    _adds_up(poll, rule, action)
    named = (*poll.candidates, *(name for name in action.votes if name not in poll.candidates))
    votes = {name: action.votes.get(name, 0) for name in named}
    two_agree(poll, {**votes, "invalid": action.invalid})
    verdicts = {name: _verdict(poll, rule, votes[name], action) for name in named}
    ranked = sorted(named, key=lambda name: -votes[name])
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


def _verdict(poll: Poll, rule: RuleSet, votes: int, action: a.CountElection) -> Verdict:
    """参加投票 is who handed a ballot in, where the rule asks for that."""
    valid = action.returned - action.invalid
    counted = {**poll.figures, "voted": action.returned, "yes": votes, "no": 0, "abstain": valid - votes}
    return judge(rule, figures_for(rule, counted))


def _adds_up(poll: Poll, rule: RuleSet, action: a.CountElection) -> None:
    natural(
        (say("发出"), action.issued),
        (say("收回"), action.returned),
        (say("无效"), action.invalid),
        *((Sentence("{name}", {"name": name}), votes) for name, votes in action.votes.items()),
    )
    stranger = next((name for name in action.votes if name not in poll.candidates), "")
    if stranger and not poll.others:
        raise refuse("“{name}”不在候选人名单上，这次也没有定可以另选他人。请核对姓名；选了别人的票记入无效。", name=stranger)
    if any(not name.strip() or name == "invalid" for name in action.votes):
        raise refuse("{what}不能空着。请填写后再继续。", what=say("另选的人的姓名"))
    issued_to(poll, rule, action.issued, action.returned)
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


DECIDERS: dict[type, Decider] = {a.OpenElection: open_election, a.CountElection: count_election}
