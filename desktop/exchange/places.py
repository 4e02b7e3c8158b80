"""Where on a scanned sheet a code of ours can stand that no reader finds, for a pen went through its corners: a square as dark
as it should be, with white around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.exchange.spoiled import Corners

if TYPE_CHECKING:
    from PIL.Image import Image

_MODULES, _WHITE = 29, 3
"""Modules of the code, and of the white on each side of it that is looked at."""
_MODULE = (0.48 / 297, 0.42 / 297)
"""Of the longer side of an A4 sheet: as it is printed now, and as it was at first."""
_MOST = 2
"""Places worth a look."""
_SHAPE = 1.25, 1.6
"""The longer side of a sheet by its shorter one; what is no whole sheet says nothing of its scale."""


def likely_places(grey: Image) -> list[Corners]:
    """The likeliest first; the code lies straight there, or nearly so, in any quarter turn."""
    longer, shorter = max(grey.size), min(grey.size)
    if not _SHAPE[0] < longer / shorter < _SHAPE[1]:
        return []
    return [place for module in _MODULE for place in _of_size(grey, longer * module)]


def _of_size(grey: Image, unit: float) -> list[Corners]:
    """Where a code can be whose modules have `unit` pixels."""
    from PIL import Image, ImageChops, ImageFilter, ImageMath

    small = grey.resize((round(grey.width / unit), round(grey.height / unit)), Image.Resampling.BOX)
    ink = ImageChops.subtract(small.filter(ImageFilter.MaxFilter(9)), small)
    half, wide = _MODULES // 2, _MODULES // 2 + _WHITE
    inner, outer = (ink.filter(ImageFilter.BoxBlur(reach)).convert("F") for reach in (half, wide))
    inside, whole = _MODULES**2, (2 * wide + 1) ** 2
    like = ImageMath.lambda_eval(
        lambda names: names["inner"] * 2 - (names["outer"] * whole - names["inner"] * inside) * (2 / (whole - inside)),
        inner=inner,
        outer=outer,
    ).convert("L")
    found: list[Corners] = []
    for _ in range(_MOST):
        data = like.tobytes()
        best = max(data)
        if best < 40:
            break
        down, across = divmod(data.index(best), like.width)
        reach = _MODULES / 2
        left, top, right, foot = (
            place * unit
            for place in (across + 0.5 - reach, down + 0.5 - reach, across + 0.5 + reach, down + 0.5 + reach)
        )
        found.append(((left, top), (right, top), (right, foot), (left, foot)))
        like.paste(0, (max(0, across - half), max(0, down - half), across + half, down + half))
    return found
