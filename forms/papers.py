"""What a paper is, as data: its blocks, fields, columns and signature spaces. Screen and sheet both come from it.

A paper is one file in `forms/papers/`. The code that fills it in knows the ids of its blocks and fields; words, order,
widths and heights stand here alone, so that a county changes a sheet without changing the program.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files

from msgspec import Struct

from forms.errors import FormError, FormErrors
from forms.language import Sentence, say
from forms.read import Document, documents

FOLDER = "papers"


class Layout(StrEnum):
    """The page that a paper is laid on."""

    OFFICIAL = "official"
    """GB/T 9704-2012: 版心 156 × 225 mm, 22 lines of 28 characters."""
    RECORD = "record"
    """The same 版心 with smaller type, for minutes and lists that are bound into a volume."""
    WORKING = "working"
    """A wider page for tables that are filled in by hand."""


class Orientation(StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Retention(StrEnum):
    """How long the archive keeps it: 永久, 30 年, 10 年."""

    PERMANENT = "permanent"
    YEARS_30 = "30-years"
    YEARS_10 = "10-years"


class Field(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of a paper with its label."""

    id: str
    zh: str
    en: str
    wide: bool = False
    """Takes a whole row."""
    height: int = 0
    """mm, at the least; 0 stands for the height of the block's rows."""
    masked: bool = False
    """Left out of a public copy (个人信息保护法第六条: no more than is needed)."""


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column of a table; the widths of a table share out the width of the page."""

    id: str
    zh: str
    en: str
    width: int
    align: str = "center"
    """"center" or "left"."""
    masked: bool = False


class Space(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place to sign by hand, with what stands before it."""

    id: str
    zh: str
    en: str


class Title(Struct, frozen=True, kw_only=True, tag="title", tag_field="kind", forbid_unknown_fields=True):
    """The title of the paper, centred."""

    id: str
    new_page: bool = False
    down: int = 0
    """mm that are left free above it: the mark of a 纪要 stands 35 mm below the top of the text (GB/T 9704-2012, 10.3)."""


class Prose(Struct, frozen=True, kw_only=True, tag="prose", tag_field="kind", forbid_unknown_fields=True):
    """Paragraphs. With `blank_lines`, a sheet printed blank has as many ruled lines to write on."""

    id: str
    zh: str = ""
    en: str = ""
    """Heading above it, if any."""
    text: tuple[str, ...] = ()
    """Paragraphs that always stand here, before what is filled in."""
    blank_lines: int = 0
    signed: bool = False
    """Stands on the page that is signed, where it fits on one."""


class Facts(Struct, frozen=True, kw_only=True, tag="facts", tag_field="kind", forbid_unknown_fields=True):
    """Labelled values in a ruled grid of `columns` pairs."""

    id: str
    fields: tuple[Field, ...]
    columns: int = 2
    label_width: int = 24
    """mm."""
    row_height: int = 9
    """mm."""


class Table(Struct, frozen=True, kw_only=True, tag="table", tag_field="kind", forbid_unknown_fields=True):
    """Rows under a header that is repeated on every page."""

    id: str
    columns: tuple[Column, ...]
    zh: str = ""
    en: str = ""
    """Heading above it, if any."""
    row_height: int = 10
    """mm, at the least."""
    new_page: bool = False


class Signatures(Struct, frozen=True, kw_only=True, tag="signatures", tag_field="kind", forbid_unknown_fields=True):
    """Places to sign, kept together and with what stands before them."""

    id: str
    spaces: tuple[Space, ...]
    columns: int = 1
    row_height: int = 13
    """mm: room for a signature or a fingerprint."""
    date: bool = True
    """A place for the date behind each signature."""
    beside_seal: bool = False
    """On the left of the seal that stands before it, so that text, seal and signatures come together on one page."""


class Seal(Struct, frozen=True, kw_only=True, tag="seal", tag_field="kind", forbid_unknown_fields=True):
    """Who issues it and the date, with room for a seal of 42 mm (GB/T 9704-2012, 7.3.5.1)."""

    id: str


class Ballots(Struct, frozen=True, kw_only=True, tag="ballots", tag_field="kind", forbid_unknown_fields=True):
    """Small sheets to cut apart, all alike."""

    id: str
    across: int = 2
    choices: tuple[Space, ...]
    note: str
    mark: str
    """Words in the place of the hall's mark."""
    height: int = 66
    """mm, at the least."""


