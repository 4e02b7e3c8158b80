"""A paper as Word says all that the printed paper says, in the same order, and is laid out as an office lays out a text."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from msgspec import structs
from pypdf import PdfReader

from desktop.papers import PAPERS, Prepared, Signed, draw, prepare
from desktop.services.desk import Desk
from desktop.services.papers.correct_meeting import correct_meeting
from desktop.services.papers.export_word import as_word, export_word
from desktop.services.papers.print_paper import preview_paper, print_paper
from desktop.wire.bodies import SealedCandidate, SealedMeeting, SealedVote
from forms.papers import Table, papers
from tests.papers import sample

MEETING = sample.meeting().id
TEXTS = [(paper, paper == "opinion") for paper in PAPERS if paper != "ballot"]
TEXTS += [(paper, True) for paper in ("minutes", "summary", "publicity")]
SIGNED = (
    Signed(
        space="host",
        name="黄建国",
        note="黄建国屏幕手写2026-06-18 21:19，另须亲笔",
        width=100,
        height=40,
        strokes=(((10, 10, 500), (60, 30, 600)),),
    ),
    Signed(space="recorder", name="王芳", note="王芳不会写字：李㛃当面念过全文。", witnesses=("罗春生", "郑雪梅")),
)
FURNITURE = re.compile(
    r"打印号[0-9a-f]{16}第\d+版第\d+页，共\d+页|校验码[0-9A-F]{16}|生成时间\d{4}-\d\d-\d\d\d\d:\d\d:\d\d"
    r"|—\d+—|第\d+页共\d+页|\w{2,8}（本页(签名)?）：|预览：没有打印号，不是正式文件。"
)


def evening(consultation: bool) -> SealedMeeting:
    """All that minutes may hold: an item that was amended, a roll call, an election, and who has spoken how long."""
    meeting = sample.meeting(consultation=consultation)
    shown, secret = meeting.polls
    answers = ("yes", "no", "abstain", "yes", "yes", "yes", "yes")
    called = tuple(
        SealedVote(person=one.person, label=one.label, vote=answers[place % 7])
        for place, one in enumerate(meeting.roll[:30])
    )
    stood = (("陈𬱖", 20, True), ("赵䶮", 18, True), ("周𡋾", 9, False))
    polls = (
        shown,
        secret,
        structs.replace(shown, id="v3", method="roll-call", question="是否同意水渠由二组清淤", votes=called),
        structs.replace(
            secret,
            id="v4",
            method="election",
            question="推选理事",
            seats=2,
            candidates=tuple(SealedCandidate(name=name, votes=votes, elected=won) for name, votes, won in stood),
            counters=("马德胜", "朱美玲"),
        ),
    )
    amended = "村道东段分两期拓宽，总价不超过 466,500.00 元。"
    items = tuple(
        structs.replace(one, state="amended", adopted=amended) if one.id == "i2" else one for one in meeting.items
    )
    return structs.replace(meeting, speaking_times=True, items=items, polls=polls)


def whole(paper: str, consultation: bool) -> Prepared:
    more: dict[str, object] = {"signed": SIGNED} if paper in ("minutes", "resolution", "opinion") else {}
    more |= {"corrected": 2} if paper == "minutes" else {}
    more |= {"number": "石桥村〔2026〕3号"} if paper in ("resolution", "opinion", "summary") else {}
    meeting = evening(consultation)
    return prepare(paper, meeting, print_id=sample.PRINT, printed_at=sample.PRINTED, **more)  # type: ignore[arg-type]


def on_paper(pdf: bytes, paper: str) -> str:
    """Everything on the pages from top to bottom, without blanks, what every page repeats, and headers after the first."""
    headers = ["".join(one.zh for one in block.columns) for block in papers()[paper].blocks if isinstance(block, Table)]
    said = ""
    for page in PdfReader(io.BytesIO(pdf)).pages:
        text = FURNITURE.sub("", "".join(page.extract_text().split()))
        for header in headers:
            text = text.removeprefix(header) if header in said else text
        said += text
    return said


def in_word(data: bytes) -> str:
    """Everything in the body from top to bottom, without blanks."""
    body = docx.Document(io.BytesIO(data)).element.body
    return "".join("".join(one.text or "" for one in body.iter() if one.tag.endswith("}t")).split())


@pytest.mark.parametrize(("paper", "consultation"), TEXTS)
def test_word_says_all_that_the_paper_says_in_the_same_order(paper: str, consultation: bool) -> None:
    prepared = whole(paper, consultation)
    said = on_paper(draw(prepared).pdf, paper)
    assert len(said) > 300
    assert in_word(as_word(prepared, sample.PRINTED)) == said


def test_what_is_exported_is_what_would_be_printed_with_its_number_and_its_corrections(desk: Desk) -> None:
    print_paper(desk, MEETING, "resolution")  # gives it its number
    correct_meeting(desk, MEETING, wrong="路宽 4.5 米", right="路宽 4 米", why="听错了", by="王芳")
    for paper, told in (("resolution", "石桥村〔2026〕1号"), ("minutes", "另有更正，见更正1")):
        text = in_word(export_word(desk, MEETING, paper))
        assert told in text
        assert text == on_paper(preview_paper(desk, MEETING, paper).pdf, paper)


def test_an_official_text_has_the_margins_page_numbers_and_faces_of_the_standard() -> None:
    data = as_word(whole("resolution", False), sample.PRINTED)
    document = docx.Document(io.BytesIO(data))
    (section,) = document.sections
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins if one is not None] == [37, 35, 28, 26]
    assert document.settings.odd_and_even_pages_header_footer
    for foot in (section.footer, section.even_page_footer):
        xml = foot._element.xml
        assert " PAGE " in xml
        assert "主持人（本页）" in xml
        assert "以签字的纸质件为准" in xml
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        table, body = parts.read("word/fontTable.xml").decode(), parts.read("word/document.xml").decode()
    for name, other in (("方正小标宋简体", "方正小标宋_GBK"), ("仿宋", "仿宋_GB2312"), ("楷体", "楷体_GB2312")):
        assert f'<w:font w:name="{name}"><w:altName w:val="{other}"/>' in table
        assert f'w:eastAsia="{name}"' in body
    lines = {one.paragraph_format.line_spacing for one in document.paragraphs if one.text.startswith("表决“")}
    assert [round(one.pt, 1) for one in lines] == [28.9]


def test_the_mark_of_a_summary_stands_35_mm_down_and_an_annex_on_a_page_of_its_own() -> None:
    summary = docx.Document(io.BytesIO(as_word(whole("summary", False), sample.PRINTED)))
    down = summary.paragraphs[0].paragraph_format.space_before
    assert down is not None
    assert round(down.mm) == 35
    notice = docx.Document(io.BytesIO(as_word(whole("notice", False), sample.PRINTED)))
    annex = next(one for one in notice.paragraphs if one.text == "附件")
    assert annex.paragraph_format.page_break_before


def test_no_signature_stands_alone_and_each_witness_has_a_place() -> None:
    document = docx.Document(io.BytesIO(as_word(whole("minutes", False), sample.PRINTED)))
    texts = [one.text for one in document.paragraphs]
    first = next(place for place, text in enumerate(texts) if text.startswith("主持人："))
    assert [text.split("：")[0] for text in texts[first:] if "年　　月　　日" in text] == [
        "主持人",
        "记录人",
        "见证人罗春生",
        "见证人郑雪梅",
        "村务监督委员会成员",
    ]
    assert all(one.paragraph_format.keep_with_next for one in document.paragraphs[first - 2 : first + 4])
    signed_in = docx.Document(io.BytesIO(as_word(whole("sign-in", False), sample.PRINTED)))
    last = signed_in.tables[-1].rows[-1].cells[0].paragraphs[0]
    assert last.paragraph_format.keep_with_next
