"""Printed sheets, drawn from frozen values.

`prepare` fixes what stands on a print, `draw` makes the PDF. Both are pure: time and print id are passed in, and the same
print gives the same bytes. Nothing is recorded here; that a paper was printed is written to the ledger by the service.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from desktop.papers import agreement
from desktop.papers.content import Drawn, Filled, Paragraph, Prepared, Signed
from desktop.papers.filling import (
    agenda,
    ballot,
    minutes,
    notice,
    outcome,
    receipt,
    sheet,
    sign_in,
    six_sheets,
    summary,
    tally,
)
from desktop.papers.filling.receipt import DeliverySlip
from desktop.papers.fixed import fix
from desktop.papers.wording import day
from desktop.wire.bodies import SealedMeeting, Village
from forms.language import refuse
from forms.papers import Layout, PaperForm, Signatures, papers
from forms.sheets import FieldType, SheetForm

if TYPE_CHECKING:
    from desktop.papers.page import Page, PageSize

__all__ = ["PAPERS", "DeliverySlip", "Drawn", "Prepared", "Signed", "draw", "fix", "prepare", "prepare_receipt", "prepare_sheet"]

_FILL: dict[str, Callable[..., tuple[Filled, ...]]] = {
    "notice": notice.fill,
    "agenda": agenda.fill,
    "sign-in": sign_in.fill,
    "ballot": ballot.fill,
    "tally": tally.fill,
    "minutes": minutes.fill,
    "resolution": outcome.fill_resolution,
    "opinion": outcome.fill_opinion,
    "summary": summary.fill_summary,
    "publicity": summary.fill_publicity,
}
PAPERS = tuple(_FILL)
"""Papers of a meeting, in the order in which an evening needs them. The delivery receipt is `prepare_receipt`."""
CLOSER = (23, 24)
"""Lines to an official page that would not hold the seal otherwise."""


def prepare(
    paper: str,
    meeting: SealedMeeting,
    *,
    print_id: str,
    printed_at: str,
    blank: bool = False,
    public: bool = False,
    item: str = "",
    signed: Sequence[Signed] = (),
    corrected: int = 0,
    number: str = "",
) -> Prepared:
    """Fix the content of a paper about `meeting`.

    `printed_at` is an ISO local time. `blank` is the sheet to fill in by hand; `public` leaves out what the definition
    masks; `item` says which agenda item a ballot is for;
    `signed` goes into the places to sign, but not on a public copy. `corrected` is how many
    corrections there are of the minutes, which say so; `number` is the 发文字号 of an official paper. An empty `print_id` makes a preview, marked as one.
    Raises Refused: no such paper, a 决议 of a consultation or the other way round, a ballot without an item.
    """
    if paper not in _FILL:
        raise refuse("没有叫“{paper}”的文书；现有：{names}", paper=paper, names="、".join(PAPERS))
    if paper == "resolution" and meeting.consultation:
        raise refuse("这次是协商，形成的是协商意见，不能印成决议。请打印协商意见。")
    if paper == "opinion" and not meeting.consultation:
        raise refuse("这次会议作出的是决议，不是协商意见。请打印决议。")
    form = papers()[paper]
    asked: dict[str, dict[str, object]] = {"ballot": {"item": item}, "minutes": {"corrected": corrected, "public": public}}
    more = asked.get(paper, {})
    blocks = _FILL[paper](meeting, blank=blank, **more)
    if number:
        blocks = (*blocks, Filled(block="number", paragraphs=(Paragraph(number, "center"),)))
    if signed and not public and not blank:
        blocks = tuple(_with_signatures(form, filled, signed) for filled in blocks)
    return fix(
        form,
        blocks,
        subject=meeting.id,
        title=f"{meeting.title or meeting.kind_title}　{form.zh}{'（空白）' if blank else '（公开件）' if public else ''}".strip(),
        about=f"{day(meeting.date)}{meeting.title or meeting.kind_title}",
        print_id=print_id,
        printed_at=printed_at,
        blank=blank,
        public=public,
    )


def _with_signatures(form: PaperForm, filled: Filled, signed: Sequence[Signed]) -> Filled:
    """The block with what was signed in its places, in the order of the places."""
    block = form.block(filled.block)
    if not isinstance(block, Signatures):
        return filled
    by_space = {one.space: one for one in signed}
    there = tuple(by_space[space.id] for space in block.spaces if space.id in by_space)
    return structs.replace(filled, signed=there)


def prepare_receipt(slip: DeliverySlip, *, print_id: str, printed_at: str) -> Prepared:
    """Fix the content of the paper that shows a receipt of the county."""
    form = papers()["receipt"]
    return fix(
        form,
        receipt.fill(slip),
        subject=slip.batch,
        title=f"{slip.village}　{form.zh}",
        about=f"{day(slip.received_at)}{form.zh}",
        print_id=print_id,
        printed_at=printed_at,
    )


def prepare_sheet(
    form: SheetForm,
    village: Village,
    *,
    values: Mapping[str, object] | None = None,
    subject: str = "",
    about: str = "",
    of_case: bool = True,
    passed: Sequence[str] = (),
    public: bool = False,
    print_id: str,
    printed_at: str,
) -> Prepared:
    """Fix the content of a sheet of a case, as filled in; without `values`, blank, to be filled in by hand.

    The paper follows from the form: what is asked for on the screen is what is printed; two have a layout of their own. `values` holds, by field id, what
    its type says (forms.sheets.FieldType); `subject` is the id of the case and `about` its title. Without `of_case` it is an
    entry of the register `subject`. `public` leaves out what the form masks; an agreement is never posted.
    `passed` are the gates that the case was let round, each with its name and reason.
    """
    if form.id == agreement.PAPER:
        return agreement.prepare_agreement(village, values, subject=subject, print_id=print_id, printed_at=printed_at)
    if form.id == six_sheets.PAPER:
        paper, blocks = papers()[six_sheets.PAPER], six_sheets.fill(form, village, values)
    else:
        paper, blocks = _filling_the_page(form, village, values, about, of_case, passed)
    return fix(
        paper,
        blocks,
        subject=subject,
        title=(f"{about}　{form.title}" if about else form.title) + ("（公开件）" if public else ""),
        about=about,
        print_id=print_id,
        printed_at=printed_at,
        blank=values is None,
        public=public,
    )


def _filling_the_page(
    form: SheetForm, village: Village, values: Mapping[str, object] | None, about: str, of_case: bool, passed: Sequence[str]
) -> tuple[PaperForm, tuple[Filled, ...]]:
    """The sheet with as much room to write as its pages have: more rows where a table is blank, else taller fields."""

    def made(step: int) -> tuple[PaperForm, tuple[Filled, ...]]:
        rows = sheet.LEAST_ROWS + (step if tabled else 0)
        paper = sheet.paper_of(form, of_case=of_case, passed=bool(passed), step=0 if tabled else step)
        return paper, sheet.fill(form, paper, village, values or {}, about, passed, rows)

    def pages(step: int) -> int:
        return len(_pages(fix(*made(step), subject="", title="", print_id="", printed_at="", blank=values is None))[0])

    tabled = any(field.type is FieldType.TABLE for field in form.at(form.version))
    if tabled and values is not None:
        return made(0)
    least, most = 0, sheet.MOST_ROWS - sheet.LEAST_ROWS if tabled else sheet.STEPS
    wanted = pages(0)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if pages(middle) == wanted else (least, middle - 1)
    return made(least)


def _pages(prepared: Prepared) -> tuple[list[Page], PageSize]:
    """Its pages without their furniture."""
    from desktop.papers import blocks, furniture
    from desktop.papers.page import page_size, set_pages

    form = prepared.form
    size = page_size(form.layout, form.orientation)
    inner = structs.replace(size, bottom=size.bottom + furniture.foot_of(form))
    pages = set_pages(blocks.compose(form, prepared.content, inner), inner)
    if form.layout is Layout.OFFICIAL and len(pages) == 2:
        # GB/T 9704-2012, 7.3.5.5: where the seal would stand on another page than the text, the lines may stand closer.
        for lines in CLOSER:
            closer = set_pages(blocks.compose(form, prepared.content, inner, lines), inner)
            if len(closer) == 1:
                return closer, size
    return pages, size


def draw(prepared: Prepared) -> Drawn:
    """The PDF of a print, its number of pages, and the characters that no font has."""
    # ReportLab takes a while to import, and a window that only asks for PAPERS should not wait for it.
    from desktop.papers import blocks, fonts, furniture
    from desktop.papers.drawing import draw_pages

    content, form = prepared.content, prepared.form
    pages, size = _pages(prepared)
    done = [furniture.furnished(page, form, size, prepared, number, len(pages)) for number, page in enumerate(pages, 1)]
    missing = tuple(fonts.missing("".join(dict.fromkeys(blocks.text_of(content)))))
    return Drawn(draw_pages(done, size, prepared), len(done), missing)
