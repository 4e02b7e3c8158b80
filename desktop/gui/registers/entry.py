"""一条台账: the form of an entry, or of one of its states, on the left; the page as it will be printed on the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.registers.same_topic import Topic
from desktop.gui import printing
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import empty, scrolling
from desktop.gui.parts.print_actions import Record
from desktop.gui.registers import acts, told
from desktop.gui.registers.offer import ask_and_offer
from desktop.gui.registers.ways import States, Ties
from desktop.gui.session import Session
from desktop.gui.sheet.filled import FilledPage
from desktop.gui.sheet.form import FormView
from desktop.gui.titles import titled
from desktop.gui.words import _
from desktop.services.meetings.keep_draft import keep_draft
from desktop.services.registers.one_person import Did, of_person
from desktop.services.registers.open_entry import OpenedEntry, same_topic
from desktop.services.registers.print_register import preview_entry, print_entry
from desktop.services.registers.ties import Target, targets, tie, untie
from forms.registers import Group


class EntryPage(FilledPage):
    def __init__(self, session: Session) -> None:
        super().__init__(session, _("先在“台账”里选一本，再添一条。"), _("回到台账"))
        self.register = self.entry = self.parent_id = self.state = ""
        self.opened: OpenedEntry | None = None
        self.did = Words("", "quiet")
        self.states = States(self._to_state)
        self.ties = self._new_ties()
        self.alike = Words("", "warning")
        self.again = BigButton(_("再添一条"), self._another, key="F6")
        left = QVBoxLayout()
        for widget in (self.states, self.alike):
            left.addWidget(widget)
        left.addLayout(self._place, 1)
        self.lay_out(left, self.did, before_print=(self.again,))
        self._dress()

    def shown(
        self, register: object = "", entry: object = "", parent: object = "", state: object = "", **args: object
    ) -> None:
        """A new entry of `register`, `entry` for one that is there, `parent` and `state` for the sheet of a state."""
        self.register, self.entry = str(register), str(entry)
        self.parent_id, self.state = str(parent), str(state)
        self.opened = None
        self.printing.jam.hide()
        self.paper.clear()
        self.alike.hide()
        self._dress()
        if self.register:
            self.ask(acts.open_, self.register, self.entry, self.parent_id, self.state, then=self._show)

    def _show(self, opened: OpenedEntry) -> None:
        self.opened = opened
        self.entry = opened.entry.id if opened.entry else ""
        self.state = opened.state
        empty(self._place)
        self.view = FormView(opened.form, opened.version, self._changed, self._attach)
        self.view.fill(opened.values)
        ask_and_offer(self, self.view)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        self.ties = self._new_ties()
        column.addWidget(self.ties)
        column.addWidget(self.view)
        self._place.addWidget(scrolling(column), 1)
        self.title(titled(opened.form))
        self.about.setText(told.about(opened))
        self.states.show_of(opened)
        self._show_ties(opened)
        self.did.hide()
        if opened.entry is not None and opened.register.group is Group.PEOPLE:
            self.ask(of_person, opened.name, then=self._did, quiet=True)
        self._dress()
        self._drafting.stop()
        if self.view.isEnabled():
            self.view.first().setFocus()
        self._draw()

    def _show_ties(self, opened: OpenedEntry) -> None:
        there = bool(opened.of is not None and opened.links and not opened.state)
        self.ties.setVisible(there)
        self.ties.show_of(opened.links if there else (), opened.ties)

    def _new_ties(self) -> Ties:
        ties = Ties()
        ties.wanted.connect(self._targets)
        ties.tied.connect(partial(self._tie, tie))
        ties.untied.connect(partial(self._tie, untie))
        return ties

    def _dress(self) -> None:
        opened = self.opened
        there = opened is not None
        sealed = opened is not None and opened.entry is not None and opened.entry.sealed
        kept = opened is not None and opened.entry is not None
        self.nothing.setVisible(not there and not self.register)
        self.heading.setVisible(there)
        for widget in (self.paper, self.about, self.back):
            widget.setVisible(there)
        for button in (self.keep, self.seal):
            button.setVisible(there and not sealed)
        self.print.setVisible(kept)
        self.public.setVisible(opened is not None and opened.form.masks)
        self.again.setVisible(kept and not self.state)
        self.why.setVisible(sealed)
        self.correct.setVisible(sealed)
        if not there:
            self.states.hide()
            self.did.hide()
        if self.view is not None:
            self.view.setEnabled(there and not sealed)

    def _draft(self) -> None:
        if self.view is not None and self.keep.isVisibleTo(self):
            text = msgspec.json.encode(self.view.values()).decode()
            where = acts.draft_of(self.register, self.entry, self.parent_id, self.state)
            self.ask(
                partial(keep_draft, meeting_id=where[0], text=text, field=where[1]), then=self.session.saved, quiet=True
            )

    def _draw(self) -> None:
        if self.view is None or self.opened is None:
            return
        values, form = self.view.values(), self.opened.form.id
        about = self.opened.name if self.state else ""
        self.ask(preview_entry, form, values, about, self._masked, then=self._drawn, failed=lambda _why: None, quiet=True)
        topic = self.opened.register.topic if self.opened.register.against and not self.state else ""
        if topic:
            self.ask(same_topic, self.register, str(values.get(topic) or ""), self.entry, then=self._alike, quiet=True)

    def _did(self, found: tuple[Did, ...]) -> None:
        self.did.setText(told.did(found))
        self.did.setVisible(bool(found))

    def _alike(self, found: tuple[tuple[Topic, int], ...]) -> None:
        """撞题 is told while the title is typed."""
        words = [
            _("可能撞题：“{title}”（{by} {day}，{n}%）", title=one.title, by=one.by, day=one.day, n=percent)
            for one, percent in found[:2]
        ]
        self.alike.setText("\n".join(words))
        self.alike.setVisible(bool(words))

    def _keep(self, then: Any = None) -> None:
        if self.view is not None:
            self._drafting.stop()
            where = (self.register, self.entry, self.parent_id, self.state)
            self.ask(acts.save, *where, self.view.values(), then=partial(self._kept, then=then))

    def _kept(self, opened: OpenedEntry, then: Any = None) -> None:
        self._renew(opened)
        if then is not None:
            then()
        else:
            self.notice.tell(_("已存好。填全、核对以后再定稿。"), "good")

    def _renew(self, opened: OpenedEntry) -> None:
        """The same form, with what was committed around it."""
        self.opened = opened
        assert opened.entry is not None, "only what is kept comes back"
        self.entry = opened.entry.id
        self.session.saved(opened.entry.saved_at)
        self.states.show_of(opened)
        self.about.setText(told.about(opened))
        self._show_ties(opened)
        self._dress()

    def _seal(self) -> None:
        self._keep(then=lambda: self.ask(acts.seal, self.register, self.entry, then=self._sealed))

    def _sealed(self, opened: OpenedEntry) -> None:
        self._show(opened)
        assert opened.entry is not None, "what is sealed is there"
        self.session.saved(opened.entry.saved_at)
        self.notice.tell(_("已定稿，会跟下一批一起上报。"), "good")

    def _correct(self) -> None:
        self.ask(acts.correct, self.register, self.entry, self.why.text(), then=self._corrected)

    def _corrected(self, opened: OpenedEntry) -> None:
        self.why.clear()
        self._show(opened)

    def _targets(self, kind: str) -> None:
        if self.opened is not None and self.opened.of is not None:
            self.ask(targets, self.opened.of.id, kind, then=partial(self._offered, kind), quiet=True)

    def _offered(self, kind: str, found: tuple[Target, ...]) -> None:
        self.ties.offer(kind, found)

    def _tie(self, act: Any, kind: str, target: str) -> None:
        if self.opened is not None and self.opened.of is not None:
            where = (self.register, self.entry, self.parent_id, self.state)
            self.ask(acts.tied, act, self.opened.of.id, kind, target, where, then=self._renew)

    def _to_state(self, state: str) -> None:
        if self.opened is None or self.opened.of is None:
            return
        of = self.opened.of.id
        if state:
            self.session.go("entry", register=self.register, parent=of, state=state)
        else:
            self.session.go("entry", register=self.register, entry=of)

    def attach(self, field: str, file: Path) -> None:
        """Attach `file` to a field of the entry that is kept."""
        self.ask(acts.attach, self.register, self.entry, field, file, then=self._show)

    def deliver(self, where: printing.ToPrinter | printing.ToFile) -> None:
        """Print the entry as it is kept."""
        self.printing.print_to(where)

    def _printable(self) -> tuple[str, Record] | None:
        entry, public = self.entry, self._masked
        return (titled(self.opened.form), lambda desk: print_entry(desk, entry, public)) if self.opened else None

    def _another(self) -> None:
        self.session.go("entry", register=self.register)

    def _back(self) -> None:
        self.session.go("registers", register=self.register)
