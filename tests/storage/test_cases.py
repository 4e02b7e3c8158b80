"""Cases are found by what people type, and histories of a case are only added to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desktop.domain.case import Case
from desktop.domain.cases.duties import Duty, DutyStep
from desktop.domain.cases.funnel import Funnel
from desktop.domain.cases.history import Line
from desktop.domain.cases.sheets import CaseSheet
from desktop.storage.store import Store
from forms.language import say
from tests.storage.samples import AT

WATER = Case(id="w", title="三组水渠清淤", proposer="单伟", request="放水以前清一次", opened_at="2026-06-18T19:00:00")
ROAD = Case(id="r", title="村道拓宽方案", proposer="王芳", opened_at="2026-06-19T19:00:00")
LAMP = Case(id="l", title="路灯坏了3盏", proposer="张伟", request="水渠边上最暗", opened_at="2026-06-20T19:00:00")


@pytest.fixture
def filled(store: Store) -> Store:
    with store.work() as work:
        for case in (WATER, ROAD, LAMP):
            work.cases.add(case)
    return store


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("水渠", "lw"),
        ("渠", "lw"),
        ("渠清", "w"),
        ("水渠清淤", "w"),
        ("水渠路", ""),
        ("shuiqu", "w"),
        ("shuiq", "w"),
        ("sqqy", "w"),
        ("qy", "w"),
        ("shanwei", "w"),
        ("zw", "l"),
        ("伟", "lw"),
        ("伟 水渠", "lw"),
        ("3盏", "l"),
        ("wangfang 拓宽", "r"),
        ("没有的事", ""),
        ("", "lrw"),
        ("%", ""),
    ],
)
def test_a_case_is_found_by_characters_pinyin_and_initials(filled: Store, query: str, ids: str) -> None:
    with filled.read() as work:
        assert "".join(case.id for case in work.cases.find(query)) == ids


@pytest.mark.parametrize("states", [(), ("open",), ("closed", "open"), ("closed",)])
@pytest.mark.parametrize("query", ["", "水渠", "zw", "没有的事"])
def test_a_list_that_is_read_row_by_row_holds_what_was_found(filled: Store, query: str, states: tuple[str, ...]) -> None:
    with filled.work() as work:
        work.cases.change_state("l", "closed", AT)
    with filled.read() as work:
        here = work.cases.listed(query, states)
        wanted = tuple(case for case in work.cases.find(query) if not states or case.state in states)
    assert tuple(here) == wanted == tuple(here[n] for n in range(len(here)))
    assert tuple(here[1:]) == wanted[1:]


def test_the_funnel_that_the_database_counts_is_that_of_its_cases(filled: Store) -> None:
    with filled.work() as work:
        work.cases.add(replace(ROAD, id="old", opened_at="2025-12-31T23:59:59", forwarded="2026-01-01"))
        work.cases.update(replace(ROAD, forwarded="2026-07-01", adopted="2026-08-01"), AT)
        work.cases.update(replace(LAMP, forwarded="2026-07-01", title='"adopted":"2026-08-01"'), AT)
    with filled.read() as work:
        for year in ("2026", "2025", "2019"):
            own = [case for case in work.cases.list() if case.opened_at.startswith(year)]
            sent, taken = sum(bool(case.forwarded) for case in own), sum(bool(case.adopted) for case in own)
            assert work.cases.funnel(year) == Funnel(len(own), sent, taken)
        assert work.cases.funnel("2026") == Funnel(3, 2, 1)


def test_a_case_is_found_by_what_it_says_now(filled: Store) -> None:
    with filled.work() as work:
        work.cases.update(replace(WATER, title="三组修桥"), AT)
    with filled.read() as work:
        assert [case.id for case in work.cases.find("清淤")] == []
        assert [case.id for case in work.cases.find("xiuqiao")] == ["w"]


def test_the_nearest_cases_share_most_characters(filled: Store) -> None:
    with filled.read() as work:
        assert work.cases.near("四组水渠", 1)[0].id in "wl"
        assert work.cases.near("", 3) == ()
        assert [case.id for case in work.cases.near("村道要拓宽", 1)] == ["r"]


def test_a_sheet_keeps_all_that_it_ever_said(filled: Store) -> None:
    first = CaseSheet(id="s", case="w", form="duties", version=1, values={"day": "2026-06-20"}, saved_at=AT)
    second = replace(first, values={"day": "2026-06-21"}, saved_at="2026-06-21T08:00:00")
    other = replace(first, id="t", form="feedback")
    with filled.work() as work:
        for sheet in (first, other, second):
            work.sheets.put(sheet)
    with filled.read() as work:
        assert work.sheets.get("s") == second
        assert work.sheets.of("w") == (second, other)
        assert work.sheets.history("s") == (first, second)
        assert work.sheets.last_with_form("feedback") == other
        assert work.sheets.with_form("duties", "feedback") == (second, other)
        assert work.sheets.last_with_form("review") is None


def test_a_responsibility_keeps_its_history_and_a_line_struck_from_the_sheet_goes(filled: Store) -> None:
    one, two = (Duty(id=f"s-{n}", case="w", matter=str(n), due=f"2026-07-0{n}") for n in (1, 2))
    with filled.work() as work:
        work.duties.replace("s", "w", [one, two], AT)
        done = replace(one, state="done", result="清了")
        work.duties.update(done, DutyStep(state="done", at=AT, note="清了", by="王芳"))
    with filled.work() as work:
        work.duties.replace("s", "w", [], AT)
        assert work.duties.of("w") == (done,)
        assert [step.by for step in work.duties.history("s-1")] == ["王芳"]
        assert work.duties.list() == (done,)


@pytest.mark.parametrize("table", ["case_lines", "sheet_versions", "duty_steps"])
def test_histories_are_never_changed_or_cut(filled: Store, table: str) -> None:
    with filled.work() as work:
        work.case_lines.add("w", Line(kind="opened", at=AT, words=say("{n} 日", n=1)))
        work.sheets.put(CaseSheet(id="s", case="w", form="duties", version=1, saved_at=AT))
        duty = Duty(id="s-1", case="w", matter="清淤", due="2026-07-01")
        work.duties.replace("s", "w", [duty], AT)
        work.duties.update(duty, DutyStep(state="doing", at=AT))
        assert str(work.case_lines.of("w")[0].words) == "1 日"
    assert filled._writer is not None
    for word in (f"UPDATE {table} SET at = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="append-only"), filled._writer.begin() as connection:
            connection.execute(text(word))
