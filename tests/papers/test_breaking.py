"""Where lines end: by the Chinese rules, whatever the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.breaking import NOT_FIRST, NOT_LAST, break_lines, pieces

ALPHABET = "村民代表会议同意𬱖㛃，。、；：？！）》”（《“—…0123456789.%: A"
texts = st.text(alphabet=ALPHABET, max_size=120)


def ems(text: str) -> float:
    """A width as simple as can be: Chinese a square, the rest half of it."""
    return sum(10.0 if ord(character) > 0x2000 else 5.0 for character in text)


@given(texts)
def test_pieces_together_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(texts, st.integers(60, 400))
def test_no_line_is_wider_than_its_column(text: str, width: int) -> None:
    assert all(line.width <= width + 0.01 for line in break_lines(text, ems, width))


@given(texts, st.integers(60, 400), st.integers(0, 20))
def test_no_character_is_lost(text: str, width: int, first: int) -> None:
    lines = break_lines(text, ems, width, first)
    assert re.sub(r"\s", "", "".join(line.text for line in lines)) == re.sub(r"\s", "", text)


PROSE = (
    "2026年6月18日19:30，村民代表会议（第二次）在村委会召开。应到41人，实到28人；需28人（三分之二以上，《村民委员会组织法》"
    "第三十条）。有人问：“三家报价都贴出来了吗？”答：“贴了，共486,500.00元，高出7.5%。”——以上都记录在案……"
)


@pytest.mark.parametrize("width", range(60, 420, 7))
def test_a_line_neither_begins_with_a_closing_mark_nor_ends_with_an_opening_one(width: int) -> None:
    lines = break_lines(PROSE, ems, width)
    assert len(lines) > 1
    for line in lines:
        assert line.text[0] not in NOT_FIRST or line.text.startswith("——"), line
        assert line.text[-1] not in NOT_LAST, line


@pytest.mark.parametrize("width", range(60, 420, 7))
def test_numbers_and_double_marks_stay_in_one_piece(width: int) -> None:
    shown = "\n".join(line.text for line in break_lines(PROSE, ems, width))
    for whole in ("2026", "19:30", "486,500.00", "7.5%", "——", "……"):
        assert whole in shown, whole


@pytest.mark.parametrize("width", range(90, 420, 7))
def test_a_number_stays_with_what_it_counts_and_an_answer_is_never_half_read(width: int) -> None:
    said = (
        "自2026年9月1日起至2026年11月15日止，总价不超过1,486.50万元，每亩 328.00 元，3000平方米，"
        "同意126票，不同意22票，弃权27票，无效3票；水费调整：未通过，见石桥〔2026〕3号。"
    )
    shown = [line.text for line in break_lines(said, ems, width)]
    for whole in ("2026年", "11月", "15日", "1,486.50万元", "328.00 元", "3000平方米", "不同意", "22票", "未通过", "〔2026〕3号"):
        assert any(whole in line for line in shown), whole
    assert not any(line.endswith(("，不", "：未", "同", "弃")) for line in shown)


def test_a_name_that_is_wider_than_its_cell_is_parted_behind_its_dot_or_before_its_brackets() -> None:
    def parted(name: str) -> list[str]:
        return [line.text for line in break_lines(name, ems, 62, names=True)]

    assert parted("买买提江·阿不都热合曼") == ["买买提江·", "阿不都热合曼"]
    assert parted("司马光武（第十二组）") == ["司马光武", "（第十二组）"]
    assert parted("一组　欧阳雪梅户") == ["一组", "欧阳雪梅户"]


def test_a_number_longer_than_the_line_is_parted_and_not_cut_off() -> None:
    lines = break_lines("账号" + "6" * 60, ems, 100)
    assert sum(line.text.count("6") for line in lines) == 60
    assert all(line.width <= 100 for line in lines)


def test_a_newline_ends_a_paragraph() -> None:
    assert [(line.text, line.last) for line in break_lines("一\n二", ems, 100)] == [("一", True), ("二", True)]


@pytest.mark.parametrize("width", range(40, 160, 5))
def test_the_mark_behind_a_long_number_never_begins_a_line(width: int) -> None:
    lines = break_lines("打印号7f3a91c05be2d846；缺签字件。", ems, width)
    assert all(line.text[0] not in NOT_FIRST for line in lines)
    assert "".join(line.text for line in lines) == "打印号7f3a91c05be2d846；缺签字件。"


@pytest.mark.parametrize("width", range(90, 420, 11))
def test_nobody_in_a_list_of_names_is_on_two_lines(width: int) -> None:
    people = [f"欧阳{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'春夏秋冬'[n % 4]}" for n in range(37)]
    lines = break_lines(f"出席（37人）　村民代表：{'、'.join(people)}。", ems, width, names=True)
    assert all(any(name in line.text for line in lines) for name in people)
    assert all(line.width <= width + 0.01 for line in lines)