class Cards(Struct, frozen=True, kw_only=True, tag="cards", tag_field="kind", forbid_unknown_fields=True):
    """Small cards to cut apart, one a row of (text of the code, name, what is said besides)."""

    id: str
    across: int = 3
    height: int = 40
    """mm."""
    note: str = ""
    """Words that stand on each card."""


class Flow(Struct, frozen=True, kw_only=True, tag="flow", tag_field="kind", forbid_unknown_fields=True):
    """Boxes one below the other with arrows between them, filled with rows of (box, note, where else it may go)."""

    id: str
    box: int = 78
    """mm, width of a box; notes stand on its right."""


class Chart(Struct, frozen=True, kw_only=True, tag="chart", tag_field="kind", forbid_unknown_fields=True):
    """A drawing of figures, filled with rows of (label, what is written behind the bar, one number for each series)."""

    id: str
    form: str
    """"bars", "stacked" or "funnel"."""
    zh: str = ""
    en: str = ""
    """Heading above it, if any."""
    series: tuple[Space, ...] = ()
    """Parts of a stacked bar, for its key."""


class Scanned(Struct, frozen=True, kw_only=True, tag="scanned", tag_field="kind", forbid_unknown_fields=True):
    """A QR code of what is filled in, for a machine that reads it off the paper; a paper's own code stands at its foot."""

    id: str
    zh: str = ""
    en: str = ""
    """What it is, beside it."""


Block = Title | Prose | Facts | Table | Signatures | Seal | Ballots | Cards | Flow | Chart | Scanned


class PaperForm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The definition of a paper. `version` rises whenever anything in the file changes."""

    id: str
    version: int
    zh: str
    en: str
    layout: Layout = Layout.WORKING
    orientation: Orientation = Orientation.PORTRAIT
    retention: Retention
    source: str
    """Where its fields come from."""
    blocks: tuple[Block, ...]
    page_signatures: tuple[Space, ...] = ()
    """Signed at the foot of every page."""
    end_mark: str = ""
    """Written after the last text, so that nothing can be added: 以下空白."""

    @property
    def masks(self) -> bool:
        """Whether a public copy of it leaves anything out."""
        return any(
            part.masked
            for block in self.blocks
            for part in (block.columns if isinstance(block, Table) else block.fields if isinstance(block, Facts) else ())
        )

    def block(self, block: str) -> Block:
        """The block of this id. Raises KeyError where there is none."""
        for one in self.blocks:
            if one.id == block:
                return one
        raise KeyError(block)


def take_paper(document: Document) -> PaperForm:
    """The paper that a file defines. Raises FormError with the line of what is wrong."""
    paper = document.take(document.values, PaperForm)
    seen: set[str] = set()
    for position, block in enumerate(paper.blocks):
        if block.id in seen:
            raise document.error(("blocks", position, "id"), say("这个名字用了两次"))
        seen.add(block.id)
        inner = block.columns if isinstance(block, Table) else block.fields if isinstance(block, Facts) else ()
        names = [one.id for one in inner]
        if len(set(names)) < len(names):
            raise document.error(("blocks", position), say("同一块里有两个相同的名字"))
        if isinstance(block, Table) and sum(column.width for column in block.columns) == 0:
            raise document.error(("blocks", position, "columns"), say("各列的宽度不能都是 0"))
    return paper


@cache
def papers() -> dict[str, PaperForm]:
    """All papers by id. Raises FormErrors, with everything that is wrong in the folder."""
    found: dict[str, PaperForm] = {}
    errors: list[FormError] = []
    for document in documents(files("forms") / FOLDER, f"forms/{FOLDER}"):
        if isinstance(document, FormError):
            errors.append(document)
            continue
        try:
            paper = take_paper(document)
        except FormError as error:
            errors.append(error)
            continue
        if paper.id in found:
            errors.append(document.error(("id",), say("另一份文件已经用了这个编号：{id}", id=paper.id)))
        found[paper.id] = paper
    if errors:
        raise FormErrors(tuple(errors))
    return found


RETENTION_NAMES: dict[Retention, Sentence] = {
    Retention.PERMANENT: say("永久"),
    Retention.YEARS_30: say("30 年"),
    Retention.YEARS_10: say("10 年"),
}
