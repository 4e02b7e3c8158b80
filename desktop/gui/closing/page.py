"""会后: eight steps on one page, with one next thing to do at the bottom right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desktop.domain import actions as a
from desktop.domain.meeting import CONFIRMED
from desktop.gui.closing.absent import AbsentPane
from desktop.gui.closing.edit import EditPane
from desktop.gui.closing.objections import ObjectPane
from desktop.gui.closing.papers import ClosingPapers, ScanPane, papers
from desktop.gui.closing.pile import faults_listed, in_words, reading, sort_pile
from desktop.gui.closing.read_back import ReadPane
from desktop.gui.closing.sealing import SealPane
from desktop.gui.closing.sign.pane import SignPane
from desktop.gui.closing.state import (
    ABSENT,
    EDIT,
    NAMES,
    OBJECT,
    PRINT,
    READ,
    SCAN,
    SEAL,
    SIGN,
    ClosingState,
    done,
    look_back,
    next_step,
)
from desktop.gui.closing.verbs import Asked, verb, way_to_seal
from desktop.gui.closing.work import Opened, act, correct, keep_drawing, keep_ink, keep_mark, seal
from desktop.gui.hall.people import Finders
from desktop.gui.hall.style import hall_style
from desktop.gui.hall_state import headline
from desktop.gui.navigation import Pages
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.layouts import Tall
from desktop.gui.parts.page import Page
from desktop.gui.prepare.steps import Steps
from desktop.gui.session import Session
from desktop.gui.theme import px
from desktop.gui.words import _, show
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.papers.attach_scan import attach_scan
from desktop.services.papers.bind_scans import Pile
from desktop.services.papers.sign_paper import text_to_sign
from forms.language import Sentence

PAPER = 860
"""Width of the page on the screen, in px at scale 1: readable, and half of it in sight at once."""


class ClosingPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setStyleSheet(hall_style())
        self.running: RunningMeeting | None = None
        self.state: ClosingState | None = None
        self.steps = Steps([show(name) for name in NAMES], self.turn)
        self.edit = EditPane()
        self.absent = AbsentPane()
        self.read = ReadPane()
        self.objections = ObjectPane()
        self.seal = SealPane()
        self.sign = SignPane()
        self.papers = ClosingPapers(self, papers())
        self.papers.view.setMaximumWidth(px(PAPER))
        self.scans = ScanPane()
        self.panes = Pages()
        steps = (self.edit, self.absent, self.read, self.objections, self.seal, self.sign, self.papers, self.scans)
        for pane in steps:
            self.panes.addWidget(Tall(pane))
        self.body.addWidget(self.steps)
        self.body.addWidget(self.panes, 1)
        self.other = BigButton("", self._other)
        self.main = BigButton("", self._main, kind="main")
        self.print_row = self.papers.printing.row()
        for part in (self.print_row, self.other, self.main):
            self.foot.addWidget(part)
        for pane in (self.edit, self.absent, self.objections):
            pane.act.connect(self.do)
            pane.undo.connect(self.undo)
        self.objections.told.connect(self.notice.tell)
        self.sign.wanted.connect(self._show_text)
        self.sign.drawn.connect(partial(self._ask, keep_drawing))
        self.sign.inked.connect(partial(self._ask, keep_ink))
        self.sign.marked.connect(partial(self._ask, keep_mark))
        self.papers.printing.recorded.connect(lambda _printed: self._look_again())
        self.seal.correct.correct.connect(self._correct)
        self.read.turned.connect(self._say_next)
        self.scans.attach.connect(self._attach)
        self.scans.sort.connect(self._sort)

    def shown(self, meeting: object = "", **args: object) -> None:
        """`meeting` is the id; without one, the meeting that the pages work on."""
        wanted = str(meeting) if meeting else self.session.meeting.id
        self.session.meeting.id = wanted
        self.seal.asked = False
        self.ask(Opened, wanted, then=self._opened)

    @property
    def step(self) -> int:
        return self.panes.currentIndex()

    def turn(self, step: int) -> None:
        """Show a step; what cannot be done there yet says why."""
        self.notice.clear()
        self.seal.asked = False
        self.panes.setCurrentIndex(step)
        self.steps.mark(step)
        if step == PRINT and self.state is not None:
            self.papers.show_meeting(self.state.meeting.id)
        if self.state is not None:
            self.seal.draw(self.state)
        if step == SIGN:
            self.sign.look()
        self._say_next()
        focus = {
            EDIT: self.edit.field,
            ABSENT: self.absent.table,
            READ: self.read,
            OBJECT: self.objections.field.line,
            SIGN: self.sign.text,
            SCAN: self.scans.table,
        }
        (focus.get(step) or self.main).setFocus()

    def do(self, action: a.AnyAction) -> None:
        """One clerk action, on disk before it is shown."""
        self._ask(act, action, then=lambda state: self._done(state, action))

    def undo(self) -> None:
        """Take back the last action that stands; after sealing nothing can be."""
        self._ask(act, a.Undo())

    def _ask(self, fn: Callable[..., Any], *args: Any, **answers: Any) -> None:
        if self.running is not None:
            answers.setdefault("then", self._draw)
            self.ask(fn, self.running, *args, **answers)

    def _opened(self, opened: Opened) -> None:
        self.running = opened.running
        self._know(opened.finders)
        self._draw(opened.state)
        self.turn(next_step(opened.state))

    def _know(self, finders: Finders) -> None:
        self.objections.know(finders)
        self.sign.know(finders)

    def _draw(self, state: ClosingState) -> None:
        self.state = state
        self.title(_("{title}（已定稿）", title=state.meeting.title) if state.sealed else show(headline(state.meeting)))
        for pane in (self.edit, self.absent, self.read, self.objections, self.seal, self.sign, self.papers, self.scans):
            pane.draw(state)
        self.steps.done(done(state))
        hall = state.hall
        self.session.saved(hall.saved_at)
        if hall.undoable is not None and not state.sealed:
            self.session.undo(show(hall.undoable), self.undo)
        else:
            self.session.undo()
        lacking = state.fallen or (None if state.sealed else next(iter(state.missing), None))
        self.session.missing(show(lacking) if lacking is not None else "")
        self._say_next()

    def _done(self, state: ClosingState, action: a.AnyAction) -> None:
        self._draw(state)
        if isinstance(action, a.WriteLine | a.AmendLine):
            self.edit.done()
        elif isinstance(action, a.NoteAbsence):
            self.absent.done()
        elif isinstance(action, a.Object):
            self.objections.done()
        elif isinstance(action, a.ReadBack):
            self.turn(OBJECT)
        elif isinstance(action, a.ConfirmMinutes):
            self.turn(SEAL)

    def _say_next(self) -> None:
        """The verb on the one button, and what may be chosen instead."""
        if self.state is None:
            return
        asked = Asked(self.step, absent=bool(self.absent.absent), last=self.read.last)
        self.main.rename(verb(self.state, asked))
        lacking = bool(self.state.missing) and way_to_seal(self.state) == SEAL
        self.main.setEnabled(self.step != SEAL or self.state.sealed or not lacking)
        self.print_row.setVisible(self.step == PRINT)
        self.other.setVisible(self.step == SEAL and self.seal.asked)
        self.other.rename(_("再看看"))

    def _main(self) -> None:
        if self.state is None:
            return
        meeting = self.state.meeting
        if self.step == EDIT:
            self.turn(ABSENT if self.absent.absent else READ)
        elif self.step == ABSENT:
            self.turn(READ)
        elif self.step == READ:
            self._read_on()
        elif self.step == OBJECT:
            if meeting.stage == CONFIRMED or self.state.sealed:
                self.turn(SEAL)
            else:
                self.do(a.ConfirmMinutes())
        elif self.step == SEAL:
            self._seal()
        elif self.step == SIGN:
            self.turn(PRINT)
        elif self.step == PRINT:
            self._print()
        else:
            self.session.go("upload")

    def _read_on(self) -> None:
        assert self.state is not None
        if not self.read.last:
            self.read.turn(1)
            self.main.setFocus()
        elif self.state.meeting.read_back_at:
            self.turn(OBJECT)
        else:
            self.do(a.ReadBack(by=self.state.meeting.recorder))

    def _print(self) -> None:
        assert self.state is not None
        if self.state.sealed and not self.state.minutes:
            self.papers.choose("minutes")
            self.papers.print.click()
        else:
            self.turn(SCAN)

    def _seal(self) -> None:
        """Asked once more, for it cannot be taken back."""
        assert self.state is not None
        if self.state.sealed:
            self.turn(SIGN)
        elif self.state.missing:
            self.turn(way_to_seal(self.state))
        elif not self.seal.asked:
            self.seal.asked = True
            self.seal.draw(self.state)
            self._say_next()
            self.other.setFocus()
        else:
            self._ask(seal, then=self._sealed)

    def _other(self) -> None:
        self.turn(EDIT)

    def _sealed(self, opened: Opened) -> None:
        self.running = opened.running
        self._draw(opened.state)
        self.turn(SIGN)
        self.session.archive()

    def _correct(self, *written: str) -> None:
        self._ask(correct, *written, then=self._corrected)

    def _corrected(self, state: ClosingState) -> None:
        self.seal.correct.done()
        self._draw(state)
        self.notice.tell(_("更正已定稿。请到“打印”打印更正，签名后跟原记录放在一起。"), "good")

    def _look_again(self) -> None:
        self._ask(look_back, quiet=True)

    def _sort(self, files: list[str]) -> None:
        """A pile takes a second a page and more; the meeting can be worked on meanwhile."""
        if self.scans.job is None:
            self.scans.list_faults("")
            self.scans.working(
                self.send(
                    sort_pile,
                    [Path(file) for file in files],
                    then=self._sorted,
                    failed=self._not_sorted,
                    progress=lambda through: self.notice.tell(reading(len(files), *through), "good"),
                )
            )

    def _sorted(self, pile: Pile) -> None:
        self.scans.working(None)
        self.scans.list_faults(faults_listed(pile))
        self.notice.tell(in_words(pile), "good" if pile.bound and not pile.told else "warning")
        self._look_again()

    def _not_sorted(self, why: Sentence) -> None:
        self.scans.working(None)
        self.notice.tell(why)

    def _attach(self, print_id: str, file: str) -> None:
        self.send(attach_scan, print_id, Path(file), then=lambda _sealed: self._look_again())

    def _show_text(self, paper: str) -> None:
        """The text that is signed, as it is on disk now."""
        if self.state is not None:
            self.ask(text_to_sign, self.state.meeting.id, paper, then=self.sign.show_text, quiet=True)
