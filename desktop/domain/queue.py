"""The list of speakers: who is next, and why.

Points of order go first, by rank, then first come. The others follow the rule that the procedure names
(`forms.procedures.Speakers`): first come; who spoke less on this item first, by tiers = min(times spoken + 1, N); or 赞成
and 反对 in turn. Whoever has come among the first `safe` of them is never displaced by one who asks later.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.meeting import Floor, Meeting, Request, Speech
from forms.language import Sentence, say
from forms.procedures import Order

SIDES = {"for": say("赞成"), "against": say("反对")}


class Place(Struct, frozen=True, kw_only=True):
    """One position of the list of speakers, with the reason for it."""

    person: str
    point_of_order: bool
    asked_at: str
    reason: Sentence


def queue(meeting: Meeting) -> tuple[Place, ...]:
    """The list as it stands, the next one first."""
    return tuple(
        Place(
            person=request.person,
            point_of_order=request.point_of_order,
            asked_at=request.asked_at,
            reason=_reason(meeting, request),
        )
        for request in meeting.requests
    )


def arrange(meeting: Meeting) -> Meeting:
    """The meeting with its list in order. Called after everything that changes the list or how often somebody spoke."""
    if not meeting.requests:
        return meeting
    rule = meeting.speakers
    points = sorted((r for r in meeting.requests if r.point_of_order), key=lambda r: (r.rank, r.number))
    others = [r for r in meeting.requests if not r.point_of_order]
    head = [r for r in others if r.safe]
    rest = sorted((r for r in others if not r.safe), key=lambda r: r.number)
    if rule.order is Order.FIRST_TIME_FIRST and len(rest) > 1:
        tiers = {r.person: tier(meeting, r.person) for r in rest}
        rest.sort(key=lambda r: tiers[r.person])
    elif rule.order is Order.ALTERNATE:
        rest = _in_turn(rest, _side_before(meeting, head))
    ordered = [*head, *rest]
    settled = [replace(r, safe=True) if at < rule.safe and not r.safe else r for at, r in enumerate(ordered)]
    return replace(meeting, requests=(*points, *settled))


def times_spoken(meeting: Meeting, person: str) -> int:
    """Ordinary speeches of `person` on the open item, the one that is being held included."""
    item = meeting.current.id if meeting.current else ""
    said: list[Speech | Floor] = [*meeting.speeches]
    said += [floor for floor in (meeting.floor, meeting.interrupted) if floor is not None]
    return sum(one.person == person and one.item == item and not one.point_of_order for one in said)


def tier(meeting: Meeting, person: str) -> int:
    """min(times spoken + 1, N); the lower one goes first."""
    turn = times_spoken(meeting, person) + 1
    return min(turn, meeting.speakers.tiers) if meeting.speakers.tiers else turn


def _side_before(meeting: Meeting, head: list[Request]) -> str:
    """The side that was heard last, or will be when the settled head of the list has spoken."""
    item = meeting.current.id if meeting.current else ""
    spoken = [speech.side for speech in meeting.speeches if speech.item == item]
    held = [floor.side for floor in (meeting.interrupted, meeting.floor) if floor is not None]
    sides = [side for side in (*spoken, *held, *(r.side for r in head)) if side]
    return sides[-1] if sides else ""


def _in_turn(waiting: list[Request], last: str) -> list[Request]:
    """One of the other side than the one before, the first of them who asked; who took no side keeps that place."""
    rest, ordered = list(waiting), []
    while rest:
        chosen = next((r for r in rest if not r.side or r.side != last), rest[0])
        rest.remove(chosen)
        ordered.append(chosen)
        last = chosen.side or last
    return ordered


def _reason(meeting: Meeting, request: Request) -> Sentence:
    at, rule = request.asked_at[11:16], meeting.speakers
    if request.point_of_order:
        if request.rank:
            return say("程序问题（第 {rank} 级），优先发言（{at} 提出）", rank=request.rank, at=at)
        return say("程序问题，优先发言（{at} 提出）", at=at)
    if request.safe:
        return say("已排在前 {n} 位，后来的人不再插到前面（{at} 报名）", n=rule.safe, at=at)
    if rule.order is Order.FIRST_COME:
        return say("按报名先后（{at} 报名）", at=at)
    if rule.order is Order.ALTERNATE:
        if request.side in SIDES:
            return say("赞成与反对轮流发言，这一位是{side}（{at} 报名）", side=SIDES[request.side], at=at)
        return say("没有说明赞成或反对，按报名先后（{at} 报名）", at=at)
    turn, place = times_spoken(meeting, request.person) + 1, tier(meeting, request.person)
    if turn == 1:
        return say("本项首次发言，先于已发言的人（{at} 报名）", at=at)
    if place < turn:
        return say("本项第 {n} 次发言，与第 {tier} 次同等，按报名先后（{at} 报名）", n=turn, tier=place, at=at)
    return say("本项第 {n} 次发言，排在发言少的人后面（{at} 报名）", n=turn, at=at)
