"""A scan is taken as it is when its content is what it claims to be, and refused in a sentence otherwise."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from desktop.exchange.scan import read_scan
from forms.language import Refused


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
        (picture("GIF"), "不是扫描件"),
        (b"<html>", "不是扫描件"),
        (b"", "不是扫描件"),
    ],
)
def test_what_is_no_scan_or_is_damaged_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "scan.jpg"
    path.write_bytes(content)
    with pytest.raises(Refused, match=says):
        read_scan(path)


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
