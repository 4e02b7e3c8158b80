"""满意度测评票 and 民主评议票: handed out, ticked and collected like ballots."""

from __future__ import annotations

from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import place_lines
from desktop.wire.bodies import Village
from forms.papers import papers

SLIPS = {"satisfaction-slip": "测评事项：", "appraisal-slip": "评议对象："}
"""Paper to what is written on it."""


def fill(paper: str, village: Village, about: str, count: int) -> tuple[Filled, ...]:
    """`count` slips about a case or a person; without `about`, with lines to write it on."""
    label = SLIPS[paper]
    return (
        Filled(
            block="ballots",
            text=papers()[paper].zh,
            paragraphs=(
                Paragraph(place_lines(village, 18), "note"),
                Paragraph(f"{label}{about}") if about else Paragraph(label, "write"),
            ),
            count=max(count, 1),
        ),
    )
