"""Where what stands in a QR code (ISO/IEC 18004), for the sizes that a page of ours bears: versions 3 and 4, levels Q and H."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

Cells = tuple[tuple[bool, ...], ...]
"""Row by row, true where a module is dark."""

SIDES = (29, 33)
"""Modules on a side."""
_BLOCKS = {(29, "Q"): (2, 18), (29, "H"): (2, 22), (33, "Q"): (2, 26), (33, "H"): (4, 16)}
"""How many blocks, and how many words of each are there for correction; the blocks of these sizes are equally long."""
_LEVELS = {"Q": 3, "H": 2}
_FINDER = 7


class Symbol(Struct, frozen=True):
    """A size, level and mask."""

    side: int
    level: str
    fixed: tuple[tuple[int, int, bool], ...]
    """Row, column and darkness of what is the same in each code of this kind."""
    words: tuple[tuple[tuple[int, int], ...], ...]
    """The modules of each word, its highest bit first, in the order in which they are laid."""
    mask: int
    blocks: int
    parity: int

    def flips(self, row: int, column: int) -> bool:
        return _MASKS[self.mask](row, column) == 0


_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda r, c: (r + c) % 2,
    lambda r, c: r % 2,
    lambda r, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)


@lru_cache
def symbols(side: int) -> tuple[Symbol, ...]:
    """Every kind of code that has this side."""
    ways = [(level, mask) for level in ("Q", "H") for mask in range(8)]
    return tuple(
        Symbol(
            side,
            level,
            (*patterns(side), *_format(side, level, mask)),
            _words(side),
            mask,
            *_BLOCKS[side, level],
        )
        for level, mask in ways
    )


@lru_cache
def patterns(side: int) -> tuple[tuple[int, int, bool], ...]:
    """The three corners with the white around them, the square near the fourth, and the dotted lines between."""
    found: dict[tuple[int, int], bool] = {}
    for top, left in ((0, 0), (0, side - _FINDER), (side - _FINDER, 0)):
        for row in range(-1, _FINDER + 1):
            for column in range(-1, _FINDER + 1):
                if 0 <= top + row < side and 0 <= left + column < side:
                    ring = max(abs(row - 3), abs(column - 3))
                    found[top + row, left + column] = ring in (0, 1, 3)
    middle = side - _FINDER
    for row in range(-2, 3):
        for column in range(-2, 3):
            found[middle + row, middle + column] = max(abs(row), abs(column)) != 1
    for place in range(_FINDER + 1, side - _FINDER - 1):
        found[6, place] = found[place, 6] = place % 2 == 0
    return tuple((row, column, dark) for (row, column), dark in found.items())


def _format(side: int, level: str, mask: int) -> tuple[tuple[int, int, bool], ...]:
    """The level and the mask, twice, in their own code (annex C)."""
    value = (_LEVELS[level] << 3 | mask) << 10
    rest = value
    for bit in range(14, 9, -1):
        if rest >> bit & 1:
            rest ^= 0x537 << bit - 10
    bits = (value | rest) ^ 0x5412
    first = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    second = [(side - 1 - at, 8) for at in range(7)] + [(8, side - 8 + at) for at in range(8)]
    cells = [(*place, bool(bits >> 14 - at & 1)) for places in (first, second) for at, place in enumerate(places)]
    return (*cells, (side - 8, 8, True))


def _words(side: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    taken = {(row, column) for row, column, _ in (*patterns(side), *_format(side, "Q", 0))}
    free: list[tuple[int, int]] = []
    upward = True
    for right in range(side - 1, 0, -2):
        column = right if right > 6 else right - 1  # the dotted line takes a whole column
        for row in range(side - 1, -1, -1) if upward else range(side):
            free += [place for place in ((row, column), (row, column - 1)) if place not in taken]
        upward = not upward
    return tuple(tuple(free[at : at + 8]) for at in range(0, len(free) - 7, 8))
