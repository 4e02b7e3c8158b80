"""A code that a pen, a stamp or a crease has spoiled is read all the same, and what is no code is not taken for one."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageChops, ImageDraw

from desktop.exchange.reading import read_page
from desktop.exchange.reed_solomon import corrected
from desktop.exchange.symbol import symbols
from desktop.papers import draw, prepare
from desktop.papers.pen import code_matrix
from tests.exchange import inked
from tests.exchange.test_reading import jpeg, read_code
from tests.papers import sample

INKS = {"blue": inked.INK, "black": (24, 24, 26), "red": inked.RED}


@pytest.fixture(scope="module")
def page() -> Image.Image:
    prepared = prepare("minutes", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)
    return inked.printed(draw(prepared).pdf)[1]


def crossed(page: Image.Image, thick: float, way: tuple[float, float, float, float], ink: str) -> Image.Image:
    """A stroke `thick` mm wide; `way` in parts of the code's side, from its upper left corner."""
    left, top, right, foot = read_code(page)
    wide, tall = right - left, foot - top
    line = [
        (left + x * wide, top + y * tall)
        for x, y in ((way[0], way[1]), ((way[0] + way[2]) / 2, (way[1] + way[3]) / 2 + 0.02), way[2:])
    ]
    mask = Image.new("L", page.size, 0)
    ImageDraw.Draw(mask).line(line, fill=235, width=round(thick * inked.MM), joint="curve")
    return Image.composite(ImageChops.multiply(page, Image.new("RGB", page.size, INKS[ink])), page, mask)


@pytest.mark.parametrize(
    ("thick", "way", "ink"),
    [
        (1.2, (-0.4, 0.3, 1.4, 0.7), "blue"),
        (1.2, (-0.3, 1.3, 1.3, -0.3), "black"),  # through two of the corners
        (0.8, (-0.4, 0.1, 1.4, 0.25), "black"),
        (2.0, (0.35, -0.5, 0.65, 1.5), "red"),
    ],
)
def test_a_stroke_right_through_the_code_is_read_through(
    page: Image.Image, thick: float, way: tuple[float, float, float, float], ink: str
) -> None:
    found = read_page(jpeg(inked.scanned(crossed(page, thick, way, ink)), 75))
    assert [code.page for code in found.codes] == [2]
    assert abs(found.turn) < 1.5


def test_a_page_upside_down_with_its_code_crossed_is_still_turned_upright(page: Image.Image) -> None:
    scan = inked.scanned(crossed(page, 1.2, (-0.3, 1.3, 1.3, -0.3), "black"), turn=180)
    found = read_page(scan)
    assert [code.page for code in found.codes] == [2]
    assert abs(abs(found.turn) - 180) < 1.5


def test_a_red_seal_over_the_code_is_read_through(page: Image.Image) -> None:
    left, top, right, foot = read_code(page)
    mask, mm = Image.new("L", page.size, 0), inked.MM
    x, y = (left + right) / 2 - 14 * mm, (top + foot) / 2 + 4 * mm
    pen = ImageDraw.Draw(mask)
    for reach, thick in ((20, 1.2), (15, 3.5), (5, 5)):
        pen.ellipse(
            (x - reach * mm, y - reach * mm, x + reach * mm, y + reach * mm), outline=225, width=round(thick * mm)
        )
    sealed = Image.composite(ImageChops.multiply(page, Image.new("RGB", page.size, inked.RED)), page, mask)
    assert [code.page for code in read_page(jpeg(inked.scanned(sealed), 70)).codes] == [2]


def test_a_code_that_is_blotted_out_is_no_code(page: Image.Image) -> None:
    left, top, right, foot = read_code(page)
    blot = page.copy()
    ImageDraw.Draw(blot).ellipse((left - 20, top - 20, right - 20, foot - 20), fill=INKS["blue"])
    assert read_page(inked.scanned(blot)).codes == ()


@pytest.mark.parametrize(
    ("text", "side"),
    [("YST1 7F3A91C05BE2D846 1 2/5 0123456789ABCDEF", 29), ("YST1 7F3A91C05BE2D846 12 112/255 0123456789ABCDEF", 33)],
)
def test_the_parts_of_a_code_are_where_its_writer_puts_them(text: str, side: int) -> None:
    cells = code_matrix(text)
    assert len(cells) == side
    (kind,) = [one for one in symbols(side) if all(cells[row][column] == dark for row, column, dark in one.fixed)]
    assert kind.level == "Q"
    words = [
        sum((cells[row][column] ^ kind.flips(row, column)) << 7 - bit for bit, (row, column) in enumerate(word))
        for word in kind.words
    ]
    for block in range(kind.blocks):
        whole, chance = words[block :: kind.blocks], random.Random(side)
        assert corrected(whole, kind.parity) == whole
        for lost, wrong in ((kind.parity, 0), (kind.parity - 4, 2), (0, kind.parity // 2)):
            places = chance.sample(range(len(whole)), lost + wrong)
            spoiled = [word ^ chance.randrange(1, 256) if at in places else word for at, word in enumerate(whole)]
            assert corrected(spoiled, kind.parity, places[:lost]) == whole
        spoiled = [
            word ^ chance.randrange(1, 256) if at < kind.parity // 2 + 4 else word for at, word in enumerate(whole)
        ]
        assert corrected(spoiled, kind.parity) != whole
