"""惠通村, third round of land rights (嘉善): from a slip through two rounds of the hall to the closed loop, by 南通's gates."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from desktop.domain.case import CLOSED, OPEN
from desktop.domain.cases.travel import Override
from desktop.services.cases.begin_sheet import begin_sheet
from desktop.services.cases.fill_sheet import attach, correct_sheet, save_sheet, seal_sheet
from desktop.services.cases.find import find_cases, like_this
from desktop.services.cases.follow import change_duty, what_is_due
from desktop.services.cases.move import close_case, move_case, plan_day, send_back
from desktop.services.cases.open_case import open_case
from desktop.services.cases.print_sheet import print_sheet
from desktop.services.cases.read import read_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.cases.sort import merge_cases
from desktop.services.desk import Desk
from desktop.services.upload.upload_month import upload_month
from desktop.wire.sheets import SealedSheet
from forms.language import Refused
from tests.story.case_days import Days, fill, people, village

TITLE = "第三轮土地确权怎么分"
SUGGESTED = {"day": "2026-12-20", "items": [{"number": 1, "content": "两户同分"}]}


def intake(desk: Desk) -> str:
    """Two slips about the same thing; the second is seen to be alike, and merged."""
    first = open_case(desk, title=TITLE, proposer="沈阿根", households=212, request="人口变了，地怎么分", way="visit")
    (near,) = like_this(desk, "第三轮土地的确权")
    assert near.case.id == first.id
    second = open_case(desk, title="第三轮土地的确权", proposer="陈水妹", co_signers=("沈阿根", "顾建国"))
    merge_cases(desk, second.id, first.id)
    assert read_case(desk, first.id).case.co_signers == ("陈水妹", "顾建国")
    assert [case.id for case in find_cases(desk, "tdqq", (OPEN,)).cases] == [first.id]
    place_case(desk, first.id, "high", "hard")
    accept_case(desk, first.id, "nantong")
    return first.id


def to_the_hall(desk: Desk, case: str) -> None:
    fill(desk, case, "platform", kind="village", name="民生议事堂", place="村委会二楼", fixed=["网格长老陆"],
         convener_party="陆书记", convener_member="委员周敏")  # fmt: skip
    move_case(desk, case, "topic")
    fill(desk, case, "topic", reason="二轮承包到期")
    move_case(desk, case, "participants")
    fill(desk, case, "participants", people=people(masses=5, interested=4, notable=2, member=3, observer=2))
    move_case(desk, case, "investigation")


def deliberated(desk: Desk, days: Days, case: str) -> None:
    plan_day(desk, case, "2026-10-20")
    with pytest.raises(Refused, match="还缺表单：调研记录"):
        move_case(desk, case, "deliberation")
    fill(desk, case, "investigation", place="三个组", by=["委员周敏"], asked="212 户", policy="土地承包法：延包三十年",
         facts="在册 831 人，迁出 96 人", opinions=" ")  # fmt: skip
    with pytest.raises(Refused, match="还缺表单：调研记录"):
        move_case(desk, case, "deliberation")
    sheet = read_case(desk, case).sheets[-1]
    save_sheet(desk, case, "investigation", {**sheet.values, "opinions": "多数要大稳定、小调整"}, sheet.id)
    assert read_case(desk, case).lead_days == 15
    move_case(desk, case, "deliberation")
    days.day = "2026-10-20"
    fill(desk, case, "deliberation", place="民生议事堂", chair="陆书记", speeches="沈阿根：按人分。",
         agreed="大稳定、小调整；迁出户由组里公示")  # fmt: skip
    missing = read_case(desk, case).people
    assert missing is not None
    fill(desk, case, "participants", people=people(masses=3, interested=4, notable=2, member=3))
    with pytest.raises(Refused, match="群众代表"):
        move_case(desk, case, "report")
    last = read_case(desk, case).sheets[-1]
    save_sheet(
        desk, case, "participants", {**last.values, "people": people(masses=4, interested=4, notable=2)}, last.id
    )
    move_case(desk, case, "report")


def carried_out(desk: Desk, days: Days, case: str) -> str:
    suggested = begin_sheet(desk, case, "suggestions")
    assert [row["content"] for row in suggested["items"]] == ["大稳定、小调整", "迁出户由组里公示"]
    save_sheet(desk, case, "suggestions", suggested)
    fill(desk, case, "report", to="惠民街道", content="第三轮确权意见")
    move_case(desk, case, "implementation")
    rows = [{**row, "unit": "村委会", "person": "陆书记", "due": "2026-10-19"}
            for row in begin_sheet(desk, case, "duties")["items"]]  # fmt: skip
    with pytest.raises(Refused, match="早于会议日期"):
        fill(desk, case, "duties", items=rows)
    duties = fill(desk, case, "duties", items=[{**row, "due": "2026-11-10"} for row in rows])
    days.day = "2026-11-12"
    late = [due for due in what_is_due(desk) if due.case == case]
    assert [due.over for due in late] == [2, 2]
    change_duty(desk, f"{duties.id}-1", "done", "方案已定", by="陆书记")
    change_duty(desk, f"{duties.id}-2", "failed", "两户联系不上", by="陆书记")
    feedback = begin_sheet(desk, case, "feedback")
    assert [(row.get("result"), row.get("reason")) for row in feedback["items"]] == [
        ("方案已定", None),
        (None, "两户联系不上"),
    ]
    with pytest.raises(Refused, match="还没有结果反馈"):
        fill(desk, case, "evaluation-four", party="好", members="好", masses="好", organiser="好")
    save_sheet(desk, case, "feedback", feedback)
    move_case(desk, case, "evaluation")
    return duties.id


def test_the_third_round_of_land_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with village(tmp_path, monkeypatch, "2026-10-05") as (desk, days):
        case = intake(desk)
        to_the_hall(desk, case)
        deliberated(desk, days, case)
        duties = carried_out(desk, days, case)
        evaluated(desk, case)
        assert close_case(desk, case).state == CLOSED
        sealed_and_delivered(desk, case, duties)
        days.day = "2026-12-15"
        looked_back(desk, case)
        again = send_back(desk, case, "deliberation", "两户回来了")
        assert (again.state, again.stage) == (OPEN, "deliberation")
        passing_with_a_name(desk, case)


def evaluated(desk: Desk, case: str) -> None:
    """Four sides, the villagers' with its count; without any of it the case stays open."""
    with pytest.raises(Refused, match="四方评估齐全"):
        close_case(desk, case)
    counts = {"asked": "212 户", "satisfied": 150, "fairly": 40, "dissatisfied": 8, "unknown": 2}
    with pytest.raises(Refused, match="四项合计 200 人"):
        fill(desk, case, "satisfaction", issued=199, **counts)
    fill(desk, case, "satisfaction", issued=212, **counts)
    assert begin_sheet(desk, case, "evaluation-four")["masses"].endswith("满意和基本满意占 95.0%。")
    fill(desk, case, "evaluation-four", party="按期", members="调研扎实", organiser="下轮早两周")


