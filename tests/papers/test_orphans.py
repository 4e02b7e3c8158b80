"""A list of 200 people and minutes of twenty pages: headers repeated, rows and signatures whole, no line left alone."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from msgspec import structs
from pypdf import PdfReader

from desktop.papers import Prepared, draw, prepare
from desktop.papers.agreement import prepare_agreement
from desktop.papers.wording import typeset
from desktop.wire.bodies import SealedMeeting
from tests.papers import sample
from tests.papers.test_standard import HEI, KAI, LEFT, POINT, Run, runs_of

FOOT = 297 - 35 - 11
"""mm: foot of the text above the places to sign on each page."""
TEXT = 14.0
INDENT = 2 * TEXT * POINT
NAMES = ("买买提江·阿不都热合曼", "古丽", "𡋾㛃", "阿卜杜拉·艾合麦提·托合提", "欧阳雪梅", "王芳")


def crowd() -> SealedMeeting:
    """200 people, 26 items, 240 lines; nobody is who is also in the list of somebody else."""
    meeting = sample.meeting()
    roll = tuple(
        structs.replace(
            meeting.roll[place % 41], person=f"p{place}", name=NAMES[place % 6], label=f"{NAMES[place % 6]}(第{place + 1}户)",
            office=("村民代表", "村民委员会成员、妇女代表", "")[place % 3],
        )
        for place in range(200)
    )  # fmt: skip
    items = tuple(
        structs.replace(
            meeting.items[1 + place % 2],
            id=f"i{place}",
            number=place + 1,
            title=f"第{place + 1}件事：" + "修渠" * (place % 14),
        )
        for place in range(26)
    )
    lines = tuple(
        structs.replace(
            meeting.lines[place % 40], id=f"l{place}", item=f"i{place % 26}", text="先修东段。" * (1 + place % 17)
        )
        for place in range(240)
    )
    speeches = tuple(
        structs.replace(meeting.speeches[0], item=f"i{place % 26}", person=f"p{place}", label=roll[place].label)
        for place in range(60)
    )
    return structs.replace(
        meeting,
        roll=roll,
        items=items,
        lines=lines,
        speeches=speeches,
        polls=(),
        speaking_times=True,
        declared={"members": 200},
    )


@cache
def made(paper: str) -> tuple[Prepared, list[list[Run]], list[str]]:
    prepared = prepare(paper, crowd(), print_id=sample.PRINT, printed_at=sample.PRINTED)
    pdf = draw(prepared).pdf
    texts = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
    return prepared, runs_of(pdf), texts


def test_a_list_of_200_has_its_header_on_every_page_and_every_row_whole() -> None:
    prepared, pages, texts = made("sign-in")
    assert len(pages) >= 10
    assert all("序号姓名" in text and "签名或指印" in text for text in texts)
    rows = next(block.rows for block in prepared.content.blocks if block.block == "people")
    assert len(rows) == 200
    for number, row in enumerate(rows, 1):
        label = "".join(row[1].split())
        where = [at for at, text in enumerate(texts) if f"{number}{label}" in text]
        assert len(where) == 1, (number, where)
    assert "主持人：" in texts[-1]
    assert "记录人：" in texts[-1]
    assert all(f"（第{number}户）" in texts[-1] for number in (199, 200)), "the last row is not alone"


def lines_of(page: list[Run]) -> list[Run]:
    """The first run of each line of running text, from top to bottom; tables are set in smaller type."""
    found: dict[float, Run] = {}
    for run in page:
        if run.size == TEXT and run.base < FOOT:
            at = round(run.base, 1)
            if at not in found or run.x < found[at].x:
                found[at] = run
    return [found[at] for at in sorted(found)]


def heading(run: Run) -> bool:
    return run.font in (HEI, KAI) and run.x < LEFT + INDENT + 3 and not run.text.startswith("（以下空白）")


def test_no_heading_ends_a_page_of_long_minutes_and_no_line_of_a_paragraph_stands_alone() -> None:
    _, pages, texts = made("minutes")
    text_pages = [lines for lines in map(lines_of, pages) if len(lines) > 4]
    assert len(text_pages) >= 19
    for here, there in pairwise(text_pages):
        last, first, second = here[-1], there[0], there[1]
        assert not heading(last), last
        begins = last.x > LEFT + INDENT - 0.5
        goes_on = first.x < LEFT + INDENT - 0.5 and not heading(first)
        assert not (begins and goes_on), f"the first line of a paragraph stands alone: {last.text}"
        ends_at_once = goes_on and (second.x > LEFT + INDENT - 0.5 or heading(second))
        assert not ends_at_once, f"the last line of a paragraph stands alone: {first.text}"
    signed = [text for text in texts if "（以下空白）" in text]
    assert len(signed) == 1
    assert all(f"{who}：" in signed[0] for who in ("主持人", "记录人", "村务监督委员会成员"))
    assert all("主持人（本页签名）" in text for text in texts)


def test_the_appendix_begins_a_page_after_the_signatures_and_repeats_its_header() -> None:
    _, _, texts = made("minutes")
    begins = next(at for at, text in enumerate(texts) if "附：发言时间" in text)
    assert "（以下空白）" in texts[begins - 1]
    assert texts[begins].startswith("附：发言时间")
    for text in texts[begins:]:
        assert "序号发言人" in text or "分类名称" in text


def test_nobody_is_on_two_lines_of_the_minutes() -> None:
    _, pages, _ = made("minutes")
    lines: list[str] = []
    for page in pages:
        by_line: dict[float, list[Run]] = {}
        for run in page:
            by_line.setdefault(round(run.base, 1), []).append(run)
        lines += ["".join(run.text for run in sorted(runs, key=lambda run: run.x)) for runs in by_line.values()]
    said = [line.replace(" ", "") for line in lines]
    for person in crowd().roll:
        assert any(typeset(person.label) in line for line in said), person.label


def agreement(parties: int, sentences: int, names: tuple[str, ...] = NAMES) -> Prepared:
    people = [
        {"name": f"{names[place % len(names)]}{'甲乙丙丁戊己庚辛壬癸'[place % 10]}", "home": "三组"} for place in range(parties)
    ]
    values = {
        "parties": people, "dispute": "界址不清。", "liability": "各负其责。", "content": "甲方让出零点六米。" * sentences,
        "way": "补偿款1,200.00元当面付清。", "term": "2026-07-31", "mediators": ["黄建国", "吴秀兰"], "day": "2026-06-18",
        "committee": "石桥村人民调解委员会",
    }  # fmt: skip
    return prepare_agreement(
        sample.meeting().village, values, subject="c", print_id=sample.PRINT, printed_at=sample.PRINTED
    )


@pytest.mark.parametrize(("parties", "sentences"), [(2, 3), (2, 60), (2, 220), (9, 40), (24, 10)])
def test_an_agreement_is_fingerprinted_on_every_page_and_its_term_stands_by_the_signatures_where_it_fits(
    parties: int, sentences: int
) -> None:
    pdf = draw(agreement(parties, sentences)).pdf
    texts = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
    assert all("各方当事人按指印（本页）：" in text and "调解员（本页）：" in text for text in texts)
    last = texts[-1]
    assert "石桥村人民调解委员会2026年6月18日" in last
    assert sum(text.count("调解员黄建国：") for text in texts) == 1
    if parties < 20:
        assert "按骑缝指印" in last, "the signatures stand with some of what they sign"
        assert "当事人买买提江·阿不都热合曼甲：" in last
    if sentences < 10 and parties < 9:
        assert all(words in last for words in ("甲方让出零点六米", "1,200.00元", "履行期限：2026年7月31日以前"))
    signed = [run for page in runs_of(pdf) for run in page if run.text.startswith(("当事人", "调解员")) and run.text.endswith("：")]
    assert len(signed) >= parties + 2
    assert all(run.base < 297 - 35 for run in signed)


@pytest.mark.parametrize("parties", [2, 6, 8, 10])
def test_of_many_parties_too_each_signs_on_the_page_that_says_what_was_agreed(parties: int) -> None:
    pdf = draw(agreement(parties, 6, ("王芳", "张伟"))).pdf
    last = "".join(PdfReader(BytesIO(pdf)).pages[-1].extract_text().split())
    assert all(words in last for words in ("甲方让出零点六米", "1,200.00元", "履行期限：2026年7月31日以前", "调解员吴秀兰："))
    assert last.count("当事人王芳") + last.count("当事人张伟") == parties
