"""Work off the screen comes back to it: results, refusals, and what nobody expected."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.gui.background import Background, log
from forms.language import Sentence, refuse


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def waited(qtbot: QtBot, background: Background) -> None:
    qtbot.waitUntil(lambda: background.waiting == 0, timeout=60_000)


def test_all_database_work_runs_on_one_thread_and_answers_on_the_windows(qtbot: QtBot, background: Background) -> None:
    worked: list[int] = []
    answered: list[int] = []
    for _ in range(5):
        background.run(lambda: worked.append(threading.get_ident()), then=lambda _: answered.append(threading.get_ident()))
    waited(qtbot, background)
    assert len(worked) == 5
    assert len(set(worked)) == 1
    assert set(answered) == {threading.get_ident()}
    assert set(worked) != set(answered)


def test_what_is_asked_comes_back_in_order(qtbot: QtBot, background: Background) -> None:
    came: list[int] = []
    for n in range(50):
        background.run(lambda n=n: n, then=came.append)
    waited(qtbot, background)
    assert came == list(range(50))


def test_a_refusal_comes_back_as_its_sentence(qtbot: QtBot, background: Background) -> None:
    said: list[Sentence] = []

    def no() -> None:
        raise refuse("还差 {n} 人", n=1)

    background.run(no, then=lambda _: said.append(Sentence("不该来")), failed=said.append)
    waited(qtbot, background)
    assert [str(sentence) for sentence in said] == ["还差 1 人"]


def test_what_nobody_expected_is_shown_and_logged_and_the_thread_lives_on(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    said: list[Sentence] = []
    background.keep_log(tmp_path)
    try:
        background.run(list.pop, [], failed=said.append)
        background.run(lambda: "还在", then=lambda word: said.append(Sentence(word)))
        waited(qtbot, background)
    finally:
        for handler in list(log.handlers):
            log.removeHandler(handler)
            handler.close()
    assert "IndexError" in str(said[0])
    assert str(tmp_path / "window.log") in str(said[0])
    assert str(said[1]) == "还在"
    assert "IndexError: pop from empty list" in (tmp_path / "window.log").read_text(encoding="utf-8")


def test_a_page_that_has_gone_is_not_called_back(qtbot: QtBot, background: Background) -> None:
    came: list[object] = []
    gate = threading.Event()
    owner = QObject()
    background.run(gate.wait, then=came.append, owner=owner)
    delete(owner)
    gate.set()
    waited(qtbot, background)
    assert came == []


def test_the_line_does_not_hold_up_the_database_and_can_be_stopped(qtbot: QtBot, background: Background) -> None:
    heard: list[object] = []

    def long(tell: object, stop: threading.Event) -> str:
        assert callable(tell)
        tell(42)
        stop.wait()
        return "停下"

    job = background.send(long, progress=heard.append, then=heard.append)
    background.run(lambda: "签到", then=heard.append)
    qtbot.waitUntil(lambda: "签到" in heard, timeout=60_000)
    assert "停下" not in heard
    job.cancel()
    waited(qtbot, background)
    assert heard.index(42) < heard.index("停下")


@pytest.mark.parametrize("used", [False, True])
def test_nothing_is_begun_after_closing(qtbot: QtBot, used: bool) -> None:
    done: list[str] = []
    closed = Background()
    if used:
        closed.send(done.append, "before")
        waited(qtbot, closed)
    closed.close()
    closed.send(done.append, "after")
    closed.run(done.append, "after")
    assert closed.waiting == 0
    assert done == ["before"] * used
