"""From an action to the events that it becomes, or a refusal. Pure: what is decided depends on what is passed in."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain.decide import agenda, elections, floor, minutes, polls, proxies, roll, ways
from desktop.domain.decide.require import Decider
from desktop.domain.events import AnyEvent, Restored, Retracted
from desktop.domain.fold import Evening
from forms.language import refuse
from forms.rules import RuleSet

_DECIDERS: dict[type, Decider] = {
    **roll.DECIDERS,
    **proxies.DECIDERS,
    **agenda.DECIDERS,
    **floor.DECIDERS,
    **polls.DECIDERS,
    **ways.DECIDERS,
    **elections.DECIDERS,
    **minutes.DECIDERS,
}


def decide(evening: Evening, action: a.AnyAction, rule: RuleSet) -> tuple[AnyEvent, ...]:
    """The events of one clerk action, in order. Raises Refused; then nothing has happened.

    New things are named after the sequence of the journal entry that makes them, which is unique in a meeting.
    """
    if isinstance(action, a.Undo):
        return _undo(evening)
    if isinstance(action, a.Redo):
        return _redo(evening)
    return _DECIDERS[type(action)](evening.meeting, action, rule, evening.length + 1)


def _undo(evening: Evening) -> tuple[AnyEvent, ...]:
    if evening.last is None or evening.last.previous is None:
        raise refuse("没有可以撤销的操作。现在就可以接着往下做。")
    return (Retracted(action=evening.last.action),)


def _redo(evening: Evening) -> tuple[AnyEvent, ...]:
    if evening.undone is None:
        raise refuse("没有可以重做的操作。撤销以后又做了别的，就请重新做一遍。")
    return (Restored(action=evening.undone.step.action),)
