"""Whatever stands in a spreadsheet: it is read or refused, every person is imported or listed, and nothing falls over."""

from __future__ import annotations

import datetime
import io
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from forms.language import Refused
from tests.exchange.books import names, read, save

HEADERS = [
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "年龄",
    "组别",
    "户号",
    "户主",
    "与户主关系",
    "电话",
    "身份",
    "备注",
    "党员",
    "年",
    "月",
    "民族",
]
VALUES = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "张伟",
            "李𬱖",
            "男",
            "女",
            "1968.5",
            "户主",
            "村民代表",
            "小计",
            "姓名",
            "一组",
            "19900000001",
            "无",
            "58岁",
            "\ue000",
        ]
    ),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime.datetime(1900, 3, 1), datetime.datetime(2100, 1, 1)),  # noqa: DTZ001
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12),
)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(HEADERS), min_size=2, max_size=9),
    st.lists(st.lists(VALUES, max_size=10), max_size=8),
    st.integers(0, 3),
)
def test_any_cells_are_read_or_refused(header: list[str], rows: list[list[object]], above: int) -> None:
    with tempfile.TemporaryDirectory() as folder, suppress(Refused):
        got = read(save(Path(folder), ("名册", [*[[] for _ in range(above)], header, *rows])))
        assert len({person.id for person in got.people}) == len(got.people)
        assert all(person.name for person in got.people)
        assert all(str(problem.reason) for problem in got.problems)


PEOPLE = st.tuples(
    st.sampled_from(["张伟", "李𬱖", "周䶮", "王芳", "欧阳小明", "阿依古丽·买买提"]),
    st.sampled_from(["男", "女", "X", ""]),
    st.sampled_from(["1968.5", "1968-13-40", "1991年2月", ""]),
    st.sampled_from(["一组", "二组", ""]),
    st.sampled_from(["村民代表", "党员", "户主", "备注:无", "合计", ""]),
)


@settings(max_examples=60)
@given(st.lists(PEOPLE, max_size=12))
def test_every_row_of_a_person_is_imported_or_listed(people: list[tuple[str, ...]]) -> None:
    header = ["姓名", "性别", "出生年月", "组别", "身份"]
    with tempfile.TemporaryDirectory() as folder:
        got = read(save(Path(folder), ("名册", [header, *people])))
    left_out = {problem.row for problem in got.problems if not problem.kept}
    assert names(got) == [person[0] for row, person in enumerate(people, start=2) if row not in left_out]
    broken = {row for row, person in enumerate(people, start=2) if person[1] == "X" or "13" in person[2]}
    assert broken <= left_out


@settings(max_examples=40)
@given(st.integers(0, 60_000), st.binary(min_size=1, max_size=40), st.booleans())
def test_a_damaged_file_is_read_or_refused_and_never_falls_over(at: int, junk: bytes, cut: bool) -> None:
    content = small()
    at %= len(content)
    damaged = content[:at] if cut else content[:at] + junk + content[at + len(junk) :]
    with tempfile.TemporaryDirectory() as folder, suppress(Refused):
        path = Path(folder) / "damaged.xlsx"
        path.write_bytes(damaged)
        read(path)


def small() -> bytes:
    out = io.BytesIO()
    book = Workbook()
    for row in [["姓名", "性别"], ["张三", "男"], ["李四", "女"]]:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()
