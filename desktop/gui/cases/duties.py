"""落实清单: every responsibility with its owner, its deadline and its state; what is over stands first."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.cases.duties import DONE, DUTY_WORDS, FAILED, STILL_OPEN
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.parts.page import Page
from desktop.gui.parts.table import Table
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.cases.follow import DutyLine, change_duty, list_duties


class DutiesPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("落实清单"))
        self.lines: tuple[DutyLine, ...] = ()
        self.table = Table(
            (_("时限"), _("还有几天"), _("责任事项"), _("责任人"), _("单位"), _("状态"), _("事项名称")),
            (6, 6, 16, 6, 6, 5),
        )
        self.table.marked.connect(lambda _row: self._marked())
        self.table.taken.connect(lambda _row: self._open())
        self.nothing = Words(
            _("还没有责任。议过的事项，在“责任落实清单”里写明谁来办、什么时候办完。"), "next", narrow=True
        )
        self.history = Elided("", "quiet")
        self.note = fields.line(_("结果，或者没办成的原因"))
        self.by = fields.line(_("谁说的"), 7)
        self.states = {
            state: BigButton(show(text), partial(self._change, state), kind="main" if state == DONE else "plain")
            for state, text in DUTY_WORDS.items()
        }
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.history)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.note, 1)
        row.addWidget(self.by)
        self.body.addLayout(row)
        self.foot.insertWidget(0, BigButton(_("回到事项"), lambda: self.session.go("cases")))
        self.open = BigButton(_("打开"), self._open)
        self.foot.addWidget(self.open)
        for button in self.states.values():
            self.foot.addWidget(button)

    def shown(self, **args: object) -> None:
        self.ask(list_duties, then=self._show)

    def _show(self, lines: tuple[DutyLine, ...]) -> None:
        self.lines = lines
        self.table.fill(
            [
                (
                    line.duty.due,
                    self._when(line),
                    line.duty.matter,
                    line.duty.person,
                    line.duty.unit,
                    show(DUTY_WORDS[line.duty.state]),
                    line.case.title,
                )
                for line in lines
            ]
        )
        for widget in (self.table, self.history, self.note, self.by, self.open, *self.states.values()):
            widget.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self._marked()

    def _when(self, line: DutyLine) -> str:
        if line.duty.state not in STILL_OPEN:
            return ""
        if line.over > 0:
            return _("已过 {n} 日", n=line.over)
        return _("今天") if line.over == 0 else _("还有 {n} 日", n=-line.over)

    def _line(self) -> DutyLine | None:
        return self.lines[self.table.row] if 0 <= self.table.row < len(self.lines) else None

    def _marked(self) -> None:
        line = self._line()
        steps = line.steps if line else ()
        told = "；".join(
            "　".join(part for part in (step.at[:10], show(DUTY_WORDS[step.state]), step.by, step.note) if part)
            for step in steps
        )
        self.history.setText(told or (_("还没有进展。") if line else ""))
        for state, button in self.states.items():
            button.setEnabled(line is not None and line.duty.state != state)

    def _change(self, state: str) -> None:
        line = self._line()
        if line is None:
            return
        if state in (DONE, FAILED) and not self.note.text().strip():
            self.note.setFocus()
        self.ask(change_duty, line.duty.id, state, self.note.text(), self.by.text(), then=self._changed)

    def _changed(self, _duty: object) -> None:
        self.note.clear()
        self.by.clear()
        self.ask(list_duties, then=self._show, quiet=True)

    def _open(self) -> None:
        line = self._line()
        if line is not None:
            self.session.go("case", case=line.case.id)
