"""Entries are kept, sealed, delivered, tied to cases, printed and exported; what is sealed stays as it was sealed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import openpyxl
import pytest

from county.derive import derive_new
from county.devices import Device as Known
from county.receive import receive_batch
from county.show import overview
from desktop.domain.registers.entry import Entry
from desktop.services.cases.begin_sheet import begin_sheet
from desktop.services.cases.follow import what_is_due
from desktop.services.cases.open_case import open_case
from desktop.services.desk import Desk
from desktop.services.registers.export_register import export_register
from desktop.services.registers.fill_entry import attach_to_entry, correct_entry, save_entry, seal_entry, seal_register
from desktop.services.registers.open_entry import open_entry, same_topic
from desktop.services.registers.people import offered
from desktop.services.registers.print_register import print_entry, print_register
from desktop.services.registers.read_register import list_registers, read_register
from desktop.services.registers.ties import targets, tie, untie
from desktop.services.upload.upload_month import upload_month
from desktop.wire.sheets import SealedSheet
from forms.language import Refused
from tests.county.bench import Bench, Device
from tests.story.case_days import Days, village

FILED = {"number": "12", "decision": "filed", "by": "老周", "day": "2026-09-20"}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Days]]:
    with village(tmp_path, monkeypatch, "2026-11-22") as both:
        yield both


def member(desk: Desk, name: str, skills: str = "", **values: str) -> Entry:
    return save_entry(
        desk, "members", {"name": name, "sector": "农业界", "skills": skills, "day": "2022-03-01", **values}
    )


def proposal(desk: Desk, title: str, by: str, day: str) -> Entry:
    values = {"title": title, "by": [by], "analysis": "年年堵", "advice": "分段清淤", "day": day}
    return save_entry(desk, "proposals", values)


def test_a_member_who_opted_in_is_invited_to_the_case(kept: tuple[Desk, Days]) -> None:
    desk, _days = kept
    water, road = member(desk, "高玉兰", "水渠、水利"), member(desk, "单雄", "道路")
    case = open_case(desk, title="三组水渠清淤").id
    other = open_case(desk, title="增设老年食堂").id
    assert [(one.id, one.fit > 0) for one in targets(desk, water.id, "takes-part")] == [(case, True), (other, False)]
    tie(desk, water.id, "takes-part", case)
    tie(desk, road.id, "takes-part", case)
    untie(desk, road.id, "takes-part", case)
    assert begin_sheet(desk, case, "participants")["people"] == [{"name": "高玉兰", "side": "member"}]
    assert "people" not in begin_sheet(desk, other, "participants")
    found = offered(desk, ("members", "experts"))
    assert found.people == {"members": ("高玉兰", "单雄"), "experts": ()}
    assert [found.facts[name]["side"] for name in ("高玉兰", "单雄")] == ["member", "member"]
    with pytest.raises(Refused, match="不能这样连"):
        tie(desk, water.id, "became", case)


def test_whoever_left_is_offered_no_more_and_stands_in_no_room_of_today(kept: tuple[Desk, Days]) -> None:
    desk, _days = kept
    member(desk, "高玉兰")
    member(desk, "老周", until="2026-01-31")
    save_entry(desk, "rooms", {"room": "惠民工作室", "kind": "work", "members": ["高玉兰"], "day": "2022-04-01"})
    view = read_register(desk, "members")
    assert [line.name for line in view.lines] == ["高玉兰"]
    assert [(one.cover.id, one.all, one.missing) for one in view.covered] == [("room", 1, ()), ("grid", 1, ("高玉兰",))]
    assert offered(desk, ("members",)).people == {"members": ("高玉兰",)}


def test_a_proposal_goes_its_way_and_each_step_is_sealed_for_the_county(
    kept: tuple[Desk, Days], tmp_path: Path
) -> None:
    desk, _days = kept
    case = open_case(desk, title="三组水渠清淤").id
    one = proposal(desk, "关于整治三组水渠的提案", "高玉兰", "2026-09-02")
    proposal(desk, "关于三组水渠整治的建议", "单雄", "2026-09-12")
    ((topic, percent),) = same_topic(desk, "proposals", "整治三组水渠", one.id)
    assert (topic.by, percent >= 45) == ("单雄", True)
    assert open_entry(desk, "proposal-checks").values["clues"][0]["group"] == "单雄"
    tie(desk, one.id, "case", case)
    with pytest.raises(Refused, match="先填“立案”"):
        save_entry(desk, "proposals", {"title": "整治水渠"}, parent=one.id, state="assigned")
    filed = save_entry(desk, "proposals", FILED, parent=one.id, state="filed")
    begun = open_entry(desk, "proposals", parent=one.id, state="assigned")
    assert (begun.form.id, begun.values["title"], begun.next and begun.next.id) == (
        "proposal-assignment", "关于整治三组水渠的提案", "assigned",
    )  # fmt: skip
    with pytest.raises(Refused, match="还缺"):
        seal_entry(desk, save_entry(desk, "proposals", {"title": "整治"}, parent=one.id, state="assigned").id)
    for entry in (one, filed):
        seal_entry(desk, entry.id)
    with desk.store.read() as work:
        records = [each for each in work.ledger.after(0) if each.record.kind == "sheet"]
    bodies = [msgspec.json.decode(each.body or b"", type=SealedSheet) for each in records]
    assert [(body.register, body.parent, body.state, body.case_title, body.day) for body in bodies] == [
        ("proposals", "", "", "三组水渠清淤", "2026-09-02"),
        ("proposals", one.id, "filed", "三组水渠清淤", "2026-09-20"),
    ]
    assert [row.title for row in upload_month(desk).rows] == ["委员提案"]
    (line,) = (line for line in read_register(desk, "proposals", query="gyl").lines)
    assert (line.state and line.state.id, line.since, [tied.title for tied in line.ties]) == (
        "filed", "2026-09-20", ["三组水渠清淤"],
    )  # fmt: skip

    bench = Bench(tmp_path / "county")
    device = bench.enrol(Device())
    for each in records:
        device.record(each.body or b"", kind="sheet")
    device.record(b'{"values":1}', kind="sheet")
    receive_batch(bench.store, Known(device.key.id, device.key.public, device.village), device.batch())
    derive_new(bench.store)
    assert len(overview(bench.store)["held"]) == 1, "what is no sheet is held for a person, the entries are not"
    bench.close()


def test_a_golden_idea_leads_to_the_good_method_that_it_became(kept: tuple[Desk, Days]) -> None:
    desk, _days = kept
    idea = save_entry(desk, "golden-ideas", {"idea": "水渠分段包干到户", "by": "陈𬱖", "day": "2026-03-25"})
    lamp = save_entry(desk, "good-methods", {"title": "路灯认养", "content": "每户一盏", "day": "2026-05-01"})
    method = save_entry(desk, "good-methods", {"title": "水渠分段包干", "content": "每户十米", "day": "2026-06-01"})
    assert [one.id for one in targets(desk, idea.id, "became")] == [method.id, lamp.id]
    tie(desk, idea.id, "became", method.id)
    tie(desk, idea.id, "became", method.id)
    (line,) = read_register(desk, "golden-ideas").lines
    assert [tied.title for tied in line.ties] == ["水渠分段包干"]
    assert open_entry(desk, "good-methods", method.id).came_from == ("金点子：水渠分段包干到户",)
    with pytest.raises(Refused, match="找不到"):
        tie(desk, idea.id, "became", idea.id)


def test_what_is_sealed_is_corrected_with_a_reason_and_its_history_stays(
    kept: tuple[Desk, Days], tmp_path: Path
) -> None:
    desk, _days = kept
    deed = save_entry(
        desk, "deeds", {"title": "路灯接通", "by": ["高玉兰"], "households": 32, "result": "亮了", "day": "2026-05-01"}
    )
    photo = tmp_path / "lamp.jpg"
    photo.write_bytes(b"\xff\xd8lamp")
    attach_to_entry(desk, deed.id, "photo", photo)
    sealed = seal_entry(desk, deed.id)
    with pytest.raises(Refused, match="已经定稿"):
        save_entry(desk, "deeds", dict(sealed.values), deed.id)
    with pytest.raises(Refused, match="写明原因"):
        correct_entry(desk, deed.id, " ")
    correct_entry(desk, deed.id, "户数写错")
    save_entry(desk, "deeds", {**sealed.values, "households": 30}, deed.id)
    again = seal_entry(desk, deed.id)
    assert (again.corrects, again.why, again.files) == (sealed.sealed_sequence, "户数写错", sealed.files)
    with desk.store.read() as work:
        said = [one.values.get("households") for one in work.registers.history(deed.id)]
    assert (said[0], said[-1]) == (32, 30)


def test_all_that_is_complete_is_sealed_at_once_and_the_rest_is_named(kept: tuple[Desk, Days]) -> None:
    desk, _days = kept
    for title, result in (("路灯", "亮了"), ("水渠", ""), ("桥", "通了")):
        save_entry(desk, "deeds", {"title": title, "by": ["高玉兰"], "result": result, "day": "2026-05-01"})
    assert seal_register(desk, "deeds") == (2, ("水渠",))
    assert seal_register(desk, "deeds") == (0, ("水渠",))
    assert sum(line.entry.sealed for line in read_register(desk, "deeds").lines) == 2


def test_bad_input_is_refused_where_it_is_typed(kept: tuple[Desk, Days]) -> None:
    desk, _days = kept
    with pytest.raises(Refused, match="超过百分之百"):
        save_entry(desk, "shares-of-topics", {"year": 2026, "part": 35, "whole": 34, "kind": "示范区"})
    with pytest.raises(Refused, match="填得不对"):
        save_entry(desk, "deeds", {"title": "路灯", "day": "2026-02-30"})
    with pytest.raises(Refused, match="没有叫“moon”的台账"):
        save_entry(desk, "moon", {})
    assert all(one.number == 0 for one in list_registers(desk))


def test_the_first_page_reminds_of_the_registers_and_of_nothing_while_there_are_none(kept: tuple[Desk, Days]) -> None:
    desk, days = kept
    assert what_is_due(desk) == ()
    member(desk, "高玉兰")
    assert [one.register for one in what_is_due(desk)] == ["five-ones"]
    for kind in ("service", "opinion", "talk", "family", "card"):
        save_entry(
            desk,
            "five-ones",
            {"member": "高玉兰", "grid": "一组", "kind": kind, "content": "做了", "day": "2026-11-20"},
        )
    assert what_is_due(desk) == ()
    days.day = "2027-10-02"
    assert [one.register for one in what_is_due(desk)] == ["five-ones"]


def test_what_is_printed_and_exported_is_what_is_counted(kept: tuple[Desk, Days]) -> None:
    desk, _days = kept
    member(desk, "高玉兰")
    for year in (2025, 2026, 2026):
        save_entry(
            desk,
            "deeds",
            {"title": f"修桥{year}", "by": ["高玉兰"], "households": 8, "result": "通了", "day": f"{year}-05-01"},
        )
    printed = print_register(desk, "deeds", "2026")
    assert printed.print.paper == "register-deeds"
    assert printed.missing == ()
    book = openpyxl.load_workbook(io.BytesIO(export_register(desk, "deeds", "2026")))
    entries, _counters, years = book.worksheets
    assert entries.max_row == 4
    assert [[cell.value for cell in row] for row in years.iter_rows(min_row=2)] == [
        ["姓名", "项目", "2025年", "2026年"], ["高玉兰", "实事（件）", 1, 2], ["高玉兰", "受益户数", 8, 16],
    ]  # fmt: skip
    first = read_register(desk, "deeds").lines[0].entry
    assert print_entry(desk, first.id).print.title == "为民办实事记录"
    with pytest.raises(Refused, match="没有可以导出的"):
        export_register(desk, "trainings")
