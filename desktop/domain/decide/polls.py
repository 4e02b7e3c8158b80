"""Votes: opened on what is present, counted with figures that add up, decided by the rule set."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.require import Decider
from desktop.domain.meeting import BALLOT, HANDS, Meeting, Poll
from desktop.domain.presence import figures, figures_for, unsettled
from desktop.domain.verdict import judge
from forms.language import Sentence, refuse, say
from forms.rules import RuleSet

Events = tuple[e.AnyEvent, ...]


def open_poll(meeting: Meeting, action: a.OpenPoll, rule: RuleSet, sequence: int) -> Events:
    """A vote below the quorum is refused with the law's sentence: what it decided would not stand."""
    require.in_session(meeting)
    current = meeting.current
    if current is None:
        raise refuse("请先打开要表决的议题，再开始表决。")
    if meeting.poll is not None:
        raise refuse("“{question}”还没有计票。请先计票或取消这次表决。", question=meeting.poll.question)
    if action.method not in (HANDS, BALLOT):
        raise refuse("没有“{method}”这种表决方式。可以是：举手（hands）、无记名投票（ballot）。", method=action.method)
    question = require.words(action.question, say("表决事项"))
    waiting = unsettled(meeting, rule)
    if waiting is not None:
        raise refuse("现在不能表决：{why}", why=waiting)
    counted = figures(meeting)
    verdict = judge(rule, figures_for(rule, counted))
    if not verdict.quorum.met:
        raise refuse("现在不能表决：{why}", why=verdict.sentence)
    opened = e.PollOpened(
        poll=f"p{sequence}",
        item=current.id,
        question=question,
        method=action.method,
        present=counted["present"],
        figures=counted,
    )
    return (opened,)


def _waiting_for(meeting: Meeting, method: str) -> Poll:
    require.in_session(meeting)
    poll = meeting.poll
    if poll is None:
        raise refuse("现在没有等着计票的表决。请先开始表决。")
    if poll.method != method:
        way = say("举手") if poll.method == HANDS else say("投票")
        raise refuse("这次是{way}表决，请按{way}的结果计票。", way=way)
    return poll


def _natural(*numbers: tuple[Sentence, int]) -> None:
    for name, number in numbers:
        if number < 0:
            raise refuse("{name}不能是负数（{number}）。请改正后再计票。", name=name, number=number)


def count_hands(meeting: Meeting, action: a.CountHands, rule: RuleSet, _: int) -> Events:
    poll = _waiting_for(meeting, HANDS)
    _natural((say("同意"), action.yes), (say("不同意"), action.no), (say("弃权"), action.abstain))
    total = action.yes + action.no + action.abstain
    if total > poll.present:
        raise refuse(
            "票数对不上：同意 {yes} + 不同意 {no} + 弃权 {abstain} = {total}，多于到会 {present} 人。请重新清点。",
            yes=action.yes,
            no=action.no,
            abstain=action.abstain,
            total=total,
            present=poll.present,
        )
    return _decided(poll, rule, action.yes, action.no, action.abstain)


def count_ballots(meeting: Meeting, action: a.CountBallots, rule: RuleSet, _: int) -> Events:
    """收回多于发出 voids the vote; what was returned must be the sum of its parts."""
    poll = _waiting_for(meeting, BALLOT)
    _natural(
        (say("发出"), action.issued),
        (say("收回"), action.returned),
        (say("同意"), action.yes),
        (say("不同意"), action.no),
        (say("弃权"), action.abstain),
        (say("无效"), action.invalid),
    )
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
    total = action.yes + action.no + action.abstain + action.invalid
    if total != action.returned:
        raise refuse(
            "票数对不上：同意 {yes} + 不同意 {no} + 弃权 {abstain} + 无效 {invalid} = {total}，收回是 {returned} 张。请重新清点。",
            yes=action.yes,
            no=action.no,
            abstain=action.abstain,
            invalid=action.invalid,
            total=total,
            returned=action.returned,
        )
    return _decided(poll, rule, action.yes, action.no, action.abstain, (action.issued, action.returned, action.invalid))


def _decided(
    poll: Poll, rule: RuleSet, yes: int, no: int, abstain: int, paper: tuple[int, int, int] | None = None
) -> Events:
    counted = {**poll.figures, "yes": yes, "no": no, "abstain": abstain}
    verdict = judge(rule, figures_for(rule, counted))
    issued, returned, invalid = paper or (None, None, None)
    return (
        e.PollDecided(
            poll=poll.id,
            yes=yes,
            no=no,
            abstain=abstain,
            issued=issued,
            returned=returned,
            invalid=invalid,
            verdict=verdict,
        ),
    )


def abandon(meeting: Meeting, action: a.AbandonPoll, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    if meeting.poll is None:
        raise refuse("现在没有等着计票的表决。")
    return (e.PollAbandoned(poll=meeting.poll.id),)


DECIDERS: dict[type, Decider] = {
    a.OpenPoll: open_poll,
    a.CountHands: count_hands,
    a.CountBallots: count_ballots,
    a.AbandonPoll: abandon,
}
