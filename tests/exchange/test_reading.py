"""The code on a printed page is found on its scan, however badly it was scanned, and the smaller copy stays legible."""

from __future__ import annotations

import io
import random

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from desktop.exchange.legible import MOST_BYTES, small_copy
from desktop.exchange.reading import PageCode, parse_code, read_page
from desktop.papers import Prepared, draw, prepare
from tests.exchange import inked
from tests.papers import sample


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare("minutes", sample.meeting(), print_id=sample.PRINT, printed_at=sample.PRINTED)


@pytest.fixture(scope="module")
def pages(prepared: Prepared) -> list[Image.Image]:
    return inked.printed(draw(prepared).pdf)


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    found = Image.open(io.BytesIO(inked.as_file("JPEG", picture, quality=quality)))
    found.load()
    return found


@pytest.mark.parametrize(
    ("turn", "noise", "quality"),
    [(0, 7, 75), (180, 7, 75), (90, 12, 60), (273, 7, 50), (-4, 18, 75), (45, 7, 75), (1.5, 30, 30)],
)
def test_a_page_says_which_it_is_in_any_turn_and_how_it_is_turned(
    prepared: Prepared, pages: list[Image.Image], turn: float, noise: float, quality: int
) -> None:
    found = read_page(jpeg(inked.scanned(inked.signed(pages[1]), turn=turn, noise=noise), quality))
    assert found.codes == (
        PageCode(
            print_id=sample.PRINT,
            version=prepared.form.version,
            page=2,
            pages=len(pages),
            hashed=prepared.content_hash[:16],
        ),
    )
    assert abs((found.turn - turn + 180) % 360 - 180) < 1.5


def test_a_small_pale_photograph_is_read(pages: list[Image.Image]) -> None:
    photo = inked.scanned(pages[0].resize((900, 1273), Image.Resampling.LANCZOS), noise=4, grey=120)
    assert [code.page for code in read_page(jpeg(photo, 85)).codes] == [1]


@pytest.mark.parametrize("turn", [0, 90, 200])
def test_a_photograph_taken_at_an_angle_is_read(pages: list[Image.Image], turn: int) -> None:
    """The far edge of the sheet is a tenth shorter, and the table shows around it."""
    page = inked.signed(pages[2])
    wide, tall = page.size
    table = Image.new("RGB", (wide + 300, tall + 300), (120, 96, 70))
    table.paste(page, (150, 150))
    seen = (150 + wide * 0.05, 150, 0, tall + 300, wide + 300, tall + 280, 150 + wide * 0.95, 140)
    photo = table.transform(table.size, Image.Transform.QUAD, seen, Image.Resampling.BICUBIC)
    found = read_page(jpeg(inked.scanned(photo, turn=turn, noise=9), 70))
    assert [code.page for code in found.codes] == [3]
    assert len(small_copy(photo, found.turn)) <= MOST_BYTES


def test_the_back_of_a_sheet_is_blank_and_one_written_line_is_not(pages: list[Image.Image]) -> None:
    empty = Image.new("RGB", pages[0].size, "white")
    assert read_page(inked.scanned(empty, noise=15)).blank
    assert not read_page(inked.scanned(inked.signed(empty), noise=15)).blank


def test_a_code_of_something_else_is_foreign() -> None:
    import segno

    out = io.BytesIO()
    segno.make_qr("https://example.com/").save(out, kind="png", scale=6, border=4)
    page = Image.new("RGB", (1654, 2339), "white")
    page.paste(Image.open(out).convert("RGB"), (200, 300))
    found = read_page(page)
    assert (found.codes, found.foreign, found.blank) == ((), True, False)


@pytest.mark.parametrize(
    "text", ["", "YST2 AB 1 1/2 0123456789ABCDEF", "YST1 AB 1 3/2 0123456789ABCDEF", "YST1 AB 1 0/2 0123456789ABCDEF"]
)
def test_what_is_no_code_of_ours_is_none(text: str) -> None:
    assert parse_code(text) is None


