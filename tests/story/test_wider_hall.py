"""What the wider hall can do, from an evening file to the sealed record: every figure is counted again by the county's rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from county.derive import examine
from desktop.bootstrap import open_desk
from desktop.commands.evening.file import read_evening
from desktop.commands.evening.play import CountedIds, Player, ScriptedTime
from desktop.commands.evening.report import report
from desktop.papers.filling import minutes
from desktop.wire.bodies import SealedMeeting
from forms.load import built_in
from tests.pc import PASSPHRASE
from tests.story.evenings import ROOT

VILLAGE = {"code": "320682104215", "name": "柳溪村", "township": "白蒲镇", "county": "如皋市", "province": "江苏省"}
CAME = 30


def evening(people: list[str]) -> list[dict[str, Any]]:
    came, late = people[:CAME], people[CAME]
    vote = {"issued": CAME + 1, "returned": CAME + 1, "invalid": 0}
    numbers = {"yes": 20, "no": 8, "abstain": 3, "invalid": 0}
    return [
        {"do": "add-item", "title": "村道拓宽", "minutes": 20},
        {"do": "add-item", "title": "选举监督委员"},
        {"do": "add-item", "title": "水费"},
        {"do": "plan-minutes", "item": "水费", "minutes": 10},
        {"do": "declare-eligible", "members": len(people)},
        {"do": "paper-sheet", "at": "19:30", "rows": [{"person": who, "came": "19:10"} for who in came]},
        {"do": "check-in", "at": "19:31", "person": late},
        {"do": "undo"},
        {"do": "redo"},
        {"do": "redo", "expect": "refused"},
        {"do": "give-proxy", "person": people[-1], "to": came[0], "written": True, "expect": "refused"},
        {"do": "open-meeting", "at": "19:35"},
        {"do": "open-item", "item": 1, "at": "19:36"},
        {"do": "start-speaker", "person": came[0], "at": "19:37"},
        {"do": "interrupt", "expect": "refused"},
        {"do": "request-speech", "person": came[1], "point_of_order": True, "rank": 1},
        {"do": "interrupt", "at": "19:38"},
        {"do": "end-speaker", "at": "19:39"},
        {"do": "add-time", "seconds": 0, "expect": "refused"},
        {"do": "end-speaker", "at": "19:40"},
        {"do": "open-poll", "question": "先修东段", "method": "acclamation", "at": "19:41"},
        {"do": "dissent", "person": came[2]},
        {"do": "acclaim", "expect": "refused"},
        {"do": "abandon-poll"},
        {"do": "open-poll", "question": "先修东段", "method": "roll-call", "at": "19:42"},
        *({"do": "call-vote", "person": who, "vote": "yes"} for who in came[:20]),
        {"do": "call-vote", "person": late, "vote": "no"},
        {"do": "count-roll-call", "at": "19:44"},
        {"do": "close-item", "state": "amended", "text": "先修东段，秋后动工"},
        {"do": "open-item", "item": 2, "at": "19:50"},
        {"do": "open-election", "question": "选举监督委员", "candidates": ["甲", "乙", "丙"], "seats": 2},
        {"do": "count-election", **vote, "votes": {"甲": 25, "乙": 12, "丙": 17}, "at": "19:52"},
        {"do": "open-item", "item": 3, "at": "19:55"},
        {"do": "open-poll", "question": "水费照旧", "method": "ballot"},
        {"do": "tally", "counter": "计票人一", "numbers": numbers},
        {"do": "count-ballots", **vote, "yes": 20, "no": 8, "abstain": 3, "expect": "refused"},
        {"do": "tally", "counter": "计票人二", "numbers": numbers},
        {"do": "count-ballots", **vote, "yes": 20, "no": 8, "abstain": 3},
        {"do": "recount", "reason": "有人要求复核"},
        {"do": "count-ballots", **vote, "yes": 19, "no": 9, "abstain": 3},
        {"do": "close-item", "state": "delayed"},
        {"do": "adjourn", "at": "20:30"},
        {"do": "read-back"},
        {"do": "confirm-minutes"},
        {"do": "seal"},
        {"do": "plan-meeting", "title": "下一次会议", "date": "2026-07-18"},
    ]


def test_the_wider_hall_from_an_evening_file_to_the_sealed_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    before = [
        {"do": "import-roster", "file": str(ROOT / "resources" / "sample" / "roster.xlsx"), "at": "09:00"},
        {"do": "plan-meeting", "title": "村民代表会议", "date": "2026-06-18"},
    ]
    clock = ScriptedTime()
    desk = open_desk(tmp_path / "data", clock=clock).with_ids(CountedIds("wider"))
    try:
        player = played(desk, clock, tmp_path, before)
        people = [one.label for one in player.meeting.eligible.values()]
        first = player.running
        assert first is not None
        player.evening = read(tmp_path, evening(people))
        player.play()
        told = report(player)
        with desk.store.read() as work:
            body = next(one.body for one in work.ledger.after(0) if one.record.kind == "meeting")
        assert body is not None
        sealed = msgspec.json.decode(body, type=SealedMeeting)
    finally:
        desk.close()

    meeting, following = told["meetings"]
    assert [item["state"] for item in meeting["items"]] == ["amended", "accepted", "delayed"]
    assert [item["title"] for item in following["items"]] == ["水费"]
    assert following["items"][0]["carried_from"] == meeting["id"]
    assert [speech["seconds"] for speech in meeting["speeches"]] == [60, 120]
    assert sum(share["seconds"] for share in meeting["spoken"]["sexes"].values()) == 180
    roll_call, election, ballots = sealed.polls
    assert len(roll_call.votes) == 21
    assert [one.name for one in election.candidates if one.elected] == ["甲", "丙"]
    assert ballots.counters == ()
    assert [(one.yes, one.reason) for one in ballots.earlier] == [(20, "有人要求复核")]
    printed = [each.text for block in minutes.fill(sealed) for each in block.paragraphs]
    assert sum(text.startswith("不同意：") for text in printed) == 1
    assert sum("当选：甲、丙。" in text for text in printed) == 2, "where it was counted, and where it is resolved"
    assert any("此前计票：同意20票" in text for text in printed)
    assert sum(one.on_paper for one in sealed.roll) == CAME
    assert (sealed.items[0].minutes, sealed.items[0].adopted) == (20, "先修东段，秋后动工")
    assert examine(sealed, built_in()).differences == ()


def read(folder: Path, actions: list[dict[str, Any]]) -> Any:
    file = folder / "evening.json"
    file.write_text(json.dumps({"village": VILLAGE, "date": "2026-06-18", "actions": actions}), encoding="utf-8")
    return read_evening(file)


def played(desk: Any, clock: ScriptedTime, folder: Path, actions: list[dict[str, Any]]) -> Player:
    player = Player(desk=desk, evening=read(folder, actions), out=folder / "out", clock=clock)
    player.play()
    return player
