"""Signatures: what counts as one drawn on the screen, and who may witness for one who cannot write. Pure.

A drawing on the screen alone does not meet 电子签名法第十三条 (whose key made it, who held it, whether it was changed): it is
kept with the very text that was shown, and ink on the printed sheet is the original.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from desktop.domain.decide.require import present
from desktop.domain.meeting import Meeting
from forms.language import refuse

SCREEN, INK, MARK = "screen", "ink", "mark"
"""Drawn on the screen; in ink on the printed sheet; a fingerprint (指印) on the sheet of one who cannot write."""

PEN, TOUCH, MOUSE = "pen", "touch", "mouse"

LEAST_POINTS = 12
LEAST_SIZE = 20
"""The longer side of a signature is at least the width of the place to sign divided by this."""
MOST_POINTS = 50_000
WITNESSES = 2


class Point(Struct, frozen=True, array_like=True):
    """`x`, `y` in hundredths of a pixel from the top left corner of the place to sign; `t` in ms from the first point."""

    x: int
    y: int
    pressure: int
    """In thousandths; 0 where the device cannot tell."""
    t: int


class Drawing(Struct, frozen=True, kw_only=True):
    """A signature as it was drawn, stroke by stroke. `width`, `height`: the place to sign, in hundredths of a pixel."""

    format: int = 1
    width: int
    height: int
    device: str
    """"pen", "touch" or "mouse"."""
    strokes: tuple[tuple[Point, ...], ...]


def check_drawing(drawing: Drawing) -> None:
    """Whether this can be somebody's name. Raises Refused for a dot, a tick of the mouse, or a scribble without end."""
    points = [point for stroke in drawing.strokes for point in stroke]
    if not points:
        raise refuse("还没有签名。请在框里写上姓名，再确认。")
    wide = max(point.x for point in points) - min(point.x for point in points)
    high = max(point.y for point in points) - min(point.y for point in points)
    if len(points) < LEAST_POINTS or max(wide, high) * LEAST_SIZE < drawing.width:
        raise refuse("只点了一下，看不出姓名。请擦掉，把姓名写完整再确认。")
    if len(points) > MOST_POINTS:
        raise refuse("笔画太多，存不下。请擦掉，只写姓名。")


class Witness(Struct, frozen=True, kw_only=True):
    """One who saw that it was read aloud and that the fingerprint was given."""

    person: str
    label: str


def check_witnesses(
    meeting: Meeting, name: str, witnesses: Sequence[str], *, person: str = "", parties: Iterable[str] = ()
) -> tuple[Witness, ...]:
    """The witnesses (person ids) for `name`, who cannot write: two, in the hall, strangers to the matter.

    `parties` are the names of those who sign the same sheet or brought up what it is about. Raises Refused.
    """
    found: list[Witness] = []
    if len(witnesses) != WITNESSES:
        raise refuse("按指印要有 {n} 位见证人，现在是 {m} 位。", n=WITNESSES, m=len(witnesses))
    person = person or _only(meeting, name)
    own = meeting.eligible.get(person)
    concerned = {one.strip() for one in parties if one.strip()}
    for one in witnesses:
        label = present(meeting, one)
        attendee = meeting.eligible.get(one) or meeting.observers[one]
        if one == person or name in (attendee.name, label):
            raise refuse("{name}不能给自己作见证。请另请一位。", name=label)
        if any(label == other.label for other in found):
            raise refuse("两位见证人不能是同一个人。")
        if own is not None and own.household and attendee.household == own.household:
            raise refuse("{name}和按指印的人是一户，不能作见证。请另请一位。", name=label)
        if attendee.name in concerned or label in concerned:
            raise refuse("{name}是这件事的当事人，或者自己要在这一页签名，不能作见证。请另请一位。", name=label)
        found.append(Witness(person=one, label=label))
    return tuple(found)


def _only(meeting: Meeting, name: str) -> str:
    """Id of the one person of this name in the list of the meeting; empty where there is none, or more than one."""
    found = [one.person for one in meeting.eligible.values() if name in (one.name, one.label)]
    return found[0] if len(found) == 1 else ""
