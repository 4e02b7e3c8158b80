"""What the hall keeps beside the count: who has spoken how long, and what the two who count had first."""

from __future__ import annotations

import json
from io import BytesIO

from msgspec import structs
from pypdf import PdfReader

from desktop.domain import actions as a
from desktop.papers import draw, prepare
from desktop.services.meetings.freeze import freeze
from desktop.wire.bodies import SealedMeeting, SealedTally, Village
from desktop.wire.canonical import canonical, read
from tests.domain.evenings import voting
from tests.papers import sample


def text_of(paper: str, meeting: SealedMeeting) -> str:
    pdf = draw(prepare(paper, meeting, print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def test_minutes_end_with_the_speaking_times_where_the_procedure_asks_and_only_there() -> None:
    meeting = sample.meeting()
    assert "附：发言时间" not in text_of("minutes", meeting)
    asked = structs.replace(meeting, speaking_times=True)
    rows = {block.block: block.rows for block in prepare("minutes", asked, print_id="", printed_at="").content.blocks}
    spoken = sum(one.seconds for one in meeting.speeches)
    assert rows["shares"][-1] == ("合计", "", "5", "5", f"{spoken // 60}分{spoken % 60}秒")
    for kind in ("身份", "性别", "议题"):
        assert sum(int(row[3]) for row in rows["shares"] if row[0] == kind) == len(meeting.speeches)
    assert [row[1] for row in rows["spoken"]] == ["张伟（一组）", "张伟（二组）", "王芳", "李㛃", "陈𬱖"]
    assert "附：发言时间分类合计" in text_of("minutes", asked)
    assert "附：发言时间" not in text_of("minutes", structs.replace(asked, speeches=()))


def test_what_two_counters_had_before_they_agreed_is_sealed_and_printed() -> None:
    hall = voting("ballot")
    first = {"yes": 20, "no": 4, "abstain": 3, "invalid": 1}
    agreed = {**first, "yes": 19, "no": 5}
    hall.do(*(a.Tally(counter=who, numbers=had) for who, had in (("甲", first), ("乙", agreed), ("甲", agreed))))
    hall.do(a.CountBallots(issued=28, returned=28, **agreed))
    village = Village(code="320611000000", name="样村")
    sealed = freeze(hall.evening.meeting, village, kind_title="村民代表会议")
    poll = sealed.polls[-1]
    assert poll.tallies == tuple(SealedTally(counter=who, numbers=had) for who, had in (("甲", first), ("甲", agreed), ("乙", agreed)))
    said = "甲第一次计票同意20票、不同意4票、弃权3票、无效1票，重计同意19票、不同意5票、弃权3票、无效1票；乙第一次计票同意19票"
    assert said in text_of("minutes", sealed)
    assert said in text_of("tally", sealed)
    hall.do(a.Recount(reason="核对"), a.CountBallots(issued=28, returned=28, **agreed))
    again = freeze(hall.evening.meeting, village, kind_title="村民代表会议").polls[-1]
    assert (again.tallies, again.earlier[0].tallies) == ((), poll.tallies)
    assert said in text_of("tally", structs.replace(sealed, polls=(again,)))


def test_a_meeting_that_was_sealed_before_these_were_kept_is_read_and_printed() -> None:
    meeting = sample.meeting()
    old = json.loads(canonical(meeting))
    del old["speaking_times"]
    for poll in old["polls"]:
        del poll["tallies"]
    assert read(json.dumps(old).encode(), SealedMeeting) == meeting


def test_six_ballots_stand_on_a_page_for_a_long_question_too() -> None:
    meeting = sample.meeting()
    question = "是否同意村集体林地（1,260.5亩）2026年9月1日至2056年8月31日承包方案"
    long = structs.replace(meeting, polls=(structs.replace(meeting.polls[1], question=question, issued=12),))
    pdf = draw(prepare("ballot", long, print_id=sample.PRINT, printed_at=sample.PRINTED)).pdf
    texts = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert [text.count("表决票") for text in texts] == [6, 6]
