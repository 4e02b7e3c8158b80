"""A smaller copy of a scanned page for the line: upright, its paper white, what was written and stamped still in its colour.

The scan itself is kept as it came. This copy is what a slow line can carry and what the county looks at.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 200_000
MEDIA = "image/jpeg"
_TRIES = (
    *((2339, 62), (2339, 48), (2339, 38), (1960, 42), (1754, 42), (1754, 32), (1480, 34), (1240, 30), (1000, 25)),
    *((700, 25), (500, 25), (350, 25)),
)
"""Pixels of the longer side and JPEG quality, from the best; 2339 is A4 at 200 dpi, where the ridges of a fingertip stand
some four pixels apart. The last ones are for what is no page at all: of 350 pixels no picture fills the room."""
_STRAIGHT = 0.6
"""Degrees: no finer is a turn measured on a code of 14 mm, and turning by less would only blur."""
_WHITE, _BLACK = 226, 56
"""Shades, with the paper at 255: what is lighter becomes paper, what is darker becomes black."""
_COLOUR = 45
"""How far the channels of a pixel lie apart when it is ink of a colour."""


def small_copy(picture: Image, turn: float = 0.0) -> bytes:
    """A JPEG of at most `MOST_BYTES` of a page that lies turned by `turn` degrees counter-clockwise."""
    clean = _upright(_whitened(_fitted(picture, _TRIES[0][0])), turn)
    if not _coloured(clean):
        clean = clean.convert("L")
    data = b""
    for side, quality in _TRIES:
        out = io.BytesIO()
        _fitted(clean, side).save(out, "JPEG", quality=quality, optimize=True, progressive=True, dpi=(200, 200))
        data = out.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


def _upright(picture: Image, turn: float) -> Image:
    from PIL import Image

    quarter = round(turn / 90) * 90
    back = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    if quarter % 360:
        picture = picture.transpose(back[quarter % 360])
    rest = turn - quarter
    if abs(rest) < _STRAIGHT:
        return picture
    paper = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.rotate(-rest, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)


def _fitted(picture: Image, side: int) -> Image:
    from PIL import Image

    longer = max(picture.size)
    if longer <= side:
        return picture
    size = (max(1, picture.width * side // longer), max(1, picture.height * side // longer))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _whitened(picture: Image) -> Image:
    """Each channel divided by the paper around it, so that shade, yellowing and a lamp at one side vanish and inks stay."""
    from PIL import Image

    whole = [_divided(channel) for channel in picture.split()]
    return whole[0] if len(whole) == 1 else Image.merge("RGB", whole)


def _divided(channel: Image) -> Image:
    from PIL import Image as Pictures
    from PIL import ImageFilter, ImageMath

    # The paper is the lightest that lies within some 25 mm: wider than any finger, narrower than a shadow.
    cell = 16
    size = (max(1, channel.width // cell), max(1, channel.height // cell))
    paper = channel.resize(size, Pictures.Resampling.BOX).filter(ImageFilter.MaxFilter(11))
    paper = paper.filter(ImageFilter.GaussianBlur(4)).resize(channel.size, Pictures.Resampling.BILINEAR)
    stretch = 255.0 / (_WHITE - _BLACK)
    even = ImageMath.lambda_eval(
        lambda names: (names["ink"] * 255.0 / names["max"](names["paper"], 32.0) - _BLACK) * stretch,
        ink=channel.convert("F"),
        paper=paper.convert("F"),
    )
    return cast("Image", even.convert("L"))  # cuts off at 0 and 255


def _coloured(picture: Image) -> bool:
    """Whether there is ink of a colour: more than a few pixels of it."""
    from PIL import ImageChops

    if picture.mode != "RGB":
        return False
    red, green, blue = picture.split()
    apart = ImageChops.difference(red, green)
    for other in (ImageChops.difference(green, blue), ImageChops.difference(red, blue)):
        apart = ImageChops.lighter(apart, other)
    return sum(apart.histogram()[_COLOUR:]) > picture.width * picture.height // 20_000
