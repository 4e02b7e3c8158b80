"""A vote in words and figures, the same on every paper."""

from __future__ import annotations

from desktop.papers.wording import percent, typeset
from desktop.wire.bodies import SealedCount, SealedItem, SealedPoll

METHODS = {
    "hands": "举手表决",
    "ballot": "无记名投票",
    "roll-call": "点名表决",
    "acclamation": "无异议通过",
    "election": "无记名投票选举",
}
_ANSWERS = {"yes": "同意", "no": "不同意", "abstain": "弃权", "dissent": "有异议"}
_NUMBERS = {"yes": "同意", "no": "不同意", "abstain": "弃权", "invalid": "无效"}
_RESULTS = {
    "accepted": "通过",
    "amended": "修改后通过",
    "refused": "未通过",
    "noted": "已听取",
    "delayed": "暂缓，留待下次会议",
    "withdrawn": "撤回",
}


def result_of(item: SealedItem) -> str:
    """What became of an item, in a word; empty where it was not dealt with."""
    return _RESULTS.get(item.state, "")


def base_of(poll: SealedPoll) -> int:
    """What the shares are counted against: the base of the verdict, abstentions included."""
    return poll.verdict.base_number if poll.verdict.base_number is not None else poll.present


def valid(poll: SealedPoll) -> int | None:
    """Valid ballots; None for a show of hands."""
    return None if poll.returned is None else poll.returned - (poll.invalid or 0)


def share(part: int, poll: SealedPoll) -> str:
    """A figure with its part of the base: 26票（86.67%）."""
    return f"{part}票（{percent(part, base_of(poll))}）"


def vote_sentence(poll: SealedPoll) -> str:
    """All figures of a vote, but for those of the candidates of an election."""
    text = f"表决：{poll.question}。".replace("？。", "？").replace("?。", "?").replace("。。", "。")
    text += f"方式为{METHODS.get(poll.method, poll.method)}，表决时在场{poll.present}人。"
    if poll.returned is not None:
        text += f"发出{poll.issued}票，收回{poll.returned}票，有效{valid(poll)}票，无效{poll.invalid or 0}票。"
    if not poll.candidates:
        text += f"同意{share(poll.yes, poll)}，不同意{share(poll.no, poll)}，弃权{share(poll.abstain, poll)}。"
    return text + first_tallies(poll) + _recounted(poll) + ("（补录）" if poll.on_paper else "")


def candidates(poll: SealedPoll) -> str:
    """Of an election, everybody's votes and who is elected; empty of any other vote."""
    if not poll.candidates:
        return ""
    votes = "，".join(f"{one.name}{share(one.votes, poll)}" for one in poll.candidates)
    names = "、".join(one.name for one in poll.candidates if one.elected)
    return f"应选{poll.seats}人，{votes}。" + (f"当选：{names}。" if names else "没有人当选。")


def elected(poll: SealedPoll) -> str:
    """How many were elected, in a word."""
    number = sum(one.elected for one in poll.candidates)
    return f"当选{number}人" if number else "无人当选"


def by_name(poll: SealedPoll) -> list[str]:
    """Everybody's answer of a roll call, a sentence for each answer."""
    given = {answer: [typeset(one.label) for one in poll.votes if one.vote == answer] for answer in _ANSWERS}
    return [f"{_ANSWERS[answer]}：{'、'.join(names)}。" for answer, names in given.items() if names]


def _recounted(poll: SealedPoll) -> str:
    """What was counted before, and why it was counted again."""
    return "".join(
        f"此前计票：同意{one.yes}票，不同意{one.no}票，弃权{one.abstain}票；因{one.reason}重新计票。"
        + first_tallies(one)
        for one in poll.earlier
    )


def first_tallies(of: SealedPoll | SealedCount) -> str:
    """What the two who count had before they agreed; empty where they had the same at once."""
    told = []
    for counter in dict.fromkeys(one.counter for one in of.tallies):
        had = [_tallied(one.numbers) for one in of.tallies if one.counter == counter]
        again = "".join(f"，重计{numbers}" for numbers in had[1:])
        told.append(f"{typeset(counter)}第一次计票{had[0]}{again}")
    return f"两位计票人先不一致：{'；'.join(told)}。" if told else ""


def _tallied(numbers: dict[str, int]) -> str:
    """The four answers in their order, or the candidates in theirs."""
    order = [name for name in _NUMBERS if name in numbers] + [name for name in numbers if name not in _NUMBERS]
    return "、".join(f"{_NUMBERS.get(name, name)}{numbers[name]}票" for name in order)
