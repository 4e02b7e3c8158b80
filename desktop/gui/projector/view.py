"""What the hall may see of the evening: never a phone, a household or a birth year, and of votes numbers alone. Pure."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.meeting import ACCLAMATION, BALLOT, ELECTION, ROLL_CALL, Floor, Meeting, Poll
from desktop.domain.voters import by_household, called, heads, short, tied
from desktop.gui.hall_state import HallState, answer, decided_poll, headline, needed
from forms.language import Sentence, say

NEXT = 2
"""How many of those who wait are shown."""
PRIVATE = ("mediation",)
"""Procedures whose matter and people are nobody else's business (人民调解法 第二十三条): their projector says nothing of them."""


class Bar(Struct, frozen=True, kw_only=True):
    """One part of the bar of a result."""

    title: Sentence
    number: int
    kind: str
    """yes, no, abstain, invalid or unused."""


class Row(Struct, frozen=True, kw_only=True):
    """A candidate of an election."""

    name: str
    votes: int | None = None
    """None before the count."""
    elected: bool = False
    even: bool = False
    """Has as many votes as another, and there is no seat for both."""


class Shown(Struct, frozen=True, kw_only=True):
    """Everything on the screen; what is None or empty is not shown."""

    meeting: str = ""
    headline: Sentence = Sentence("")
    presence: Sentence = Sentence("")
    enough: bool | None = None
    speaker: str = ""
    """Who speaks, or is called in a roll call."""
    floor: Floor | None = None
    following: tuple[str, ...] = ()
    question: str = ""
    voting: Sentence | None = None
    """Said while a vote is open: how, how many are present, how many are needed."""
    bars: tuple[Bar, ...] = ()
    rows: tuple[Row, ...] = ()
    """Who stands, and after the count how many votes each has."""
    result: Sentence | None = None
    passed: bool | None = None


def public_name(meeting: Meeting, person: str) -> str:
    """The name; where two of one name are expected, with the group, which tells nothing that neighbours do not know."""
    found = meeting.eligible.get(person) or meeting.observers.get(person)
    if found is None:
        return ""
    alone = sum(one.name == found.name for one in meeting.eligible.values()) < 2
    return found.name if alone or not found.group else f"{found.name}（{found.group}）"


def shown(state: HallState) -> Shown:
    """The evening as the hall may see it."""
    meeting = state.meeting
    law = answer(state)
    if meeting.procedure in PRIVATE or meeting.rule in PRIVATE:
        return Shown(headline=say("正在调解，内容不公开"), presence=law.short, enough=law.met)
    common = Shown(meeting=meeting.title, headline=headline(meeting), presence=law.short, enough=law.met)
    poll = meeting.poll
    if poll is not None:
        return _open(state, poll, common)
    done = decided_poll(meeting, meeting.current)
    floor = meeting.floor
    following = tuple(public_name(meeting, place.person) for place in state.queue[:NEXT])
    if done is not None and floor is None:
        return replace(_decided(state, done, common), following=following)
    if floor is None:
        return replace(common, following=following)
    return replace(common, speaker=public_name(meeting, floor.person), floor=floor, following=following)


def _open(state: HallState, poll: Poll, common: Shown) -> Shown:
    """While a vote is open. Of a roll call who is called and the numbers so far, never who answered what; of a ballot nothing."""
    asked = replace(common, question=poll.question, voting=_voting(state, poll))
    if poll.method == ELECTION:
        return replace(asked, rows=tuple(Row(name=name) for name in poll.candidates))
    if poll.method != ROLL_CALL:
        return asked
    waiting = [person for person in called(state.meeting, state.rule, poll) if person not in poll.votes]
    names = [public_name(state.meeting, person) for person in waiting[: 1 + NEXT]]
    return replace(
        asked,
        speaker=names[0] if names else "",
        following=tuple(names[1:]),
        bars=_parts(list(poll.votes.values()), heads(state.rule, poll)),
    )


def _decided(state: HallState, poll: Poll, common: Shown) -> Shown:
    verdict = poll.verdict
    assert verdict is not None
    if not poll.seats:
        said = say("通过") if verdict.passed else say("没有通过")
        parts = bars(poll, heads(state.rule, poll))
        return replace(common, question=poll.question, bars=parts, result=said, passed=bool(verdict.passed))
    even = tied(poll)
    ranked = sorted(poll.results.items(), key=lambda one: -one[1])
    rows = tuple(Row(name=name, votes=votes, elected=name in poll.elected, even=name in even) for name, votes in ranked)
    n, left = len(poll.elected), short(poll)
    said = say("当选 {n} 人，空缺 {left} 个", n=n, left=left) if left else say("当选 {n} 人，选满", n=n)
    return replace(common, question=poll.question, rows=rows, result=said, passed=not left)


WAYS = {
    BALLOT: say("无记名投票"),
    ROLL_CALL: say("点名表决"),
}


def _voting(state: HallState, poll: Poll) -> Sentence:
    need = needed(state, poll)
    votes = heads(state.rule, poll)
    if poll.method == ELECTION:
        return say("无记名投票选举：应选 {seats} 人，可以少选，不能多选", seats=poll.seats)
    if poll.method == ACCLAMATION:
        return say("无异议通过：有不同意见的请举手")
    way = WAYS.get(poll.method, say("举手表决"))
    if need is None:
        return say("{way}：到会 {present} 人", way=way, present=poll.present)
    if by_household(state.rule):
        return say("{way}：到会 {n} 户，一户一票，同意要有 {need} 票", way=way, n=votes, need=need)
    return say("{way}：到会 {present} 人，同意要有 {need} 票", way=way, present=poll.present, need=need)


def bars(poll: Poll, most: int | None = None) -> tuple[Bar, ...]:
    """The parts of the result; with a ballot also what was invalid or not handed in, with hands who did not raise one.

    `most`: how many votes there were in the hall; left out, as many as people.
    """
    count = poll.count
    if count is None:
        return ()
    votes = ["yes"] * count.yes + ["no"] * count.no + ["abstain"] * count.abstain
    return _parts(votes, poll.present if most is None else most, count.invalid)


def _parts(votes: list[str], most: int, invalid: int | None = None) -> tuple[Bar, ...]:
    parts = [
        Bar(title=say("同意"), number=votes.count("yes"), kind="yes"),
        Bar(title=say("不同意"), number=votes.count("no"), kind="no"),
        Bar(title=say("弃权"), number=votes.count("abstain"), kind="abstain"),
    ]
    if invalid is not None:
        parts.append(Bar(title=say("无效"), number=invalid, kind="invalid"))
    rest = most - sum(part.number for part in parts)
    if rest > 0:
        parts.append(Bar(title=say("未表决"), number=rest, kind="unused"))
    return tuple(parts)
