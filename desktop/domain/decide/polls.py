"""Votes: opened on what is present, counted with figures that add up, decided by the rule set."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.require import Decider
from desktop.domain.meeting import ACCLAMATION, BALLOT, ELECTION, HANDS, ROLL_CALL, Meeting, Poll
from desktop.domain.presence import figures, figures_for, unsettled
from desktop.domain.verdict import judge
from desktop.domain.voters import by_household, heads
from forms.language import Sentence, refuse, say
from forms.rules import RuleSet

Events = tuple[e.AnyEvent, ...]


def open_poll(meeting: Meeting, action: a.OpenPoll, rule: RuleSet, sequence: int) -> Events:
    """A vote below the quorum is refused with the law's sentence: what it decided would not stand."""
    if action.method not in (HANDS, BALLOT, ROLL_CALL, ACCLAMATION):
        raise refuse(
            "没有“{method}”这种表决方式。可以是：举手（hands）、无记名投票（ballot）、点名（roll-call）、无异议通过（acclamation）。",
            method=action.method,
        )
    return (opening(meeting, rule, sequence, action.question, action.method),)


def opening(
    meeting: Meeting,
    rule: RuleSet,
    sequence: int,
    question: str,
    method: str,
    candidates: tuple[str, ...] = (),
    seats: int = 0,
) -> e.PollOpened:
    """A vote on the open item, with the figures of this moment. Raises Refused where there cannot be one now."""
    require.in_session(meeting)
    current = meeting.current
    if current is None:
        raise refuse("请先打开要表决的议题，再开始表决。")
    if meeting.poll is not None:
        raise refuse("“{question}”还没有计票。请先计票或取消这次表决。", question=meeting.poll.question)
    question = require.words(question, say("表决事项"))
    may_be_held(rule, method)
    waiting = unsettled(meeting, rule)
    if waiting is not None:
        raise refuse("现在不能表决：{why}", why=waiting)
    counted = figures(meeting)
    verdict = judge(rule, figures_for(rule, counted))
    if not verdict.quorum.met:
        raise refuse("现在不能表决：{why}", why=verdict.sentence)
    return e.PollOpened(
        poll=f"p{sequence}",
        item=current.id,
        question=question,
        method=method,
        present=counted["present"],
        figures=counted,
        candidates=candidates,
        seats=seats,
    )


WAYS = {
    HANDS: say("举手"),
    BALLOT: say("投票"),
    ROLL_CALL: say("点名"),
    ACCLAMATION: say("无异议通过"),
    ELECTION: say("选举"),
}


def may_be_held(rule: RuleSet, method: str) -> None:
    """Raises Refused where the rule set says how its votes are held, and this is another way."""
    ways = rule.poll.methods if rule.poll is not None else ()
    if ways and method not in ways:
        raise refuse(
            "{title}不能用{way}表决（{article}）。可以用：{ways}。",
            title=Sentence(rule.title),
            way=WAYS[method],
            article=Sentence((rule.poll.article if rule.poll else "") or rule.article),
            ways=_listed([WAYS[one] for one in ways if one in WAYS]),
        )


def _listed(words: list[Sentence]) -> Sentence:
    whole = words[0]
    for word in words[1:]:
        whole = say("{first}、{then}", first=whole, then=word)
    return whole


def waiting_for(meeting: Meeting, method: str) -> Poll:
    require.in_session(meeting)
    poll = meeting.poll
    if poll is None:
        raise refuse("现在没有等着计票的表决。请先开始表决。")
    if poll.method != method:
        raise refuse("这次是{way}表决，请按{way}的结果计票。", way=WAYS[poll.method])
    return poll


def natural(*numbers: tuple[Sentence, int]) -> None:
    for name, number in numbers:
        if number < 0:
            raise refuse("{name}不能是负数（{number}）。请改正后再计票。", name=name, number=number)


def count_hands(meeting: Meeting, action: a.CountHands, rule: RuleSet, _: int) -> Events:
    poll = waiting_for(meeting, HANDS)
    natural((say("同意"), action.yes), (say("不同意"), action.no), (say("弃权"), action.abstain))
    total = action.yes + action.no + action.abstain
    most = heads(rule, poll)
    if total > most:
        numbers = {"yes": action.yes, "no": action.no, "abstain": action.abstain, "total": total, "most": most}
        if by_household(rule):
            raise refuse(
                "票数对不上：同意 {yes} + 不同意 {no} + 弃权 {abstain} = {total}，多于到会 {most} 户。一户一票，请重新清点。",
                **numbers,
            )
        raise refuse(
            "票数对不上：同意 {yes} + 不同意 {no} + 弃权 {abstain} = {total}，多于到会 {most} 人。请重新清点。", **numbers
        )
    return decided(poll, rule, action.yes, action.no, action.abstain)


def count_ballots(meeting: Meeting, action: a.CountBallots, rule: RuleSet, _: int) -> Events:
    """收回多于发出 voids the vote; what was returned must be the sum of its parts."""
    poll = waiting_for(meeting, BALLOT)
    _papers(poll, rule, action)
    two_agree(poll, {"yes": action.yes, "no": action.no, "abstain": action.abstain, "invalid": action.invalid})
    return decided(poll, rule, action.yes, action.no, action.abstain, (action.issued, action.returned, action.invalid))


def _papers(poll: Poll, rule: RuleSet, action: a.CountBallots) -> None:
    natural(
        (say("发出"), action.issued),
        (say("收回"), action.returned),
        (say("同意"), action.yes),
        (say("不同意"), action.no),
        (say("弃权"), action.abstain),
        (say("无效"), action.invalid),
    )
    issued_to(poll, rule, action.issued, action.returned)
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


def issued_to(poll: Poll, rule: RuleSet, issued: int, returned: int) -> None:
    """No more ballots go out than there are votes in the hall, and no more come back than went out. Raises Refused."""
    most = heads(rule, poll)
    if issued > most and by_household(rule):
        raise refuse("票数对不上：发出 {issued} 张，多于到会 {most} 户。一户一票，请重新清点。", issued=issued, most=most)
    if issued > most:
        raise refuse("票数对不上：发出 {issued} 张，多于到会 {most} 人。请重新清点。", issued=issued, most=most)
    if returned > issued:
        raise refuse(
            "票数对不上：收回 {returned} 张，多于发出 {issued} 张。收回多于发出的，这次投票无效，请重新清点或重新投票。",
            returned=returned,
            issued=issued,
        )


def two_agree(poll: Poll, numbers: dict[str, int]) -> None:
    """唱票: whoever counted by strokes, there are two of them, and both have what is entered. Raises Refused.

    Where nobody gave a tally the strokes are on paper, and the sheet with two signatures is the proof.
    """
    if not poll.tallies:
        return
    if len(poll.tallies) < 2:
        raise refuse("只有 {name} 一人的计票。计票要两人，请输入另一位计票人的票数。", name=next(iter(poll.tallies)))
    for counter, found in poll.tallies.items():
        for name, number in numbers.items():
            if found.get(name, 0) != number:
                raise refuse(
                    "计票对不上：“{what}”{counter} 是 {found} 票，要登记的是 {number} 票。请两位计票人重新核对。",
                    what=CALLED.get(name) or name,
                    counter=counter,
                    found=found.get(name, 0),
                    number=number,
                )


CALLED = {"yes": say("同意"), "no": say("不同意"), "abstain": say("弃权"), "invalid": say("无效")}


def decided(
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
