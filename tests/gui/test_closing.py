"""After the meeting: what is missing is told, what is read is all of it, sealing is asked once more, the scan is bound to its print."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.actions import Adjourn, CloseItem, CountHands, OpenItem, OpenMeeting, OpenPoll, WriteLine
from desktop.gui.closing.read_back import GAP, paged
from desktop.gui.closing.reading import paragraphs
from desktop.gui.closing.state import ABSENT, EDIT, OBJECT, PRINT, READ, SCAN, SEAL, SIGN
from desktop.gui.inked import ink
from desktop.gui.meetings.page import MeetingsPage
from desktop.gui.printing import ToFile
from desktop.gui.window import MainWindow
from desktop.services.archive.archive_paper import PDFA, archived_of
from desktop.services.desk import Desk
from desktop.services.meetings.seal_meeting import seal_meeting
from desktop.wire.canonical import digest
from tests.gui.evening import Evening, make_evening


@pytest.fixture
def evening(qtbot: QtBot, window: MainWindow, village: Desk) -> Evening:
    """Adjourned, with one vote and two lines; the closing page in front."""
    made = make_evening(qtbot, window, village)
    made.came(28)
    items = made.state.meeting.items
    made.do(OpenMeeting(), OpenItem(item=items[0].id), WriteLine(text="水渠清淤四月底完工", person=made.members[0]))
    made.do(CloseItem(), OpenItem(item=items[1].id), WriteLine(text="先修东段"), OpenPoll(question="是否同意拓宽村道"))
    made.do(CountHands(yes=20, no=5, abstain=3), CloseItem(), OpenItem(item=items[2].id), CloseItem(state="delayed"))
    made.do(Adjourn())
    made.go("closing")
    return made


def press(evening: Evening) -> None:
    evening.closing.main.click()
    evening.settle()


def read_to_the_end(evening: Evening) -> None:
    evening.closing.turn(READ)
    while evening.closing.step == READ:
        press(evening)


def to_sealed(evening: Evening) -> None:
    read_to_the_end(evening)
    for _press in ("confirm", "seal", "yes, seal"):
        press(evening)


def test_after_sealing_a_mistake_is_put_right_by_a_correction_that_is_printed(evening: Evening, tmp_path: Path) -> None:
    page = evening.closing
    assert not page.seal.correct.isVisibleTo(page.seal)
    assert not page.papers.offered("correction")
    to_sealed(evening)
    page.turn(SEAL)
    pane = page.seal.correct
    assert pane.isVisibleTo(page.seal)
    for field, words in zip(pane.fields, ("路宽 4.5 米", "路宽 4 米", "听错了"), strict=False):
        field.setText(words)
    pane.send()
    evening.settle()
    assert "请写是谁提出更正的" in page.notice.text
    pane.by.setText("王芳")
    QTest.keyClick(pane.by, Qt.Key.Key_Return)
    evening.settle()
    assert "更正 1：原记录“路宽 4.5 米”，更正为“路宽 4 米”" in pane.made.text()
    assert pane.wrong.text() == ""
    page.turn(PRINT)
    page.papers.choose("correction")
    evening.settle()
    assert page.papers.view.pages == 1
    page.papers.printing.print_to(ToFile(tmp_path / "correction.pdf"))
    evening.settle()
    assert page.state is not None
    assert "correction" in [one.paper for one in page.state.papers]


def test_from_adjourned_to_the_scan_with_one_button(evening: Evening, tmp_path: Path) -> None:
    page = evening.closing
    assert page.step == EDIT
    assert page.main.text() == "去登记缺席"
    press(evening)
    assert page.step == ABSENT
    assert page.main.text() == "去宣读"
    read_to_the_end(evening)
    assert page.step == OBJECT
    press(evening)
    assert page.step == SEAL
    press(evening)
    assert "一个字也不能改" in page.seal.heading.text()
    assert page.state is not None
    assert not page.state.sealed
    press(evening)
    assert page.state.sealed
    assert page.step == SIGN
    press(evening)
    assert page.step == PRINT
    assert page.main.text() == "打印会议记录"
    assert page.papers.view.pages >= 1
    page.papers.printing.print_to(ToFile(tmp_path / "minutes.pdf"))
    evening.settle()
    evening.settle()
    assert (tmp_path / "minutes.pdf").read_bytes().startswith(b"%PDF")
    (printed,) = page.state.minutes
    press(evening)
    assert page.step == SCAN
    assert printed.print_id in page.scans.table.rows[0]
    assert page.scans.table.rows[0][-1] == "还没有"
    Image.new("RGB", (60, 80), "white").save(tmp_path / "signed.png")
    page.scans.take([str(tmp_path / "signed.png")])
    evening.settle()
    assert page.scans.table.rows[0][-1] == "已附 1 份 ✓"
    assert page.main.text() == "去上报"
    with evening.desk.store.read() as work:
        (scan,) = work.scans.of(evening.meeting)
    assert scan.print_id == printed.print_id
    page.scans.take([str(tmp_path / "signed.png")])
    evening.settle()
    assert "已经附上" in page.notice.text


def test_looking_again_seals_nothing(evening: Evening) -> None:
    read_to_the_end(evening)
    press(evening)
    press(evening)
    page = evening.closing
    assert page.other.isVisible()
    assert evening.window.focusWidget() is page.other
    page.other.click()
    assert page.step == EDIT
    assert page.state is not None
    assert not page.state.sealed
    assert not page.other.isVisible()


def test_a_pile_of_scans_is_bound_by_the_codes_at_its_feet(evening: Evening, tmp_path: Path) -> None:
    page = evening.closing
    to_sealed(evening)
    page.turn(PRINT)
    page.papers.printing.print_to(ToFile(tmp_path / "minutes.pdf"))
    evening.settle()
    evening.settle()
    ink((tmp_path / "minutes.pdf").read_bytes(), tmp_path / "signed.pdf")
    Image.effect_noise((600, 800), 90).save(tmp_path / "holiday.png")
    page.turn(SCAN)
    page.scans.sort.emit([str(tmp_path / "holiday.png"), str(tmp_path / "signed.pdf")])
    evening.settle()
    assert page.scans.table.rows[0][-1] == "已附 1 份 ✓"
    assert "holiday.png" in page.notice.text
    with evening.desk.store.read() as work:
        (scan,) = work.scans.of(evening.meeting)
    assert page.state is not None
    assert scan.print_id == page.state.minutes[0].print_id
    assert [sheet.page for sheet in scan.sheets] == list(range(1, scan.pages + 1))


def test_each_absence_has_its_reason_and_the_mark_goes_on(evening: Evening) -> None:
    page = evening.closing
    page.turn(ABSENT)
    first = page.absent.absent[0].person
    page.absent.usual[0].click()
    evening.settle()
    assert page.state is not None
    assert page.state.meeting.absences == {first: "请假"}
    assert page.absent.table.row == 1
    page.absent.field.setText("外出务工")
    page.absent.field.returnPressed.emit()
    evening.settle()
    assert page.state.meeting.absences[page.absent.absent[1].person] == "外出务工"
    assert page.absent.field.text() == ""


def test_what_is_missing_is_told_in_plain_words_and_leads_there(evening: Evening) -> None:
    page = evening.closing
    page.turn(SEAL)
    assert page.seal.missing.text() == "会议记录还没有宣读。"
    assert page.main.text() == "去宣读"
    press(evening)
    assert page.step == READ
    page.turn(PRINT)
    page.papers.printing.print_to(ToFile(Path("/nowhere/at-all.pdf")))
    evening.settle()
    assert "还没有定稿" in page.notice.text


def test_after_sealing_nothing_is_offered_to_be_taken_back(evening: Evening) -> None:
    to_sealed(evening)
    assert not evening.window.strip._undo.isVisible()
    before = evening.journal()
    evening.closing.undo()
    evening.settle()
    assert evening.journal() == before
    assert "已经定稿" in evening.closing.notice.text


def test_a_line_is_put_right_struck_and_added(evening: Evening) -> None:
    page = evening.closing
    rows = [page.edit.list.item(n).text() for n in range(page.edit.list.count())]
    page.edit.list.setCurrentRow(next(n for n, text in enumerate(rows) if "先修东段" in text))
    page.edit.change_button.click()
    assert page.edit.field.toPlainText() == "先修东段"
    page.edit.field.setPlainText("先修东段，后修西段")
    QTest.keyClick(page.edit.field, Qt.Key.Key_Return)
    evening.settle()
    assert page.state is not None
    assert [line.text for line in page.state.meeting.lines] == ["水渠清淤四月底完工", "先修东段，后修西段"]
    page.edit.list.setCurrentRow(next(n for n, text in enumerate(rows) if "水渠" in text))
    page.edit.strike_button.click()
    evening.settle()
    page.edit.field.setPlainText("散会后补记：钥匙交李㛃")
    QTest.keyClick(page.edit.field, Qt.Key.Key_Return)
    evening.settle()
    assert [line.text for line in page.state.meeting.lines] == ["先修东段，后修西段", "散会后补记：钥匙交李㛃"]
    page.undo()
    evening.settle()
    assert len(page.state.meeting.lines) == 1


def test_an_objection_names_who_raised_it_and_stays(evening: Evening) -> None:
    read_to_the_end(evening)
    page = evening.closing
    page.objections.text.setPlainText("没说不修西段")
    page.objections.keep.click()
    assert "先选" in page.notice.text
    QTest.keyClicks(page.objections.field.line, "wf")
    QTest.keyClick(page.objections.field.line, Qt.Key.Key_Return)
    page.objections.text.setPlainText("没说不修西段")
    page.objections.keep.click()
    evening.settle()
    assert page.state is not None
    objection = page.state.meeting.lines[-1]
    assert (objection.kind, objection.text, page.state.meeting.label(objection.person)) == ("objection", "没说不修西段", "王芳")
    assert page.objections.list.count() == 1


def test_what_is_read_back_is_the_whole_of_the_minutes(evening: Evening) -> None:
    page = evening.closing
    page.turn(READ)
    assert page.state is not None
    read = "".join(page.read.pages).replace(GAP, "")
    assert read == "".join(str(one) for one in paragraphs(page.state.meeting))
    for words in ("应到 41 人，到会 28 人", "水渠清淤四月底完工", "同意 20 票", "第三十条", "这一项改期"):
        assert words in read


@pytest.mark.parametrize("room", [1, 7, 40])
def test_no_sign_is_lost_between_pages(room: int) -> None:
    texts = ("一二三四五。六七八九十，十一十二。", "", "短。", "没有标点的很长很长的一段话一直不停")
    pages = paged(texts, lambda text: len(text) <= room)
    assert "".join(pages).replace(GAP, "") == "".join(texts)
    assert all(len(page) <= max(room, 1) for page in pages)


def test_sealing_archives_behind_the_screen_and_the_print_is_the_archived_one(evening: Evening, tmp_path: Path) -> None:
    page = evening.closing
    to_sealed(evening)
    assert page.step == SIGN
    with evening.desk.store.read() as work:
        fixed = next(row for row in work.prints.of(evening.meeting, waiting=True) if row.sealed.paper == "minutes")
        assert [one.form for one in archived_of(work, fixed.sealed)] == [PDFA]
    assert page.state is not None
    assert page.state.minutes == ()  # archived, and still to be printed
    page.turn(PRINT)
    for name in ("first.pdf", "second.pdf"):
        page.papers.printing.print_to(ToFile(tmp_path / name))
        for _ in range(3):
            evening.settle()
    assert digest((tmp_path / "first.pdf").read_bytes()) == fixed.pdf
    with evening.desk.store.read() as work:
        first, second = (row.sealed for row in work.prints.of(evening.meeting) if row.sealed.paper == "minutes")
        assert [one.form for one in archived_of(work, second)] == [PDFA]
    assert (first, second.copies_of) == (fixed.sealed, first.print_id)


def test_what_a_power_cut_left_over_is_archived_when_the_window_opens_again(evening: Evening) -> None:
    read_to_the_end(evening)
    press(evening)
    seal_meeting(evening.desk, evening.meeting)  # and the plug is pulled
    evening.window.opened(evening.desk)
    evening.settle()
    with evening.desk.store.read() as work:
        rows = work.prints.of(evening.meeting, waiting=True)
        assert [row.sealed.paper for row in rows if archived_of(work, row.sealed)] == ["minutes", "tally", "resolution"]
    assert evening.window.strip._saved.text() == "已归档：决议"


def test_a_public_copy_is_offered_only_where_its_definition_masks_something_and_a_paper_can_be_had_as_word(
    evening: Evening, tmp_path: Path
) -> None:
    page = evening.closing
    to_sealed(evening)
    page.turn(PRINT)
    evening.settle()
    assert page.papers.public.isHidden()
    page.papers.choose("sign-in")
    evening.settle()
    assert not page.papers.public.isHidden()
    shown = page.papers.view.pdf
    page.papers.public.setChecked(True)
    evening.settle()
    assert page.papers.view.pdf != shown
    page.papers.choose("unsigned")
    assert page.papers.word.isHidden()
    page.papers.choose("minutes")
    assert not page.papers.word.isHidden()
    page.papers.word_to(tmp_path / "会议记录.docx")
    evening.settle()
    assert "会议记录.docx" in page.notice.text
    assert any("宣布散会" in paragraph.text for paragraph in docx.Document(str(tmp_path / "会议记录.docx")).paragraphs)
    evening.window.go("meetings")
    evening.settle()
    meetings = evening.window.page
    assert isinstance(meetings, MeetingsPage)
    meetings.export(meetings.lines[0].date[:4], tmp_path / "全年.xlsx")
    evening.settle()
    assert openpyxl.load_workbook(tmp_path / "全年.xlsx").worksheets[0].max_row > 1


def test_a_resolution_and_an_opinion_are_never_offered_together(evening: Evening) -> None:
    page = evening.closing
    to_sealed(evening)
    page.turn(PRINT)
    offered = [one.id for one in page.papers.papers if page.papers.offered(one.id)]
    assert "resolution" in offered
    assert "opinion" not in offered
