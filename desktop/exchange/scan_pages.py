"""The pages of a scan as pictures, one after another, whatever file they came in; no page is ever larger than a sheet needs."""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.exchange.scan import MOST_PAGES, MOST_PIXELS, Scan, broken, pdf_parts, too_many
from forms.language import refuse

if TYPE_CHECKING:
    from PIL.Image import Image

LONG_SIDE = 3508
"""Pixels of the longer side that a page is worked on with: A4 at 300 dpi."""
MOST_OF_A_STREAM = 4 * MOST_PIXELS
"""Bytes that one stream of a PDF may unpack to: the largest page in four colours. What goes beyond is a bomb."""
LONGEST = 8.0
"""How many times as long as wide a page may be: a receipt from a till is shorter."""
_PIECE = 1 << 20

_TWICE = re.compile(rb"/FlateDecode\s*/(?:FlateDecode|Fl)\b|/Fl\s*/Fl\b")


def pages(scan: Scan, name: str) -> Iterator[Image]:
    """Each page in order, upright as the file says, in RGB or grey, its longer side at most `LONG_SIDE` pixels.

    Raises Refused, naming the file by `name`: too many pages, a PDF that unpacks without end or cannot be opened.
    """
    return _of_pdf(scan.content, name) if scan.media == "application/pdf" else _of_picture(scan)


def _of_picture(scan: Scan) -> Iterator[Image]:
    from PIL import Image, ImageOps

    with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
        opened = Image.open(io.BytesIO(scan.content))
    with opened as picture:
        for page in range(scan.pages):
            picture.seek(page)
            if picture.format in ("JPEG", "MPO"):
                picture.draft(None, (LONG_SIDE, LONG_SIDE))
            yield _plain(ImageOps.exif_transpose(picture))


def _of_pdf(content: bytes, name: str) -> Iterator[Image]:
    import pypdfium2

    _refuse_bomb(content, name)
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > MOST_PAGES:
                raise too_many(name, len(document))
            for page in document:
                # Scanners write any page size they like: what counts is the number of pixels.
                wide, tall = page.get_size()
                if not (0 < wide <= LONGEST * tall and tall <= LONGEST * wide):
                    raise broken(name)
                yield _plain(page.render(scale=LONG_SIDE / max(wide, tall)).to_pil())
                page.close()
    except pypdfium2.PdfiumError as error:
        raise broken(name) from error


def _plain(picture: Image) -> Image:
    """RGB or grey, on white, and no larger than a page needs."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
    if picture.mode.startswith("I") or picture.mode == "F":
        # 16 bits of grey: Pillow's own conversion cuts them off instead of scaling them.
        picture = picture.convert("F").point(lambda value: value * (1 / 257)).convert("L")
    elif picture.mode not in ("RGB", "L"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    longer = max(picture.size)
    if longer <= LONG_SIDE:
        return picture.copy()
    size = (max(1, picture.width * LONG_SIDE // longer), max(1, picture.height * LONG_SIDE // longer))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _refuse_bomb(content: bytes, name: str) -> None:
    """Unpack every packed stream piece by piece and throw the pieces away; no more than one piece is ever held."""
    if any(_TWICE.search(head) or _endless(packed) for head, packed in pdf_parts(content)):
        raise refuse("扫描件“{file}”解开以后大得出奇，不像扫描仪生成的，没有打开。请重新扫一次。", file=name)


def _endless(packed: bytes) -> bool:
    if not packed or packed[0] & 0x0F != 8:  # how all that /FlateDecode reads begins (RFC 1950)
        return False
    unpacker, size = zlib.decompressobj(), 0
    try:
        piece = unpacker.decompress(packed, _PIECE)
        while piece:
            size += len(piece)
            if size > MOST_OF_A_STREAM:
                return True
            piece = unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
    except zlib.error:
        return False
    return False
