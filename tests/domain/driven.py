"""What the machines share: a hall without storage, where things are done or refused with a sentence, a second an action."""

from __future__ import annotations

from hypothesis.stateful import RuleBasedStateMachine

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import decide
from desktop.domain.fold import Evening, follow, start
from desktop.domain.late_entry import PAPER, decide_late
from desktop.domain.meeting import Meeting
from forms.language import Refused
from forms.rules import RuleSet
from tests.domain.evenings import DAY
from tests.law import rule_set


class Driven(RuleBasedStateMachine):
    in_force: RuleSet
    evening: Evening
    entries: list[e.Entry]
    second: int

    def plan(self, rule: str, attendees: tuple[e.Attendee, ...]) -> None:
        """A meeting under this rule set, with its list; the first action of all."""
        self.in_force = rule_set(rule, DAY)
        self.evening, self.entries, self.second = start("m1"), [], 0
        planned = e.MeetingPlanned(title="会议", procedure=rule, rule=rule, date=DAY)
        self.write((planned, e.EligibleListed(attendees=attendees)))

    @property
    def meeting(self) -> Meeting:
        return self.evening.meeting

    def time(self, second: int) -> str:
        return f"{DAY}T{19 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"

    def write(self, events: tuple[e.AnyEvent, ...], at: str = "") -> None:
        """`at` of what was read off a sheet."""
        self.second += 1
        moment = e.Moment(at, PAPER) if at else e.Moment(self.time(self.second))
        first = self.evening.length + 1
        for sequence, event in enumerate(events, first):
            entry = e.Entry(sequence=sequence, action=first, moment=moment, event=event)
            self.entries.append(entry)
            self.evening = follow(self.evening, entry)

    def done(self, action: a.AnyAction, at: str = "") -> bool:
        """Whether it was done; else it was refused with a sentence, and nothing has changed."""
        before = self.evening
        decided = self._decided(action, at)
        if isinstance(decided, str):
            assert self.evening is before
            assert decided.endswith(("。", "？", "！", "请核对", "。）")), decided
            return False
        self.write(decided, at)
        return True

    def _decided(self, action: a.AnyAction, at: str) -> tuple[e.AnyEvent, ...] | str:
        """The events, or the sentence that refuses."""
        try:
            if at:
                return decide_late(self.evening, action, self.in_force, at)
            return decide(self.evening, action, self.in_force)
        except Refused as refused:
            return str(refused.sentence)

    def step(self, action: a.Undo | a.Redo) -> None:
        self.write(decide(self.evening, action, self.in_force))
