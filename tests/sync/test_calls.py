"""When a PC calls: the same slot on both sides, no call added by failure, and a clock that is wrong by years."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.sync.calls import called, ended, when_due
from desktop.sync.deliver import deliver
from desktop.sync.line import Answer, Question, Sent, broken
from desktop.sync.outbox import open_kept
from desktop.sync.outcome import PART
from desktop.sync.patience import UNATTENDED
from desktop.wire.slots import Plan, Window, calls_on, moved_call, next_call, slot_of
from forms.language import say
from tests.sync.straight import Hall, Straight
from tests.sync.village import HASTY, Pc

WINDOWS = st.builds(
    lambda first, days, start, hours: Window(first, min(31, first + days), start * 60, min(24, start + hours) * 60),
    st.integers(1, 31), st.integers(0, 6), st.integers(0, 22), st.integers(1, 24),
)  # fmt: skip
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2031, 1, 1)).map(lambda one: one.replace(microsecond=0))  # noqa: DTZ001
UNHURRIED = msgspec.structs.replace(UNATTENDED, first=0.0)


@given(window=WINDOWS, village=st.integers(0, 10**12 - 1), after=MOMENTS)
def test_a_slot_lies_in_the_window_and_a_call_after_now(window: Window, village: int, after: datetime) -> None:
    slot = slot_of(f"{village:012}", "pc", window)
    assert window.first_day <= slot.day <= window.last_day
    assert window.start <= slot.minute < window.end
    call = next_call(after, Plan(slot, window))
    assert after < call <= after + timedelta(days=2)
    assert call in calls_on(call, Plan(slot, window))


def test_three_hundred_villages_are_spread_over_the_hours() -> None:
    window = Window(31, 31, 8 * 60, 24 * 60)
    hours = Counter(slot_of(f"{330000000000 + n}", "pc", window).minute // 60 for n in range(3000))
    assert set(hours) == set(range(8, 20))
    assert max(hours.values()) < 1.4 * 250


@given(after=MOMENTS, window=WINDOWS, asked=st.lists(st.integers(0, 20_000), max_size=30), seed=st.integers(0, 99))
def test_failure_adds_no_call(after: datetime, window: Window, asked: list[int], seed: int) -> None:
    """Whatever fails, there are not more calls in the time than without failure; the county alone puts others in their
    place, and never earlier than it said."""
    chance = random.Random(seed)
    plan = Plan(slot_of("330000000001", "pc", window), window)
    now, named, made = after, 0, 0
    for again_in in asked:
        when = moved_call(now, again_in, chance.random()) if again_in else next_call(now, plan)
        assert when >= now + timedelta(seconds=again_in)
        named, made, now = named + bool(again_in), made + 1, when
    planned, clock = 0, after
    while (clock := next_call(clock, plan)) <= now:
        planned += 1
    assert made <= planned + named


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    opened = Hall(tmp_path / "county")
    yield opened
    opened.close()


@pytest.fixture
def pc(hall: Hall, tmp_path: Path) -> Iterator[Pc]:
    opened = hall.enrol(Pc(tmp_path / "village", 2100))
    yield opened
    opened.close()


class Bad(Straight):
    """Each request meets the next of these faults."""

    def __init__(self, hall: Hall, faults: list[str]) -> None:
        super().__init__(hall)
        self.faults = faults

    def ask(self, question: Question, sent: Sent) -> Answer:
        fault = self.faults.pop(0) if self.faults else "none"
        if fault == "away":
            self.asked.append((question.method, question.path))
            raise broken(say("线路中断，上报没有完成；数据都在本机，稍后再传。"))
        answer = super().ask(question, sent)
        if fault == "lost":
            raise broken(say("线路中断，上报没有完成；数据都在本机，稍后再传。"))
        return answer


def planned(leaves: int, batches: int, calls: int) -> int:
    """What a county must reckon with from one PC: what carries something, once more where the line broke under it, and for
    each call one question a batch and one about the standing. Without failure it is the same number of calls."""
    return 2 * (leaves + batches) + calls * (batches + 1)


@settings(max_examples=3)
@given(faults=st.lists(st.sampled_from(["none", "none", "away", "lost"]), max_size=24))
def test_requests_stay_under_what_is_planned(tmp_path_factory: pytest.TempPathFactory, faults: list[str]) -> None:
    folder = tmp_path_factory.mktemp("planned")
    hall = Hall(folder / "county")
    pc = hall.enrol(Pc(folder / "village", 2101))
    pc.seal_scan(150_000)
    line = Bad(hall, list(faults))
    calls, complete = 0, False
    while not complete:
        calls, away = calls + 1, line.faults[:1] == ["away"]
        before = len(line.asked)
        complete = deliver(pc.store, pc.key, now=pc.now, line=line, patience=UNHURRIED).complete
        assert not away or len(line.asked) == before + 1, "a server that is away is asked once in a call"
    with pc.store.read() as work:
        batches = [open_kept(kept) for kept in work.outbox.batches()]
    leaves = sum(one.batch.leaves for one in batches)
    assert len(line.asked) <= planned(leaves, len(batches), calls)
    pc.close()
    hall.close()


def test_a_full_server_s_word_is_obeyed_and_only_then_is_it_sooner(hall: Hall, pc: Pc) -> None:
    first = called(pc.store, "2026-06-10T09:00:00")
    later = called(pc.store, "2026-06-10T09:00:00", again_in=1800, chance=lambda: 0.0)
    assert later == "2026-06-10T09:30:00"
    assert first > "2026-06-10T09:00:00"


def test_whoever_presses_the_button_adds_no_call_and_moves_none_that_the_county_named(hall: Hall, pc: Pc) -> None:
    now = "2026-06-10T09:00:00"
    before = when_due(pc.store, now)
    pc.seal_scan(10_000)
    busy, away = Bad(hall, []), Bad(hall, ["away"] * 30)
    busy.after = lambda _question, _answer: Answer(status=503, body=b"", retry_after=7200)
    failed = deliver(pc.store, pc.key, now=pc.now, line=away, patience=HASTY)
    ended(pc.store, now, failed)
    assert before is not None
    waits = when_due(pc.store, now)
    assert waits == before, "a line that is down changes nothing of what was planned"
    assert "各村的时间错开" in str(waits.waits)
    for _ in range(5):
        asked = len(busy.asked)
        ended(pc.store, now, deliver(pc.store, pc.key, now=pc.now, line=busy, patience=HASTY))
        assert len(busy.asked) == asked + 1, "each press is one request to a county that is full"
    moved = when_due(pc.store, now)
    assert moved is not None
    assert moved.moved
    assert "2026-06-10T11:00" <= moved.at < "2026-06-10T11:20"
    assert str(moved.waits).startswith("县里正忙，请本机今天 11:")
    ended(pc.store, now, failed)
    assert when_due(pc.store, now) == moved, "the county's word holds where the next press gets nowhere"
    ended(pc.store, now, deliver(pc.store, pc.key, now=pc.now, line=Straight(hall), patience=HASTY))
    done = when_due(pc.store, now)
    assert done is not None
    assert not done.moved


def test_a_full_county_that_names_no_time_is_asked_once_in_a_press(hall: Hall, pc: Pc) -> None:
    pc.seal_scan(10_000)
    line = Bad(hall, [])
    line.after = lambda _question, _answer: Answer(status=503, body=b"<html>")
    outcome = deliver(pc.store, pc.key, now=pc.now, line=line, patience=HASTY)
    assert (outcome.state, len(line.asked)) == (PART, 1)


def test_a_clock_that_jumps_by_years_neither_calls_all_the_time_nor_never(hall: Hall, pc: Pc) -> None:
    due = when_due(pc.store, "2026-06-10T09:00:00")
    assert due is not None
    assert not due.due
    then = when_due(pc.store, due.at + ":00")
    assert then is not None
    assert (then.due, then.at) == (True, due.at)
    back = when_due(pc.store, "2006-01-01T09:00:00")
    assert back is not None
    assert not back.due
    assert back.at[:7] == "2006-01"
    on = when_due(pc.store, "2036-01-01T09:00:00")
    assert on is not None
    assert on.due
    again = called(pc.store, "2036-01-01T09:00:00")
    assert again > "2036-01-01T09:00:00"


def test_the_countys_time_corrects_the_clock_of_the_pc(hall: Hall, pc: Pc) -> None:
    """The PC says June 2026; the county has its own time, and the next call lies in that."""
    pc.deliver(Straight(hall))
    called(pc.store, pc.now())
    due = when_due(pc.store, pc.now())
    assert due is not None
    with hall.store.read():
        from county.store import utc_now
    apart = datetime.fromisoformat(due.at) - datetime.fromisoformat(utc_now()).replace(tzinfo=None)
    assert timedelta(0) < apart < timedelta(days=3)
