"""The office's commands put down what they say, all of a file or nothing of it, and refuse in one line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from county.__main__ import main
from county.down import down_for, plan_of
from county.store import Store
from desktop.wire.down import Item
from desktop.wire.signed import decode
from tests.county.bench import CODE, Bench, Device


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    opened = Bench(tmp_path / "data")
    yield opened
    opened.close()


def said(store: Store, device: Device) -> list[tuple[str, dict[str, object]]]:
    down = down_for(store, device.key.id, since=None)
    items = [decode(bytes(signed.message), Item) for signed in down.items]
    return [(item.kind, item.body) for item in items]


def test_what_the_office_says_reaches_the_stream_once(bench: Bench, tmp_path: Path) -> None:
    device = bench.enrol(Device())
    status, _ = bench.send(device, device.batch([device.record(b"no sheet")]))
    assert status == 200
    record = bench.ask(device, "GET", "/v1/standing")[1]
    assert record["standing"]
    data = ["--data", str(bench.store.folder)]
    answer = ["feedback", "--village", CODE, "--case", "c1", "--state", "adopted", "--text", "同意", "--day", "2026-06-21"]
    hashes = [row["hash"] for row in _held(bench)]
    file = tmp_path / "answers.jsonl"
    lines = [
        {"id": "F-7", "village": CODE, "case": "c2", "state": "declined", "text": "不合规定"},
        {"record": hashes[0], "state": "returned", "text": "请补签名"},
    ]
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    for words in (
        answer,
        answer,
        ["feedback", "--file", str(file)],
        ["feedback", "--file", str(file)],
        ["notice", "--title", "防汛", "--village", CODE],
        ["notice", "--title", "去年的", "--until", "2020-01-01"],
        ["slot", "--days", "26-27", "--hours", "09:00-21:00"],
        ["slot", "--village", CODE, "--at", "28 20:10"],
    ):
        assert main([*words, *data]) == 0, words
    told = said(bench.store, device)
    assert [kind for kind, _ in told] == ["feedback", "case", "case", "feedback", "notice"]
    assert [body["state"] for kind, body in told if kind != "notice"] == ["held", "adopted", "declined", "returned"]
    with bench.store.read() as work:
        plan = plan_of(work, device.key.id)
    assert (plan.slot.day, plan.slot.clock, plan.window.first_day, plan.window.end) == (28, "20:10", 26, 1260)


def _held(bench: Bench) -> list[dict[str, object]]:
    from county.derive import derive_new
    from county.show import overview

    derive_new(bench.store)
    held: list[dict[str, object]] = overview(bench.store)["held"]
    return held


@pytest.mark.parametrize(
    "words",
    [
        ["feedback"],
        ["feedback", "--case", "c1", "--state", "adopted"],
        ["feedback", "--village", CODE, "--case", "c1", "--state", "perhaps"],
        ["feedback", "--village", "330000000099", "--case", "c1", "--state", "adopted"],
        ["feedback", "--village", CODE, "--case", "c1", "--state", "adopted", "--day", "昨天"],
        ["feedback", "--record", "abc", "--state", "returned"],
        ["feedback", "--record", "abc", "--state", "adopted"],
        ["feedback", "--file", "BROKEN"],
        ["notice", "--title", "x", "--until", "soon"],
        ["notice", "--title", "x", "--village", "12"],
        ["slot", "--days", "31-3"],
        ["slot", "--hours", "always"],
        ["slot", "--at", "28 20:10"],
        ["slot", "--village", CODE, "--at", "28 25:00"],
        ["move", "--to", "ftp://x"],
        ["pack", "EMPTY"],
    ],
)
def test_what_cannot_be_said_is_one_line_and_nothing_is_put_down(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    device = bench.enrol(Device())
    (tmp_path / "EMPTY").mkdir()
    (tmp_path / "BROKEN").write_text(
        json.dumps({"village": CODE, "case": "c1", "state": "adopted"}) + "\n{", encoding="utf-8"
    )
    words = [str(tmp_path / word) if word in ("EMPTY", "BROKEN") else word for word in words]
    assert main([*words, "--data", str(bench.store.folder)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert said(bench.store, device) == []
