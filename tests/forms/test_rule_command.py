"""`yishitang rule …`: anyone can check a number without a meeting."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.__main__ import main

REPRESENTATIVES = ["rule", "explain", "villagers-representatives", "--date", "2026-06-01"]


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)


def numbers(**given: int) -> list[str]:
    return [word for name, number in given.items() for word in ("--set", f"{name}={number}")]


def test_explain_prints_what_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, *REPRESENTATIVES, "--province", "浙江", *numbers(members=41, present=28, yes=15))
    assert found["quorum"] == {"met": True, "have": 28, "need": 28, "missing": 0, "route": "members"}
    assert (found["passed"], found["base"], found["version"], found["verified"]) == (True, "present", "2025", True)
    assert (found["law"], found["article"]) == ("村民委员会组织法", "第三十条")
    assert found["sentence"].startswith("应到 41 人，实到 28 人；需 28 人")
    assert found["notice"]["days"] == 3
    assert (found["local"], len(found["hash"])) == (False, 64)


def test_explain_before_a_vote_and_without_a_quorum(capsys: pytest.CaptureFixture[str]) -> None:
    before = answer(capsys, *REPRESENTATIVES, *numbers(members=41, present=28))
    assert before["passed"] is None
    short = answer(capsys, *REPRESENTATIVES, *numbers(members=41, present=27, yes=27))
    assert (short["passed"], short["quorum"]["met"], short["quorum"]["missing"]) == (False, False, 1)


def test_explain_without_figures_tells_the_rule(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "rule", "explain", "collective-members", "--date", "2026-06-01")
    assert (found["quorum"], found["passed"]) == (None, None)
    assert found["proxy"] == {
        "allowed": True, "written": True, "same_household": True, "capable": True, "most": None, "article": "第二十七条",
    }  # fmt: skip
    assert found["notice"]["states"] == ["time", "place", "items"]
    assert len(found["matters"]) == 14
    assert found["explanation"]


REFUSED = [
    ["villagers-representatives", "--date", "2026-06-01", *numbers(members=41)],
    ["villagers-representatives", "--date", "2026-06-01", *numbers(members=41, present=42)],
    ["villagers-representatives", "--date", "2026-06-01", *numbers(members=41, present=28, yes=20, no=9)],
    ["villagers-representatives", "--date", "2026-06-01", "--set", "members=-1"],
    ["villagers-representatives", "--date", "2026-06-01", "--set", "members=4.5"],
    ["villagers-representatives", "--date", "2026-06-01", "--set", "members=四十一"],
    ["villagers-representatives", "--date", "2026-06-01", "--set", "members=٤١"],
    ["villagers-representatives", "--date", "2026-06-01", "--set", "members"],
    ["villagers-representatives", "--date", "2026-06-01", "--set", "=4"],
    ["villagers-representatives", "--date", "2026-06-01", "--set", "members=" + "9" * 5000],
    ["villagers-representatives", "--date", "2026-06-01", "--set", "members=41", "--set", "members=42"],
    ["villagers-representatives", "--date", "2026-06-01", "--set", "dogs=1"],
    ["villagers-representatives", "--date", "2026-13-01"],
    ["villagers-representatives", "--date", "20260601"],
    ["villagers-representatives", "--date", ""],
    ["villagers-representatives", "--date", "2026-06-01", "--province", "浙"],
    [
        "villagers-representatives",
        "--date",
        "2026-06-01",
        "--matter",
        "bylaws",
        *numbers(members=41, present=28, yes=15),
    ],
    ["village-supervision", "--date", "2026-06-01", *numbers(members=3)],
    ["collective-council", "--date", "2026-06-01", *numbers(women=3)],
    ["no-such-rule", "--date", "2026-06-01"],
    ["../../etc", "--date", "2026-06-01"],
    ["collective-members", "--date", "2025-04-30"],
    ["villagers-assembly", "--date", "2026-06-01", *numbers(adults=900, households_present=200)],
    ["villagers-assembly", "--date", "2025-06-01", "--notice", "2025-05-31", "--urgent", "防汛"],
]


@pytest.mark.parametrize("words", REFUSED, ids=lambda words: " ".join(words)[:60])
@pytest.mark.parametrize("as_json", [True, False])
def test_bad_figures_are_one_clear_line_and_exit_2(
    words: list[str], as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rule", "explain", *words, *(["--json"] if as_json else [])]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_notice_and_publicity_can_be_checked(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["rule", "explain", "villagers-assembly", "--date", "2026-06-20"]
    assert answer(capsys, *words, "--notice", "2026-06-10")["notice_check"]["met"] is True
    late = answer(capsys, *words, "--notice", "2026-06-11")["notice_check"]
    assert (late["met"], late["given"], late["need"], late["first"]) == (False, 9, 10, "2026-06-21")
    assert answer(capsys, *words, "--notice", "2026-06-19", "--urgent", "防汛")["notice_check"]["met"] is True
    hung = answer(capsys, *words, "--posted", "2026-06-21", "--until", "2026-07-05")["publicity_check"]
    assert (hung["met"], hung["need"]) == (False, 15)


def test_list_names_every_rule_with_its_versions(capsys: pytest.CaptureFixture[str]) -> None:
    found = {one["rule"]: one for one in answer(capsys, "rule", "list")}
    assert {
        "villagers-assembly", "villagers-representatives", "villager-group", "collective-members",
        "collective-representatives", "collective-council", "village-appraisal", "representatives-composition",
        "levy-assembly", "levy-representatives", "four-discussions",
    } <= set(found)  # fmt: skip
    assembly = found["villagers-assembly"]
    assert [(one["version"], one["since"], one["until"]) for one in assembly["versions"]] == [
        ("2018", "2018-12-29", "2025-12-31"), ("2025", "2026-01-01", None),
    ]  # fmt: skip
    assert found["levy-assembly"]["versions"][0]["verified"] is False
    assert "浙江" in found["villagers-representatives"]["provinces"]


@pytest.mark.parametrize(("supporters", "met"), [("90", False), ("91", True)])
def test_a_request_can_be_checked(supporters: str, met: bool, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["rule", "request", "villagers-assembly", "--date", "2026-06-01", "--of", "adults", "--total", "901"]
    found = answer(capsys, *words, "--supporters", supporters)
    assert (found["met"], found["need"]) == (met, 91)


def test_words_for_people_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*REPRESENTATIVES, *numbers(members=41, present=27)]) == 0
    assert "还差 1 人" in capsys.readouterr().out
    assert main(["--language", "en", *REPRESENTATIVES, *numbers(members=41, present=27)]) == 0
    english = capsys.readouterr().out
    assert "1 more are needed" in english
    assert not [sign for sign in english if "\u4e00" <= sign <= "\u9fff"]


@pytest.mark.parametrize("words", [["rule", "list"], ["forms", "list"]])
def test_lists_print(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert len(capsys.readouterr().out.splitlines()) > 10
