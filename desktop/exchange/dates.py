"""Days as villages write them: births in many shapes, and the day that a whole roster is as of."""

from __future__ import annotations

import calendar
import datetime
import math
import re

from desktop.exchange.cells import CHINESE_NUMBER, Cell, Unclear, blank, chinese_number, plain, shown
from forms.language import say

EARLIEST_YEAR, LATEST_YEAR = 1890, 2100
_DATE = re.compile(r"(\d{4})(?:[-./年、](\d{1,2})(?:[-./月、](\d{1,2})(?:日|号)?|月|月份)?|年)?[.。]?")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_CLOCK = re.compile(r"(?:\s+|T)\d{1,2}[:\uff1a]\d{2}(?:[:\uff1a]\d{2}(?:\.\d+)?)?\s*$")
_HOW = say("请写成 1968-05-03 或 1968年5月 这样。")


def read_birth(cell: Cell, epoch: datetime.date) -> str:
    """Year, year-month or ISO day, just as exact as the cell shows it; `epoch` is the sheet's day 0."""
    if blank(cell):
        return ""
    value = cell.value
    if isinstance(value, datetime.datetime | datetime.date):
        return _as_exact_as(value, cell.format)
    if isinstance(value, bool | datetime.time | datetime.timedelta) or (
        isinstance(value, float) and not math.isfinite(value)
    ):
        raise Unclear(say("出生日期看不懂。{how}", how=_HOW))
    if isinstance(value, int | float):
        return _from_number(cell, value, epoch)
    text = (
        plain(_CLOCK.sub("", value or ""))
        .lstrip("'‘’")  # the spreadsheet's mark for “this is text”, exported with it
        .removesuffix("生")
        .removesuffix("出生")
        .removeprefix("公历")
        .removeprefix("阳历")
    )
    if re.search("农历|阴历|闰|旧历|初|廿", text):
        raise Unclear(say("这是农历。请换成公历，写成 1968-05-03 这样。"))
    text = _in_digits(text)
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return _from_serial(float(text), epoch)
    run = _RUN.fullmatch(text)
    return _checked(*(run if run and EARLIEST_YEAR <= int(run[1]) <= LATEST_YEAR else _match(text)).groups())


def read_date_parts(year: Cell, month: Cell, day: Cell) -> str:
    """A birth whose year, month and day stand in columns of their own."""
    parts = [plain(shown(cell)).rstrip("年月日号") if not blank(cell) else "" for cell in (year, month, day)]
    if not any(parts):
        return ""
    if not all(part.isdecimal() or not part for part in parts) or not parts[0] or (parts[2] and not parts[1]):
        raise Unclear(say("出生日期看不懂。{how}", how=_HOW))
    return _checked(parts[0], parts[1] or None, parts[2] or None)


def _match(text: str) -> re.Match[str]:
    match = _DATE.fullmatch(text)
    if match:
        return match
    if re.fullmatch(r"\d{2}[-./年]\d{1,2}(?:[-./月](?:\d{1,2}日?)?)?|\d{2}年?|\d{6}", text):
        raise Unclear(say("年份要写四位。{how}", how=_HOW))
    raise Unclear(say("出生日期看不懂。{how}", how=_HOW))


def _as_exact_as(value: datetime.datetime | datetime.date, number_format: str) -> str:
    """A cell that shows 1968年5月 holds the first of May; the day was never said, and is not kept."""
    signs = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    if value.year < EARLIEST_YEAR:
        raise Unclear(say("没有这样早的出生日期。{how}", how=_HOW))
    if "y" in signs and "d" not in signs:
        return f"{value:%Y-%m}" if "m" in signs else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"


def _from_number(cell: Cell, value: float, epoch: datetime.date) -> str:
    if value == int(value) and not re.match(r"0\.0", cell.format):
        whole = int(value)
        if EARLIEST_YEAR <= whole <= LATEST_YEAR:
            return _checked(str(whole), None, None)
        if run := _RUN.fullmatch(str(whole)):
            if EARLIEST_YEAR <= int(run[1]) <= LATEST_YEAR:
                return _checked(*run.groups())
            raise Unclear(say("年份要写四位。{how}", how=_HOW))
        return _from_serial(value, epoch)
    text = shown(cell)
    if not re.match(r"0\.0", cell.format) and re.fullmatch(r"\d{4}\.1", text):
        raise Unclear(say("分不清是 1 月还是 10 月，只记了年份。{how}", how=_HOW), instead=text[:4])
    if re.fullmatch(r"\d{5}\.\d+", text):
        return _from_serial(value, epoch)
    if re.fullmatch(r"\d{4}\.\d{3,4}", text):  # 1968.0503
        return _checked(text[:4], text[5:7], text[7:].ljust(2, "0"))
    return _checked(*_match(text).groups())