@pytest.mark.parametrize(("turn", "noise"), [(0, 7), (180, 7), (91, 12), (-3, 20)])
def test_a_smaller_copy_is_small_upright_white_and_still_read(
    pages: list[Image.Image], turn: float, noise: float
) -> None:
    for page in pages[:3]:
        scan = jpeg(inked.scanned(inked.signed(page), turn=turn, noise=noise), 75)
        data = small_copy(scan, read_page(scan).turn)
        assert len(data) <= MOST_BYTES
        small = Image.open(io.BytesIO(data))
        found = read_page(small)
        assert len(found.codes) == 1
        assert abs(found.turn) < 1.5
        middle = small.convert("L").crop(
            (small.width // 5, small.height // 5, small.width * 4 // 5, small.height * 3 // 4)
        )
        assert sum(middle.histogram()[245:]) > 0.7 * middle.width * middle.height


def test_the_ridges_of_a_red_fingerprint_stay_apart_and_red(pages: list[Image.Image]) -> None:
    page = pages[0].copy()
    centre = (100 * inked.MM, 28 * inked.MM)
    inked.fingerprint(page, centre, ridge=0.5)
    small = Image.open(io.BytesIO(small_copy(jpeg(inked.scanned(page, noise=12), 60)))).convert("RGB")
    scale = small.width / page.width
    y = round(centre[1] * scale)
    left, right = round(centre[0] * scale), round((centre[0] + 7.2 * inked.MM) * scale)
    red, green = (
        [*channel.resize((right - left, 1), Image.Resampling.BOX, (left, y - 1, right, y + 2)).tobytes()]
        for channel in small.split()[:2]
    )
    ridges = [
        at
        for at in range(1, len(green) - 1)
        if green[at] < 190 and green[at] <= green[at - 1] and green[at] < green[at + 1]
    ]
    assert 11 <= len(ridges) <= 15  # 14 rings were inked; the innermost run together
    assert all(red[at] - green[at] > 60 for at in ridges)


@settings(max_examples=4, derandomize=True)
@given(
    block=st.integers(1, 12), wide=st.integers(600, 1500), mode=st.sampled_from(["L", "RGB"]), seed=st.integers(0, 99)
)
def test_no_picture_whatever_is_on_it_takes_more_room_than_the_line_has(
    block: int, wide: int, mode: str, seed: int
) -> None:
    few = (wide // block, 1500 // block)
    noise = random.Random(seed).randbytes(few[0] * few[1] * len(mode))
    picture = Image.frombytes(mode, few, noise).resize((wide, 1500), Image.Resampling.NEAREST)
    assert len(small_copy(picture)) <= MOST_BYTES


@pytest.mark.parametrize("way", ["blurred", "specks", "pen"])
def test_a_blurred_a_specked_and_a_crossed_out_code_are_read(pages: list[Image.Image], way: str) -> None:
    wide, tall = pages[1].size
    page = pages[1].crop((0, tall * 3 // 4, wide, tall))
    if way == "blurred":
        page = inked.scanned(page.filter(ImageFilter.GaussianBlur(1.6)), noise=4)
    elif way == "specks":  # one bit a pixel, the limit set too light
        page = inked.scanned(page, noise=18, grey=25).convert("L").point(lambda value: 255 if value > 185 else 0)
    else:
        place = read_code(page)
        side = place[2] - place[0]
        path = [(place[0] - side / 2, place[1] + side * 0.48), (place[2] + side / 2, place[1] + side * 0.62)]
        ImageDraw.Draw(page).line(path, fill=inked.INK, width=round(inked.MM / 2))
        page = inked.scanned(page)
    assert [code.page for code in read_page(page).codes] == [2]


def read_code(page: Image.Image) -> tuple[int, int, int, int]:
    """Where the code stands."""
    (code,) = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    corners = code.position
    return corners.top_left.x, corners.top_left.y, corners.bottom_right.x, corners.bottom_right.y


def test_a_page_that_is_black_all_over_is_not_taken_for_an_empty_one(pages: list[Image.Image]) -> None:
    assert not read_page(Image.new("L", pages[0].size, 12)).blank


def test_a_page_in_black_is_kept_in_grey(pages: list[Image.Image]) -> None:
    assert Image.open(io.BytesIO(small_copy(pages[0]))).mode == "L"


def test_writing_beside_a_dark_shadow_is_kept(pages: list[Image.Image]) -> None:
    """Half of the page lies in shadow, as on a photograph taken by hand."""
    page = inked.signed(pages[0])
    shadow = Image.new("L", page.size, 255)
    shadow.paste(110, (0, 0, page.width // 2, page.height))
    dark = Image.composite(page, Image.new("RGB", page.size, "black"), shadow)
    assert [code.page for code in read_page(Image.open(io.BytesIO(small_copy(dark)))).codes] == [1]
