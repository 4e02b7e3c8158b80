"""Whatever people type, every paper is drawn, and nothing stands beyond the margins or is cut off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from desktop.papers import PAPERS, Prepared, blocks, draw, prepare
from desktop.papers.agreement import prepare_agreement
from desktop.papers.fonts import width
from desktop.papers.page import MM, Rule, Text, page_size, set_pages
from desktop.wire.bodies import Attendance, SealedItem, SealedLine, SealedMeeting, Village
from tests.papers import sample

typed = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="村民张伟𬱖，。、（）“”：《》——0123456789 ", max_size=400),
    st.text(alphabet="0123456789abcdef", min_size=60, max_size=200),
)


def outside(prepared: Prepared) -> list[Text | Rule]:
    """Marks that stand beyond the margins of their paper."""
    form = prepared.form
    size = page_size(form.layout, form.orientation)
    left, right = size.left * MM - 0.1, (size.width - size.right) * MM + 0.1
    top, bottom = size.top * MM - 0.1, (size.height - size.bottom) * MM + 1
    found: list[Text | Rule] = []
    for page in set_pages(blocks.compose(form, prepared.content, size), size):
        for mark in page.marks:
            if not isinstance(mark, Text | Rule):
                continue
            if isinstance(mark, Text):
                end = mark.x + width(mark.text, mark.face, mark.size) + mark.space * (len(mark.text) - 1)
                # Centred lines may begin with a blank that is not drawn.
                inside = left <= mark.x and end <= right + 1 and top < mark.y < bottom
            else:
                inside = left <= mark.x1 <= mark.x2 <= right + 0.5 and top <= mark.y1 <= mark.y2 <= bottom
            if not inside:
                found.append(mark)
    return found


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("blank", [False, True])
def test_the_sample_keeps_within_the_margins(paper: str, blank: bool) -> None:
    meeting = sample.meeting(consultation=paper == "opinion")
    assert outside(prepare(paper, meeting, print_id="p", printed_at=sample.PRINTED, blank=blank)) == []


FAR = Village("650121100200", "阿勒泰克孜勒塔斯布拉克哈萨克族联合村", "水西沟哈萨克民族乡", "乌鲁木齐县", "新疆维吾尔自治区")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("blank", [False, True])
def test_a_village_with_a_long_name_keeps_within_the_margins_too(paper: str, blank: bool) -> None:
    meeting = structs.replace(
        sample.meeting(consultation=paper == "opinion"), village=FAR, convener="", kind_title="民主协商议事会（恳谈会）"
    )
    assert outside(prepare(paper, meeting, print_id="p", printed_at=sample.PRINTED, blank=blank)) == []


@pytest.mark.parametrize(("parties", "mediators"), [(1, 1), (5, 1), (30, 1), (2, 40)])
def test_an_agreement_of_many_with_long_names_keeps_within_the_margins(parties: int, mediators: int) -> None:
    person = {"name": "热孜万古丽·阿布都克里木·买买提江", "home": "第十三小组", "writes": False}
    values = {"parties": [person] * parties, "content": "让出零点六米。" * 90, "committee": f"{FAR.township}{FAR.name}人民调解委员会",
              "mediators": ["阿卜杜拉·艾合麦提·托合提"] * mediators, "written-by": "买买提江·阿不都热合曼", "witnesses": ["古丽", "王芳"]}  # fmt: skip
    prepared = prepare_agreement(FAR, values, subject="c", print_id="p", printed_at=sample.PRINTED)
    assert outside(prepared) == []


@pytest.mark.parametrize("paper", PAPERS)
@settings(max_examples=15)
@given(texts=st.lists(typed, min_size=8, max_size=8))
def test_any_text_keeps_within_the_margins(paper: str, texts: list[str]) -> None:
    meeting = sample.meeting(consultation=paper == "opinion")
    changed = structs.replace(
        meeting,
        title=texts[0],
        place=texts[1],
        host=texts[2],
        roll=tuple(structs.replace(one, label=texts[3], absence=texts[4], office=texts[5]) for one in meeting.roll[:3]),
        items=tuple(structs.replace(one, title=texts[6], text=texts[7]) for one in meeting.items),
        lines=tuple(structs.replace(one, text=text) for one, text in zip(meeting.lines, texts, strict=False)),
    )
    prepared = prepare(paper, changed, print_id="p", printed_at=sample.PRINTED)
    assert outside(prepared) == []
    assert draw(prepared).pdf.startswith(b"%PDF")


@pytest.mark.parametrize("paper", PAPERS)
def test_a_meeting_of_which_hardly_anything_is_known_is_drawn(paper: str) -> None:
    bare = SealedMeeting(
        id="m",
        village=Village("320681101203", "石桥村"),
        procedure="",
        rule="",
        consultation=paper == "opinion",
        title="",
        kind_title="村民会议",
        date="2026-06-18",
        roll=(Attendance(person="p", name="王芳", label="王芳"),),
        items=(SealedItem(id="i", number=1, title="水渠"),),
        lines=(SealedLine(id="l", at="2026-06-18T19:00:00", text="记"),),
    )
    for blank in (False, True):
        assert draw(prepare(paper, bare, print_id="p", printed_at=sample.PRINTED, blank=blank)).pages >= 1
