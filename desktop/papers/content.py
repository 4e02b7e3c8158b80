"""What stands on one print, before anything is drawn: frozen values, their canonical bytes, and their hash.

The hash is fixed before the page is drawn, and is printed on it. It covers the id and the version of the paper, the print id
and every word; not the fonts of the computer that drew it.
"""

from __future__ import annotations

import re

from msgspec import Struct, structs

from desktop.wire.canonical import canonical, digest
from forms.papers import PaperForm


class Paragraph(Struct, frozen=True):
    """`style` is one of those of desktop.papers.text: body, level1, level2, small, end …"""

    text: str
    style: str = "body"
    lead: str = ""
    """Words in 黑体 before the text, in the room that the style leaves free on the left."""


class Signed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands in a place to sign before any ink: a signature drawn on the screen, or that a fingerprint is given there."""

    space: str
    """Id of the place."""
    name: str = ""
    note: str = ""
    """Small, above the line."""
    witnesses: tuple[str, ...] = ()
    """Each has a place to sign of its own below."""
    width: int = 0
    height: int = 0
    strokes: tuple[tuple[tuple[int, int, int], ...], ...] = ()
    """(x, y, pressure in thousandths) in the same units as `width` and `height`."""


class Filled(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one block of the definition holds. Which part is used depends on the kind of the block."""

    block: str
    text: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    values: dict[str, str] = {}
    """Field id to value."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells in the order of the columns."""
    count: int = 0
    signed: tuple[Signed, ...] = ()
    """Of places to sign; never on a public copy."""


class Content(Struct, frozen=True, kw_only=True):
    format: int = 1
    paper: str
    version: int
    definition: str
    """Hash of the definition it was filled from."""
    print_id: str
    """Empty on a preview, which is marked as one."""
    printed_at: str
    subject: str
    """Id of the meeting or batch that it is about."""
    title: str
    about: str
    """Name of the meeting and its date, for people."""
    blank: bool = False
    public: bool = False
    """Personal data was left out."""
    blocks: tuple[Filled, ...]


class Prepared(Struct, frozen=True):
    """A print whose content is fixed. `content_hash` goes into the ledger and onto every page."""

    content: Content
    content_hash: str
    form: PaperForm
    """The definition by which it is drawn; its hash stands in the content."""

    @property
    def print_id(self) -> str:
        return self.content.print_id

    @property
    def title(self) -> str:
        return self.content.title


class Drawn(Struct, frozen=True):
    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    """Characters that no font has, each once; in print 〓 stands for them."""


def sealed(content: Content, form: PaperForm) -> Prepared:
    """The content with its hash, fixed."""
    return Prepared(content, digest(canonical(content)), form)


def definition_hash(form: PaperForm) -> str:
    return digest(canonical(form))


MASK = "＊＊"
_NUMBERS = re.compile(
    r"(?<!\d)(?:[1１][3-9３-９]\d(?:[- ]?\d{4}){2}|\d{6}(?:19|20|１９|２０)\d{9}[\dXxＸｘ])(?!\d)"  # a mobile telephone, an identity card
)
_WHOM_TO_CALL = ("publicity", "result-publicity")
"""Papers for the board: who objects must know whom to call."""


def masked(form: PaperForm, filled: Filled) -> Filled:
    """The block without what its definition keeps out of a public copy, and without numbers that somebody wrote into a text."""
    shown = _without_masked(form, filled)
    if form.id in _WHOM_TO_CALL:
        return shown
    return structs.replace(
        shown,
        text=_plain(shown.text),
        paragraphs=tuple(
            structs.replace(one, text=_plain(one.text), lead=_plain(one.lead)) for one in shown.paragraphs
        ),
        values={name: _plain(value) for name, value in shown.values.items()},
        rows=tuple(tuple(map(_plain, row)) for row in shown.rows),
    )


def _plain(text: str) -> str:
    return _NUMBERS.sub(MASK, text)


def _without_masked(form: PaperForm, filled: Filled) -> Filled:
    block = form.block(filled.block)
    fields = {field.id for field in getattr(block, "fields", ()) if field.masked}
    columns = (
        [getattr(column, "masked", False) for column in getattr(block, "columns", ()) or ()] if filled.rows else []
    )
    return Filled(
        block=filled.block,
        text=filled.text,
        paragraphs=filled.paragraphs,
        values={name: MASK if name in fields and value else value for name, value in filled.values.items()},
        rows=tuple(
            tuple(MASK if hide and cell else cell for cell, hide in zip(row, columns, strict=True))
            for row in filled.rows
        ),
        count=filled.count,
    )
