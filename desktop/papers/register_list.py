"""A register on paper: its entries in a ruled list, and below it the counters of the year by person."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from desktop.papers.content import Content, Filled, Paragraph, Prepared, definition_hash, sealed
from desktop.papers.wording import place_lines, typeset
from desktop.wire.bodies import Village
from forms import papers as on_paper

STANDING, LYING = 164, 242
"""mm that a page has for its columns."""
CHARACTER, ROOM, LEAST = 3.75, 3.5, 12
"""mm of a character, of what a cell leaves free, and of the narrowest column."""
SHORT = 6
"""Characters of a name, a day or a telephone number, which stand on one line whatever else there is."""
LONG = 18
"""Characters that the lines of a longer text have, at the most, when it is asked how much room there must be."""


class Listed(Struct, frozen=True, kw_only=True):
    """What is printed: every text in Chinese, as it stands in the list."""

    id: str
    """Of the register."""
    title: str
    title_en: str
    source: str
    period: str
    """Such as 2026年; empty for what stands whatever the year."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    counters: tuple[str, ...] = ()
    """Heads of the counters; the first is whom or what is counted by."""
    numbers: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences below: who is still behind."""


def prepare_register(listed: Listed, village: Village, *, print_id: str, printed_at: str) -> Prepared:
    """Fix the content of the list."""
    numbered = [(str(number), *row) for number, row in enumerate(listed.rows, 1)]
    heads = ("序号", *listed.columns)
    wide = sum(_needs(heads, numbered)) > STANDING
    room = LYING if wide else STANDING
    blocks: list[on_paper.Block] = [on_paper.Title(id="title"), _table("entries", "", heads, numbered, room)]
    title = f"{listed.period}{listed.title}" if listed.period else listed.title
    filled = [
        Filled(block="title", text=f"{place_lines(village)}\n{title}台账"),
        Filled(block="entries", rows=tuple(numbered)),
    ]
    if listed.numbers:
        blocks.append(_table("counters", "统计", listed.counters, listed.numbers, room, even=True))
        filled.append(Filled(block="counters", rows=listed.numbers))
    if listed.remarks:
        blocks.append(on_paper.Prose(id="remarks"))
        said = tuple(Paragraph(typeset(one), "people") for one in listed.remarks)
        filled.append(Filled(block="remarks", paragraphs=said))
    spaces = (
        on_paper.Space(id="keeper", zh="登记人", en="Kept by"),
        on_paper.Space(id="checker", zh="审核人", en="Checked by"),
    )
    blocks.append(on_paper.Signatures(id="signatures", spaces=spaces))
    filled.append(Filled(block="signatures"))
    form = on_paper.PaperForm(
        id=f"register-{listed.id}",
        version=1,
        zh=f"{listed.title}台账",
        en=listed.title_en,
        orientation=on_paper.Orientation.LANDSCAPE if wide else on_paper.Orientation.PORTRAIT,
        retention=on_paper.Retention.PERMANENT,
        source=listed.source,
        blocks=tuple(blocks),
    )
    return sealed(
        Content(
            paper=form.id,
            version=form.version,
            definition=definition_hash(form),
            print_id=print_id,
            printed_at=printed_at,
            subject=listed.id,
            title=f"{title}台账",
            about="",
            blank=False,
            blocks=tuple(filled),
        ),
        form,
    )


def _table(name: str, zh: str, heads: Sequence[str], rows: Sequence[Sequence[str]], room: int, *, even: bool = False) -> on_paper.Table:
    """Columns as wide as what stands in them asks for; long texts share what is left, and `even` all of them."""
    needs = _needs(heads, rows)
    longest = [max((_length(row[at]) for row in rows), default=0) for at in range(len(heads))]
    every = list(range(len(heads)))
    free = every if even else [at for at, most in enumerate(longest) if most > SHORT] or every
    left = room - sum(needs) + sum(needs[at] for at in free)
    asked = sum(needs[at] for at in free)
    widths = [max(needs[at] * left / asked, LEAST) if at in free else needs[at] for at in range(len(heads))]
    columns = tuple(
        on_paper.Column(
            id=f"c{at}",
            zh=typeset(head),
            en="",
            width=round(widths[at]),
            align="left" if longest[at] > SHORT else "center",
        )
        for at, head in enumerate(heads)
    )
    return on_paper.Table(id=name, zh=zh, en="", columns=columns, row_height=9)


def _needs(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """mm of each column, at the least: a long head takes two lines, a long text several."""
    needs = []
    for at, head in enumerate(heads):
        most = max((_length(row[at]) for row in rows), default=0)
        label = len(head) if len(head) <= 6 else -(-len(head) // 2)
        needs.append(max(LEAST, max(label, min(most, LONG)) * CHARACTER + ROOM))
    return needs


def _length(text: str) -> int:
    """In Chinese characters; two Latin ones take as much room."""
    return (sum(1 if sign.isascii() else 2 for sign in text) + 1) // 2
