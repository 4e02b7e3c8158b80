"""A scan of an inked copy: taken as it is, once its content proves to be the picture or PDF that it claims to be."""

from __future__ import annotations

import io
import re
import stat
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
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"%PDF-")


class Scan(Struct, frozen=True):
    """The file's bytes unchanged, its media type (RFC 6838 name), and how many pages it has (0: a PDF that hides it)."""

    content: bytes
    media: str
    pages: int


def read_scan(path: Path) -> Scan:
    """Read a JPEG, PNG, TIFF or PDF. Raises Refused, with what to do, for anything else and for a broken file."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise refuse("“{file}”是一个文件夹。请选里面的扫描件。", file=path.name)
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device would be read for ever
            raise _no_scan(path)
        if found.st_size > MOST_BYTES:
            raise _too_large(path)
        content = path.read_bytes()
    except FileNotFoundError:
        raise refuse("找不到文件“{file}”。请看看文件名写得对不对，U 盘插好没有。", file=str(path)) from None
    except OSError:
        raise refuse("读不了扫描件“{file}”。请重新拷贝一份。", file=path.name) from None
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise refuse(
            "“{file}”是苹果手机的 HEIC 照片，这里打不开。请在手机的设置里把相机格式改成“兼容性最佳”再拍，或者先转成 JPG。",
            file=path.name,
        )
    if not content.startswith(_STARTS):
        raise _no_scan(path)
    if content.startswith(b"%PDF-"):
        return Scan(content, "application/pdf", _pdf_pages(content, path))
    return _picture(content, path)


def _picture(content: bytes, path: Path) -> Scan:
    """Decode every page once: a picture that is cut off is found now, not on the day that a court asks for it."""
    try:
        media, pages, largest = _decoded(content)
    except Exception as error:  # whatever a decoder says of a broken picture
        raise _broken(path) from error
    if pages > MOST_PAGES:
        raise too_many(path.name, pages)
    if largest > MOST_PIXELS:
        raise _too_large(path)
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
        largest = 0
        for page in range(pages if pages <= MOST_PAGES else 0):
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


def too_many(name: str, pages: int) -> Refused:
    """For a file of more than `MOST_PAGES` pages."""
    return refuse(
        "扫描件“{file}”有 {n} 页，太多了。请分成几份，每份不超过 {most} 页。", file=name, n=pages, most=MOST_PAGES
    )


def _no_scan(path: Path) -> Refused:
    return refuse("“{file}”不是扫描件。请用 JPG、PNG、TIFF 图片或者 PDF。", file=path.name)


def _too_large(path: Path) -> Refused:
    return refuse(
        "扫描件“{file}”太大了。请把扫描仪调到 200 或者 300 dpi，存成 JPG 或者 PDF，再扫一次。", file=path.name
    )


def _broken(path: Path) -> Refused:
    return refuse("扫描件“{file}”坏了，打不开。请重新扫一次，或者重新拷贝一份。", file=path.name)
