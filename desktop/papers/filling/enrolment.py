"""电脑登记单: what the county hands to a village, so that it never has to be sent."""

from __future__ import annotations

from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import moment
from desktop.wire.enrolment import Slip
from forms.papers import Prose, papers


def fill(slip: Slip) -> tuple[Filled, ...]:
    form = papers()["enrolment-slip"]
    note = form.block("note")
    assert isinstance(note, Prose), "it is prose in the definition"
    return (
        Filled(block="title", text="电脑登记单"),
        Filled(
            block="facts",
            values={
                "village": f"{slip.name}（{slip.village}）" if slip.name else slip.village,
                "part": slip.part,
                "until": moment(slip.expires_at[:16]),
                "code": slip.code,
                "words": f"{slip.words}\n{slip.english}",
                "key": slip.fingerprint,
                "address": slip.url or "没有网，用U盘登记",
            },
        ),
        Filled(block="scanned", text=slip.text),
        Filled(block="note", paragraphs=tuple(Paragraph(text) for text in note.text)),
        Filled(block="signatures"),
    )
