"""Every figure that is printed is counted a second time, from the bytes of the ledger, and looked for on the printed page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.domain.cases.funnel import adopted, forwarded
from desktop.papers.statistics import prepare_period
from desktop.services.cases.fill_sheet import correct_sheet, save_sheet, seal_sheet
from desktop.services.cases.follow import change_duty, list_duties
from desktop.services.cases.move import move_case
from desktop.services.cases.open_case import open_case
from desktop.services.cases.screen import accept_case, place_case, refuse_case
from desktop.services.desk import Desk
from desktop.services.figures.count import count
from desktop.services.figures.report import MONTH_END, STATISTICS, preview_period, print_period
from desktop.services.figures.workbook import export_figures
from desktop.services.keep_case import keep
from desktop.services.seal import append
from desktop.wire.canonical import canonical
from forms.language import say
from forms.papers import Table
from tests.exchange.as_shown import as_shown
from tests.papers.sample import meeting
from tests.story.case_days import Days, fill, village
from tests.story.recount import Recount, one_place, percent

PERIODS = {
    "month": ("2026-06-18", "2026-06-01", "2026-06-30"),
    "quarter": ("2026-06-18", "2026-04-01", "2026-06-30"),
    "year": ("2026-06-18", "2026-01-01", "2026-12-31"),
}
THEMES = ("示范区建设",) * 7 + ("环境整治",) * 3 + ("",)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Half a year of a village: meetings of two kinds, cases of three sources at all stages, promises kept and broken."""
    with (
        pytest.MonkeyPatch.context() as patch,
        village(tmp_path_factory.mktemp("year"), patch, "2026-03-02") as (desk, days),
    ):
        _cases(desk, days)
        _meetings(desk, days)
        yield desk


def _cases(desk: Desk, days: Days) -> None:
    opened = []
    for n in range(23):
        days.day = ("2026-03-02", "2026-05-06", "2026-06-08")[n % 3]
        source = ("people", "people", "member", "party")[n % 4]
        opened.append(open_case(desk, title=f"第{n}件", source=source, theme=THEMES[n % len(THEMES)]).id)
    for n, case in enumerate(opened[:14]):
        days.day = f"2026-06-{9 + n % 3:02d}"
        place_case(desk, case, "middle", "middle")
        if n == 13:
            refuse_case(desk, case, "两家的私事")
            continue
        accept_case(desk, case, "nantong")
        if n < 6:
            fill(desk, case, "platform", kind="village", name="议事堂", place="村部", fixed=["网格长"],
                 convener_party="钱立业", convener_member="周敏")  # fmt: skip
            days.day = f"2026-06-{12 + 2 * n:02d}"
            move_case(desk, case, "topic")
    rows = [{"matter": f"事{n}", "unit": "三组", "person": "张伟", "due": f"2026-06-{18 + n}"} for n in range(5)]
    fill(desk, opened[0], "duties", items=[*rows, {**rows[0], "matter": "以后", "due": "2026-08-31"}], day="2026-06-15")
    for n, line in enumerate(list_duties(desk)[:4]):
        days.day = f"2026-06-{17 + 2 * n:02d}"
        change_duty(desk, line.duty.id, "failed" if n == 3 else "done", "说明")
    for n, case in enumerate(opened[:4]):
        with desk.store.work() as work:
            known = work.cases.get(case)
            assert known is not None
            sent = forwarded(known, "2026-06-20")
            keep(desk, work, adopted(sent, "2026-06-25") if n == 0 else sent, "forwarded", say("报送"))
    told = [{"matter": "水渠", "progress": "办成", "answered-by": "钱立业"}]
    for case in opened[:3]:
        fill(desk, case, "feedback", items=told, day="2026-04-01")
    for n, day in enumerate(("2026-04-10", "2026-06-20")):
        given = {"asked": "户代表", "satisfied": 40 + n, "fairly": 9, "dissatisfied": 3, "unknown": 5 - n, "day": day}
        sheet = save_sheet(desk, opened[n], "satisfaction", given)
        seal_sheet(desk, sheet.id)
        if n == 0:
            correct_sheet(desk, sheet.id, "数错了")
            save_sheet(desk, opened[n], "satisfaction", {**given, "satisfied": 38}, sheet.id)
            seal_sheet(desk, sheet.id)
    save_sheet(desk, opened[2], "satisfaction", {"asked": "x", "satisfied": 999, "day": "2026-06-21"})  # not final


