"""Word and Excel files carry the same content as the paper and the sealed record; figures are figures, and text stays text."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from desktop.__main__ import main
from desktop.domain.meeting import ACCLAMATION, BALLOT, ELECTION, HANDS, ROLL_CALL
from desktop.exchange.sheets import Sheet, workbook
from desktop.services.desk import Desk
from desktop.services.figures.export_sheets import _polls, export_sheets
from desktop.services.papers.export_word import export_word
from forms.language import Refused
from tests.exchange.village import put_on_paper
from tests.papers import sample


def words(data: bytes) -> str:
    """Everything that stands in a Word text, in order, without blanks."""
    document = docx.Document(io.BytesIO(data))
    parts = [element.text or "" for element in document.element.body.iter() if element.tag.endswith("}t")]
    return "".join("".join(parts).split())


def test_minutes_as_word_have_the_page_headings_and_places_to_sign_of_the_paper(desk: Desk) -> None:
    document = docx.Document(io.BytesIO(export_word(desk, sample.meeting().id, "minutes")))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.top_margin is not None
    assert (round(section.page_width.mm), round(section.top_margin.mm)) == (210, 37)
    text = [paragraph.text for paragraph in document.paragraphs]
    assert "一、出席情况" in text
    assert "（以下空白）" in text
    assert sum("年　　月　　日" in one for one in text) == 3
    assert any("以签字的纸质件为准" in one.text for one in section.footer.paragraphs)


def test_a_list_as_word_repeats_its_header_and_keeps_its_rows_whole(desk: Desk) -> None:
    document = docx.Document(io.BytesIO(export_word(desk, sample.meeting().id, "sign-in")))
    table = document.tables[-1]
    assert len(table.rows) == len(sample.meeting().roll) + 1
    assert "tblHeader" in table.rows[0]._tr.xml
    assert "cantSplit" in table.rows[5]._tr.xml


def test_a_public_copy_as_word_is_masked(desk: Desk) -> None:
    private = words(export_word(desk, sample.meeting().id, "sign-in"))
    public = words(export_word(desk, sample.meeting().id, "sign-in", public=True))
    assert "张建业户" in private
    assert "张建业户" not in public


def test_ballots_are_not_exported_to_be_edited(desk: Desk) -> None:
    with pytest.raises(Refused):
        export_word(desk, sample.meeting().id, "ballot")


def test_the_registers_of_a_year_hold_the_figures_of_the_sealed_meetings(desk: Desk) -> None:
    meeting = sample.meeting()
    book = load_workbook(io.BytesIO(export_sheets(desk, "2026")))
    tables = {
        page.title: [
            dict(zip([cell.value for cell in page[2]], row, strict=True)) for row in page.iter_rows(3, values_only=True)
        ]
        for page in book.worksheets
    }
    (one,) = tables["会议登记"]
    voters = [person for person in meeting.roll if not person.observer]
    assert (one["应到"], one["实到"]) == (meeting.declared["members"], sum(person.came for person in voters))
    assert [(row["同意"], row["不同意"], row["弃权"]) for row in tables["表决统计"]] == [
        (poll.yes, poll.no, poll.abstain) for poll in meeting.polls
    ]
    assert [row["姓名"] for row in tables["到会情况"]] == [person.label for person in meeting.roll]
    with pytest.raises(Refused, match="2025"):
        export_sheets(desk, "2025")


def test_the_register_of_votes_names_every_way_in_words() -> None:
    meeting = sample.meeting()
    polls = tuple(replace(meeting.polls[0], method=method) for method in (HANDS, BALLOT, ROLL_CALL, ACCLAMATION, ELECTION))
    table = _polls("2026年", [replace(meeting, polls=polls)])
    ways = [row[table.columns.index("方式")] for row in table.rows]
    assert ways == ["举手表决", "无记名投票", "点名表决", "无异议通过", "无记名投票选举"]


def test_the_list_of_missing_signatures_can_be_printed(desk: Desk) -> None:
    put_on_paper(desk, "minutes", "7f3a91c05be2d846")
    put_on_paper(desk, "agenda", "1234567812345678")  # nobody signs it
    page = load_workbook(io.BytesIO(export_sheets(desk, "2026")))["缺签字件"]
    (row,) = [[cell.value for cell in cells] for cells in page.iter_rows(3, 3)]
    assert row[3] == "7f3a91c05be2d846"
    assert str(row[5]).startswith("1、2")
    assert str(row[7]).startswith("主持人、记录人")
    assert page.max_row == 4  # the note stands below
    assert page.page_setup.paperSize == 9  # A4


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    sheet = Sheet(name="表[1]/甲", title="题", columns=("甲", "乙"), rows=(("=1+1", 3), ("@x", None)))
    page = load_workbook(io.BytesIO(workbook((sheet,), made_at=sample.PRINTED))).worksheets[0]
    assert (page["A3"].value, page["A3"].data_type, page["B3"].value) == ("=1+1", "s", 3)
    assert page.title == "表 1  甲"
    assert page.print_title_rows == "$1:$2"


def test_the_command_writes_both(desk: Desk, tmp_path: Path) -> None:
    desk.close()
    data = ["--data", str(desk.folder)]
    assert main(["export", "word", "minutes", "--out", str(tmp_path / "a.docx"), *data]) == 0
    assert main(["export", "sheets", "2026", "--out", str(tmp_path / "a.xlsx"), *data]) == 0
    assert "会议决议" in words((tmp_path / "a.docx").read_bytes())
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["会议登记", "表决统计", "到会情况", "缺签字件", "会议统计", "逐次情况", "事项统计"]
    assert main(["export", "word", "no-such-paper", "--out", str(tmp_path / "b.docx"), *data]) == 2