def _from_serial(value: float, epoch: datetime.date) -> str:
    try:
        day = epoch + datetime.timedelta(days=int(value))
    except OverflowError:
        raise Unclear(say("出生日期看不懂。{how}", how=_HOW)) from None
    if not 1900 <= day.year <= LATEST_YEAR:
        raise Unclear(say("出生日期看不懂。{how}", how=_HOW))
    return day.isoformat()


def _checked(year: str, month: str | None, day: str | None) -> str:
    if int(year) > LATEST_YEAR:
        raise Unclear(say("出生日期看不懂。{how}", how=_HOW))
    y, m, d = int(year), int(month) if month else None, int(day) if day else None
    if y < EARLIEST_YEAR:
        raise Unclear(say("没有这样早的出生日期。{how}", how=_HOW))
    if m is None:
        return f"{y:04d}"
    if not 1 <= m <= 12:
        raise Unclear(say("没有 {m} 月。{how}", m=m, how=_HOW))
    if d is None:
        return f"{y:04d}-{m:02d}"
    if not 1 <= d <= calendar.monthrange(y, m)[1]:
        raise Unclear(say("{y} 年 {m} 月没有 {d} 日。{how}", y=str(y), m=m, d=d, how=_HOW))
    return f"{y:04d}-{m:02d}-{d:02d}"


_YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})"
_REST = r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[-./月]|月份|(?!\d))(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)[日号]?|底)?)"
_LOOSE = re.compile(rf"(?<!\d){_YEAR}[-./年]{_REST}")
_STATED = re.compile(rf"(?:截至|截止)到?\D{{0,8}}?({_YEAR}[-./年]{_REST}|{_YEAR}年底?)")


def as_of_day(text: str) -> str:
    """The one ISO day that a title or header is as of; empty where it states none, or several.

    A day after 截至 or 截止 counts before any other date in the text. “2026年5月” stands for its last day, as 截至 does in
    statistics (and the later day makes nobody older than they are); a year alone is no day, save after 截至.
    """
    folded = plain(text)
    stated = _STATED.findall(folded)
    days = {_last_day(found, stated=bool(stated)) for found in stated or _LOOSE.findall(folded)} - {""}
    return days.pop() if len(days) == 1 else ""


def _last_day(text: str, *, stated: bool) -> str:
    numbers = [int(number) for number in re.findall(r"\d+", _in_digits(text))]
    if not 1990 <= numbers[0] <= 2100 or (len(numbers) == 1 and not stated):
        return ""
    year, month, day = numbers[0], numbers[1] if len(numbers) > 1 else 12, numbers[2] if len(numbers) > 2 else 0
    if not 1 <= month <= 12:
        return ""
    last = calendar.monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{day or last:02d}" if day <= last else ""


def _in_digits(text: str) -> str:
    return CHINESE_NUMBER.sub(lambda found: str(n) if (n := chinese_number(found[0])) is not None else found[0], text)


def ages_that_fit(birth: str, as_of: str, latest: str) -> tuple[int, int]:
    """Lowest and highest age that someone born on `birth` (year, year-month or ISO day) may have on `as_of`.

    Besides full years, the bare difference of the years fits too: many a spreadsheet counts so. With no `as_of` any day
    fits from 2007, when the first .xlsx was written, to `latest` (ISO day, empty where it is not known).
    """
    year = int(birth[:4])
    if not as_of:
        return max(0, 2006 - year), int(latest[:4] or 2100) - year
    first, last = f"{birth}-01-01"[:10], f"{birth}{'-12-31' if len(birth) == 4 else '-31'}"[:10]
    return _years(last, as_of), max(_years(first, as_of), int(as_of[:4]) - year)


def _years(since: str, until: str) -> int:
    return int(until[:4]) - int(since[:4]) - (until[5:] < since[5:])
