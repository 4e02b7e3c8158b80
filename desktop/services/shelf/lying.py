"""What lies on the shelf: every paper that can be had without a meeting, in the groups in which it is looked for."""

from __future__ import annotations

from msgspec import Struct

from desktop.services.desk import Desk
from desktop.services.shelf.done import done_cases
from forms.language import Sentence, say
from forms.papers import papers

KIT, PRINTER, SHEETS, SLIPS, WALL, ORDINARY = "kit", "printer", "sheets", "slips", "wall", "ordinary"
GROUPS: dict[str, Sentence] = {
    KIT: say("停电用纸"),
    PRINTER: say("试打印机"),
    ORDINARY: say("公示件"),
    SLIPS: say("测评票"),
    SHEETS: say("空白表格"),
    WALL: say("上墙的"),
}
"""In the order of the page."""

WHOLE_KIT = "kit"


class Lying(Struct, frozen=True, kw_only=True):
    """One paper on the shelf, named by `paper` and `of`: the id of a procedure, sheet or case where the paper needs one."""

    group: str
    paper: str
    of: str = ""
    zh: str
    en: str


def on_shelf(desk: Desk) -> tuple[Lying, ...]:
    """All of them; those of a procedure once for each procedure in force."""
    from desktop.papers.filling.procedure import WALL as OF_PROCEDURE
    from desktop.papers.filling.slips import SLIPS as CUT

    known = papers()

    def lying(group: str, paper: str, of: str = "", zh: str = "", en: str = "") -> Lying:
        form = known[paper]
        return Lying(group=group, paper=paper, of=of, zh=f"{form.zh}{zh}", en=f"{form.en}{en}")

    found = [Lying(group=KIT, paper=WHOLE_KIT, zh="停电用纸一套", en="Kit for an evening without power")]
    found += [lying(PRINTER, "test-page"), lying(ORDINARY, "result-publicity")]
    found += [
        lying(ORDINARY, "result-publicity", case.id, f"　{case.title}", f": {case.title}") for case in done_cases(desk)
    ]
    found += [lying(SLIPS, paper) for paper in CUT]
    found += [
        Lying(group=SHEETS, paper="sheet", of=form.id, zh=form.title, en=form.title_en or form.id)
        for form in sorted(desk.pack.sheets.values(), key=lambda form: form.title)
    ]
    found.append(lying(WALL, "people-board"))
    for procedure in desk.pack.procedures.values():
        beside = (f"　{procedure.title}", f": {procedure.title_en or procedure.id}")
        found += [lying(WALL, paper, procedure.id, *beside) for paper in OF_PROCEDURE]
    return tuple(found)
