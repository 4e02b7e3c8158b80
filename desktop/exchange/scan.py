"""A scan of an inked copy: taken as it is, once its content proves to be the picture or PDF that it claims to be."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path

from msgspec import Struct

from forms.language import Refused, refuse

MOST_BYTES = 40_000_000
MOST_PIXELS = 80_000_000
"""Of one page: A4 at 600 dpi has 35 million."""
MOST_PAGES = 300

_MEDIA = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff"}
_FORMATS = ("JPEG", "PNG", "TIFF")  # what is opened as JPEG may turn out to be MPO, with a second picture behind
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"%PDF-")


class Scan(Struct, frozen=True):
    """The file's bytes unchanged, its media type (RFC 6838 name), and how many pages it has (0: a PDF that hides it)."""

    content: bytes
    media: str
    pages: int


def read_scan(path: Path) -> Scan:
    """Read a JPEG, PNG, TIFF or PDF. Raises Refused, with what to do, for anything else and for a broken file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse("扫描件“{file}”太大了。请把扫描仪调到 300 dpi、灰度，再扫一次。", file=path.name)
        content = path.read_bytes()
    except IsADirectoryError:
        raise refuse("“{file}”是一个文件夹。请选里面的扫描件。", file=path.name) from None
    except FileNotFoundError:
        raise refuse("找不到文件“{file}”。请看看文件名写得对不对，U 盘插好没有。", file=str(path)) from None
    except OSError:
        raise refuse("读不了扫描件“{file}”。请重新拷贝一份。", file=path.name) from None
    if not content.startswith(_STARTS):
        raise refuse("“{file}”不是扫描件。请用 JPG、PNG、TIFF 图片或者 PDF。", file=path.name)
    if content.startswith(b"%PDF-"):
        return Scan(content, "application/pdf", _pdf_pages(content, path))
    return _picture(content, path)


def _picture(content: bytes, path: Path) -> Scan:
    """Decode every page once: a picture that is cut off is found now, not on the day that a court asks for it."""
    try:
        media, pages, largest = _decoded(content)
    except Exception as error:  # whatever a decoder says of a broken picture
        raise _broken(path) from error
    if largest > MOST_PIXELS:
        raise refuse("扫描件“{file}”太大了。请把扫描仪调到 300 dpi、灰度，再扫一次。", file=path.name)
    return Scan(content, media, pages)


def _decoded(content: bytes) -> tuple[str, int, int]:
    """Media type, pages, and the pixels of the largest page, where decoding stops when it passes the limit."""
    from PIL import Image  # heavy: only when a scan is really read

    try:
        # Its warning comes at a size that our own limit lies below.
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError:
        return "", 0, MOST_PIXELS + 1
    with picture:
        media = _MEDIA[str(picture.format)]
        # A phone hides a second, small picture behind the first.
        pages = 1 if media == "image/jpeg" else int(getattr(picture, "n_frames", 1))
        largest = 0 if pages <= MOST_PAGES else MOST_PIXELS + 1
        for page in range(min(pages, MOST_PAGES)):
            picture.seek(page)
            largest = max(largest, picture.width * picture.height)
            if largest > MOST_PIXELS:
                break
            picture.load()
    return media, pages, largest


def _pdf_pages(content: bytes, path: Path) -> int:
    """A light look: the header, the end, no password; pages are counted where they stand uncompressed."""
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-4096:]:
        raise _broken(path)
    if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", content):
        raise refuse("扫描件“{file}”加了密码。请取消密码后再存一次。", file=path.name)
    counts = [int(count) for count in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d{1,6})", content)]
    counts += [int(count) for count in re.findall(rb"/Count\s+(\d{1,6})[^>]*?/Type\s*/Pages\b", content)]
    return max(counts, default=len(re.findall(rb"/Type\s*/Page\b", content)))


def _broken(path: Path) -> Refused:
    return refuse("扫描件“{file}”坏了，打不开。请重新扫一次，或者重新拷贝一份。", file=path.name)
