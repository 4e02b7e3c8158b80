"""Papers as data: every file is sound, and one that is not says where."""

from __future__ import annotations

import pytest

from desktop.papers import PAPERS
from desktop.papers.filling.procedure import WALL
from desktop.papers.filling.slips import SLIPS
from forms.errors import FormError
from forms.papers import Block, Column, Facts, Field, Layout, Signatures, Space, Table, papers, take_paper
from forms.read import Document

SOUND = """
id = "x"
version = 1
zh = "单"
en = "Sheet"
retention = "permanent"
source = "…"

[[blocks]]
kind = "table"
id = "rows"
columns = [{ id = "a", zh = "甲", en = "A", width = 10 }]
"""


OTHERS = {
    "receipt", "people-board", "archive-catalogue", "volume-note", "unsigned", "kit-guide", "enrolment-slip", "result-publicity",
    "four-discussions", "mediation-agreement", "test-page", "correction", "code-cards",
    "statistics", "month-end",
}  # fmt: skip
"""Each with a function of its own that fills it."""


def test_every_paper_that_is_drawn_has_a_definition_and_the_other_way_round() -> None:
    assert set(papers()) == {*PAPERS, *WALL, *SLIPS, *OTHERS}


def parts_of(block: Block) -> tuple[Field | Column | Space, ...]:
    """What of a block has a label."""
    if isinstance(block, Table):
        return block.columns
    if isinstance(block, Facts):
        return block.fields
    return block.spaces if isinstance(block, Signatures) else ()


def test_every_label_has_both_languages() -> None:
    for paper in papers().values():
        for block in paper.blocks:
            for part in parts_of(block):
                assert part.zh
                assert part.en.isascii()


OFFICIAL = {
    "notice", "resolution", "opinion", "summary", "publicity", "result-publicity", "work-rules", "role-duties", "member-requirements",
}  # fmt: skip


def test_papers_of_an_office_are_laid_out_by_the_standard() -> None:
    assert {paper for paper, form in papers().items() if form.layout is Layout.OFFICIAL} == OFFICIAL


def test_a_sound_file_is_taken() -> None:
    table = take_paper(Document("x.toml", SOUND.encode())).block("rows")
    assert isinstance(table, Table)
    assert table.columns[0].zh == "甲"


@pytest.mark.parametrize(
    ("wrong", "right", "line", "words"),
    [
        ('kind = "table"', 'kind = "tabel"', 10, "blocks[0]"),
        ("width = 10", 'width = "10"', 12, "整数"),
        ("width = 10", "width = 0", 12, "宽度"),
        ('en = "A", ', "", 12, "en"),
        ('retention = "permanent"', 'retention = "ever"', 6, "ever"),
        ('id = "rows"', 'id = "rows"\nheigth = 3', 12, "heigth"),
    ],
)
def test_a_mistake_is_named_with_its_line(wrong: str, right: str, line: int, words: str) -> None:
    with pytest.raises(FormError) as error:
        take_paper(Document("x.toml", SOUND.replace(wrong, right).encode()))
    assert words in str(error.value)
    assert error.value.line == line
