"""A paper as running text, word for word what is printed: to be read on the screen by whoever signs it."""

from __future__ import annotations

from desktop.papers.content import Filled, Prepared
from forms.papers import Block, Facts, Table

Line = tuple[str, str]
"""(style, words)."""


def plain(prepared: Prepared) -> tuple[Line, ...]:
    """All words of the paper from top to bottom; the places to sign are left out, for they are what is asked for."""
    lines: list[Line] = []
    filled = {one.block: one for one in prepared.content.blocks}
    for block in prepared.form.blocks:
        if block.id in filled:
            heading = getattr(block, "zh", "")
            body = _lines(block, filled[block.id])
            lines += [("level1", heading), *body] if heading and body else body
    return tuple(lines)


def _lines(block: Block, filled: Filled) -> list[Line]:
    if filled.text:
        return [("title", filled.text.replace("\n", "　"))]
    if isinstance(block, Facts):
        named = {field.id: field.zh for field in block.fields}
        return [("body", f"{named[name]}：{value}") for name, value in filled.values.items() if value and name in named]
    if isinstance(block, Table):
        heads = [column.zh for column in block.columns]
        return [
            ("body", "　".join(f"{head}：{cell}" for head, cell in zip(heads, row, strict=True) if cell))
            for row in filled.rows
        ]
    return [(each.style, f"{each.lead}{each.text}") for each in filled.paragraphs]
