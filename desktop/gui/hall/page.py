"""会场: the whole evening on one page. The minutes are in the middle; everything else opens over them and closes by itself.

A new panel: a subclass of `Over` in `Stage` (its `act` and `undo` are connected by being there), and its key or step below.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop.domain import actions as a
from desktop.domain.events import Moment
from desktop.domain.meeting import PLANNED
from desktop.domain.verdict import Verdict
from desktop.gui.hall import steps as step
from desktop.gui.hall.again import Again
from desktop.gui.hall.doing import Doing
from desktop.gui.hall.foot import NextStep
from desktop.gui.hall.gap import GapBar
from desktop.gui.hall.over import Over
from desktop.gui.hall.running import COUNTING, SHEET, Opened
from desktop.gui.hall.stage import Stage
from desktop.gui.hall.style import hall_style
from desktop.gui.hall.top import TopLine
from desktop.gui.hall_state import HallState
from desktop.gui.parts.labels import rule
from desktop.gui.parts.page import Page
from desktop.gui.projector.window import Projector
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import show
from desktop.services.meetings.keep_draft import MINUTES
from forms.language import Sentence

LONGEST_NAME = 24
"""Characters of an action's name in the strip."""
TICK = 250
"""Milliseconds between two looks at the clock."""


class HallPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setStyleSheet(hall_style())
        self.doing = Doing(self)
        self.drafts = self.doing.drafts
        self.projector: Projector | None = None
        self.top = TopLine()
        self.stage = stage = Stage()
        self.agenda, self.minutes, self.speakers = stage.agenda, stage.minutes, stage.speakers
        self.check_in, self.vote, self.request = stage.check_in, stage.vote, stage.request
        self.declare, self.add_item = stage.declare, stage.add_item
        self.gap = GapBar()
        self.next = NextStep()
        self._lay_out()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK)
        self._clock.timeout.connect(self.tick)

    def _lay_out(self) -> None:
        self.body.setSpacing(px(6))
        self.body.addWidget(self.top)
        self.body.addWidget(rule())
        self.body.addWidget(self.gap)
        self.body.addWidget(self.stage, 1)
        self.foot.takeAt(0)
        self.foot.addWidget(self.next, 1)

    def _connect(self) -> None:
        doing = self.doing
        for panel in self.stage.panels:
            panel.closed.connect(self.back_to_minutes)
            panel.act.connect(doing.do)
            panel.undo.connect(doing.undo)
        self.speakers.act.connect(doing.do)
        self.agenda.act.connect(doing.do)
        self.minutes.undo.connect(doing.undo)
        self.check_in.late_entry.connect(doing.late_entry)
        self.check_in.take_back.connect(doing.take_back_coming)
        self.check_in.proxies.connect(lambda: self.open(self.stage.proxies))
        self.check_in.sheet.connect(lambda: self.open(self.stage.sheet))
        self.stage.sheet.key_in.connect(doing.key_in)
        self.stage.sheet.draft.connect(lambda text: self.drafts.note(SHEET, text))
        self.vote.turned.connect(self._say_next)
        self.vote.draft.connect(lambda text: self.drafts.note(COUNTING, text))
        self.agenda.open_item.connect(lambda item: doing.do(a.OpenItem(item=item)))
        self.agenda.check_in.connect(self.open_check_in)
        self.speakers.ask.connect(lambda: self.open(self.request))
        self.speakers.shares.connect(lambda: self.open(self.stage.shares))
        self.minutes.entered.connect(self._write)
        self.minutes.typing.connect(lambda text: self.drafts.note(MINUTES, text))
        self.minutes.typing.connect(lambda text: self.minutes.whose(doing.whose(text)))
        self.next.taken.connect(self._step)
        doing.found.connect(lambda found: self.vote.restore(found.counting) if found.counting else None)
        doing.found.connect(lambda found: self.stage.sheet.restore(found.sheet))
        doing.opened.connect(self._opened)
        doing.drawn.connect(self._draw)
        doing.done.connect(self._done)
        doing.refused.connect(self.tell)
        for panel in (self.vote, self.stage.sheet):
            doing.refused.connect(panel.refused)
        doing.answered.connect(self.check_in.answered)
        doing.known.connect(self.stage.know)
        doing.worded.connect(lambda known: self.minutes.know_phrases(*known))
        doing.lost.connect(self.gap.tell)
        self.gap.minute.connect(doing.minute_gap)
        self.gap.leave.connect(doing.leave_gap)
        self.gap.again.connect(doing.look_at_clock)
        doing.taken_back.connect(lambda text: None if self.minutes.text else self.minutes.put(text))
        self.redo = Again(self.minutes, self.drafts, lambda: self.state, doing.do, self.tell)

    @property
    def state(self) -> HallState | None:
        """The evening as it stands on disk; None while it is being opened."""
        return self.doing.state

    def shown(self, meeting: object = "", **args: object) -> None:
        """`meeting` is the id; without one, the meeting that the pages work on."""
        wanted = str(meeting) if meeting else self.session.meeting.id
        self.session.meeting.id = wanted
        self._clock.start()
        if self.doing.open(wanted):
            self.minutes.put("")
            self.drafts.forget(MINUTES)  # the field was emptied for another meeting, whose draft stays

    def left(self) -> None:
        """Another page comes to the front: what is being typed is kept at once."""
        self._clock.stop()
        self.drafts.flush()

    def keys(self) -> dict[str, Callable[[], object]]:
        """F2 to F8, from wherever the cursor is."""
        return {
            **super().keys(),
            "F2": self.open_check_in,
            "F3": self.to_agenda,
            "F4": lambda: self.open(self.request),
            "F5": lambda: self.open(self.vote),
            "F6": self.back_to_minutes,
            "F8": self.toggle_projector,
        }

    @property
    def front(self) -> QWidget | None:
        """What stands over the middle, or the minutes."""
        return self.stage.front

    def open(self, panel: Over) -> None:
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

    def to_agenda(self) -> None:
        """F3; where it is covered, what covers it closes."""
        if self.agenda.isHidden():
            self.back_to_minutes()
        self.agenda.focus()

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

    def do(self, action: a.AnyAction, moment: Moment | None = None) -> None:
        """One clerk action, on disk before it is shown."""
        self.doing.do(action, moment)

    def undo(self) -> None:
        """Take back the last action that stands."""
        self.doing.undo()

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

    def _opened(self, opened: Opened) -> None:
        """The meeting was read, perhaps after the program ended in the middle of it: it goes on where it was."""
        if opened.line and not self.minutes.text:
            self.minutes.put(opened.line)
        self.tick()
        if opened.state.meeting.poll is not None:
            self.open(self.vote)
        elif opened.state.meeting.stage == PLANNED and isinstance(opened.state.standing, Verdict):
            self.open_check_in()
        elif self.front is self.minutes:
            self.back_to_minutes()

    def _done(self, _action: a.AnyAction) -> None:
        if isinstance(self.front, Over) and self.front.brief:
            self.back_to_minutes()

    def _draw(self, state: HallState) -> None:
        """Everything on the page comes from this state, which is on disk."""
        self.top.draw(state)
        self.stage.draw(state)
        self._say_next()
        if self.projector is not None:
            self.projector.follow(state)
        self.tick()
        if self.isVisible():
            self._tell_strip(state)

    def _tell_strip(self, state: HallState) -> None:
        self.session.saved(state.saved_at)
        self.session.undo(_cut(show(state.undoable)) if state.undoable is not None else "", self.undo)
        self.session.redo(_cut(show(state.redoable)) if state.redoable is not None else "", self.redo)

    def _write(self, typed: str) -> None:
        line = self.doing.said(typed)
        if line is None:
            return
        self.minutes.put("")

        def refused(why: Sentence) -> None:
            self.minutes.put(typed + self.minutes.text)
            self.tell(why)

        self.doing.write(line, refused)

    def _say_next(self) -> None:
        """The bottom line: what comes next in the evening, or in what stands over the middle."""
        if self.state is None:
            return
        now = step.steps(self.state)
        if self.front is self.vote and self.vote.asking:
            now = step.holding()
        elif self.front is self.vote and self.vote.electing:
            now = step.electing()
        elif self.front is self.check_in:
            now = step.checking_in(now)
        self.next.draw(now)

    def _step(self, taken: step.Step) -> None:
        """What the buttons of the bottom line do."""
        opens: dict[str, Over] = {
            step.CHECK_IN: self.check_in,
            step.DECLARE: self.declare,
            step.ADD_ITEM: self.add_item,
            step.OUTCOME: self.stage.outcome,
        }
        if taken.kind == step.DO and taken.action is not None:
            self.back_to_minutes()
            self.do(taken.action)
        elif taken.kind in opens:
            self.open(opens[taken.kind])
        elif taken.kind == step.HOLD:
            self.vote.hold(taken.method)
        elif taken.kind == step.COUNT and self.front is self.vote:
            self.vote.count()
        elif taken.kind in (step.VOTE, step.COUNT):
            self.open(self.vote)
        else:
            self.session.go("closing", meeting=self.session.meeting.id)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
