"""A day, an age, a number is read the same however it is written, and what cannot be read is never guessed."""

from __future__ import annotations

import calendar
import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.cells import Cell, Unclear, chinese_number, without_id_numbers
from desktop.exchange.dates import ages_that_fit, as_of_day, read_birth
from desktop.exchange.readings import read_age, read_group, read_phone, read_sex

EPOCH = datetime.date(1899, 12, 30)
EPOCH_OF_MACS = datetime.date(1904, 1, 1)
BIRTHS = st.dates(datetime.date(1901, 1, 1), datetime.date(2026, 12, 31))


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def in_chinese(number: int) -> str:
    signs, tens = "〇一二三四五六七八九", number // 10
    if number < 10:
        return signs[number]
    return ("" if tens == 1 else signs[tens]) + "十" + (signs[number % 10] if number % 10 else "")


@given(BIRTHS, st.integers(0, 12), st.booleans())
def test_a_full_date_is_the_same_day_however_it_is_written(day: datetime.date, shape: int, full_width: bool) -> None:
    y, m, d = day.year, day.month, day.day
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(y))
    text = [
        f"{y}-{m}-{d}", f"{y}-{m:02d}-{d:02d}", f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{y}年{m}月{d}日", f"{y} 年 {m} 月 {d} 日",
        f"{y}{m:02d}{d:02d}", f"{y}、{m}、{d}", f"{y}年{m}月{d}日生", f"{y}-{m}-{d} 0:00", f"{y}年{m}月{d}号",
        f"{year}年{in_chinese(m)}月{in_chinese(d)}日", f"公历{y}.{m:02d}.{d:02d}",
    ][shape]  # fmt: skip
    assert read_birth(Cell(wide(text) if full_width else text), EPOCH) == day.isoformat()


@given(BIRTHS, st.sampled_from([EPOCH, EPOCH_OF_MACS]))
def test_a_serial_number_is_the_day_that_the_spreadsheet_shows(day: datetime.date, epoch: datetime.date) -> None:
    serial = (day - epoch).days
    if serial > 2100:  # a smaller one reads as a year
        assert read_birth(Cell(serial), epoch) == day.isoformat()
        assert read_birth(Cell(float(serial)), epoch) == day.isoformat()
    if serial >= 10000:
        assert read_birth(Cell(str(serial)), epoch) == day.isoformat()


@given(st.integers(1900, 2026), st.integers(1, 12), st.integers(0, 5))
def test_a_year_and_month_stay_a_year_and_month(year: int, month: int, shape: int) -> None:
    text = [
        f"{year}.{month}",
        f"{year}年{month}月",
        f"{year}-{month:02d}",
        f"{year}/{month}",
        f"{year}{month:02d}",
        f"{year}年{month}月份",
    ]
    assert read_birth(Cell(text[shape]), EPOCH) == f"{year}-{month:02d}"


@given(st.integers(1900, 2026), st.integers(1, 12))
def test_a_number_with_two_decimals_shown_is_year_and_month(year: int, month: int) -> None:
    assert read_birth(Cell(float(f"{year}.{month:02d}"), "0.00"), EPOCH) == f"{year}-{month:02d}"


@given(st.integers(1900, 2026), st.integers(13, 99), st.integers(0, 99))
def test_a_month_that_no_year_has_is_never_read(year: int, month: int, day: int) -> None:
    for text in (f"{year}-{month}-{day:02d}", f"{year}年{month}月", f"{year}.{month}"):
        with pytest.raises(Unclear):
            read_birth(Cell(text), EPOCH)


@given(st.integers(1900, 2026), st.integers(1, 12), st.integers(1, 99))
def test_a_day_is_read_exactly_when_the_month_has_it(year: int, month: int, day: int) -> None:
    cell = Cell(f"{year}-{month}-{day}")
    if day <= calendar.monthrange(year, month)[1]:
        assert read_birth(cell, EPOCH) == f"{year}-{month:02d}-{day:02d}"
    else:
        with pytest.raises(Unclear):
            read_birth(cell, EPOCH)


@given(
    st.one_of(
        st.text(max_size=14), st.text("0123456789.-/年月日 ", max_size=12), st.floats(), st.integers(), st.booleans()
    )
)
def test_whatever_stands_in_a_cell_is_read_as_a_day_or_declared_unclear(value: str | float | bool) -> None:
    for read in (lambda cell: read_birth(cell, EPOCH), read_age, read_sex, read_group, read_phone):
        with suppress(Unclear):
            got = read(Cell(value))
            assert got is None or isinstance(got, str | int)


@pytest.mark.parametrize(
    ("number_format", "birth"),
    [
        ("yyyy-mm-dd", "1968-05-03"),
        ('yyyy"年"m"月"d"日"', "1968-05-03"),
        ('yyyy"年"m"月";@', "1968-05"),
        ("[$-804]yyyy.mm", "1968-05"),
        ("yyyy", "1968"),
        ("m/d/yy", "1968-05-03"),
    ],
)
def test_a_date_cell_is_as_exact_as_it_is_shown(number_format: str, birth: str) -> None:
    assert read_birth(Cell(datetime.date(1968, 5, 3), number_format), EPOCH) == birth


