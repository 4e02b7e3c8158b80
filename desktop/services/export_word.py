"""A paper of a meeting as a Word text, from the very content that would be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.meeting_value import meeting_value
from forms.language import refuse
from forms.papers import (
    Ballots,
    Block,
    Facts,
    Layout,
    Orientation,
    PaperForm,
    Prose,
    Seal,
    Signatures,
    Table,
    Title,
    papers,
)

if TYPE_CHECKING:
    from desktop.exchange.word import Part, Sheet
    from desktop.papers.content import Content, Filled

_STYLES = {
    "level1": "heading",
    "level2": "heading2",
    "address": "plain",
    "names": "plain",
    "end": "center",
    "center": "center",
    "small": "small",
}


def export_word(desk: Desk, meeting_id: str, paper: str, *, public: bool = False) -> bytes:
    """The .docx of a paper as it stands now. It says at its foot that the signed paper is the original.

    `public` leaves out what the paper's definition masks. Raises Refused: see `prepare`; ballots are no text to edit.
    """
    from desktop.exchange.word import word
    from desktop.papers import prepare

    moment = desk.clock()
    with desk.store.read() as work:
        value = meeting_value(desk, work, meeting_id)
    content = prepare(paper, value, print_id="", printed_at=moment.at, public=public).content
    form = papers()[paper]
    if any(isinstance(block, Ballots) for block in form.blocks):
        raise refuse("表决票要按原样印，不能导出成 Word。请直接打印。")
    footer = f"由议事堂于 {moment.at.replace('T', ' ')} 导出，供修改使用；以签字的纸质件为准。"
    return word(parts_of(form, content), _sheet(form), title=content.title, made_at=moment.at, footer=footer)


def parts_of(form: PaperForm, content: Content) -> tuple[Part, ...]:
    """The blocks of a paper, in order, as parts of a text; what is printed is here, word for word."""
    from desktop.exchange.word import Words

    filled = {one.block: one for one in content.blocks}
    parts: list[Part] = []
    marked = not form.end_mark
    for block in form.blocks:
        if block.id not in filled:
            continue
        if isinstance(block, Signatures | Seal) and not marked:
            parts.append(Words(text=form.end_mark, style="center"))
            marked = True
        parts += _parts(block, filled[block.id])
    return tuple(parts)


def _parts(block: Block, filled: Filled) -> list[Part]:
    from desktop.exchange.word import Grid, Pairs, Signs, Words

    heading = getattr(block, "zh", "")
    head: list[Part] = [Words(text=heading, style="heading")] if heading else []
    if isinstance(block, Title):
        return [Words(text=filled.text, style="title")]
    if isinstance(block, Prose):
        return head + [
            Words(text=each.text, style=_STYLES.get(each.style, "body"), lead=getattr(each, "lead", ""))
            for each in filled.paragraphs
        ]
    if isinstance(block, Facts):
        return [Pairs(values=tuple((field.zh, filled.values.get(field.id, ""), field.wide) for field in block.fields))]
    if isinstance(block, Table):
        columns = tuple(column.zh for column in block.columns)
        return [*head, Grid(columns=columns, rows=filled.rows, widths=tuple(column.width for column in block.columns))]
    if isinstance(block, Signatures):
        return [Signs(names=tuple(space.zh for space in block.spaces), date=block.date)]
    return [Words(text=each.text, style="right") for each in filled.paragraphs]


def _sheet(form: PaperForm) -> Sheet:
    """The margins of the printed paper (GB/T 9704-2012, 5.2)."""
    from desktop.exchange.word import Sheet

    landscape = form.orientation is Orientation.LANDSCAPE
    if form.layout is Layout.WORKING:
        return Sheet(margins=(25, 20, 28, 18), landscape=landscape, size=12.0, line=20.0)
    if form.layout is Layout.RECORD:
        return Sheet(margins=(37, 35, 28, 26), landscape=landscape, size=14.0, line=25.0)
    return Sheet(margins=(37, 35, 28, 26), landscape=landscape)
