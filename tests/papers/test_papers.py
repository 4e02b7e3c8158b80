"""What each paper says, and what it must not say."""

from __future__ import annotations

from io import BytesIO

import pytest
from msgspec import structs
from pypdf import PdfReader

from desktop.papers import PAPERS, DeliverySlip, Prepared, draw, prepare, prepare_receipt
from desktop.papers.content import MASK
from desktop.papers.wording import numeral, percent, typeset
from desktop.wire.bodies import SealedMeeting
from forms.language import Refused
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


def test_a_consultation_is_never_printed_as_a_resolution() -> None:
    meeting = sample.meeting(consultation=True)
    text = text_of(made("minutes", meeting)) + text_of(made("opinion", meeting))
    assert "协商意见" in text
    assert "决议" not in text
    with pytest.raises(Refused, match="不能印成决议"):
        made("resolution", meeting)
    with pytest.raises(Refused, match="打印决议"):
        made("opinion", sample.meeting())


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


@pytest.mark.parametrize("prefix", ["是否同意：", "是否同意", "同意", ""])
def test_a_question_that_only_repeats_what_stands_above_it_is_not_printed_again(prefix: str) -> None:
    meeting = sample.meeting()
    item, poll = meeting.items[1], meeting.polls[0]
    for question in (item.title, item.text):
        text = text_of(made("resolution", structs.replace(meeting, polls=(structs.replace(poll, question=prefix + question),))))
        assert text.count("".join(typeset(question).split())) == 1
    other = structs.replace(poll, question="是否先修东段")
    assert "表决“是否先修东段”：同意26票" in text_of(made("resolution", structs.replace(meeting, polls=(other,))))


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


def test_percentages_and_numerals() -> None:
    assert [percent(26, 30), percent(1, 3), percent(2, 3), percent(5, 0)] == ["86.67%", "33.33%", "66.67%", "--"]
    assert [numeral(n) for n in (1, 10, 11, 20, 34)] == ["一", "十", "十一", "二十", "三十四"]


def test_what_the_program_says_is_set_in_full_width_and_what_people_typed_is_not() -> None:
    assert typeset("应到 41 人,实到 28 人(19:26);《法》") == "应到41人，实到28人（19:26）；《法》"
    line = structs.replace(sample.meeting().lines[0], text="按 3:1 算,先付 50%")
    text = text_of(made("minutes", structs.replace(sample.meeting(), lines=(line,))))
    assert "按3:1算,先付50%" in text
