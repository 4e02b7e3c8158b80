"""更正: what of the sealed minutes was wrong, what is right, why, and who asked; bound to the minutes that it corrects."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.papers.content import Filled, Paragraph, Prepared
from desktop.papers.fixed import fix
from desktop.papers.wording import day, moment, place_lines
from desktop.wire.bodies import SealedMeeting
from desktop.wire.corrections import SealedCorrection
from forms.papers import papers

PAPER = "correction"
CODE = 16
"""So many characters of the record's hash are printed, in groups of four."""


def prepare_correction(
    meeting: SealedMeeting, corrections: Sequence[SealedCorrection], *, print_id: str, printed_at: str
) -> Prepared:
    """Fix the content of the paper with all `corrections` of a meeting, at least one."""
    form, name = papers()[PAPER], meeting.title or meeting.kind_title
    paragraphs: list[Paragraph] = []
    for one in corrections:
        paragraphs += [
            Paragraph(f"更正{one.number}", "level2"),
            Paragraph(f"原记录：{one.wrong}"),
            Paragraph(f"更正为：{one.right}"),
            Paragraph(f"更正的原因：{one.why}"),
            Paragraph(f"{moment(one.made_at)}，由{one.by}提出。"),
        ]
    hashed = corrections[-1].record[:CODE].upper()
    code = " ".join(hashed[place : place + 4] for place in range(0, CODE, 4))
    opening = (
        f"{day(meeting.date)}“{name}”的会议记录已经定稿（台账编码{code}）。原记录不改动、不销毁，"
        "下列内容以本更正为准。本更正与原记录一并保管。"
    )
    blocks = (
        Filled(block="title", text=f"{place_lines(meeting.village)}\n{meeting.kind_title}记录更正"),
        Filled(block="opening", paragraphs=(Paragraph(opening),)),
        Filled(block="body", paragraphs=tuple(paragraphs)),
        Filled(block="signatures"),
    )
    return fix(
        form,
        blocks,
        subject=meeting.id,
        title=f"{name}　{form.zh}",
        about=f"{day(meeting.date)}{name}",
        print_id=print_id,
        printed_at=printed_at,
    )
