"""The fonts of the house have every character that a name or a paper may need."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FILES = sorted(FONTS.glob("*.ttf"))
DAILY = ("NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Regular", "NotoSansSC-Bold", "YishitangKai-Regular")


def characters(file: Path) -> set[str]:
    with TTFont(file, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


@pytest.fixture(scope="module")
def table() -> set[str]:
    return set((FONTS / "tgh8105.txt").read_text(encoding="utf-8").split())


def test_the_table_is_whole(table: set[str]) -> None:
    assert len(table) == 8105
    assert sum(ord(character) > 0xFFFF for character in table) == 196


@pytest.mark.parametrize("name", DAILY)
def test_each_daily_font_has_the_whole_table_and_the_signs_of_the_screen(name: str, table: set[str]) -> None:
    signs = set("✓▶●○□■△★①⑩〔〕【】《》「」—…·×≥≤→℃№,。:;?!()%/āǎǜ年月日")
    assert (table | signs) - characters(FONTS / f"{name}.ttf") == set()


def test_rare_characters_of_names_are_in_one_of_the_fonts(table: set[str]) -> None:
    union = set[str]().union(*map(characters, FILES))
    assert table - union == set()
    assert set("𬱖㛃䶮𡋾𬎆劉𠀾𫖯") - union == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_font_has_truetype_outlines_that_reportlab_can_embed(file: Path) -> None:
    with TTFont(file, lazy=True) as font:
        assert "glyf" in font
        assert "CFF " not in font
        assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_font_bears_a_reserved_name(file: Path) -> None:
    with TTFont(file, lazy=True) as font:
        names = {str(record) for record in font["name"].names if record.nameID in (1, 2, 3, 4, 6, 16, 17)}
    assert not [name for name in names for reserved in ("LXGW", "霞", "Hana", "花園", "Source") if reserved in name]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_font_has_its_licence_beside_it(file: Path) -> None:
    assert (FONTS / f"LICENSE-{file.stem.split('-')[0]}.txt").read_text(encoding="utf-8").count("OPEN FONT LICENSE")


def test_fonts_stay_small_enough_to_carry() -> None:
    assert sum(file.stat().st_size for file in FILES) < 50_000_000
