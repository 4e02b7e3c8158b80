"""What stands on every page besides its text: the page number, the code, the places to sign at the foot."""

from __future__ import annotations

from desktop.papers.content import Prepared
from desktop.papers.fonts import FANG, HEI, SONG, width
from desktop.papers.page import MM, Code, Mark, Page, PageSize, Rule, Text
from forms.papers import Layout, PaperForm

MODULE = 0.48 * MM
"""A module of the QR code: 3.8 dots of a scan at 200 dpi. As large as the foot of a working paper allows: a shaky photograph
is read half as often again as with 0.42 mm."""
CODE_TOP = {Layout.OFFICIAL: 10.5, Layout.RECORD: 10.5, Layout.WORKING: 8.0}
"""mm below the text. The foot of a working paper is lower, and printers leave some millimetres white."""
PREFIX = 16
"""Characters of the content hash that stand on the page."""
_NUMBER = 26 * MM
"""Room of the page number on an official paper."""
_CODE_ROOM = 17 * MM
"""Room of the code at the outer edge of the foot, with what must stay white beside it."""
SIGNED_FOOT = 11.0
"""mm at the foot of the text that the places to sign on each page take."""


def code_text(prepared: Prepared, page: int, pages: int) -> str:
    """What the QR code says, in the alphanumeric set of QR, which makes it small: case carries nothing."""
    content = prepared.content
    hashed = prepared.content_hash[:PREFIX]
    return f"YST1 {content.print_id} {content.version} {page}/{pages} {hashed}".upper()


def foot_of(form: PaperForm) -> float:
    """mm that the places to sign on each page take from the text."""
    return SIGNED_FOOT if form.page_signatures and form.layout is not Layout.OFFICIAL else 0.0


def furnished(page: Page, form: PaperForm, size: PageSize, prepared: Prepared, number: int, pages: int) -> Page:
    """The page with its furniture."""
    outer_right = number % 2 == 1
    marks = [*page.marks, *_number(form, size, number, pages, right=outer_right)]
    marks += _code(form, prepared, size, number, pages, right=form.layout is not Layout.WORKING and not outer_right)
    if form.page_signatures and form.layout is not Layout.OFFICIAL:
        marks += _signed(form, size)
    elif number < pages:
        marks += _signed_beside_number(form, size, number_right=outer_right)
    return Page(tuple(marks))


def _number(form: PaperForm, size: PageSize, number: int, pages: int, *, right: bool) -> list[Mark]:
    """GB/T 9704-2012, 7.5: 4号 half-width figures between dashes 7 mm below the text, one character from the outer edge."""
    bottom = (size.height - size.bottom) * MM
    if form.layout is Layout.WORKING:
        text, points = f"第 {number} 页　共 {pages} 页", 10.5
        x = size.left * MM + (size.text_width - width(text, SONG, points)) / 2
        return [Text(x, bottom + 8 * MM, text, SONG, points)]
    text, points = f"— {number} —", 14.0
    x = (size.width - size.right) * MM - points - width(text, SONG, points) if right else size.left * MM + points
    # The dash lies 0.37 of the type size above the base line.
    return [Text(x, bottom + 7 * MM + 0.37 * points, text, SONG, points)]


def _code(form: PaperForm, prepared: Prepared, size: PageSize, number: int, pages: int, *, right: bool) -> list[Mark]:
    """The QR code with the same in readable words beside it. It stands away from the page number."""
    from desktop.papers.pen import modules

    y = (size.height - size.bottom + CODE_TOP[form.layout]) * MM
    if not prepared.print_id:
        line = "预览：没有打印号，不是正式文件。"
        x = (size.width - size.right) * MM - width(line, HEI, 10.5) if right else size.left * MM
        return [Text(x, y + 10.5, line, HEI, 10.5)]
    text = code_text(prepared, number, pages)
    side = modules(text) * MODULE
    content = prepared.content
    hashed = prepared.content_hash[:PREFIX].upper()
    lines = [
        f"打印号 {content.print_id}　第 {content.version} 版　第 {number} 页，共 {pages} 页",
        f"校验码 {' '.join(hashed[start : start + 4] for start in range(0, PREFIX, 4))}",
        f"生成时间 {content.printed_at.replace('T', ' ')}{'　公开件，个人信息已隐去' if content.public else ''}",
    ]
    points, leading, gap = 7.5, 11.0, 2.5 * MM
    x = (size.width - size.right) * MM - side if right else size.left * MM
    marks: list[Mark] = [Code(x, y, text, MODULE)]
    for place, line in enumerate(lines):
        start = x - gap - width(line, FANG, points) if right else x + side + gap
        marks.append(Text(start, y + 14.0 + place * leading, line, FANG, points))
    return marks


def _signed_beside_number(form: PaperForm, size: PageSize, *, number_right: bool) -> list[Mark]:
    """On the row of the page number, which leaves the 版心 its 22 lines. The last page has its own places to sign.

    The row ends short of the code below it, so that no ink runs into that.
    """
    left, room = size.left * MM, size.text_width - _NUMBER - _CODE_ROOM
    y = (size.height - size.bottom) * MM + 7 * MM + 4
    return _places(form, "（本页）：", left + (_CODE_ROOM if number_right else _NUMBER), y, room)


def _signed(form: PaperForm, size: PageSize) -> list[Mark]:
    bottom = (size.height - size.bottom) * MM
    return _places(form, "（本页签名）：", size.left * MM, bottom - 2, size.text_width)


def _places(form: PaperForm, after: str, x: float, y: float, room: float) -> list[Mark]:
    """The places to sign of a page in a row, their words on the base line `y`. Longer words have a longer line."""
    labels = [f"{space.zh}：" if space.zh.endswith("）") else space.zh + after for space in form.page_signatures]
    whole = sum(len(label) for label in labels)
    marks: list[Mark] = []
    for place, label in enumerate(labels, 1):
        each = room * len(label) / whole if whole else 0.0
        end = x + each - (0 if place == len(labels) else 8)
        marks.append(Text(x, y, label, FANG, 10.5))
        marks.append(Rule(x + width(label, FANG, 10.5), y + 2, end, y + 2, 0.4))
        x += each
    return marks
