"""What each paper says, and what it must not say."""

from __future__ import annotations

from io import BytesIO

import pytest
from msgspec import structs
from pypdf import PdfReader

from desktop.papers import PAPERS, DeliverySlip, Prepared, draw, prepare, prepare_receipt
from desktop.papers import blocks as composing
from desktop.papers.content import MASK
from desktop.papers.page import MM, Piece, Rule, page_size, set_pages
from desktop.papers.wording import numeral, percent, typeset
from desktop.wire.bodies import SealedMeeting
from forms.language import Refused
from forms.papers import papers
from tests.papers import sample


def made(paper: str, meeting: SealedMeeting | None = None, *, blank: bool = False, public: bool = False) -> Prepared:
    meeting = meeting or sample.meeting(consultation=paper == "opinion")
    return prepare(paper, meeting, print_id=sample.PRINT, printed_at=sample.PRINTED, blank=blank, public=public)


def pages_of(prepared: Prepared) -> list[str]:
    """The text of each page without blanks: where they stand is no matter of content."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(draw(prepared).pdf)).pages]


def text_of(prepared: Prepared) -> str:
    return "".join(pages_of(prepared))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("blank", [False, True])
def test_the_same_print_gives_the_same_bytes(paper: str, blank: bool) -> None:
    first, second = draw(made(paper, blank=blank)), draw(made(paper, blank=blank))
    assert first == second
    assert first.missing == ()


def test_the_hash_covers_print_id_and_every_word() -> None:
    meeting = sample.meeting()
    hashes = {
        made("minutes", meeting).content_hash,
        made("minutes", structs.replace(meeting, host="王芳")).content_hash,
        prepare("minutes", meeting, print_id="0" * 16, printed_at=sample.PRINTED).content_hash,
        made("minutes", meeting, blank=True).content_hash,
    }
    assert len(hashes) == 4


def test_metadata_names_print_and_content() -> None:
    prepared = made("minutes")
    reader = PdfReader(BytesIO(draw(prepared).pdf))
    assert reader.metadata is not None
    assert reader.metadata.subject == f"yishitang print {sample.PRINT} {prepared.content_hash}"
    assert reader.metadata.title == "2026年第二次村民代表会议　会议记录"
    assert str(reader.root_object["/Lang"]) == "zh-CN"


def test_minutes_carry_all_that_was_sealed() -> None:
    meeting = sample.meeting()
    text = text_of(made("minutes", meeting))
    for one in meeting.roll:
        assert one.name in text
        assert one.absence in text
    for line in meeting.lines:
        assert "".join(line.text.split()) in text
    for poll in meeting.polls:
        assert "".join(typeset(str(poll.verdict.sentence)).split()) in text
    for words in (
        "青湾镇石桥村村民代表会议记录",
        "30人（73.17%）",
        "缺席（11人，26.83%）",
        "2026年6月5日",
        "发出29票，收回29票，有效28票，无效1票",
        "同意26票（86.67%）",
        "宣读时提出的不同意见（1条）",
        "由王芳当场宣读",
        "马德胜（补录）",
        "张伟（一组）",
        "张伟（二组）",
        "欧阳雪（村务监督委员会主任）",
    ):
        assert words in text, words


def test_an_assembly_without_a_roll_takes_its_number_from_the_verdict() -> None:
    text = text_of(made("minutes", structs.replace(sample.meeting(), roll=())))
    assert "实到29人（70.73%）" in text
    assert "名单见签到表" in text


def test_an_assembly_that_met_by_households_counts_its_people_against_people() -> None:
    meeting = structs.replace(sample.meeting(), declared={"adults": 41, "households": 20})
    assert meeting.quorum is not None
    meeting = structs.replace(meeting, quorum=structs.replace(meeting.quorum, declared=20))
    text = text_of(made("minutes", meeting))
    assert "30人（73.17%）" in text
    assert "缺席（11人，26.83%）" in text
    assert "应到十八周岁以上村民41人，20户，实到30人" in text_of(made("publicity", meeting))
    before = structs.replace(meeting, polls=(), declared={"households": 20})
    assert text_of(prepare("ballot", before, print_id="p", printed_at=sample.PRINTED, item="i3")).count("表决票") == 41


def test_those_who_gave_no_reason_are_named_together() -> None:
    meeting = sample.meeting()
    silent = [one.person for one in meeting.roll if not one.came and not one.observer][:2]
    roll = tuple(structs.replace(one, absence="") if one.person in silent else one for one in meeting.roll)
    text = text_of(made("minutes", structs.replace(meeting, roll=roll)))
    first, second = (one.name for one in roll if one.person in silent)
    assert f"；未说明原因：{first}、{second}。" in text


def test_the_resolution_stands_whole_on_the_page_that_is_signed() -> None:
    last = pages_of(made("minutes"))[-1]
    for words in ("会议决议", "总价不超过486,500.00元", "工期75天", "是否同意自来水水费调整为每吨2.10元", "（以下空白）", "村务监督委员会成员"):
        assert words in last, words
    assert last.index("486,500.00元") < last.index("（以下空白）") < last.index("村务监督委员会成员")


def test_a_consultation_is_never_printed_as_a_resolution() -> None:
    meeting = sample.meeting(consultation=True)
    text = text_of(made("minutes", meeting)) + text_of(made("opinion", meeting))
    assert "协商意见" in text
    assert "决议" not in text
    with pytest.raises(Refused, match="不能印成决议"):
        made("resolution", meeting)
    with pytest.raises(Refused, match="打印决议"):
        made("opinion", sample.meeting())


@pytest.mark.parametrize("lines", range(1, 60, 3))
def test_a_signature_never_stands_without_what_it_signs(lines: int) -> None:
    meeting = sample.meeting()
    shorter = structs.replace(meeting, lines=meeting.lines[:lines] + meeting.lines[-1:])
    last = pages_of(made("minutes", shorter))[-1]
    before = last[: last.index("（以下空白）")]
    assert len(before) > 20
    assert last.count("年月日") == 3


def test_a_resolution_longer_than_a_page_still_ends_beside_its_signatures() -> None:
    meeting = sample.meeting()
    item = structs.replace(meeting.items[1], text="占地补偿按每平方米三十五元计算。" * 150)
    pages = pages_of(made("minutes", structs.replace(meeting, items=(item,), polls=(), lines=())))
    assert len(pages) > 3
    assert "每平方米三十五元" in pages[-1] or "通过" in pages[-1]
    assert "（以下空白）" in pages[-1]
    assert all(len(page) > 200 for page in pages[:-1])


def test_every_page_of_a_list_has_its_header_and_every_page_of_minutes_its_signatures() -> None:
    for page in pages_of(made("sign-in")):
        assert "序号姓名" in page
    for page in pages_of(made("minutes")):
        assert "主持人（本页签名）" in page


def test_sign_in_says_who_came_when_and_why_others_did_not() -> None:
    text = text_of(made("sign-in"))
    assert text.count("缺席") == 11
    assert "外出务工" in text
    assert "20:50离会" in text
    assert "21:12离会" not in text
    assert all(one.name in text for one in sample.people())


def test_sign_in_printed_before_the_meeting_has_names_and_no_times() -> None:
    meeting = structs.replace(
        sample.meeting(),
        began_at="",
        ended_at="",
        roll=tuple(structs.replace(one, spans=()) for one in sample.people()),
    )
    for prepared in (made("sign-in", meeting), made("sign-in", blank=True)):
        text = text_of(prepared)
        assert all(one.name in text for one in sample.people())
        assert "缺席" not in text
        assert "19:05" not in text


def test_a_place_to_sign_is_at_least_9_mm_high() -> None:
    form = papers()["sign-in"]
    size = page_size(form.layout, form.orientation)
    rows = [piece for piece in composing.compose(form, made("sign-in").content, size) if piece.header]
    assert len(rows) == 43
    assert min(row.height for row in rows) >= 9 * MM


def test_a_public_copy_leaves_out_household_and_sex() -> None:
    text = text_of(made("sign-in", public=True))
    assert "张建业" not in text
    assert MASK in text
    assert "公开件" in text
    assert "刘桂英" in text


def test_a_summary_names_who_came_who_was_excused_and_who_sat_in() -> None:
    text = text_of(made("summary"))
    for words in (
        "村民代表会议纪要",
        "会议议定以下事项",
        "出席：张伟（一组）、张伟（二组）",
        "请假：",
        "列席：刘建平、欧阳雪",
    ):
        assert words in text, words


def test_a_posting_says_what_was_settled_for_how_long_and_where_to_object() -> None:
    text = text_of(made("publicity"))
    for words in ("决议公示", "486,500.00元", "不少于15日", "向石桥村村民委员会或者村务监督委员会反映"):
        assert words in text, words
    assert "决议" not in text_of(made("publicity", sample.meeting(consultation=True)))


@pytest.mark.parametrize("paper", ["resolution", "opinion", "publicity"])
def test_what_an_ordinary_evening_settled_is_one_page_with_its_signatures_and_its_seal(paper: str) -> None:
    (page,) = pages_of(made(paper))
    assert all(words in page for words in ("486,500.00元", "同意14票", "石桥村村民", "张贴人：" if paper == "publicity" else "主持人："))


@pytest.mark.parametrize("prefix", ["是否同意：", "是否同意", "同意", ""])
def test_a_question_that_only_repeats_what_stands_above_it_is_not_printed_again(prefix: str) -> None:
    meeting = sample.meeting()
    item, poll = meeting.items[1], meeting.polls[0]
    for question in (item.title, item.text):
        text = text_of(made("resolution", structs.replace(meeting, polls=(structs.replace(poll, question=prefix + question),))))
        assert text.count("".join(typeset(question).split())) == 1
    other = structs.replace(poll, question="是否先修东段")
    assert "表决“是否先修东段”：同意26票" in text_of(made("resolution", structs.replace(meeting, polls=(other,))))


def test_an_office_is_not_parted_before_its_last_character() -> None:
    lines = [line for page in PdfReader(BytesIO(draw(made("sign-in")).pdf)).pages for line in page.extract_text().splitlines()]
    assert sum("村民委员会成员" in line for line in lines) == 3
    assert "员" not in lines


def test_ballots_are_all_alike_and_as_many_as_are_issued() -> None:
    prepared = made("ballot")
    text = text_of(prepared)
    assert text.count("表决票") == 29
    assert text.count("是否同意自来水水费调整为每吨2.10元") == 29
    assert text.count("不同意") == 29
    before = structs.replace(sample.meeting(), polls=())
    assert text_of(prepare("ballot", before, print_id="p", printed_at=sample.PRINTED, item="i3")).count("表决票") == 41


def test_tally_has_every_figure_and_the_law() -> None:
    text = text_of(made("tally"))
    for words in (
        "举手表决",
        "无记名投票",
        "14票（48.28%）",
        "未通过",
        "没有通过，还差1票",
        "监票人",
        "计票人",
        "唱票人",
    ):
        assert words in text, words


def test_receipt_names_every_hash() -> None:
    slip = DeliverySlip(
        batch="ab12" * 16,
        kind="records",
        device="d" * 32,
        village="青湾镇石桥村",
        county="海宁县民政局",
        received_at="2026-06-30T09:12:44Z",
        head_sequence=14,
        head_hash="9c" * 32,
        hashes=tuple(f"{number:02x}" * 32 for number in range(13)),
    )
    text = text_of(prepare_receipt(slip, print_id=sample.PRINT, printed_at=sample.PRINTED))
    assert all(hashed in text for hashed in (*slip.hashes, slip.batch, slip.head_hash))
    assert "2026年6月30日17:12" in text


def test_a_preview_is_marked_as_one() -> None:
    prepared = prepare("notice", sample.meeting(), print_id="", printed_at=sample.PRINTED)
    assert all("不是正式文件" in page for page in pages_of(prepared))


def test_a_paper_that_does_not_exist_is_refused_with_what_there_is() -> None:
    with pytest.raises(Refused, match="minutes"):
        made("poster")


def test_nothing_is_lost_when_a_row_is_higher_than_a_page() -> None:
    meeting = sample.meeting()
    long = "".join(f"第{number}条内容。" for number in range(1, 700))
    item = structs.replace(meeting.items[0], text=long)
    assert text_of(made("agenda", structs.replace(meeting, items=(item,)))).count("条") == 699


def test_pieces_that_are_kept_together_go_to_the_next_page_together() -> None:
    size = page_size(papers()["agenda"].layout, papers()["agenda"].orientation)
    line = Piece(height=20 * MM, marks=(Rule(0, 0, 1, 0),))
    pages = set_pages([*[line] * 10, structs.replace(line, keep=True), line], size)
    assert [len(page.marks) for page in pages] == [10, 2]


def test_percentages_and_numerals() -> None:
    assert [percent(26, 30), percent(1, 3), percent(2, 3), percent(5, 0)] == ["86.67%", "33.33%", "66.67%", "--"]
    assert [numeral(n) for n in (1, 10, 11, 20, 34)] == ["一", "十", "十一", "二十", "三十四"]


def test_what_the_program_says_is_set_in_full_width_and_what_people_typed_is_not() -> None:
    assert typeset("应到 41 人,实到 28 人(19:26);《法》") == "应到41人，实到28人（19:26）；《法》"
    line = structs.replace(sample.meeting().lines[0], text="按 3:1 算,先付 50%")
    text = text_of(made("minutes", structs.replace(sample.meeting(), lines=(line,))))
    assert "按3:1算,先付50%" in text
