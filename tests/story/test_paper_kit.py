"""An evening without power is kept on the sheets of the kit, keyed in afterwards in their order, and their scans come home."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.bootstrap import open_desk
from desktop.domain import actions as a
from desktop.domain.events import Moment
from desktop.domain.late_entry import PAPER
from desktop.papers import prepare
from desktop.services.desk import Desk
from desktop.services.import_roster import look_at, take_in
from desktop.services.meetings.late_entry import Row, key_in_sheet
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.meetings.seal_meeting import frozen
from desktop.services.name_village import name_village
from desktop.services.papers.bind_scans import bind_scans
from desktop.services.shelf.kit import USES, print_kit
from desktop.wire.bodies import SealedMeeting
from forms.papers import Facts, Signatures, Table, papers
from tests.exchange import inked
from tests.pc import PASSPHRASE
from tests.story.evenings import ROOT

DAY = "2026-06-18"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    opened = open_desk(tmp_path / "data")
    name_village(opened, name="柳溪村", code="320682104215", township="白蒲镇", county="如皋市", province="江苏省")
    roster = ROOT / "resources" / "sample" / "roster.xlsx"
    take_in(opened, look_at(opened, roster), roster.name)
    yield opened
    opened.close()


def at(time: str) -> str:
    return f"{DAY}T{time}:00"


def written_down(desk: Desk) -> RunningMeeting:
    """The evening as it stands on the inked sheets, keyed in from the first to the last."""
    # 会议记录, its head, and 通知日期.
    plan = Plan(
        title="2026年第二次村民代表会议", date=DAY, time="19:00", place="老祠堂", convener="村民委员会", host="钱立业",
        recorder="周敏", party_study_date="2026-06-05",
    )  # fmt: skip
    running = RunningMeeting(desk, plan_meeting(desk, plan))
    people = list(running.evening.meeting.eligible)

    def paper(action: a.AnyAction, time: str) -> None:
        running.do(action, Moment(at(time), PAPER))

    running.do(a.GiveNotice(date="2026-06-08"))
    running.do(a.DeclareEligible(members=len(people)))
    running.do(a.AddItem(title="村道拓宽"))
    # 签到表: who came, and when; who did not; who sat in.
    came = people[:-1]
    key_in_sheet(running, tuple(Row(person=person, came=at("19:05")) for person in came))
    running.do(a.NoteAbsence(person=people[-1], reason="住院"))
    paper(a.Observe(name="刘建平", office="镇驻村干部"), "19:06")
    # 会议记录: items, speeches, what was said.
    paper(a.OpenMeeting(), "19:30")
    paper(a.OpenItem(item=running.evening.meeting.items[0].id), "19:31")
    paper(a.StartSpeaker(person=came[0]), "19:32")
    paper(a.WriteLine(text="先修东段", person=came[0]), "19:33")
    paper(a.EndSpeaker(), "19:34")
    # 表决票 and 表决结果统计表.
    paper(a.OpenPoll(question="是否同意村道拓宽方案", method="ballot"), "19:40")
    yes = len(came) - 4
    paper(a.CountBallots(issued=len(came), returned=len(came), yes=yes, no=2, abstain=1, invalid=1), "19:45")
    paper(a.CloseItem(state="accepted"), "19:46")
    # From the guide, since when and until when the power was out; 宣读和确认.
    paper(a.NoteGap(since=at("19:01"), until=at("19:47")), "19:47")
    paper(a.Adjourn(), "19:49")
    paper(a.ReadBack(by="周敏"), "19:50")
    paper(a.Object(person=came[1], text="应写“先修东段 1,260 米”"), "19:51")
    return running


def sealed_of(desk: Desk, running: RunningMeeting) -> SealedMeeting:
    with desk.store.read() as work:
        return frozen(desk, work, running.meeting_id)


def test_everything_that_the_sheets_ask_can_be_keyed_in(desk: Desk) -> None:
    meeting = sealed_of(desk, written_down(desk))
    for paper in ("sign-in", "minutes", "tally"):
        form = papers()[paper]
        blank = prepare(paper, meeting, print_id="", printed_at=at("18:00"), blank=True).content
        filled = {one.block: one for one in prepare(paper, meeting, print_id="", printed_at=at("21:00")).content.blocks}
        for asked in blank.blocks:
            block = form.block(asked.block)
            if isinstance(block, Facts):
                empty = [one.zh for one in block.fields if not filled[block.id].values.get(one.id, "").strip("—＿ ")]
                assert empty == [], paper
            if isinstance(block, Table) and block.id != "marks":  # 正 is counted by hand
                columns = zip(block.columns, zip(*filled[block.id].rows, strict=True), strict=True)
                lost = {column.id for column, cells in columns if not any(cells)}
                assert lost <= {"signature"}, "what is inked stands on the scan"
    text = "".join(
        part.lead + part.text
        for filled in prepare("minutes", meeting, print_id="", printed_at=at("21:00")).content.blocks
        for part in filled.paragraphs
    )
    for words in ("先修东段", "住院", "刘建平", "应写“先修东段 1,260 米”", "补录"):
        assert words in text, words


def test_a_kit_for_no_meeting_says_nothing_that_nobody_knows(desk: Desk) -> None:
    kit = print_kit(desk)
    assert [one.print.paper for one in kit.prints] == ["kit-guide", *USES]
    pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(kit.pdf)).pages]
    text = "".join(pages)
    assert "应到" in text
    assert not re.search(r"\d人", text), "应到 is for those who are there to say"
    assert "停电时刻时分来电时刻时分" in text
    for use in USES:
        assert papers()[use].zh in text, "the guide calls a sheet what stands on it"
    assert len(pages) == sum(one.print.pages for one in kit.prints)
    assert not any(one.print.title.startswith("　") for one in kit.prints)


@pytest.mark.long
def test_the_inked_sheets_of_a_kit_are_bound_by_their_codes_in_any_order(desk: Desk, tmp_path: Path) -> None:
    meeting = plan_meeting(desk, Plan(title="村民代表会议", date=DAY))
    kit = print_kit(desk, meeting)
    wanted = {one.print.print_id: one.print.pages for one in kit.prints if one.print.paper != "ballot"}
    pictures = []
    for one in kit.prints:
        if one.print.print_id in wanted:
            pictures += [inked.signed(page) for page in inked.printed(one.pdf, 150)]
    pile = tmp_path / "pile.pdf"
    pile.write_bytes(inked.as_file("PDF", *(inked.scanned(page, turn=180 * (at % 2)) for at, page in enumerate(reversed(pictures)))))
    bound = bind_scans(desk, [pile])
    assert bound.told == ()
    assert {one.print_id: len(one.pages) for one in bound.bound} == wanted
    assert {one.subject for one in bound.bound} == {meeting}
    assert all(not one.missing for one in bound.bound)
    signed = [one for one in papers()["tally"].blocks if isinstance(one, Signatures)]
    assert [space.zh for space in signed[0].spaces][:3] == ["监票人", "计票人", "唱票人"]
