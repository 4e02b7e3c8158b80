"""What the hall may see of the evening: never a phone, a household or a birth year. Pure."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.meeting import BALLOT, Floor, Meeting, Poll
from desktop.gui.hall.state import HallState, answer, decided_poll, headline, needed
from forms.language import Sentence, say

NEXT = 2
"""How many of those who wait are shown."""


class Bar(Struct, frozen=True, kw_only=True):
    """One part of the bar of a result."""

    title: Sentence
    number: int
    kind: str
    """yes, no, abstain, invalid or unused."""


class Shown(Struct, frozen=True, kw_only=True):
    """Everything on the screen; what is None or empty is not shown."""

    meeting: str = ""
    headline: Sentence = Sentence("")
    presence: Sentence = Sentence("")
    enough: bool | None = None
    speaker: str = ""
    floor: Floor | None = None
    following: tuple[str, ...] = ()
    question: str = ""
    voting: Sentence | None = None
    """Said while a vote is open: how, how many are present, how many are needed."""
    bars: tuple[Bar, ...] = ()
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
    common = Shown(meeting=meeting.title, headline=headline(meeting), presence=law.short, enough=law.met)
    poll = meeting.poll
    if poll is not None:
        return replace(common, question=poll.question, voting=_voting(state, poll))
    done = decided_poll(meeting, meeting.current)
    floor = meeting.floor
    following = tuple(public_name(meeting, place.person) for place in state.queue[:NEXT])
    if done is not None and floor is None:
        verdict = done.verdict
        assert verdict is not None
        return replace(
            common,
            question=done.question,
            bars=bars(done),
            result=say("通过") if verdict.passed else say("没有通过"),
            passed=bool(verdict.passed),
            following=following,
        )
    if floor is None:
        return replace(common, following=following)
    return replace(common, speaker=public_name(meeting, floor.person), floor=floor, following=following)


def _voting(state: HallState, poll: Poll) -> Sentence:
    need = needed(state, poll)
    way = say("无记名投票") if poll.method == BALLOT else say("举手表决")
    if need is None:
        return say("{way}：到会 {present} 人", way=way, present=poll.present)
    return say("{way}：到会 {present} 人，同意要有 {need} 票", way=way, present=poll.present, need=need)


def bars(poll: Poll) -> tuple[Bar, ...]:
    """The parts of the result; with a ballot also what was invalid or not handed in, with hands who did not raise one."""
    count = poll.count
    if count is None:
        return ()
    parts = [
        Bar(title=say("同意"), number=count.yes, kind="yes"),
        Bar(title=say("不同意"), number=count.no, kind="no"),
        Bar(title=say("弃权"), number=count.abstain, kind="abstain"),
    ]
    if count.invalid is not None:
        parts.append(Bar(title=say("无效"), number=count.invalid, kind="invalid"))
    rest = poll.present - sum(part.number for part in parts)
    if rest > 0:
        parts.append(Bar(title=say("未表决"), number=rest, kind="unused"))
    return tuple(parts)
