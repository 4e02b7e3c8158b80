"""A scan of an inked copy: taken as it is, once its content proves to be the picture or PDF that it claims to be."""

from __future__ import annotations

import io
import re
import stat
import warnings
from collections.abc import Iterator
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
    """Read a JPEG, PNG, TIFF or PDF. Raises Refused, with what to do, for anything else and for a broken file.

    Nothing is unpacked yet: that a picture is cut off is found by scan_pages.py.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise refuse("“{file}”是一个文件夹。请选里面的扫描件。", file=path.name)
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device would be read for ever
            raise _no_scan(path)
        if found.st_size > MOST_BYTES:
            raise _too_large(path)
        content = path.read_bytes()
        if not content:
            raise refuse("扫描件“{file}”是空的，里面什么也没有。请重新扫一次，或者重新拷贝一份。", file=path.name)
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
    try:
        media, pages, largest = _measured(content)
    except Exception as error:  # whatever a decoder says of a broken picture
        raise broken(path.name) from error
    if pages > MOST_PAGES:
        raise too_many(path.name, pages)
    if largest > MOST_PIXELS:
        raise _too_large(path)
    return Scan(content, media, pages)


def _measured(content: bytes) -> tuple[str, int, int]:
    """Media type, pages, and the pixels of the largest page, as the file says."""
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
    return media, pages, largest


def _pdf_pages(content: bytes, path: Path) -> int:
    """A light look: the header, the end, no password; pages are counted where they stand uncompressed."""
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-4096:]:
        raise broken(path.name)
    words = b"".join(head for head, _packed in pdf_parts(content))
    if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", words):
        raise refuse("扫描件“{file}”加了密码。请取消密码后再存一次。", file=path.name)
    counts = [int(count) for count in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d{1,6})", words)]
    counts += [int(count) for count in re.findall(rb"/Count\s+(\d{1,6})[^>]*?/Type\s*/Pages\b", words)]
    return max(counts, default=len(re.findall(rb"/Type\s*/Page\b", words)))


def pdf_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands in a PDF before each stream, with the stream as it is packed; at the end what is left, and nothing.

    A search goes through the words alone: through the pictures of 40 MB it would hold up every other thread.
    """
    begin = 0
    while (word := content.find(b"stream", begin)) >= 0:
        start = word + 6 + (2 if content.startswith(b"\r\n", word + 6) else 1)
        end = content.find(b"endstream", start)
        if end < 0:
            break
        yield content[begin:word], content[start:end]
        begin = end + len(b"endstream")
    yield content[begin:], b""


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


def broken(name: str) -> Refused:
    """For a file that cannot be opened or read to its end."""
    return refuse("扫描件“{file}”坏了，打不开。请重新扫一次，或者重新拷贝一份。", file=name)
