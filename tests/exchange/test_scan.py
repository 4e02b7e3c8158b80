"""A scan is taken as it is when its content is what it claims to be, and refused in a sentence otherwise."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from desktop.exchange.apart import Apart
from desktop.exchange.read_file import ReadPage, read_file
from desktop.exchange.scan import read_scan
from forms.language import Refused


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart() as made:
        yield made


def picture(kind: str, pages: int = 1, size: tuple[int, int] = (60, 80)) -> bytes:
    out = io.BytesIO()
    first, *others = [Image.effect_noise(size, 30 + page) for page in range(pages)]
    first.save(out, kind, **({"save_all": True, "append_images": others} if pages > 1 else {}))
    return out.getvalue()


def pdf(pages: int, encrypt: str | None = None) -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, encrypt=encrypt)
    for page in range(pages):
        sheet.drawString(100, 100, f"page {page}")
        sheet.showPage()
    sheet.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media", "pages"),
    [
        (picture("JPEG"), "image/jpeg", 1),
        (picture("PNG"), "image/png", 1),
        (picture("TIFF"), "image/tiff", 1),
        (picture("TIFF", pages=3), "image/tiff", 3),
        (picture("MPO", pages=2), "image/jpeg", 1),
        (pdf(1), "application/pdf", 1),
        (pdf(22), "application/pdf", 22),
    ],
)
def test_a_scan_is_kept_byte_for_byte(tmp_path: Path, content: bytes, media: str, pages: int) -> None:
    path = tmp_path / "scan.bin"
    path.write_bytes(content)
    scan = read_scan(path)
    assert (scan.content, scan.media, scan.pages) == (content, media, pages)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (picture("JPEG")[:-200], "坏了"),
        (picture("PNG")[:400], "坏了"),
        (picture("TIFF")[:200], "坏了"),
        (b"\xff\xd8\xff" + bytes(500), "坏了"),
        (pdf(2)[:-60], "坏了"),
        (b"%PDF-1.7\n", "坏了"),
        (pdf(1, encrypt="secret"), "加了密码"),
        (b"\0\0\0$ftypheic" + bytes(99), "HEIC"),
        (picture("TIFF", pages=301), "有 301 页"),
        (picture("GIF"), "不是扫描件"),
        (b"<html>", "不是扫描件"),
        (b"", "是空的"),
    ],
)
def test_what_is_no_scan_or_is_damaged_is_refused(apart: Apart, tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "scan.jpg"
    path.write_bytes(content)
    with pytest.raises(Refused, match=says):
        list(apart.run(read_file, path))


@pytest.mark.parametrize("height", [5_000, 10_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path: Path, height: int) -> None:
    path = tmp_path / "scan.png"
    Image.new("1", (20_000, height)).save(path)
    assert path.stat().st_size < 100_000
    with pytest.raises(Refused, match="太大"):
        read_scan(path)


def test_a_missing_scan_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到"):
        read_scan(tmp_path / "没有.jpg")
    with pytest.raises(Refused, match="文件夹"):
        read_scan(tmp_path)


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (size, table, size, len(out))


ROOT, ONE_PAGE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def of_operators(operators: bytes) -> bytes:
    packed = zlib.compress(operators, 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    return raw_pdf(ROOT, ONE_PAGE, page, stream)


def laughing(depth: int) -> bytes:
    """Each drawing draws the next one ten times."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</A %d 0 R>>>>/Length 60>>stream\n%s\nendstream"
    forms = [form % (number + 1, b"/A Do " * 10) for number in range(5, 5 + depth)]
    last = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length 15>>stream\n0 0 595 842 re f\nendstream"
    return raw_pdf(ROOT, ONE_PAGE, page, b"<</Length 5>>stream\n/A Do\nendstream", *forms, last)


@pytest.mark.parametrize(
    "content",
    [
        raw_pdf(ROOT, ONE_PAGE, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1000000000 842]>>"),
        raw_pdf(ROOT, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        raw_pdf(ROOT, b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", b"<</Type/Page/MediaBox[0 0 9 9]>>"),
    ],
)
def test_a_pdf_that_no_scanner_wrote_is_refused_and_the_next_file_is_read(
    apart: Apart, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad.pdf").write_bytes(content)
    (tmp_path / "good.png").write_bytes(picture("PNG"))
    with pytest.raises(Refused):
        list(apart.run(read_file, tmp_path / "bad.pdf"))
    assert [one.frame for one in apart.run(read_file, tmp_path / "good.png") if isinstance(one, ReadPage)] == [1]


@pytest.mark.long
@pytest.mark.parametrize("content", [laughing(12), of_operators(b"0 0 m 500 500 l S\n" * 8_000_000)])
def test_a_pdf_that_draws_without_end_is_ended_and_the_next_file_is_read(
    apart: Apart, tmp_path: Path, content: bytes
) -> None:
    test_a_pdf_that_no_scanner_wrote_is_refused_and_the_next_file_is_read(apart, tmp_path, content)


@pytest.mark.long
def test_a_tiff_of_600_dpi_and_200_mb_is_refused_unread_and_one_of_a_page_is_read(apart: Apart, tmp_path: Path) -> None:
    page = Image.new("RGB", (4960, 7016), "white")
    page.save(tmp_path / "large.tif", save_all=True, append_images=[page], dpi=(600, 600))
    page.save(tmp_path / "packed.tif", compression="tiff_lzw", dpi=(600, 600))
    assert (tmp_path / "large.tif").stat().st_size > 200_000_000
    with pytest.raises(Refused, match="太大"):
        list(apart.run(read_file, tmp_path / "large.tif"))
    read = [one for one in apart.run(read_file, tmp_path / "packed.tif") if isinstance(one, ReadPage)]
    assert [one.found.blank for one in read] == [True]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_a_device_and_a_link_to_nothing_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "device.jpg").symlink_to("/dev/zero")
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    for name, says in (("pipe", "不是扫描件"), ("device", "不是扫描件"), ("gone", "找不到")):
        with pytest.raises(Refused, match=says):
            read_scan(tmp_path / f"{name}.jpg")
