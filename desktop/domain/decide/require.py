"""What many actions ask first: is the meeting at the right stage, is there such a person or item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.domain.events import AnyEvent
from desktop.domain.meeting import ADJOURNED, CONFIRMED, OPEN, PLANNED, Item, Meeting
from forms.language import Sentence, refuse
from forms.rules import RuleSet

Decider = Callable[[Meeting, Any, RuleSet, int], tuple[AnyEvent, ...]]
"""(meeting, action, rule set, sequence of the next journal entry) → events, or Refused."""


def before_confirmation(meeting: Meeting) -> None:
    if meeting.stage == CONFIRMED:
        raise refuse("会议记录已经确认，不能再改。如需改动，请先撤销确认，定稿以后请用更正。")


def in_session(meeting: Meeting) -> None:
    """The meeting was opened and has not ended."""
    before_confirmation(meeting)
    if meeting.stage == PLANNED:
        raise refuse("会议还没有开始。请先点“宣布开会”。")
    if meeting.stage == ADJOURNED:
        raise refuse("会议已经散会。如果散会点错了，请先撤销“宣布散会”。")


def not_ended(meeting: Meeting) -> None:
    before_confirmation(meeting)
    if meeting.stage == ADJOURNED:
        raise refuse("会议已经散会。如果散会点错了，请先撤销“宣布散会”。")


def ended(meeting: Meeting) -> None:
    before_confirmation(meeting)
    if meeting.stage in (PLANNED, OPEN):
        raise refuse("会议还没有散会。请先点“宣布散会”。")


def known(meeting: Meeting, person: str) -> str:
    """The person's label. Raises where nobody of this meeting has this id."""
    label = meeting.label(person)
    if not label:
        raise refuse("这个人不在本次会议的名单上。不是应到人员的，请登记为列席。")
    return label


def present(meeting: Meeting, person: str) -> str:
    """The label of someone who is in the hall."""
    label = known(meeting, person)
    presence = meeting.presence.get(person)
    if presence is None or not presence.inside:
        raise refuse("{name} 还没有签到或已经离场。请先签到。", name=label)
    return label


def item(meeting: Meeting, item_id: str) -> Item:
    found = meeting.item(item_id)
    if found is None:
        raise refuse("议程里没有这一项。请从议程中选择。")
    return found


def words(text: str, what: Sentence) -> str:
    """The text without blanks around it. Raises where nothing is left."""
    text = text.strip()
    if not text:
        raise refuse("{what}不能空着。请填写后再继续。", what=what)
    return text
