"""A paper of a meeting as a Word text, from the very content that would be printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.papers.print_paper import made
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
    from desktop.papers.content import Content, Filled, Prepared

_STYLES = {
    "level1": "heading",
    "level2": "heading2",
    "address": "plain",
    "names": "names",
    "end": "end",
    "center": "center",
    "small": "small",
}


def export_word(desk: Desk, meeting_id: str, paper: str, *, public: bool = False) -> bytes:
    """The .docx of a paper as it would be printed now. It says at its foot that the signed paper is the original.

    `public` leaves out what the paper's definition masks. Raises Refused: see `prepare`; ballots are no text to edit.
    """
    if any(isinstance(block, Ballots) for block in (papers()[paper].blocks if paper in papers() else ())):
        raise refuse("表决票要按原样印，不能导出成 Word。请直接打印。")
    at = desk.clock().at
    make, _final = made(desk, meeting_id, paper, public=public)
    return as_word(make("", at), at)


def as_word(prepared: Prepared, at: str) -> bytes:
    """The .docx of a paper whose content is fixed; `at` is an ISO local time."""
    from desktop.exchange.word import word

    content, form = prepared.content, prepared.form
    footer = f"由议事堂于 {at.replace('T', ' ')} 导出，供修改使用；以签字的纸质件为准。"
    return word(parts_of(form, content), _sheet(form), title=content.title, made_at=at, footer=footer)


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
            parts.append(Words(text=form.end_mark, style="end"))
            marked = True
        parts += _parts(form, block, filled[block.id])
    return tuple(parts)


def _parts(form: PaperForm, block: Block, filled: Filled) -> list[Part]:
    from desktop.exchange.word import Grid, Pairs, Signs, Words

    heading, turn = getattr(block, "zh", ""), getattr(block, "new_page", False)
    head: list[Part] = [Words(text=heading, style="heading", turn=turn)] if heading else []
    if heading and turn and form.layout is Layout.OFFICIAL:
        # GB/T 9704-2012, 7.4: 附件 on the first line, its title on the third.
        empty = Words(text="", style="annex")
        head = [Words(text="附件", style="annex", turn=True), empty, Words(text=heading, style="title")]
    if isinstance(block, Title):
        return [Words(text=filled.text, style="title", turn=block.new_page, down=block.down)]
    if isinstance(block, Prose):
        return head + [
            Words(text=each.text, style=_STYLES.get(each.style, "body"), lead=getattr(each, "lead", ""))
            for each in filled.paragraphs
        ]
    if isinstance(block, Facts):
        values = tuple((field.zh, filled.values.get(field.id, ""), field.wide) for field in block.fields)
        return [Pairs(values=values, label=block.label_width, height=block.row_height)]
    if isinstance(block, Table):
        grid = Grid(
            columns=tuple(column.zh for column in block.columns),
            rows=filled.rows,
            widths=tuple(column.width for column in block.columns),
            left=tuple(column.align == "left" for column in block.columns),
            height=block.row_height,
        )
        return [*head, grid]
    if isinstance(block, Signatures):
        return [Signs(places=tuple(_places(block, filled)), date=block.date)]
    return [Words(text=each.text, style="right") for each in filled.paragraphs]


def _places(block: Signatures, filled: Filled) -> Iterator[tuple[str, str]]:
    """Each place with what is printed into it; one for each witness after the place that is witnessed."""
    given = {one.space: one for one in filled.signed}
    for space in block.spaces:
        signed = given.get(space.id)
        yield space.zh, signed.note if signed is not None else ""
        for witness in signed.witnesses if signed is not None else ():
            yield f"见证人{witness}", ""


def _sheet(form: PaperForm) -> Sheet:
    """The margins of the printed paper (GB/T 9704-2012, 5.2)."""
    from desktop.exchange.word import Sheet

    landscape = form.orientation is Orientation.LANDSCAPE
    if form.layout is Layout.WORKING:
        return Sheet(margins=(25, 20, 28, 18), landscape=landscape, size=12.0, line=20.0, working=True)
    official = form.layout is Layout.OFFICIAL
    each = "（本页）：＿＿＿＿＿＿＿" if official else "（本页签名）：＿＿＿＿＿＿＿＿"
    signed = "　".join(space.zh + each for space in form.page_signatures)
    if form.layout is Layout.RECORD:
        return Sheet(margins=(37, 35, 28, 26), landscape=landscape, size=14.0, line=25.0, signed=signed, after_title=11.0)
    return Sheet(margins=(37, 35, 28, 26), landscape=landscape, signed=signed, beside=True, after_title=28.95)
