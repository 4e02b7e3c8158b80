"""One cell of a spreadsheet: what it holds, what a person sees in it, and how its text is folded for reading."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata

from msgspec import Struct

from forms.language import Sentence

Value = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None

_BLANK = {"", "-", "--", "—", "——", "/", "\\", "无", "不详", "未知", "空", "暂无", "待查", "~"}
_DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
CHINESE_NUMBER = re.compile(r"[〇○零一二两三四五六七八九十百]+")
_ID_NUMBER = re.compile(  # \d is any digit, full width too
    r"(?<!\d)(?:\d{6}[\s\-]?\d{8}[\s\-]?\d{3}[\dXx\uff38\uff58]|\d{15})(?!\d)"
)
INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Cell(Struct, frozen=True):
    """A cell as the spreadsheet holds it; `lost` means a formula whose result was never calculated."""

    value: Value
    format: str = ""
    formula: str = ""
    lost: bool = False

    @property
    def filled(self) -> bool:
        return self.value is not None or self.lost

    @property
    def text(self) -> str:
        """What a person sees in the cell, as near as it can be told, with no identity number in it."""
        if self.lost:
            return self.formula
        return without_id_numbers(INVISIBLE.sub("", shown(self)).strip())


NOTHING = Cell(None)


class Unclear(Exception):
    """A cell that cannot be read without guessing; the sentence says what to do.

    `instead` is what is certain all the same, where the person can be kept with it; None where not.
    """

    def __init__(self, reason: Sentence, instead: str | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.instead = instead


def shown(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and math.isfinite(value):
        places = re.match(r"0\.(0+)", cell.format)
        if places and abs(value) < 1e9:
            return f"{value:.{len(places[1])}f}"
        return str(int(value)) if value == int(value) and abs(value) < 1e18 else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return "" if value is None else str(value)


def without_id_numbers(text: str) -> str:
    """The text with every resident identity number taken out: it is not kept, not even in a list of problems."""
    return _ID_NUMBER.sub("(身份证号不收)", text)


def plain(text: str) -> str:
    """For comparing and reading, never for keeping: half width, no spaces, nothing invisible."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", INVISIBLE.sub("", text)))


def blank(cell: Cell) -> bool:
    return not cell.filled or (plain(shown(cell)) in _BLANK and not cell.lost)


def chinese_number(text: str) -> int | None:
    """“五十八” is 58, “一百零二” 102, “一九六八” 1968; None for what is no such number."""
    if not CHINESE_NUMBER.fullmatch(text):
        return None
    if not re.search("[十百]", text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    match = re.fullmatch(
        r"(?:([一二两三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?零?([一二三四五六七八九])?", text
    )
    if not match:
        return None
    hundreds, tens, ten, ones = match.groups()
    return 100 * _DIGITS.get(hundreds, 0) + (10 * _DIGITS.get(tens or "一", 0) if ten else 0) + _DIGITS.get(ones, 0)


def formula_error(cell: Cell) -> bool:
    """Whether the cell shows no value but that a formula failed, or was never calculated."""
    return cell.lost or (isinstance(cell.value, str) and re.fullmatch(r"#(N/A|[A-Z/0]+[!?])", cell.value) is not None)
