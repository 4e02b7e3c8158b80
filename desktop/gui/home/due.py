"""到期与催办: what is due or over, longest over first; each line leads to its case or register."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.cases.due import Due
from desktop.gui.cases.due import deal_with, leads_somewhere
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import column
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _, show

MOST_LINES = 5


def due_column(session: Session, due: tuple[Due, ...]) -> QVBoxLayout:
    whole = column()
    whole.addWidget(Words(_("到期与催办"), "head"))
    for one in due[:MOST_LINES]:
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(Words(f"{show(one.words)}　{show(one.when)}", "warning" if one.over >= 0 else ""), 1)
        if leads_somewhere(one):
            row.addWidget(BigButton(_("打开"), partial(deal_with, session, one)))
        whole.addLayout(row)
    more = QHBoxLayout()
    every = _("另有 {n} 件", n=len(due) - MOST_LINES) if len(due) > MOST_LINES else _("全部")
    more.addWidget(BigButton(every, partial(session.go, "due")))
    more.addStretch(1)
    whole.addLayout(more)
    whole.addStretch(1)
    return whole
