"""调解室: the steps on the left, who and what on the right, the one thing to do next below. Without a case, all mediations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.cases.mediation import AGREEMENT, VISIT
from desktop.gui.cases.mediation.steps import Steps
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Elided, Words
from desktop.gui.parts.layouts import empty, scrolling
from desktop.gui.parts.page import Page
from desktop.gui.parts.table import Table
from desktop.gui.session import Session
from desktop.gui.sheet.form import FormView
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.cases.mediate import (
    AGREE,
    OUTCOME,
    PARTIES,
    STEP,
    VISITING,
    Room,
    RoomLine,
    begun_record,
    keep_record,
    list_rooms,
    read_room,
)
from desktop.services.meetings.keep_draft import draft, keep_draft

if TYPE_CHECKING:
    from desktop.services.desk import Desk

DRAFT_MS = 800
"""After the last key: what is typed is kept."""
DRAFT = "mediation"


class Opened(Struct, frozen=True):
    """`values` are those kept, or typed and not yet kept."""

    room: Room
    values: dict[str, Any]


class MediationPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.case = ""
        self.room: Room | None = None
        self.lines: tuple[RoomLine, ...] = ()
        self.steps: Steps | None = None
        self.facts: FormView | None = None
        self.next = Words("", "next")
        self.private = Words(_("不公开：姓名和内容不上墙、不上屏、不进公开的文书。"), "quiet")
        self.about = Elided("", "quiet")
        self.nothing = Words(_("还没有调解。在事项的“去向”里选“居民间调解”，就进到这里。"), "next", narrow=True)
        self.table = Table((_("记下日期"), _("事项名称"), _("六步"), _("接下来")), (7, 22, 4))
        self.table.taken.connect(lambda row: self.session.go("mediation", case=self.lines[row].case.id))
        self._place = QVBoxLayout()
        self.all = BigButton(_("所有的调解"), lambda: self.session.go("mediation"))
        self.back = BigButton(_("回到这件事项"), self._back)
        self.keep = BigButton(_("存好"), self._keep, key="F4")
        self.agree = BigButton(_("协议书"), partial(self._kept_then, self._agreement), key="F6")
        self.visit = BigButton(_("回访"), partial(self._kept_then, self._visit), key="F7")
        self.go_on = BigButton(_("下一步"), self._onward, kind="main", key="F5")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self._draft)
        above: tuple[QWidget, ...] = (self.nothing, self.about, self.next, self.private, self.table)
        for widget in above:
            self.body.addWidget(widget)
        self.body.addLayout(self._place, 1)
        self.leave = BigButton(_("回到事项"), lambda: self.session.go("cases"))
        self.foot.insertWidget(0, self.leave)
        self.foot.insertWidget(1, self.back)
        self.foot.insertWidget(2, self.all)
        for button in (self.visit, self.agree, self.keep, self.go_on):
            self.foot.addWidget(button)
        self._dress()

    def shown(self, case: object = "", **args: object) -> None:
        """`case` opens its room; without one, all mediations are listed."""
        self.case, self.room = str(case), None
        self._dress()
        if self.case:
            self.ask(_open, self.case, then=self._show)
        else:
            self.ask(list_rooms, then=self._list)

    def left(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._draft()

    def _list(self, lines: tuple[RoomLine, ...]) -> None:
        self.lines = lines
        self.title(_("调解"))
        self.table.fill(
            [(one.began, one.case.title, f"{one.steps[0]}/{one.steps[1]}", show(one.next)) for one in lines]
        )
        self._dress()
        self.table.setFocus()

    def _show(self, opened: Opened) -> None:
        self.room = opened.room
        empty(self._place)
        self.steps = Steps(opened.room.steps, self._changed)
        own = {"day", *(field.id for step in opened.room.steps for field in (step.notes, step.day))}
        self.facts = FormView(opened.room.form, opened.room.version, self._changed, lambda _field: None, leave_out=own)
        self.steps.fill(opened.values)
        self.facts.fill(opened.values)
        row = QHBoxLayout()
        row.setSpacing(px(20))
        row.addWidget(self.steps, 3)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.facts)
        row.addWidget(scrolling(column), 2)
        self._place.addLayout(row, 1)
        self._timer.stop()
        self._told()
        self._to_next()

    def _to_next(self) -> None:
        """The cursor goes where the next thing is done."""
        assert self.room is not None, "only in a room"
        assert self.steps is not None, "drawn with its room"
        assert self.facts is not None, "drawn with its room"
        waiting = next((step.notes.id for step in self.room.steps if step.notes.id not in self.room.done), "")
        self.steps.go(waiting or self.room.steps[0].notes.id)
        if self.room.stage == PARTIES:
            self.facts.entries["parties"].widget.setFocus()
        elif self.room.stage == OUTCOME:
            self.facts.entries["outcome"].widget.setFocus()

    def _told(self) -> None:
        room = self.room
        if room is None:
            return
        self.title(_("调解：{title}", title=room.case.title))
        due = "；".join(f"{show(one.words)}　{show(one.when)}" for one in room.due)
        self.about.setText(due)
        self.next.put(room.next)
        verbs = {STEP: _("下一步"), AGREE: _("写协议书"), VISITING: _("写回访")}
        self.go_on.rename(verbs.get(room.stage, _("存好，往下")))
        self._dress()

    def _dress(self) -> None:
        room, listing = self.room, not self.case
        for widget in (self.next, self.back, self.keep, self.go_on, self.agree, self.visit, self.all):
            widget.setVisible(room is not None)
        self.leave.setVisible(listing)
        self.about.setVisible(room is not None and bool(self.about.text()))
        self.private.setVisible(room is not None and room.hidden)
        self.table.setVisible(listing and bool(self.lines))
        self.nothing.setVisible(listing and not self.lines)
        self.heading.setVisible(listing or room is not None)

    def _changed(self) -> None:
        self._timer.start()

    def values(self) -> dict[str, Any]:
        """All that stands in the room now; the sheet is of the last step's day."""
        assert self.steps is not None, "only in a room"
        assert self.facts is not None, "drawn with its steps"
        found = {**self.facts.values(), **{name: one for name, one in self.steps.values().items() if one}}
        days = [str(found[step.day.id]) for step in self.steps.steps if found.get(step.day.id)]
        return found | ({"day": max(days)} if days else {})

    def _draft(self) -> None:
        if self.room is not None:
            text = msgspec.json.encode(self.values()).decode()
            self.ask(
                partial(keep_draft, meeting_id=self.case, text=text, field=DRAFT), then=self.session.saved, quiet=True
            )

    def _keep(self, then: Any = None) -> None:
        if self.room is not None and self.steps is not None:
            self.steps.date(self.room.today)
            self._timer.stop()
            self.ask(_save, self.case, self.values(), then=partial(self._kept, then=then))

    def _kept(self, room: Room, then: Any = None) -> None:
        self.room = room
        if room.record is not None:
            self.session.saved(room.record.saved_at)
        self._told()
        if then is not None:
            then()
        else:
            self.notice.tell(_("已存好。"), "good")

    def _kept_then(self, then: Any) -> None:
        self._keep(then=then)

    def _onward(self) -> None:
        """Keep what is there, and go where the next thing is done."""
        self._keep(then=self._to_what_is_next)

    def _to_what_is_next(self) -> None:
        assert self.room is not None, "only what was kept goes on"
        if self.room.stage == AGREE:
            self._agreement()
        elif self.room.stage == VISITING:
            self._visit()
        else:
            self._to_next()

    def _agreement(self) -> None:
        assert self.room is not None, "only in a room"
        sheet = self.room.agreement
        which = {"sheet": sheet.id} if sheet else {"form": AGREEMENT}
        self.session.go("sheet", case=self.case, back="mediation", **which)

    def _visit(self) -> None:
        self.session.go("sheet", case=self.case, back="mediation", form=VISIT)

    def _back(self) -> None:
        self.session.go("case", case=self.case)


def _open(desk: Desk, case_id: str) -> Opened:
    room = read_room(desk, case_id)
    typed = draft(desk, case_id, DRAFT)
    if typed:
        return Opened(room, msgspec.json.decode(typed, type=dict[str, Any]))
    return Opened(room, room.values or begun_record(desk, case_id))


def _save(desk: Desk, case_id: str, values: dict[str, Any]) -> Room:
    """Keep the record, and let go of what was kept while it was typed."""
    room = keep_record(desk, case_id, values)
    keep_draft(desk, case_id, "", DRAFT)
    return room