def _meetings(desk: Desk, days: Days) -> None:
    for n, day in enumerate(("2026-02-10", "2026-05-18", "2026-06-18", "2026-06-25")):
        held = replace(meeting(), id=f"m{n}", date=day)
        if n == 3:
            held = replace(held, rule="nantong", kind_title="协商议事会议", declared={"members": 47}, polls=())
        days.day = day
        with desk.store.work() as work:
            append(desk, work, desk.clock(), kind="meeting", subject=held.id, body=canonical(held))
    days.day = "2026-06-30"


def ledger(desk: Desk) -> list[tuple[str, str, bytes | None]]:
    with desk.store.read() as work:
        return [(one.record.kind, one.record.subject, one.body) for one in work.ledger.after(0)]


def rows_of(pdf: bytes) -> list[tuple[str, ...]]:
    """What stands on each line of the pages, from left to right."""
    found = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        lines: dict[int, list[tuple[float, str]]] = {}

        def note(
            text: str,
            at: list[float],
            place: list[float],
            *_: object,
            lines: dict[int, list[tuple[float, str]]] = lines,
        ) -> None:
            if text.strip():
                lines.setdefault(round(at[5] + place[5]), []).append((at[4] + place[4], text.strip()))

        page.extract_text(visitor_text=note)
        found += [tuple(text for _x, text in sorted(lines[y])) for y in sorted(lines, reverse=True)]
    return found


def recount(desk: Desk, kind: str) -> Recount:
    _day, first, last = PERIODS[kind]
    return Recount(ledger(desk), first, last)


@pytest.mark.parametrize("kind", PERIODS)
def test_the_report_says_what_the_ledger_says(desk: Desk, kind: str) -> None:
    printed = print_period(desk, STATISTICS, kind, PERIODS[kind][0])
    page, again = rows_of(printed.pdf), recount(desk, kind)
    for title, (times, expected, present, women, *_), share, of_women in again.meeting_rows():
        line = (title, str(times), str(expected), str(present), share, str(women), of_women)
        assert line in page, (line, page)
    found = [again.sources(), again.standing(), again.themes(), again.stages()]
    assert all(found), "each kind of figure has something to be counted"
    for row in found[0] | found[1] | found[2] | found[3]:
        assert row in page, (row, page)
    known = {row for row in page if len(row) == 3 and row[2].endswith("%")}
    assert known == found[0] | found[1] | found[2] | {row for row in known if row[1] == "0"}, "nothing else is printed"
    due, in_time, done = again.promises()
    asked, content = again.satisfaction()
    collected, sent, taken = again.funnel()
    kept = f"应办 {due} 项，按期办成 {in_time} 项（{percent(in_time, due)}），共办成 {done} 项"
    told = f"测评 {asked} 人，满意和基本满意 {content} 人（{percent(content, asked)}）"
    shares = one_place(sent, collected), one_place(taken, sent)
    up = f"收集 {collected} 件，报送 {sent} 件（{shares[0]}），采用 {taken} 件（占报送的 {shares[1]}）"
    words = {text for row in page for text in row}
    assert {kept, told, up} <= words
    assert {("收集", str(collected)), ("报送", f"{sent}（{shares[0]}）"), ("采用", f"{taken}（{shares[1]}）")} <= set(
        page
    )
    assert (due, in_time, done) == (6 if kind == "year" else 5, 2, 3)


def test_the_form_of_the_county_says_it_to_two_decimals(desk: Desk) -> None:
    printed = print_period(desk, MONTH_END, "month", PERIODS["month"][0])
    page, again = rows_of(printed.pdf), recount(desk, "month")
    text = "".join("".join(row) for row in page)
    for title, (times, *numbers), share, of_women in again.meeting_rows(2):
        expected, present, women, *votes = (str(number) for number in numbers)
        counts = [part for one in votes for part in (one, percent(int(one), sum(map(int, votes)), 2))]
        row = (title, str(times), expected, present, share, women, of_women, *counts)
        assert row in page, (row, page)
    due, in_time, _done = again.promises()
    assert f"按期办成 {in_time} 项（{percent(in_time, due, 2)}）" in text
    collected, sent, _taken = again.funnel()
    assert f"报送 {sent} 件（{percent(sent, collected, 2)}）" in text
    assert [row[4] for row in page if row[0] == "村民公决"] == ["--"], "none was held"
    for one in again.meetings:
        (line,) = [row[row.index(one["date"]) :] for row in page if one["date"] in row]
        called, came, of_them, *each = again.met(one)
        parts = [part for n in each for part in (str(n), percent(n, sum(each), 2))]
        shares = percent(came, called, 2), percent(of_them, came, 2)
        assert line[1:] == (str(called), str(came), shares[0], str(of_them), shares[1], *parts)
    due, in_time, _done = again.promises()
    assert f"按期办成 {in_time} 项（{percent(in_time, due, 2)}）" in text
    collected, sent, _taken = again.funnel()
    assert f"报送 {sent} 件（{percent(sent, collected, 2)}）" in text
    assert [row[4] for row in page if row[0] == "村民公决"] == ["--"], "none was held"
    days = [text for row in page for text in row if len(text) == 10 and text.startswith("2026-06-")]
    assert days == ["2026-06-18", "2026-06-25"], "one row a meeting"


