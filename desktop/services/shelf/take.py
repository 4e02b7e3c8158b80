"""Taking a paper from the shelf: the real page as it will be printed, and the print that is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.people import distinguish
from desktop.services.desk import Desk
from desktop.services.record_print import Printed, new_print_id, record_print
from desktop.services.shelf.done import what_was_done
from desktop.services.shelf.lying import SHEETS, SLIPS, WALL, Lying
from forms.language import refuse
from forms.papers import papers

if TYPE_CHECKING:
    from desktop.papers import Drawn, Prepared

SLIPS_ON_A_PAGE = 6
ON_THE_BOARD = (
    "村党组织书记", "村党组织副书记", "村党组织委员", "村委会主任", "村委会副主任", "村委会委员", "监督委员会主任", "监督委员会委员",
    "村民小组组长", "妇联主席", "村文书", "网格员", "村民代表", "妇女代表",
)  # fmt: skip
"""Offices in the order in which a village names them; others follow."""
NOT_ON_THE_BOARD = {"党员", "预备党员", "户代表", "集体成员", "集体经济组织成员"}
"""What somebody is, and not what somebody does for the hall."""


def preview_lying(desk: Desk, lying: Lying, *, public: bool = False) -> Drawn:
    """As it would be printed now; nothing is recorded, and it bears no print id."""
    from desktop.papers import draw

    return draw(prepare_lying(desk, lying, print_id="", printed_at=desk.clock().at, public=public))


def print_lying(desk: Desk, lying: Lying, *, public: bool = False) -> Printed:
    """Draw it and record that it was printed."""
    moment = desk.clock()
    prepared = prepare_lying(desk, lying, print_id=new_print_id(desk), printed_at=moment.at, public=public)
    return record_print(desk, moment, prepared)


def prepare_lying(desk: Desk, lying: Lying, *, print_id: str, printed_at: str, public: bool = False) -> Prepared:
    """Fix its content; `public` masks what its definition masks. Raises Refused: no village yet, no such sheet or procedure."""
    from desktop.papers import fix, prepare_sheet
    from desktop.papers.filling import lists, procedure, result, slips

    village = desk.village()
    if lying.group == SHEETS:
        form, needed = desk.pack.sheet(lying.of), _of_cases(desk)
        return prepare_sheet(form, village, of_case=form.id in needed, print_id=print_id, printed_at=printed_at)
    if lying.paper not in papers():
        raise refuse("没有叫“{paper}”的文书。请在左边另选一份。", paper=lying.paper)
    blank = True
    if lying.group == SLIPS:
        blocks = slips.fill(lying.paper, village, "", SLIPS_ON_A_PAGE)
    elif lying.paper == "test-page":
        blank, blocks = False, lists.fill_test_page(village, "")
    elif lying.paper == "people-board":
        rows = board(desk)
        blank = not rows
        blocks = procedure.fill_people(village, rows, printed_at[:10])
    elif lying.group == WALL:
        blank = False
        blocks = procedure.fill(lying.paper, desk.pack.procedure(lying.of), village, printed_at[:10])
    else:
        blank = not lying.of
        blocks = result.fill(village, what_was_done(desk, lying.of) if lying.of else None)
    return fix(
        papers()[lying.paper],
        blocks,
        subject=lying.of,
        title=f"{village.name}　{lying.zh}",
        about=lying.zh,
        print_id=print_id,
        printed_at=printed_at,
        blank=blank,
        public=public,
    )


def _of_cases(desk: Desk) -> set[str]:
    """Sheets that cases are kept on; any other is an entry of a register and names no case."""
    stages = (stage for procedure in desk.pack.procedures.values() for stage in procedure.stages)
    needed = {need.sheet for stage in stages for need in stage.needs}
    return needed | (set(desk.pack.sheets) - {register.sheet for register in desk.pack.registers.values()})


def board(desk: Desk) -> tuple[tuple[str, ...], ...]:
    """(name, office, group, duty, telephone) of everybody in the roster who holds an office today."""
    today = desk.clock().at[:10]
    with desk.store.read() as work:
        people = work.roster.people()
    shown = distinguish(people)
    rows = []
    for person in people:
        held = [
            office.kind
            for office in person.offices
            if office.kind not in NOT_ON_THE_BOARD and office.since <= today <= (office.until or today)
        ]
        if held:
            rank = min(ON_THE_BOARD.index(kind) if kind in ON_THE_BOARD else len(ON_THE_BOARD) for kind in held)
            rows.append((rank, (shown[person.id], "、".join(held), person.group, "", person.phone)))
    return tuple(row for _, row in sorted(rows, key=lambda one: one[0]))
