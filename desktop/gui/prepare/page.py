"""准备: four steps on the left (会议，应到，议程，通知), on the right the list of the eligible or the real paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.actions import AddItem, AnyAction, GiveNotice, Undo
from desktop.domain.case import OPEN, Case
from desktop.domain.cases.invitation import FORM
from desktop.domain.eligibility import Eligible
from desktop.domain.meeting import PLANNED
from desktop.gui.navigation import Pages
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.page import Page
from desktop.gui.parts.paper_pane import Paper, PaperPane
from desktop.gui.prepare.agenda import Agenda
from desktop.gui.prepare.declare import Declare
from desktop.gui.prepare.eligible import EligibleList
from desktop.gui.prepare.facts import Facts
from desktop.gui.prepare.notice import NoticeStep
from desktop.gui.prepare.steps import Steps
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.cases.open_case import cases
from desktop.services.cases.who_takes_part import sheet_of_participants
from desktop.services.meetings.plan_draft import Typed, keep_typed, typed_before
from desktop.services.meetings.plan_meeting import Plan, plan_meeting, who_is_eligible
from desktop.services.meetings.prepare_meeting import (
    MeetingKind,
    Preparation,
    change_plan,
    kinds_of_meeting,
    of_group,
    preparation,
    prepare,
    put_on_agenda,
    usual_plan,
)
from desktop.services.meetings.prepare_meeting import groups as groups_of_village
from desktop.services.papers.print_codes import preview_codes, print_codes

if TYPE_CHECKING:
    from desktop.services.desk import Desk

FACTS, DECLARE, AGENDA, NOTICE = range(4)
KEEP_MS = 700
"""After the last key, before what is typed is kept."""
Looked = tuple[tuple[MeetingKind, ...], tuple[str, ...], Plan, Preparation | None, tuple[Case, ...], Typed | None]


class PreparePage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.prepared: Preparation | None = None
        self._case = ""
        self.cases: tuple[Case, ...] = ()
        self.steps = Steps((_("基本情况"), _("应到"), _("议程"), _("通知")), self.turn)
        self.facts = Facts()
        self.facts.changed.connect(self._who)
        self.declare = Declare()
        self.agenda = Agenda(self.act, self._from_case, self._invite)
        self.notices = NoticeStep(self._give_notice)
        self.left_side = Pages()
        for widget in (self.facts, self.declare, self.agenda, self.notices):
            self.left_side.addWidget(widget)
        self.eligible = EligibleList()
        papers = (
            Paper("notice", _("会议通知")),
            Paper("agenda", _("议程")),
            Paper("sign-in", _("签到表"), blank=True),
            Paper("code-cards", _("签到码"), preview=preview_codes, take=print_codes),
        )
        self.papers = PaperPane(self, papers)
        self.right_side = Pages()
        self.right_side.addWidget(self.eligible)
        self.right_side.addWidget(self.papers)
        sides = QHBoxLayout()
        sides.setSpacing(px(24))
        sides.addWidget(self.left_side, 5)
        sides.addWidget(self.right_side, 6)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._keep)
        self.facts.edited.connect(self._timer.start)
        self.agenda.edited.connect(self._timer.start)
        self.body.addWidget(self.steps)
        self.body.addLayout(sides, 1)
        self.hall = BigButton(_("去会场"), self._to_hall)
        self.main = BigButton("", self._next, kind="main")
        for button in (self.papers.printing.jam, self.papers.save, self.papers.print, self.hall, self.main):
            self.foot.addWidget(button)

    def shown(self, case: object = "", **args: object) -> None:
        """`case` is the case that a new meeting is called for; it goes onto the agenda once the meeting is written down."""
        self.prepared = None
        self._case = str(case)
        self.ask(_look, self.session.meeting.id, then=self._open)

    def left(self) -> None:
        """What is being typed is kept at once."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _keep(self) -> None:
        meeting = self.prepared.meeting.id if self.prepared else ""
        typed = Typed(plan=self.facts.plan, item=self.agenda.name.text(), text=self.agenda.text.toPlainText())
        self.ask(keep_typed, meeting, typed, then=self.session.saved, quiet=True)

    def _written_down(self, meeting: str) -> None:
        """Nothing is typed any more that is not in the journal."""
        self._timer.stop()
        self.ask(keep_typed, meeting, None, quiet=True)

    def act(self, action: AnyAction) -> None:
        """One clerk action on the meeting that is shown."""
        if self.prepared is not None:
            then = self._item_added if isinstance(action, AddItem) else self._show
            self.ask(prepare, self.prepared.meeting.id, action, then=then)

    def turn(self, step: int) -> None:
        """Show a step. The later ones need a meeting that is written down."""
        if self.prepared is None:
            step = FACTS
        self.steps.mark(step)
        self.left_side.setCurrentIndex(step)
        self.right_side.setCurrentWidget(self.papers if step in (AGENDA, NOTICE) else self.eligible)
        verbs = (_("存好会议"), _("确认应到"), _("议程好了"), _("开始签到"))
        self.main.rename(verbs[step])
        self.hall.setVisible(self.prepared is not None and step != NOTICE)
        for button in (self.papers.save, self.papers.print):
            button.setVisible(step in (AGENDA, NOTICE))
        focus = (self.facts.name, next(iter(self.declare.inputs.values()), None), self.agenda.name, self.notices.day)
        field = focus[step]
        if field is not None:
            field.setFocus()

    @property
    def step(self) -> int:
        return self.left_side.currentIndex()

    def _open(self, looked: Looked) -> None:
        kinds, groups, usual, prepared, found, typed = looked
        self.cases = tuple(case for case in found if case.state == OPEN)
        self.facts.offer(kinds, groups)
        if prepared is None:
            self.facts.fill(usual)
            self.facts.name_it()
            self._again(typed)
            self.steps.done((False,) * 4)
            self.turn(FACTS)
            self._who()
            return
        if prepared.meeting.stage != PLANNED:
            self.session.go("hall")
            return
        self._show(prepared)
        self._again(typed)
        done = self._done(prepared)
        self.turn(done.index(False) if False in done else NOTICE)

    def _again(self, typed: Typed | None) -> None:
        """Put back what was being typed."""
        if typed is not None:
            self.facts.fill(typed.plan)
            self.agenda.name.setText(typed.item)
            self.agenda.text.setPlainText(typed.text)

    def _show(self, prepared: Preparation) -> None:
        self.prepared = prepared
        meeting = prepared.meeting
        self.session.meeting.id = meeting.id
        self.facts.fill(meeting)
        self.declare.fill(prepared)
        on = {item.case for item in meeting.items}
        self.agenda.fill(meeting.items, [case for case in self.cases if case.id not in on])
        self.notices.fill(prepared)
        self.eligible.fill(tuple(meeting.eligible.values()))
        self.papers.show_meeting(meeting.id)
        self.steps.done(self._done(prepared))
        self.session.saved(prepared.saved_at)
        self.session.undo(show(prepared.undo) if prepared.undo else "", lambda: self.act(Undo()))

    def _done(self, prepared: Preparation) -> tuple[bool, ...]:
        meeting = prepared.meeting
        return (True, prepared.unsettled is None, bool(meeting.items), bool(meeting.notice_date))

    def _who(self) -> None:
        """Who would be eligible by what stands in the fields now."""
        plan = self.facts.plan
        if plan.date and plan.rule:
            self.ask(
                _eligible,
                plan,
                self.facts.chosen_group,
                then=lambda found: self.eligible.fill(found.attendees, len(found.unclear)),
                failed=lambda _words: self.eligible.fill(()),
                quiet=True,
            )

    def _next(self) -> None:
        steps = (self._save, self._declare, self._agenda_done, self._to_hall)
        steps[self.step]()

    def _save(self) -> None:
        plan = self.facts.plan
        if self.prepared is None:
            self.ask(_plan, plan, self.facts.chosen_group, self._case, then=partial(self._moved, DECLARE))
        else:
            self.ask(_change, self.prepared.meeting.id, plan, self.facts.chosen_group, then=partial(self._moved, DECLARE))

    def _declare(self) -> None:
        action = self.declare.action
        if action is None:
            self.notice.tell(_("应到人数要填数字。"))
        elif self.prepared is not None:
            self.ask(prepare, self.prepared.meeting.id, action, then=self._declared)

    def _declared(self, prepared: Preparation) -> None:
        self._moved(AGENDA if prepared.unsettled is None else DECLARE, prepared)

    def _agenda_done(self) -> None:
        if self.agenda.typed:
            self.agenda.add.click()
        elif self.prepared is not None and not self.prepared.meeting.items:
            self.notice.tell(_("议程还是空的。请先添加至少一项议题。"))
        else:
            self.turn(NOTICE)

    def _moved(self, step: int, prepared: Preparation) -> None:
        self._show(prepared)
        self._written_down(prepared.meeting.id)
        self.turn(step)

    def _item_added(self, prepared: Preparation) -> None:
        self.agenda.added()
        self._show(prepared)
        self._written_down(prepared.meeting.id)

    def _from_case(self, case: str) -> None:
        if self.prepared is not None and case:
            self.ask(put_on_agenda, case, self.prepared.meeting.id, then=self._show)

    def _invite(self, case: str) -> None:
        """Villagers, members and experts are picked on the sheet of the case, those who care for it first."""

        def open_it(sheet: str) -> None:
            self.session.go("sheet", case=case, **({"sheet": sheet} if sheet else {"form": FORM}))

        self.ask(sheet_of_participants, case, then=open_it)

    def _give_notice(self, action: GiveNotice) -> None:
        self.act(action)

    def _to_hall(self) -> None:
        self.session.go("hall")


def _look(desk: Desk, meeting: str) -> Looked:
    prepared = preparation(desk, meeting) if meeting else None
    typed = typed_before(desk, meeting)
    return kinds_of_meeting(desk), groups_of_village(desk), usual_plan(desk), prepared, cases(desk), typed


def _plan(desk: Desk, plan: Plan, group: str, case: str) -> Preparation:
    meeting = plan_meeting(desk, of_group(desk, plan, group))
    keep_typed(desk, "", None)
    return put_on_agenda(desk, case, meeting) if case else preparation(desk, meeting)


def _change(desk: Desk, meeting: str, plan: Plan, group: str) -> Preparation:
    return change_plan(desk, meeting, of_group(desk, plan, group))


def _eligible(desk: Desk, plan: Plan, group: str) -> Eligible:
    return who_is_eligible(desk, of_group(desk, plan, group))
