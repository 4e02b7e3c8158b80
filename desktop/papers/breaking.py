"""Where a Chinese line may end.

By GB/T 15834-2011, 4.1: closing marks never begin a line, opening marks never end one, a dash (——) and an ellipsis (……) are
not parted. Besides, a number stays in one piece with what it counts, and so does a Latin word. What does not fit goes to
the next line together with what it must stand beside, and the line is filled out between its characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕〗｝］’”·—…～％‰℃,.;:?!)]}%>")
"""Marks that never begin a line."""
NOT_LAST = frozenset("（《〈「『【〔〖｛［‘“([{<￥¥№#")
"""Marks that never end one."""

_BEFORE, _BEHIND = re.compile("(?=（)"), re.compile("(?<=·)")
_BETWEEN_NAMES = frozenset("、，；：。　 ")

_PIECE = re.compile(
    r"""
      [a-z]+://[!-~]+                                                 # an address
    | 〔[0-9]+〕[0-9]+号?                                             # the number of a document
    | [0-9A-Za-z０-９]+(?:[.,:/\-'’@+_&][0-9A-Za-z０-９]+)*[%％‰℃]?   # a number, a time, a word
      (?:(?<=[0-9])[ ]?(?:[平立]方)?[万亿千百公厘毫]?                     # and what the number counts: 1,486.50万元
         [年月日时分秒元角万亿亩米里克吨斤升度人户票名位次项条件个天周岁层楼号组间处份页期倍块])?
    | 不?同意 | 弃权 | (?:修改后|未)?通过 | 未形成 | [有无]效            # an answer and a result are never half read
    | —{2,} | …{2,} | \s+
    | .(?:[\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f]+)?         # a character with its variation selectors
    """,
    re.VERBOSE | re.DOTALL,
)


class Line(Struct, frozen=True):
    text: str
    width: float
    """Natural width in points, without blanks at its end."""
    last: bool
    """Ends its paragraph."""


def pieces(text: str, *, names: bool = False) -> Iterator[str]:
    """The parts of `text` between which a line may end. Together they are `text` again.

    In a list of `names` it may end behind a comma or a colon alone, so that nobody's name is on two lines.
    """
    held = ""
    for match in _PIECE.finditer(text):
        piece = match.group()
        may = held[-1:] in _BETWEEN_NAMES if names else held[-1:] not in NOT_LAST
        if held and may and not (piece[0] in NOT_FIRST and not piece.startswith("——")):
            yield held
            held = ""
        held += piece
    if held:
        yield held


def break_lines(
    text: str, measure: Callable[[str], float], width: float, first: float = 0.0, space: float = 0.0, *, names: bool = False
) -> list[Line]:
    """Lines of `text` in a column `width` points wide, the first one shorter by `first`. A newline ends a paragraph.

    `measure` gives the width of some text with `space` between its characters; `names`: see `pieces`. A piece that is
    wider than the column (a long number) is parted where it must be: nothing is ever cut off.
    """
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(pieces(paragraph, names=names), paragraph, measure, width, first, space)
    return lines


def _paragraph(
    parts: Iterable[str], text: str, measure: Callable[[str], float], width: float, first: float, space: float
) -> list[Line]:
    lines: list[Line] = []
    line, room, taken = "", width - first, 0.0
    at_once = _line(text, measure, last=True)
    if at_once.width <= room:
        return [at_once]
    for whole in parts:
        wide, widest = measure(whole), width if lines else room
        for piece in (whole,) if wide <= widest else _parted(whole, measure, widest):
            shown, added = piece.rstrip(), wide if piece is whole else measure(piece)
            # The widths of the pieces add up, so that a line is not measured anew with each of them.
            ends = taken + space + (added if shown == piece else measure(shown))
            if line and shown and ends > room + 0.01:
                lines.append(_line(line, measure, last=False))
                line, room = piece.lstrip(), width
                taken = added if line == piece else measure(line)
            else:
                taken += added + (space if line else 0.0)
                line += piece
    lines.append(_line(line, measure, last=True))
    return lines


def _parted(piece: str, measure: Callable[[str], float], width: float) -> Iterator[str]:
    """What is wider than the column, in parts that are not: a name before its brackets, or behind its dot where that is not enough."""
    parts = [part for part in _BEFORE.split(piece) if part]
    parts = parts if len(parts) > 1 else [part for part in _BEHIND.split(piece) if part]
    if len(parts) > 1:
        for each in parts:
            yield from (each,) if measure(each) <= width else _parted(each, measure, width)
        return
    part = ""
    for character in piece:
        if part and measure(part + character) > width:
            # The mark behind a long number takes the last figure along.
            whole = part[:-1] if character in NOT_FIRST and part[:-1] else part
            yield whole
            part = part[len(whole) :]
        part += character
    yield part


def _line(text: str, measure: Callable[[str], float], *, last: bool) -> Line:
    text = text.rstrip()
    return Line(text, measure(text), last)
