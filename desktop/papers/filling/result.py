"""实施结果公示: what was done about a case, as it is posted."""

from __future__ import annotations

from msgspec import Struct

from desktop.papers.content import Filled, Paragraph
from desktop.papers.filling.summary import WRITTEN, posted
from desktop.papers.wording import day, place_of
from desktop.wire.bodies import Village


class DoneCase(Struct, frozen=True, kw_only=True):
    """What the sheets of a case say of its outcome; empty where they do not."""

    matter: str
    decided: str = ""
    """ISO day of the meeting that settled it."""
    state: str = ""
    cost: int | None = None
    """分."""
    finished: str = ""
    """ISO day."""
    duties: tuple[str, ...] = ()
    """Who did what, one sentence each."""


def fill(village: Village, case: DoneCase | None) -> tuple[Filled, ...]:
    """Blank without a case. Its dates are written in when it is put up."""
    issuer = f"{village.name}村民委员会"
    return (
        Filled(block="title", text="实施结果公示"),
        Filled(block="body", paragraphs=() if case is None else _body(village, case)),
        Filled(block="closing", paragraphs=posted(issuer)),
        Filled(block="issued", paragraphs=(Paragraph(issuer), Paragraph(WRITTEN))),
        Filled(block="signatures"),
    )


def _body(village: Village, case: DoneCase) -> tuple[Paragraph, ...]:
    decided = f"，{day(case.decided)}议定" if case.decided else ""
    found = [Paragraph(f"{place_of(village)}“{case.matter}”一事{decided}。现将实施结果公示如下：")]
    if case.state:
        found += [Paragraph("一、实施情况", "level1"), Paragraph(case.state)]
    if case.duties:
        found += [Paragraph("二、责任落实", "level1"), *(Paragraph(one) for one in case.duties)]
    money = f"实际支出{case.cost // 100:,}.{case.cost % 100:02d}元。" if case.cost is not None else ""
    finished = f"{day(case.finished)}完成。" if case.finished else ""
    if money or finished:
        found.append(Paragraph(finished + money))
    return tuple(found)
