"""The document by the very functions that print a village's papers."""

from __future__ import annotations

from pathlib import Path

from desktop.papers import Signed, draw, fix
from desktop.papers.content import Filled, Paragraph
from forms.papers import Column, Layout, PaperForm, Prose, Retention, Signatures, Space, Table, Title
from tests.bench.peers.document import BOX, HEADS, Document

TOGETHER = 10
"""Places to sign that stand together."""


def ours(whole: Document, _place: Path) -> bytes:
    spaces = [Space(id=f"s{number}", zh=one.name, en="") for number, one in enumerate(whole.signatures)]
    groups = [tuple(spaces[start : start + TOGETHER]) for start in range(0, len(spaces), TOGETHER)]
    form = PaperForm(
        id="bench",
        version=1,
        zh=whole.title,
        en="Minutes",
        layout=Layout.RECORD,
        retention=Retention.PERMANENT,
        source="",
        blocks=(
            Title(id="title"),
            Table(id="people", columns=tuple(Column(id=head, zh=head, en="", width=10) for head in HEADS), row_height=7),
            Prose(id="said"),
            *(
                Signatures(id=f"signed{number}", spaces=group, columns=2, row_height=13, date=False)
                for number, group in enumerate(groups)
            ),
        ),
    )
    wide, tall = BOX
    signed = [
        Signed(space=space.id, name=one.name, width=wide, height=tall, strokes=one.strokes)
        for space, one in zip(spaces, whole.signatures, strict=True)
    ]
    by_group = [tuple(signed[start : start + TOGETHER]) for start in range(0, len(signed), TOGETHER)]
    blocks = (
        Filled(block="title", text=whole.title),
        Filled(block="people", rows=whole.rows),
        Filled(block="said", paragraphs=tuple(Paragraph(text) for text in whole.paragraphs)),
        *(Filled(block=f"signed{number}", signed=group) for number, group in enumerate(by_group)),
    )
    return draw(
        fix(form, blocks, subject="", title=whole.title, print_id="0123456789abcdef", printed_at="2026-06-18T20:00:00")
    ).pdf
