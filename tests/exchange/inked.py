"""Scans as they come from a village: a real printed page, inked by hand, then scanned badly."""

from __future__ import annotations

import io
import math
import random

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

DPI = 200
MM = DPI / 25.4
INK = (28, 34, 96)
RED = (196, 30, 44)


def printed(pdf: bytes, dpi: int = DPI) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def signed(page: Image.Image, seed: int = 1) -> Image.Image:
    """With a signature in blue ink and a red fingerprint over the lower part of the page."""
    page, mm = page.copy(), scale(page)
    pen, chance = ImageDraw.Draw(page), random.Random(seed)
    for word in range(3):
        x, y = (75 + 9 * word) * mm, 250 * mm
        path = [(x + step * 0.28 * mm, y + math.sin(step * (0.7 + chance.random() / 4)) * 3 * mm) for step in range(28)]
        pen.line(path, fill=INK, width=round(mm / 2), joint="curve")
    fingerprint(page, (150 * mm, 246 * mm))
    return page


def scale(page: Image.Image) -> float:
    """Pixels to a millimetre of an A4 page."""
    return max(page.size) / 297


def fingerprint(page: Image.Image, place: tuple[float, float], ridge: float = 0.5) -> None:
    """A red 指印: an oval of 14 × 19 mm with ridges `ridge` mm apart, in stamp ink that lets the paper through."""
    stamp, mm = Image.new("L", page.size, 0), scale(page)
    pen = ImageDraw.Draw(stamp)
    rings = int(7 / ridge)
    for ring in range(1, rings + 1):
        rx, ry = ring * ridge * mm, ring * ridge * mm * 19 / 14
        box = (place[0] - rx, place[1] - ry, place[0] + rx, place[1] + ry)
        pen.ellipse(box, outline=210, width=max(1, round(ridge * mm / 2)))
    page.paste(Image.new("RGB", page.size, RED), mask=stamp.filter(ImageFilter.GaussianBlur(0.8)))


def scanned(page: Image.Image, *, turn: float = 0.0, noise: float = 7.0, grey: int = 40) -> Image.Image:
    """Turned by `turn` degrees counter-clockwise, on greyish paper lit from one side, with the noise of a cheap lamp."""
    if turn:
        page = page.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    shade = Image.linear_gradient("L").resize(page.size).point(lambda value: 255 - grey - value * grey // 400)
    tinted = Image.merge("RGB", (shade, shade.point(lambda v: v - 3), shade.point(lambda v: v - 12)))
    page = ImageChops.multiply(page, tinted).filter(ImageFilter.GaussianBlur(0.6))
    reach = noise * 3**0.5  # even noise of this standard deviation, the same in every run
    grain = Image.frombytes("L", page.size, random.Random(7).randbytes(page.width * page.height))
    grain = grain.point(lambda value: round(128 + (value - 127.5) * reach / 127.5))
    return ImageChops.add(page, Image.merge("RGB", (grain, grain, grain)), offset=-128)


def as_file(kind: str, *pages: Image.Image, quality: int = 75, dpi: int = DPI) -> bytes:
    """The pages in one file: JPEG (one page), PNG (one page), TIFF or PDF."""
    out = io.BytesIO()
    first, *others = pages
    more = {"save_all": True, "append_images": others} if kind in ("TIFF", "PDF") else {}
    if kind == "TIFF":
        more["compression"] = "jpeg"
    first.save(out, kind, dpi=(dpi, dpi), **({"quality": quality} if kind in ("JPEG", "PDF", "TIFF") else {}), **more)
    return out.getvalue()
