"""Running one meeting: each clerk action is decided, written to the journal in one transaction, and only then shown."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop.domain import events as e
from desktop.domain.actions import AnyAction
from desktop.domain.case import ON_AGENDA
from desktop.domain.case import OPEN as CASE_OPEN
from desktop.domain.cases.invitation import Came
from desktop.domain.decide import decide
from desktop.domain.fold import Evening, fold, follow
from desktop.domain.late_entry import PAPER, decide_late
from desktop.domain.meeting import Meeting
from desktop.domain.presence import figures, figures_for, standing, unsettled
from desktop.domain.verdict import Verdict, judge
from desktop.services.cases.mediate import must_be_public
from desktop.services.cases.present import Invitation, in_the_hall, invitations
from desktop.services.desk import Desk
from forms.language import Refused, Sentence, refuse
from forms.rules import RuleSet

if TYPE_CHECKING:
    from desktop.storage.work import Work


class NotAll(Refused):
    """Of several actions the one at `place` (from 0) cannot be; none was done."""

    def __init__(self, place: int, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.place = place


@contextmanager
def _all_of_it_stays() -> Iterator[None]:
    """Of ten thousand events all is kept: looking for garbage among them would take longer than the fold itself."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class RunningMeeting:
    """The meeting on the screen: its evening as it stands on disk. One of these owns a meeting at a time."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        self._desk = desk
        with _all_of_it_stays(), desk.store.read() as work:
            row = work.meetings.get(meeting_id)
            self.evening: Evening = fold(meeting_id, work.journal.read(meeting_id))
        if row is None:
            raise refuse("找不到这次会议。它可能在另一台电脑上。")
        self.meeting_id = meeting_id
        self._row = row
        self.sealed = row.sealed_sequence is not None
        self._invited: tuple[tuple[str, ...], tuple[Invitation, ...]] | None = None
        meeting = self.evening.meeting
        self.rule: RuleSet = desk.pack.rule_set(meeting.rule, meeting.date, meeting.province)
        self._body = _body_of(desk, meeting)

    def do(self, action: AnyAction, moment: e.Moment | None = None) -> Evening:
        """One clerk action in one transaction. Raises Refused; then nothing was written and nothing changed.

        `moment` is given for what was kept on paper and is keyed in afterwards.
        """
        return self.do_all(((action, moment),))

    def do_all(self, wanted: Sequence[tuple[AnyAction, e.Moment | None]]) -> Evening:
        """Several clerk actions, each one to be undone for itself, in one transaction: all of them or none.

        Raises Refused, of more than one action with the place of the one that cannot be (`NotAll`).
        """
        if self.sealed:
            raise refuse("这次会议已经定稿，不能再改。发现错误请用更正。")
        after, entries = self.evening, list[e.Entry]()
        for place, (action, moment) in enumerate(wanted):
            try:
                after, more = self._decide(after, action, moment)
            except Refused as refused:
                if len(wanted) == 1:
                    raise
                raise NotAll(place, refused.sentence) from refused
            entries += more
        if not entries:
            return after
        with self._desk.store.work() as work:
            work.journal.append(self.meeting_id, entries)
            self._follow_cases(work, after, entries[0].moment)
            if after.meeting.stage != self.evening.meeting.stage:
                work.meetings.update(replace(self._row, state=after.meeting.stage))
        self.evening = after
        return after

    def _decide(
        self, evening: Evening, action: AnyAction, moment: e.Moment | None
    ) -> tuple[Evening, tuple[e.Entry, ...]]:
        first = evening.length + 1
        paper = moment.at if moment is not None and moment.clock == PAPER else ""
        events = decide_late(evening, action, self.rule, paper) if paper else decide(evening, action, self.rule)
        at = moment or self._desk.clock()
        entries = tuple(
            e.Entry(sequence=sequence, action=first, moment=at, event=event)
            for sequence, event in enumerate(events, first)
        )
        for entry in entries:
            evening = follow(evening, entry)
        return evening, entries

    def _follow_cases(self, work: Work, after: Evening, moment: e.Moment) -> None:
        """A case that came onto the agenda says so; one that was taken off is open again."""
        before = {item.case for item in self.evening.meeting.items if item.case}
        now = {item.case for item in after.meeting.items if item.case}
        for case_id in sorted(now - before):
            case = work.cases.get(case_id)
            if case is None:
                raise refuse("没有这个事项。请在“事项”里重新选择。")
            must_be_public(work, case)
            work.cases.update(replace(case, state=ON_AGENDA, meeting=self.meeting_id), moment.at)
        for case_id in sorted(before - now):
            case = work.cases.get(case_id)
            if case is not None:
                work.cases.update(replace(case, state=CASE_OPEN, meeting=""), moment.at)

    def standing(self) -> Verdict | Sentence:
        """The law's answer about presence now, or why there is none yet."""
        return standing(self.evening.meeting, self.rule)

    def came(self) -> tuple[Came, ...]:
        """Of each case on the agenda: whether those who must be there are in the hall now."""
        meeting = self.evening.meeting
        cases = tuple(item.case for item in meeting.items if item.case)
        if self._invited is None or self._invited[0] != cases:
            with self._desk.store.read() as work:
                self._invited = (cases, invitations(self._desk, work, meeting))
        return in_the_hall(meeting, self._invited[1])

    def composition(self) -> Verdict | None:
        """Whether the body is made up as the law asks; None where it does not ask, or what is asked is not counted here."""
        meeting = self.evening.meeting
        if self._body is None or unsettled(meeting, self.rule) is not None:
            return None
        try:
            return judge(self._body, figures_for(self._body, figures(meeting)))
        except Refused:
            return None


def _body_of(desk: Desk, meeting: Meeting) -> RuleSet | None:
    """The rule of who takes part that the meeting's procedure names for a meeting by this rule set."""
    procedure = desk.pack.procedures.get(meeting.procedure)
    for stage in procedure.stages if procedure is not None else ():
        meets = stage.meets
        if meets is not None and meets.composition and meeting.rule in meets.rules:
            try:
                return desk.pack.rule_set(meets.composition, meeting.date, meeting.province)
            except Refused:
                return None  # no version of it holds on that day
    return None
