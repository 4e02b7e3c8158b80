"""Reed–Solomon over GF(256) as QR codes use it (ISO/IEC 18004, annex A), with what is known to be lost named beforehand: of
`parity` words that a block has beyond its content, a lost one costs one and a wrong one two."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_EXP = [1] * 510
for _power in range(1, 510):
    _EXP[_power] = _EXP[_power - 1] << 1 ^ (0x11D if _EXP[_power - 1] & 0x80 else 0)
_LOG = [0] * 256
for _power in range(255):
    _LOG[_EXP[_power]] = _power


def corrected(block: Sequence[int], parity: int, lost: Collection[int] = ()) -> list[int] | None:
    """The block with its lost and wrong words put right; None where too many are. `lost` are places in the block."""
    if len(lost) > parity:
        return None
    syndromes = [_at(block, _EXP[power]) for power in range(parity)]
    if not any(syndromes):
        return list(block)
    # Places are powers counted from the block's end; polynomials stand with their lowest term first.
    locator = [1]
    for place in lost:
        locator = _times(locator, [1, _EXP[len(block) - 1 - place]])
    locator = _grown(syndromes, locator, len(lost))
    wrong = [place for place in range(len(block)) if not _low(locator, _EXP[(place + 256 - len(block)) % 255])]
    if len(wrong) != len(locator) - 1:
        return None
    evaluator = _times(syndromes, locator)[:parity]
    found = list(block)
    for place in wrong:
        inverse = _EXP[(place + 256 - len(block)) % 255]
        # The formal derivative keeps the odd terms alone, for 1 + 1 is 0 here.
        slope = _low([term if at % 2 == 0 else 0 for at, term in enumerate(locator[1:])], inverse)
        if not slope:
            return None
        found[place] ^= _divided(_product(_EXP[len(block) - 1 - place], _low(evaluator, inverse)), slope)
    return None if any(_at(found, _EXP[power]) for power in range(parity)) else found


def _grown(syndromes: Sequence[int], locator: list[int], known: int) -> list[int]:
    """Berlekamp and Massey: the shortest locator of the wrong words that has the lost ones in it."""
    before, length = list(locator), known
    for step in range(known, len(syndromes)):
        gap = 0
        for at, term in enumerate(locator):
            if at <= step:
                gap ^= _product(term, syndromes[step - at])
        before = [0, *before]
        if not gap:
            continue
        scaled = [_product(term, gap) for term in before]
        if 2 * length <= step + known:
            before = [_divided(term, gap) for term in locator]
            length = step + 1 + known - length
        locator = [
            (locator[at] if at < len(locator) else 0) ^ (scaled[at] if at < len(scaled) else 0)
            for at in range(max(len(locator), len(scaled)))
        ]
    while len(locator) > 1 and not locator[-1]:
        locator.pop()
    return locator


def _product(left: int, right: int) -> int:
    return _EXP[_LOG[left] + _LOG[right]] if left and right else 0


def _divided(left: int, right: int) -> int:
    return _EXP[_LOG[left] + 255 - _LOG[right]] if left else 0


def _times(left: Sequence[int], right: Sequence[int]) -> list[int]:
    found = [0] * (len(left) + len(right) - 1)
    for at, one in enumerate(left):
        for beside, other in enumerate(right):
            found[at + beside] ^= _product(one, other)
    return found


def _at(terms: Sequence[int], value: int) -> int:
    """A polynomial with its highest term first."""
    found = 0
    for term in terms:
        found = _product(found, value) ^ term
    return found


def _low(terms: Sequence[int], value: int) -> int:
    return _at(terms[::-1], value)
