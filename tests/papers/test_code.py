"""The code on each page: readable by a machine from a poor scan, and by eye; the same that is sealed."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from desktop.papers import PAPERS, draw, prepare
from desktop.papers.furniture import MODULE
from desktop.papers.page import MM
from desktop.papers.pen import code_matrix
from tests.papers import sample


@pytest.mark.parametrize("paper", [paper for paper in PAPERS if paper != "opinion"])
def test_each_page_bears_a_code_that_a_crooked_scan_gives_back(paper: str, tmp_path: Path) -> None:
    prepared = prepare(paper, sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)
    drawn = draw(prepared)
    (tmp_path / "p.pdf").write_bytes(drawn.pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", "p.pdf", "p"], cwd=tmp_path, check=True)
    scans = sorted(tmp_path.glob("p-*.png"))
    assert len(scans) == drawn.pages
    for number, scan in enumerate(scans, 1):
        with Image.open(scan) as picture:
            found = zxingcpp.read_barcodes(
                picture.rotate(183, expand=True, fillcolor=255),
                formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
            )
        expected = f"YST1 {sample.PRINT} {prepared.form.version} {number}/{drawn.pages} {prepared.content_hash[:16]}".upper()
        assert [code.text for code in found] == [expected]


def test_the_same_stands_beside_it_in_words() -> None:
    prepared = prepare("minutes", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)
    pages = PdfReader(BytesIO(draw(prepared).pdf)).pages
    for number, page in enumerate(pages, 1):
        text = "".join(page.extract_text().split())
        assert f"打印号{sample.PRINT}第{prepared.content.version}版第{number}页，共{len(pages)}页" in text
        assert f"校验码{prepared.content_hash[:16].upper()}" in text


def test_a_page_of_a_long_paper_has_a_code_of_fourteen_millimetres() -> None:
    assert len(code_matrix(f"YST1 {sample.PRINT.upper()} 1 12/36 0123456789ABCDEF")) * MODULE < 14 * MM


@pytest.mark.parametrize("text", ["YST1 0123456789ABCDEF 1 3/24 0123456789ABCDEF", "YST1 6E3F 12 1/1 FFFF0000FFFF0000"])
def test_the_code_is_module_for_module_that_of_another_writer(text: str) -> None:
    import segno

    # Which of the eight masks is best, writers judge differently; any reader is told by the code itself.
    others = [segno.make_qr(text, error="q", boost_error=False, mask=mask).matrix for mask in range(8)]
    assert code_matrix(text) in [tuple(tuple(bool(cell) for cell in row) for row in other) for other in others]
