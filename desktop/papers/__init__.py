"""Printed sheets, drawn from frozen values.

`prepare` fixes what stands on a print, `draw` makes the PDF. Both are pure: time and print id are passed in, and the same
print gives the same bytes. Nothing is recorded here; that a paper was printed is written to the ledger by the service.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from desktop.papers.content import Content, Drawn, Filled, Prepared, definition_hash, masked, sealed
from desktop.papers.filling import agenda, ballot, minutes, notice, outcome, receipt, sign_in, tally
from desktop.papers.filling.receipt import DeliverySlip
from desktop.papers.wording import day
from desktop.wire.bodies import SealedMeeting
from forms.language import refuse
from forms.papers import PaperForm, papers

__all__ = ["PAPERS", "DeliverySlip", "Drawn", "Prepared", "draw", "prepare", "prepare_receipt"]

_FILL: dict[str, Callable[..., tuple[Filled, ...]]] = {
    "notice": notice.fill,
    "agenda": agenda.fill,
    "sign-in": sign_in.fill,
    "ballot": ballot.fill,
    "tally": tally.fill,
    "minutes": minutes.fill,
    "resolution": outcome.fill_resolution,
    "opinion": outcome.fill_opinion,
}
PAPERS = tuple(_FILL)
"""Papers of a meeting, in the order in which an evening needs them. The delivery receipt is `prepare_receipt`."""


def prepare(
    paper: str,
    meeting: SealedMeeting,
    *,
    print_id: str,
    printed_at: str,
    blank: bool = False,
    public: bool = False,
    item: str = "",
) -> Prepared:
    """Fix the content of a paper about `meeting`.

    `printed_at` is an ISO local time. `blank` is the sheet to fill in by hand; `public` leaves out what the definition
    masks; `item` says which agenda item a ballot is for. An empty `print_id` makes a preview, marked as one.
    Raises Refused: no such paper, a 决议 of a consultation or the other way round, a ballot without an item.
    """
    if paper not in _FILL:
        raise refuse("没有叫“{paper}”的文书；现有：{names}", paper=paper, names="、".join(PAPERS))
    if paper == "resolution" and meeting.consultation:
        raise refuse("这次是协商，形成的是协商意见，不能印成决议。请打印协商意见。")
    if paper == "opinion" and not meeting.consultation:
        raise refuse("这次会议作出的是决议，不是协商意见。请打印决议。")
    form = papers()[paper]
    more = {"item": item} if paper == "ballot" else {}
    blocks = _FILL[paper](meeting, blank=blank, **more)
    if public:
        blocks = tuple(masked(form, filled) for filled in blocks)
    return sealed(
        Content(
            paper=paper,
            version=form.version,
            definition=definition_hash(form),
            print_id=print_id,
            printed_at=printed_at,
            subject=meeting.id,
            title=f"{meeting.title or meeting.kind_title}　{form.zh}",
            about=f"{day(meeting.date)}{meeting.title or meeting.kind_title}",
            blank=blank,
            public=public,
            blocks=blocks,
        )
    )


def prepare_receipt(slip: DeliverySlip, *, print_id: str, printed_at: str) -> Prepared:
    """Fix the content of the paper that shows a receipt of the county."""
    form = papers()["receipt"]
    return sealed(
        Content(
            paper=form.id,
            version=form.version,
            definition=definition_hash(form),
            print_id=print_id,
            printed_at=printed_at,
            subject=slip.batch,
            title=f"{slip.village}　{form.zh}",
            about=f"{day(slip.received_at)}{form.zh}",
            blocks=receipt.fill(slip),
        )
    )


def draw(prepared: Prepared) -> Drawn:
    """The PDF of a print, its number of pages, and the characters that no font has.

    Raises Refused where the definition of the paper has changed since `prepare`.
    """
    # ReportLab takes a while to import, and a window that only asks for PAPERS should not wait for it.
    from desktop.papers import blocks, fonts, furniture
    from desktop.papers.drawing import draw_pages
    from desktop.papers.page import page_size, set_pages

    content = prepared.content
    form = _form(content)
    size = page_size(form.layout, form.orientation)
    foot = furniture.SIGNED_FOOT if form.page_signatures else 0.0
    inner = structs.replace(size, bottom=size.bottom + foot)
    pages = set_pages(blocks.compose(form, content, inner), inner)
    done = [furniture.furnished(page, form, size, prepared, number, len(pages)) for number, page in enumerate(pages, 1)]
    missing = tuple(dict.fromkeys(fonts.missing(blocks.text_of(content))))
    return Drawn(draw_pages(done, size, prepared), len(done), missing)


def _form(content: Content) -> PaperForm:
    form = papers().get(content.paper)
    if form is None or definition_hash(form) != content.definition:
        raise refuse("文书“{paper}”的格式已经改过，请重新打开再打印。", paper=content.paper)
    return form
