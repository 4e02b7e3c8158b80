"""What is asked of the running meeting, and what happens to the answers. One piece of work after the other, on the worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain import actions as a
from desktop.domain.events import LineWritten, Moment
from desktop.gui.background import Job
from desktop.gui.hall.drafts import Drafts
from desktop.gui.hall.people import Finders
from desktop.gui.hall.running import (
    COUNTING,
    SHEET,
    Opened,
    act,
    decide_vote,
    index,
    keep,
    key_in_sheet,
    minute_gap,
    open_meeting,
    take_back_coming,
    wording,
    write,
)
from desktop.gui.hall.speaker_of import LONGEST_BEGINNING, Said, said
from desktop.gui.hall_state import HallState
from desktop.gui.parts.page import Page
from desktop.services.meetings import alive
from desktop.services.meetings.alive import Gap
from desktop.services.meetings.keep_draft import MINUTES
from desktop.services.meetings.late_entry import Noted
from desktop.services.meetings.run_meeting import RunningMeeting
from forms.language import Refused, Sentence

BEAT = 10_000
"""Milliseconds between two signs of life: so much time may be lost without being told."""
ENDS_A_COUNT = (a.CountHands, a.CountBallots, a.CountRollCall, a.CountElection, a.Acclaim, a.AbandonPoll)
"""After these the draft of the count is no longer needed."""


class Doing(QObject):
    """One meeting at a time. `state` is on disk; it is None while the meeting is being opened."""

    found = Signal(object)
    """`Opened`: the meeting was read, and nothing of it has been drawn."""
    opened = Signal(object)
    """The same; its state has been drawn."""
    drawn = Signal(object)
    """A `HallState` to show."""
    done = Signal(object)
    """The action that was asked for by `do`; what it made of the meeting has been drawn."""
    refused = Signal(object)
    """A sentence: nothing was written."""
    lost = Signal(object)
    """The `Gap`s in which nothing was noted, and which nobody has answered."""
    answered = Signal(str)
    """The person of an action, before it is drawn or told why not."""
    known = Signal(object)
    """`Finders`: the index of names is ready."""
    worded = Signal(object)
    """(phrases, how it was written last time by item): what two keys put into the minutes."""
    taken_back = Signal(str)
    """The text of a line that was taken back."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.running: RunningMeeting | None = None
        self.state: HallState | None = None
        self.finders: Finders | None = None
        self._indexing: tuple[str, ...] = ()
        self.drafts = Drafts(self._keep, self)
        self._beaten = False
        self._heart = QTimer(self)
        self._heart.setInterval(BEAT)
        self._heart.timeout.connect(self._beat)
        self._heart.start()

    @property
    def meeting_id(self) -> str:
        """Of the meeting that runs; empty while none does."""
        return self.running.meeting_id if self.running is not None else ""

    def open(self, meeting: str) -> bool:
        """Read a meeting. True where it is another one than before: then nothing of that one stands here any more."""
        other = self.meeting_id != meeting
        if other:
            self.running, self.state, self.finders, self._indexing, self._beaten = None, None, None, (), False
        self._page.ask(open_meeting, meeting, then=self._opened)
        return other

    def do(self, action: a.AnyAction, moment: Moment | None = None) -> None:
        """One clerk action, on disk before it is shown. `moment` is given for what was kept on paper."""
        person = getattr(action, "person", "")
        work = act
        if isinstance(action, ENDS_A_COUNT):
            self.drafts.forget(COUNTING)
            work = decide_vote

        def then(state: HallState) -> None:
            self.answered.emit(person)
            self.draw(state)
            self.done.emit(action)

        def failed(why: Sentence) -> None:
            self.answered.emit(person)
            self.refused.emit(why)

        self._ask(work, action, moment, then=then, failed=failed)

    def late_entry(self, action: a.AnyAction, at: str) -> None:
        """What was kept on paper, with the time (HH:MM) that stands there: 补录."""
        if self.state is not None:
            self.do(action, Moment(f"{self.state.meeting.date}T{at}:00", "paper"))

    def key_in(self, noted: tuple[Noted, ...]) -> None:
        """A whole sheet that was kept on paper."""
        self.drafts.forget(SHEET)
        self._ask(key_in_sheet, noted)

    def undo(self) -> None:
        """Take back the last action that stands; of a line that is taken back the text is told."""
        last = self.state.evening.last if self.state is not None else None
        text = last.event.text if last is not None and isinstance(last.event, LineWritten) else ""

        def taken(state: HallState) -> None:
            self.draw(state)
            if text:
                self.taken_back.emit(text)

        self._ask(act, a.Undo(), then=taken)

    def take_back_coming(self) -> None:
        """The last coming or leaving, and nothing else."""
        self._ask(take_back_coming)

    def said(self, typed: str) -> Said | None:
        """Who said what was typed, and what; None where that was refused, which is told."""
        if self.state is None:
            return None
        try:
            return said(self.state.meeting, typed, self._who)
        except Refused as refused:
            self.refused.emit(refused.sentence)
            return None

    def whose(self, typed: str) -> str:
        """Name of whom the beginning of a line means, the initials read; empty where it has none or means several."""
        if self.state is None or not any(sign in typed[:LONGEST_BEGINNING] for sign in ":\uff1a"):
            return ""
        try:
            return self.state.meeting.label(said(self.state.meeting, typed, self._who).person)
        except Refused:
            return ""

    def write(self, line: Said, failed: Callable[[Sentence], object]) -> None:
        """A finished line; `failed` where it is not taken."""
        self.drafts.forget(MINUTES)
        self._ask(write, a.WriteLine(text=line.text, person=line.person), failed=failed)

    def draw(self, state: HallState) -> None:
        """Everything on the page comes from this state."""
        self.state = state
        self.drawn.emit(state)
        if not self._beaten:
            self._beat()
        self._index(state)

    def _ask(self, fn: Callable[..., Any], *args: Any, **answers: Any) -> Job | None:
        if self.running is None:
            return None
        answers.setdefault("then", self.draw)
        answers.setdefault("failed", self.refused.emit)
        return self._page.ask(fn, self.running, *args, **answers)

    def _opened(self, opened: Opened) -> None:
        self.running = opened.running
        self.found.emit(opened)
        self.draw(opened.state)
        self.opened.emit(opened)
        self.lost.emit(opened.lost)
        self._ask(wording, then=self.worded.emit, quiet=True)

    def minute_gap(self, gap: Gap) -> None:
        """The recorder wants the minutes to say that nothing was noted then."""

        def then(found: tuple[HallState, tuple[Gap, ...]]) -> None:
            state, left = found
            self.draw(state)
            self.lost.emit(left)

        self._ask(minute_gap, gap, then=then)

    def leave_gap(self, gap: Gap) -> None:
        """The minutes need not say so."""
        self._page.ask(alive.answered, self.meeting_id, gap, then=self.lost.emit)

    def look_at_clock(self) -> None:
        """The clock was put right: how long was it?"""
        self._page.ask(alive.look_again, self.meeting_id, then=self.lost.emit)

    def _beat(self) -> None:
        if not self._page.window().isVisible():
            return  # the window was closed: there is nothing more to be lost
        if self.state is not None and not self.state.sealed and alive.under_way(self.state.meeting):
            self._beaten = True
            session, meeting = self._page.session, self.meeting_id
            session.background.run(lambda: alive.mark_alive(session.desk(), meeting), owner=self)

    def _index(self, state: HallState) -> None:
        """Read the names anew when someone joined whom the index does not know."""
        people = (*state.meeting.eligible, *state.meeting.observers)
        if people != self._indexing:
            self._indexing = people
            self._ask(index, then=self._indexed, quiet=True)

    def _indexed(self, finders: Finders) -> None:
        self.finders = finders
        self.known.emit(finders)

    def _who(self, typed: str) -> list[str]:
        """Those whom initials or pinyin may mean: all who stand equally well, as far as the list goes."""
        if self.finders is None:
            return []
        return [person.id for person in self.finders.finder.find(typed, limit=2)]

    def _keep(self, field: str, text: str) -> None:
        if self.running is not None:
            session = self._page.session
            session.background.run(
                lambda: keep(session.desk(), session.meeting.id, text, field),
                then=session.saved,
                failed=self.refused.emit,
                owner=self,
            )