def looked_back(desk: Desk, case: str) -> None:
    """What failed is explained; the look after thirty days says that it has to be deliberated again."""
    assert ["释疑解惑" in words or "30 日回头看" in words for words in due_of(desk, case)] == [True, True]
    fill(desk, case, "explanation", why="两户在外地", told=["沈阿根"], by="陆书记")
    assert ["30 日回头看" in words for words in due_of(desk, case)] == [True]
    fill(desk, case, "review", interval=30, state="两户回来了", outcome="again")
    assert ["还没有重新打开" in words for words in due_of(desk, case)] == [True]


def due_of(desk: Desk, case: str) -> list[str]:
    return [str(due.words) for due in what_is_due(desk) if due.case == case]


def passing_with_a_name(desk: Desk, case: str) -> None:
    """The people of the first round do not open the gate of the second; the override is kept and sealed."""
    plan_day(desk, case, "2026-12-20")
    with pytest.raises(Refused, match="还不能往下走"):
        move_case(desk, case, "report")
    with pytest.raises(Refused, match="理由和批准人"):
        move_case(desk, case, "report", Override("", "两户第二天就走"))
    move_case(desk, case, "report", Override("街道老钱", "两户第二天就走"))
    lines = [line for line in read_case(desk, case).lines if line.kind == "passed"]
    assert len(lines) == 2
    assert {(line.name, line.note) for line in lines} == {("街道老钱", "两户第二天就走")}
    suggestions = seal_sheet(desk, save_sheet(desk, case, "suggestions", SUGGESTED).id)
    with desk.store.read() as work:
        record = work.ledger.get(suggestions.sealed_sequence or 0)
        assert record is not None
        assert record.body is not None
        assert {one.name for one in msgspec.json.decode(record.body, type=SealedSheet).passed} == {"街道老钱"}


def sealed_and_delivered(desk: Desk, case: str, duties: str) -> None:
    with desk.store.read() as work:
        before = len(work.ledger.after(0))
    photo = desk.folder / "board.jpg"
    photo.write_bytes(b"\xff\xd8 a photograph")
    investigation = next(sheet for sheet in read_case(desk, case).sheets if sheet.form == "investigation")
    attach(desk, investigation.id, "evidence", photo)
    sealed = seal_sheet(desk, investigation.id)
    with pytest.raises(Refused, match="已经定稿"):
        save_sheet(desk, case, "investigation", dict(sealed.values), sealed.id)
    with desk.store.read() as work:
        (record,) = work.ledger.after(before)
        assert (record.record.kind, record.record.subject) == ("sheet", case)
        assert record.body is not None
        body = msgspec.json.decode(record.body, type=SealedSheet)
        assert body.case_title == TITLE
        assert body.values["facts"] == "在册 831 人，迁出 96 人"
        assert work.blobs.read(body.files["evidence"]) == photo.read_bytes()
        assert record.record.blobs == (body.files["evidence"],)
    with pytest.raises(Refused, match="原因"):
        correct_sheet(desk, sealed.id, "")
    correct_sheet(desk, sealed.id, "人数写错")
    seal_sheet(desk, sealed.id)
    with desk.store.read() as work:
        last = work.ledger.after(before + 1)[-1]
        assert last.body is not None
        assert msgspec.json.decode(last.body, type=SealedSheet).corrects == record.record.sequence
    printed = print_sheet(desk, duties)
    assert (printed.print.pages, printed.print.subject, printed.missing) == (1, case, ())
    lists = [one for one in read_case(desk, case).sheets if one.form in ("suggestions", "duties", "feedback")]
    assert [print_sheet(desk, one.id).print.pages for one in lists] == [1, 1, 1]
    month = upload_month(desk)
    assert [(row.subject, row.title) for row in month.rows] == [(case, TITLE)]
    assert str(month.rows[0].what).startswith("事项表格")
