"""Characters: each is drawn by a font that has it, copies out as itself, and is named where no font has it."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from msgspec import structs
from pypdf import PdfReader

from desktop.papers import draw, prepare
from desktop.papers.fonts import SUBSTITUTE, missing, runs, to_unicode, width
from tests.papers import sample

RARE = "𬱖㛃䶮𡋾𬎆"
FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


@pytest.fixture(scope="module")
def minutes() -> bytes:
    return draw(prepare("minutes", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf


def test_rare_names_copy_out_of_the_pdf_with_poppler(minutes: bytes, tmp_path: Path) -> None:
    (tmp_path / "m.pdf").write_bytes(minutes)
    text = subprocess.run(
        ["pdftotext", "-layout", "m.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    ).stdout.decode()
    for name in ("李㛃", "赵䶮", "周𡋾"):
        assert name in text
    assert "𬱖" in text


def test_rare_names_copy_out_of_the_pdf_with_pypdf(minutes: bytes) -> None:
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(minutes)).pages)
    assert all(character in text for character in "㛃𬱖䶮𡋾")
    assert SUBSTITUTE not in text


def test_rare_names_copy_out_and_are_found_in_the_reader_of_browsers(minutes: bytes) -> None:
    """Its own search knows no characters beyond the BMP, in any PDF; copied out they are right."""
    with pypdfium2.PdfDocument(minutes) as document:
        texts = [page.get_textpage() for page in document]
        for name in ("陈𬱖", "李㛃", "赵䶮", "周𡋾"):
            assert any(name in text.get_text_bounded() for text in texts), name
        for name in ("李㛃", "赵䶮"):
            assert any(text.search(name).get_next() for text in texts), name
        assert not any(text.search("赵㛃").get_next() for text in texts)


def test_the_whole_table_of_characters_has_fonts_and_copies_out(tmp_path: Path) -> None:
    table = "".join((FONTS / "tgh8105.txt").read_text(encoding="utf-8").split())
    assert len(table) == 8105
    assert not list(missing(table + RARE))
    meeting = structs.replace(sample.meeting(), place=table)
    (tmp_path / "n.pdf").write_bytes(draw(prepare("notice", meeting, print_id="p", printed_at=sample.PRINTED)).pdf)
    text = subprocess.run(["pdftotext", "n.pdf", "-"], cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    lines = {line.strip() for line in text.splitlines()}
    assert not set(table) - set(text)
    with pypdfium2.PdfDocument(tmp_path / "n.pdf") as document:
        assert not set(table) - set("".join(page.get_textpage().get_text_bounded() for page in document))
    # A reader that searches finds them in their order: whole lines of the paper are whole pieces of the table.
    assert sum(len(line) for line in lines if line in table) > 8000


def test_a_run_is_cut_where_the_font_lacks_a_character() -> None:
    found = runs("周𡋾来", "fang")
    assert "".join(run.text for run in found) == "周𡋾来"
    assert [run.text for run in found] == ["周", "𡋾", "来"]
    assert found[0].font == found[2].font != found[1].font


def test_a_character_that_no_font_has_is_named_and_marked() -> None:
    nowhere = "\U0003134a"
    meeting = structs.replace(sample.meeting(), place=f"{nowhere}堂")
    drawn = draw(prepare("notice", meeting, print_id="p", printed_at=sample.PRINTED))
    assert drawn.missing == (nowhere,)
    assert runs(nowhere, "fang")[0].text == SUBSTITUTE


def test_variation_selectors_take_no_room_and_are_not_missed() -> None:
    assert not list(missing("葛\U000e0100\u200b\n"))
    assert width("葛\U000e0100", "fang", 10) == width("葛", "fang", 10)


def test_the_unicode_map_comes_in_blocks_of_a_hundred_in_utf_16() -> None:
    text = to_unicode("F", [0x2CC56, *range(0x4E00, 0x4E00 + 219)])
    assert "<00> <D873DC56>" in text
    assert [int(line.split()[0]) for line in text.splitlines() if line.endswith("beginbfchar")] == [100, 100, 20]


@pytest.mark.parametrize(
    ("file", "face", "content", "used"),
    [
        ("SimFang.ttf", "fang", "YishitangKai-Regular.ttf", "simfang"),
        ("仿宋_GB2312.ttf", "fang", "YishitangKai-Regular.ttf", "仿宋_gb2312"),
        ("simkai.ttf", "kai", "NotoSerifSC-Regular.ttf", "simkai"),
        ("SimFang.ttf", "fang", None, "NotoSerifSC-Regular"),
    ],
)
def test_the_font_of_the_system_is_used_where_it_can_be(
    file: str, face: str, content: str | None, used: str, tmp_path: Path
) -> None:
    """A file of that name that is no TrueType font is passed over."""
    fonts = tmp_path / ".local" / "share" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / file).write_bytes((FONTS / content).read_bytes() if content else b"OTTO no TrueType")
    asked = (
        "import sys; from desktop.papers.fonts import runs; print(*(run.font for run in runs('村𡋾民', sys.argv[1])))"
    )
    home = {**os.environ, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", asked, face], cwd=FONTS.parents[1], env=home, capture_output=True, check=True, text=True
    )
    assert told.stdout.split() == [used, "YishitangRare-Regular", used]


def test_characters_of_extension_b_are_as_wide_as_all_others_and_each_copies_out(tmp_path: Path) -> None:
    """Every one that the font for rare names has, on paper: its width, its ToUnicode map."""
    with TTFont(FONTS / "YishitangRare-Regular.ttf", lazy=True) as rare:
        every = sorted(code for code in rare.getBestCmap() if 0x20000 <= code <= 0x2A6DF)
        em, advances = rare["head"].unitsPerEm, rare["hmtx"]
        assert {advances[rare.getBestCmap()[code]][0] for code in every} == {em}
    assert len(every) > 30_000
    picked = "".join(map(chr, every[:: len(every) // 400]))
    assert width(picked, "fang", 16) == pytest.approx(16 * len(picked))
    meeting = structs.replace(sample.meeting(), place=picked)
    drawn = draw(prepare("notice", meeting, print_id="p", printed_at=sample.PRINTED))
    assert drawn.missing == ()
    (tmp_path / "n.pdf").write_bytes(drawn.pdf)
    text = subprocess.run(["pdftotext", "n.pdf", "-"], cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    assert picked in "".join(text.split())
