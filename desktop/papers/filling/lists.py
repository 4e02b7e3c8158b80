"""Short lists for the recorder's own use: 待签清单, and what lies in the kit for an evening without power."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import headed, place_lines
from desktop.wire.bodies import Village
from forms.papers import Prose, papers

_TIME = "　　　　时　　　　分"


class ToSign(Struct, frozen=True, kw_only=True):
    """A paper of which signed pages are missing."""

    title: str
    print_id: str
    missing: tuple[int, ...]
    pages: int
    who: tuple[str, ...]


class InKit(Struct, frozen=True, kw_only=True):
    """One sheet of the kit, with what it is for."""

    title: str
    print_id: str
    pages: int
    use: str


def fill_unsigned(about: str, lacking: Sequence[ToSign]) -> tuple[Filled, ...]:
    """A row for each paper; `about` is the meeting."""
    rows = tuple(
        (
            str(number),
            one.title.replace("　", "\n"),
            one.print_id,
            _pages(one),
            "、".join(one.who),
            "□",
        )
        for number, one in enumerate(lacking, 1)
    )
    note = _fixed("unsigned", "note")
    note = structs.replace(note, paragraphs=(Paragraph(about, "center"), *note.paragraphs))
    return (Filled(block="title", text="待签清单"), note, Filled(block="papers", rows=rows))


def _pages(one: ToSign) -> str:
    """1—3、7: pages that follow one another are told as a stretch."""
    if len(one.missing) == one.pages:
        return "全部"
    stretches: list[list[int]] = []
    for page in sorted(one.missing):
        if stretches and page == stretches[-1][-1] + 1:
            stretches[-1].append(page)
        else:
            stretches.append([page])
    told = [f"{pages[0]}—{pages[-1]}" if len(pages) > 2 else "、".join(map(str, pages)) for pages in stretches]
    return "、".join(told) or "不缺"


def fill_guide(village: Village, sheets: Sequence[InKit], meeting: str = "") -> tuple[Filled, ...]:
    """`meeting` is its title, where the kit is for one; when the power went out and came back is written by hand."""
    rows = tuple((str(number), one.title, one.print_id, str(one.pages), one.use) for number, one in enumerate(sheets, 1))
    return (
        Filled(block="title", text=f"{place_lines(village)}\n停电用纸说明"),
        _fixed("kit-guide", "now"),
        Filled(block="written", values={"meeting": meeting, "since": _TIME, "until": _TIME}),
        _fixed("kit-guide", "after"),
        Filled(block="sheets", rows=rows),
    )


def fill_test_page(village: Village, printer: str) -> tuple[Filled, ...]:
    """What a printer is tried with: `printer` is its name, as the system has it."""
    sample = "村民代表会议应到四十一人，实到三十四人。"
    return (
        Filled(block="title", text=headed(village, "打印测试页")),
        _fixed("test-page", "look"),
        Filled(block="ruler", rows=(("这个框宽 100 毫米", printer, ""),)),
        Filled(block="lines", rows=tuple((size, sample, "") for size in ("第一行", "第二行", "第三行"))),
        _fixed("test-page", "note"),
    )


def _fixed(paper: str, block: str) -> Filled:
    """A block of prose that bears its own words only."""
    prose = papers()[paper].block(block)
    assert isinstance(prose, Prose), "these blocks are prose in the definition"
    return Filled(block=block, paragraphs=tuple(Paragraph(text) for text in prose.text))
