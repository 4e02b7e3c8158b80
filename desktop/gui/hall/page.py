"""会场: the whole evening on one page. The minutes are in the middle; everything else opens over them and closes by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop.domain import actions as a
from desktop.domain.events import LineWritten, Moment
from desktop.domain.meeting import PLANNED
from desktop.domain.verdict import Verdict
from desktop.gui.background import Job
from desktop.gui.hall import steps as step
from desktop.gui.hall.again import Again
from desktop.gui.hall.drafts import Drafts
from desktop.gui.hall.foot import NextStep
from desktop.gui.hall.over import Over
from desktop.gui.hall.people import Finders
from desktop.gui.hall.running import (
    COUNTING,
    Opened,
    act,
    decide_vote,
    index,
    keep,
    open_meeting,
    take_back_coming,
    write,
)
from desktop.gui.hall.speaker_of import said
from desktop.gui.hall.stage import Panel, Stage
from desktop.gui.hall.state import HallState
from desktop.gui.hall.style import hall_style
from desktop.gui.hall.top import TopLine
from desktop.gui.page import Page
from desktop.gui.parts.labels import rule
from desktop.gui.projector.window import Projector
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import show
from desktop.services.keep_draft import MINUTES
from desktop.services.run_meeting import RunningMeeting
from forms.language import Refused, Sentence

LONGEST_NAME = 24
"""Characters of an action's name in the strip."""
TICK = 250
"""Milliseconds between two looks at the clock."""


class HallPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setStyleSheet(hall_style())
        self.running: RunningMeeting | None = None
        self.state: HallState | None = None
        self.projector: Projector | None = None
        self._finders: Finders | None = None
        self._indexing: tuple[str, ...] = ()
        self.top = TopLine()
        self.stage = stage = Stage()
        self.agenda, self.minutes, self.speakers = stage.agenda, stage.minutes, stage.speakers
        self.check_in, self.vote, self.request = stage.check_in, stage.vote, stage.request
        self.declare, self.add_item = stage.declare, stage.add_item
        self.next = NextStep()
        self.drafts = Drafts(self._keep, self)
        self._lay_out()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK)
        self._clock.timeout.connect(self.tick)

    def _lay_out(self) -> None:
        self.body.setSpacing(px(6))
        self.body.addWidget(self.top)
        self.body.addWidget(rule())
        self.body.addWidget(self.stage, 1)
        self.foot.takeAt(0)
        self.foot.addWidget(self.next, 1)

    def _connect(self) -> None:
        for panel in self.stage.panels:
            panel.closed.connect(self.back_to_minutes)
        for acting in (self.speakers, self.check_in, self.request, self.declare, self.add_item):
            acting.act.connect(self.do)
        for taking in (self.minutes, self.check_in, self.request, self.vote):
            taking.undo.connect(self.undo)
        self.check_in.late_entry.connect(self.late_entry)
        self.check_in.take_back.connect(self._take_back_coming)
        self.vote.act.connect(self._vote)
        self.vote.draft.connect(lambda text: self.drafts.note(COUNTING, text))
        self.agenda.open_item.connect(lambda item: self.do(a.OpenItem(item=item)))
        self.agenda.check_in.connect(self.open_check_in)
        self.speakers.ask.connect(lambda: self.open(self.request))
        self.minutes.entered.connect(self._write)
        self.minutes.typing.connect(lambda text: self.drafts.note(MINUTES, text))
        self.next.taken.connect(self._step)
        self.redo = Again(self.minutes, self.drafts, lambda: self.state, self.do, self.tell)

    def shown(self, meeting: object = "", **args: object) -> None:
        """`meeting` is the id; without one, the meeting that the pages work on."""
        wanted = str(meeting) if meeting else self.session.meeting.id
        self.session.meeting.id = wanted
        self._clock.start()
        if self.running is None or self.running.meeting_id != wanted:
            self.running, self.state, self._finders, self._indexing = None, None, None, ()
            self.minutes.put("")
            self.drafts.forget(MINUTES)  # the field was emptied for another meeting, whose draft stays
        self.ask(open_meeting, wanted, then=self._opened)

    def left(self) -> None:
        """Another page comes to the front: what is being typed is kept at once."""
        self._clock.stop()
        self.drafts.flush()

    def keys(self) -> dict[str, Callable[[], object]]:
        """F2 to F8, from wherever the cursor is."""
        return {
            **super().keys(),
            "F2": self.open_check_in,
            "F3": self.agenda.focus,
            "F4": lambda: self.open(self.request),
            "F5": lambda: self.open(self.vote),
            "F6": self.back_to_minutes,
            "F8": self.toggle_projector,
        }

    @property
    def front(self) -> QWidget | None:
        """What stands over the middle, or the minutes."""
        return self.stage.front

    def open(self, panel: Panel) -> None:
        """Open over the middle."""
        if self.state is None:
            return
        self.notice.clear()
        self.top.law.hide()
        self.stage.open(panel)
        self._say_next()
        if panel is self.vote and self.vote.asking:
            self.next.main.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_check_in(self) -> None:
        self.open(self.check_in)

    def back_to_minutes(self) -> None:
        """F6, Esc: the cursor stands where it stood."""
        self.stage.back()
        self._say_next()

    def toggle_projector(self) -> None:
        """F8."""
        if self.projector is not None and self.projector.isVisible():
            self.projector.close()
            return
        if self.projector is None:
            self.projector = Projector(self._now, self)
        if self.state is not None:
            self.projector.follow(self.state)
        self.projector.put_on(self)
        self.window().activateWindow()

    def _say_next(self) -> None:
        """The bottom line: what comes next in the evening, or in what stands over the middle."""
        if self.state is None:
            return
        now = step.steps(self.state)
        if self.front is self.vote and self.vote.asking:
            now = step.holding()
        elif self.front is self.check_in:
            now = step.checking_in(now)
        self.next.draw(now)

    def late_entry(self, action: a.AnyAction, at: str) -> None:
        """What was kept on paper, with the time (HH:MM) that stands there: 补录."""
        if self.state is not None:
            self.do(action, Moment(f"{self.state.meeting.date}T{at}:00", "paper"))

    def do(self, action: a.AnyAction, moment: Moment | None = None) -> None:
        """One clerk action, on disk before it is shown."""
        person = getattr(action, "person", "")
        self._ask(act, action, moment, then=lambda state: self._done(state, person), failed=lambda why: self._refused(why, person))

    def undo(self) -> None:
        """Take back the last action that stands; a line that is taken back stands in the field again."""
        last = self.state.evening.last if self.state is not None else None
        text = last.event.text if last is not None and isinstance(last.event, LineWritten) else ""

        def taken(state: HallState) -> None:
            self._draw(state)
            if text and not self.minutes.text:
                self.minutes.put(text)

        self._ask(act, a.Undo(), then=taken)

    def tell(self, sentence: Sentence | str) -> None:
        """A refusal, near the hands."""
        front = self.front
        (front.notice if isinstance(front, Over) else self.notice).tell(sentence)

    def tick(self) -> None:
        """The clock, and the timer of the speaker."""
        if self.state is not None:
            now = self._now()
            self.top.tick(now)
            self.stage.tick(self.state, now)

    def _now(self) -> str:
        return self.session.desk().clock().at

    def _ask(self, fn: Callable[..., Any], *args: Any, **answers: Any) -> Job | None:
        if self.running is None:
            return None
        answers.setdefault("then", self._draw)
        answers.setdefault("failed", self.tell)
        return self.ask(fn, self.running, *args, **answers)

    def _opened(self, opened: Opened) -> None:
        self.running = opened.running
        if opened.counting:
            self.vote.restore(opened.counting)
        self._draw(opened.state)
        if opened.line and not self.minutes.text:
            self.minutes.put(opened.line)
        self.tick()
        if opened.state.meeting.poll is not None:
            self.open(self.vote)
        elif opened.state.meeting.stage == PLANNED and isinstance(opened.state.standing, Verdict):
            self.open_check_in()
        elif self.front is self.minutes:
            self.back_to_minutes()

    def _done(self, state: HallState, person: str) -> None:
        self.check_in.answered(person)
        self._draw(state)
        if self.front in (self.declare, self.add_item):
            self.back_to_minutes()

    def _refused(self, why: Sentence, person: str) -> None:
        self.check_in.answered(person)
        self.tell(why)

    def _draw(self, state: HallState) -> None:
        """Everything on the page comes from this state, which is on disk."""
        self.state = state
        self.top.draw(state)
        self.stage.draw(state)
        self._say_next()
        if self.projector is not None:
            self.projector.follow(state)
        self.tick()
        if self.isVisible():
            self._tell_strip(state)
        self._index(state)

    def _tell_strip(self, state: HallState) -> None:
        self.session.saved(state.saved_at)
        self.session.undo(_cut(show(state.undoable)) if state.undoable is not None else "", self.undo)
        self.session.redo(_cut(show(state.redoable)) if state.redoable is not None else "", self.redo)

    def _index(self, state: HallState) -> None:
        """Read the names anew when someone joined whom the index does not know."""
        people = (*state.meeting.eligible, *state.meeting.observers)
        if people != self._indexing:
            self._indexing = people
            self._ask(index, then=self._indexed, quiet=True)

    def _indexed(self, finders: Finders) -> None:
        self._finders = finders
        self.stage.know(finders)

    def _keep(self, field: str, text: str) -> None:
        if self.running is not None:
            self.session.background.run(
                lambda: keep(self.session.desk(), self.session.meeting.id, text, field),
                then=self.session.saved,
                failed=self.tell,
                owner=self,
            )

    def _write(self, typed: str) -> None:
        if self.state is None:
            return
        try:
            line = said(self.state.meeting, typed, self._who)
        except Refused as refused:
            self.tell(refused.sentence)
            return
        self.drafts.forget(MINUTES)
        self.minutes.put("")
        self.drafts.forget(MINUTES)

        def refused_line(why: Sentence) -> None:
            self.minutes.put(typed + self.minutes.text)
            self.tell(why)

        self._ask(write, a.WriteLine(text=line.text, person=line.person), failed=refused_line)

    def _who(self, typed: str) -> list[str]:
        """Those whom initials or pinyin may mean: all who stand equally well, as far as the list goes."""
        if self._finders is None:
            return []
        found = self._finders.finder.find(typed, limit=2)
        return [person.id for person in found]

    def _vote(self, action: a.AnyAction) -> None:
        counting = not isinstance(action, a.OpenPoll)
        if counting:
            self.drafts.forget(COUNTING)
        self._ask(decide_vote if counting else act, action)

    def _take_back_coming(self) -> None:
        self._ask(take_back_coming)

    def _step(self, taken: step.Step) -> None:
        if taken.kind == step.DO and taken.action is not None:
            self.back_to_minutes()
            self.do(taken.action)
        elif taken.kind == step.CHECK_IN:
            self.open_check_in()
        elif taken.kind == step.HOLD:
            self.vote.ask.open_poll(taken.method)
        elif taken.kind == step.COUNT and self.front is self.vote and self.vote.counting is not None:
            self.vote.counting.count()
        elif taken.kind in (step.VOTE, step.COUNT):
            self.open(self.vote)
        elif taken.kind == step.DECLARE:
            self.open(self.declare)
        elif taken.kind == step.ADD_ITEM:
            self.open(self.add_item)
        else:
            self.session.go("closing", meeting=self.session.meeting.id)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