@pytest.mark.parametrize("value", [1968, 1968.0, "1968", "1968年", "\uff11\uff19\uff16\uff18"])
def test_a_year_alone_is_a_year(value: str | float) -> None:
    assert read_birth(Cell(value), EPOCH) == "1968"


@pytest.mark.parametrize(
    "value", ["68.5", "680503", "68-5-3", "5/3/1968", "3 May 1968", "1968.5.3.1", "解放前", "1800-01-01", 12.5]
)
def test_a_day_that_may_be_another_is_not_read(value: str | float) -> None:
    with pytest.raises(Unclear):
        read_birth(Cell(value), EPOCH)


@given(st.integers(0, 99), st.sampled_from(["{}", "{}岁", "{} 岁", "{}周岁", "{}.0"]), st.booleans())
def test_an_age_is_the_same_number_however_it_is_written(age: int, shape: str, full_width: bool) -> None:
    text = shape.format(age)
    assert read_age(Cell(wide(text) if full_width else text)) == age
    assert read_age(Cell(f"{in_chinese(age)}岁")) == age
    assert read_age(Cell(age)) == read_age(Cell(float(age))) == age


@given(st.integers(1, 199))
def test_chinese_numbers_count(number: int) -> None:
    hundreds, rest = divmod(number, 100)
    text = ("一百" if hundreds else "") + ("零" if hundreds and 0 < rest < 10 else "")
    text += ("一" if hundreds and 10 <= rest < 20 else "") + (in_chinese(rest) if rest or not hundreds else "")
    assert chinese_number(text) == number


@pytest.mark.parametrize("value", ["8个月", "十一个月", "20天"])
def test_an_infant_is_nought(value: str) -> None:
    assert read_age(Cell(value)) == 0


@pytest.mark.parametrize("value", ["58.5", 58.5, "约58", "五十多", "-3", 131, "58或59", True])
def test_an_age_that_is_no_whole_number_of_years_is_not_read(value: str | float) -> None:
    with pytest.raises(Unclear):
        read_age(Cell(value))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("某村村民名册(截至2026年5月)", "2026-05-31"),
        ("截止到2026年5月3日", "2026-05-03"),
        ("名册(2026年5月)", "2026-05-31"),
        ("填表日期:2026.5.3", "2026-05-03"),
        ("二〇二六年五月名册", "2026-05-31"),
        ("截至2024年2月底", "2024-02-29"),
        ("截至2025年底", "2025-12-31"),
        ("2026年村民名册", ""),
        ("任期2024.1-2029.1", ""),
        ("截至2026年13月", ""),
        ("截至2026年2月30日", ""),
        ("2024年1月换届\uff0c截至2026-05-31", "2026-05-31"),
        ("年龄(截至2026-01-01)", "2026-01-01"),
        ("", ""),
    ],
)
def test_a_title_states_one_day_or_none(text: str, day: str) -> None:
    assert as_of_day(text) == day


@given(BIRTHS, st.dates(datetime.date(2010, 1, 1), datetime.date(2030, 1, 1)), st.integers(0, 2))
def test_the_true_age_always_fits_whatever_is_known_of_the_birth(
    birth: datetime.date, as_of: datetime.date, known: int
) -> None:
    age = as_of.year - birth.year - ((as_of.month, as_of.day) < (birth.month, birth.day))
    low, high = ages_that_fit(birth.isoformat()[: (4, 7, 10)[known]], as_of.isoformat(), "")
    assert low <= age <= high
    assert high - low <= 1


@pytest.mark.parametrize(
    ("value", "group"),
    [
        (3, "三组"), ("3组", "三组"), ("第三组", "三组"), ("第3村民小组", "三组"), ("三 组", "三组"), ("十二组", "十二组"),
        ("20", "二十组"), ("柳东组", "柳东组"), ("三队", "三队"), ("东头", "东头"), (None, ""), ("/", ""),
    ],
)  # fmt: skip
def test_one_group_has_one_name(value: str | int | None, group: str) -> None:
    assert read_group(Cell(value)) == group


@pytest.mark.parametrize(
    ("value", "phone"),
    [
        (19900000001.0, "19900000001"), (19900000001, "19900000001"), ("199-0000-0001", "19900000001"),
        ("199 0000 0001", "19900000001"), ("+86 19900000001", "19900000001"), (wide("19900000001"), "19900000001"),
        ("1.9900000001E+10", "19900000001"), ("19900000001/19900000002", "19900000001、19900000002"),
        ("0513-82345678", "051382345678"), ("82345678", "82345678"), ("'19900000001", "19900000001"), ("无", ""),
    ],
)  # fmt: skip
def test_a_phone_is_its_digits(value: str | float, phone: str) -> None:
    assert read_phone(Cell(value)) == phone


@given(
    st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True),
    st.text("张三,。 a", max_size=5),
    st.text("张三,。 a", max_size=5),
)
def test_an_identity_number_is_taken_out_of_any_text(number: str, before: str, after: str) -> None:
    assert number[:-1] not in without_id_numbers(before + number + after)
    assert wide(number)[:-1] not in without_id_numbers(before + wide(number) + after)
