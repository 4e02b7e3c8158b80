"""到期与催办: all that is due or over, of cases, mediations, registers and the village; each line leads to where it is done."""

from __future__ import annotations

from desktop.domain.cases.due import Due
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.table import Table
from desktop.gui.session import Session
from desktop.gui.words import _, show
from desktop.services.cases.follow import what_is_due


def leads_somewhere(one: Due) -> bool:
    return bool(one.case or one.register)


def deal_with(session: Session, one: Due) -> None:
    """Go to where it is done: the page of its case, the room of its mediation, its register."""
    if one.case:
        session.go(one.page, case=one.case)
    elif one.register:
        session.go("registers", register=one.register)


class DuePage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("到期与催办"))
        self.due: tuple[Due, ...] = ()
        self.table = Table((_("期限"), _("还有几天"), _("要办的事")), (6, 6))
        self.table.marked.connect(lambda _row: self._marked())
        self.table.taken.connect(lambda _row: self._open())
        self.nothing = Words(_("现在没有到期的事。"), "next", narrow=True)
        self.open = BigButton(_("去办"), self._open, kind="main", key="F5")
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.table, 1)
        self.foot.insertWidget(0, BigButton(_("落实清单"), lambda: session.go("duties"), key="F6"))
        self.foot.insertWidget(1, BigButton(_("督办和限期办理"), lambda: session.go("tracking"), key="F7"))
        self.foot.insertWidget(2, BigButton(_("所有的调解"), lambda: session.go("mediation"), key="F8"))
        self.foot.addWidget(self.open)

    def shown(self, **args: object) -> None:
        self.ask(what_is_due, then=self._show)

    def _show(self, due: tuple[Due, ...]) -> None:
        self.due = due
        self.table.fill([(one.day, show(one.when), show(one.words)) for one in due])
        self.table.setVisible(bool(due))
        self.nothing.setVisible(not due)
        self.table.setFocus()
        self._marked()

    def _one(self) -> Due | None:
        return self.due[self.table.row] if 0 <= self.table.row < len(self.due) else None

    def _marked(self) -> None:
        one = self._one()
        self.open.setEnabled(one is not None and leads_somewhere(one))

    def _open(self) -> None:
        one = self._one()
        if one is not None:
            deal_with(self.session, one)
