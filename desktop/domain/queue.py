"""The list of speakers: who is next, and why."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.meeting import Meeting, Request
from forms.language import Sentence, say


class Place(Struct, frozen=True, kw_only=True):
    """One position of the list of speakers, with the reason for it."""

    person: str
    point_of_order: bool
    asked_at: str
    reason: Sentence


def queue(meeting: Meeting) -> tuple[Place, ...]:
    """Points of order first; then who spoke least often on this item; among equals first come, first served."""
    item = meeting.current.id if meeting.current else ""
    spoken = [speech.person for speech in meeting.speeches if speech.item == item and not speech.point_of_order]

    def rank(request: Request) -> tuple[bool, int]:
        return (not request.point_of_order, 0 if request.point_of_order else spoken.count(request.person))

    return tuple(
        Place(
            person=request.person,
            point_of_order=request.point_of_order,
            asked_at=request.asked_at,
            reason=_reason(request, spoken.count(request.person)),
        )
        for request in sorted(meeting.requests, key=rank)
    )


def _reason(request: Request, spoken: int) -> Sentence:
    at = request.asked_at[11:16]
    if request.point_of_order:
        return say("程序问题，优先发言（{at} 提出）", at=at)
    if not spoken:
        return say("本项首次发言，先于已发言的人（{at} 报名）", at=at)
    return say("本项第 {n} 次发言，排在发言少的人后面（{at} 报名）", n=spoken + 1, at=at)