def test_a_report_seals_what_has_changed_and_only_that(desk: Desk) -> None:
    print_period(desk, STATISTICS, "month", "2026-06-18")
    before = [kind for kind, _, _ in ledger(desk)]
    assert count(desk, "month", "2026-06-18").to_seal == 0
    print_period(desk, STATISTICS, "month", "2026-06-18")
    assert [kind for kind, _, _ in ledger(desk)] == [*before, "print"]
    late = open_case(desk, title="后来的一件", proposer="李四")
    counted = count(desk, "month", "2026-06-18")
    assert counted.to_seal == 1
    preview = preview_period(desk, STATISTICS, counted)
    kinds = [kind for kind, _, _ in ledger(desk)]
    assert kinds == [*before, "print"], "a preview seals nothing"
    printed = print_period(desk, STATISTICS, "month", "2026-06-18")
    kind, _subject, body = ledger(desk)[-2]
    assert kind == "cases"
    assert body is not None
    assert (body.count(b'"opened"'), late.id.encode() in body, "李四".encode() in body) == (1, True, False)
    same = [
        [row for row in rows_of(pdf) if row[0] in ("群众出题", "待研判", "收集")] for pdf in (preview.pdf, printed.pdf)
    ]
    assert same[0] == same[1]


def test_what_is_not_final_is_told_of_and_not_counted(desk: Desk) -> None:
    counted = count(desk, "month", "2026-06-18")
    assert counted.left_out == 1
    assert counted.figures.satisfaction.satisfied == 41


def test_a_year_without_anything_prints_its_dashes(desk: Desk) -> None:
    page = rows_of(print_period(desk, STATISTICS, "year", "2019-05-01").pdf)
    assert ("合计", "0", "0", "0", "--", "0", "--") in page
    assert "测评 0 人，满意和基本满意 0 人（--）" in {text for row in page for text in row}


def test_the_workbook_holds_the_numbers_of_the_report(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(export_figures(desk, "quarter", "2026-06-18")))
    again = recount(desk, "quarter")
    counted = count(desk, "quarter", "2026-06-18")
    prepared = prepare_period(MONTH_END, counted.figures, desk.village(), counted.records, print_id="", printed_at="2026-07-01T09:00:00")
    printed = {filled.block: filled.rows for filled in prepared.content.blocks}
    for name, block in (("会议统计", "kinds"), ("逐次情况", "meetings")):
        form = prepared.form.block(block)
        assert isinstance(form, Table)
        heads, *rows = [tuple(map(as_shown, row)) for row in book[name].iter_rows(2, len(printed[block]) + 2)]
        assert heads == tuple(column.zh for column in form.columns)
        assert tuple(rows) == printed[block], "cell by cell as on the paper"
    numbers = {type(cell.value) for row in book["逐次情况"].iter_rows(3, 4, 2) for cell in row}
    assert numbers <= {datetime, int, float}, "a day is a day, a number is a number"
    for title, (times, expected, present, women, *_), share, of_women in again.meeting_rows(2):
        shown = {row[0].value: tuple(map(as_shown, row[1:])) for row in book["会议统计"].iter_rows(3)}
        assert shown[title][:6] == (str(times), str(expected), str(present), share, str(women), of_women)
    cases = {row[:2]: row[2] for row in book["事项统计"].iter_rows(3, values_only=True)}
    assert {(title, str(n)) for (what, title), n in cases.items() if what == "议题主题"} == {
        row[:2] for row in again.themes()
    }
    collected, sent, taken = again.funnel()
    assert [cases["社情民意", name] for name in ("收集", "报送", "采用")] == [collected, sent, taken]
    assert [cases["责任落实", name] for name in ("应办", "按期办成", "共办成")] == list(again.promises())
