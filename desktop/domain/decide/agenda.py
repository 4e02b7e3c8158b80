"""The agenda: its items, their order, which one is open, and what became of each."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.require import Decider
from desktop.domain.meeting import ITEM_STATES, Meeting
from forms.language import refuse, say
from forms.rules import RuleSet

Events = tuple[e.AnyEvent, ...]


def add(meeting: Meeting, action: a.AddItem, rule: RuleSet, sequence: int) -> Events:
    require.not_ended(meeting)
    title = require.words(action.title, say("议题名称"))
    added = e.ItemAdded(
        item=f"i{sequence}",
        title=title,
        text=action.text.strip(),
        case=action.case,
        minutes=_minutes(action.minutes),
    )
    return (added,)


LONGEST_ITEM = 600
"""Minutes; what is longer was mistyped."""


def _minutes(minutes: int) -> int:
    if not 0 <= minutes <= LONGEST_ITEM:
        raise refuse("一项议题预计 {n} 分钟不对，请填 0 到 {most} 之间的分钟数。", n=minutes, most=LONGEST_ITEM)
    return minutes


def plan_minutes(meeting: Meeting, action: a.PlanMinutes, rule: RuleSet, _: int) -> Events:
    require.not_ended(meeting)
    require.item(meeting, action.item)
    return (e.ItemTimed(item=action.item, minutes=_minutes(action.minutes)),)


def _untouched(meeting: Meeting, item: str) -> None:
    require.not_ended(meeting)
    found = require.item(meeting, item)
    if found.state != "pending":
        raise refuse("“{title}”已经开始审议，不能再移动或删除。不再议的，请在“别的结果”里点“撤回本项”。", title=found.title)


def move(meeting: Meeting, action: a.MoveItem, rule: RuleSet, _: int) -> Events:
    _untouched(meeting, action.item)
    if not 1 <= action.place <= len(meeting.items):
        raise refuse("议程一共 {n} 项，没有第 {place} 项。请移到 1 到 {n} 之间。", n=len(meeting.items), place=action.place)
    return (e.ItemMoved(item=action.item, place=action.place),)


def remove(meeting: Meeting, action: a.RemoveItem, rule: RuleSet, _: int) -> Events:
    _untouched(meeting, action.item)
    return (e.ItemRemoved(item=action.item),)


def give_notice(meeting: Meeting, action: a.GiveNotice, rule: RuleSet, _: int) -> Events:
    require.before_confirmation(meeting)
    if action.date > meeting.date:
        raise refuse("通知日期 {date} 晚于开会日期 {meeting}。请改正日期。", date=action.date, meeting=meeting.date)
    return (e.NoticeGiven(date=action.date),)


def open_item(meeting: Meeting, action: a.OpenItem, rule: RuleSet, _: int) -> Events:
    """Opening an item closes the one before it."""
    require.in_session(meeting)
    wanted = require.item(meeting, action.item)
    if wanted.state == "open":
        raise refuse("“{title}”正在审议，不用再打开。要换一项，请点别的议题。", title=wanted.title)
    current = meeting.current
    closing = close(meeting, a.CloseItem(), rule, 0) if current is not None else ()
    return (*closing, e.ItemOpened(item=action.item))


def close(meeting: Meeting, action: a.CloseItem, rule: RuleSet, _: int) -> Events:
    require.in_session(meeting)
    current = meeting.current
    if current is None:
        raise refuse("现在没有正在审议的议题。请先打开一项。")
    if meeting.poll is not None:
        raise refuse("“{question}”还没有计票。请先计票或取消这次表决。", question=meeting.poll.question)
    state = action.state or _outcome(meeting, current.id)
    if state not in ITEM_STATES[2:]:
        raise refuse("没有“{state}”这种处理结果。可以是：通过、修改后通过、未通过、已听取、改期、撤回。", state=state)
    last = _last_passed(meeting, current.id)
    if state in ("accepted", "amended") and last is False:
        raise refuse("“{title}”的表决没有通过，不能记为通过。请记为未通过，或再次表决。", title=current.title)
    text = action.text.strip()
    if state == "amended":
        text = require.words(text, say("修改后的内容"))
    elif text:
        raise refuse("只有“修改后通过”才写修改后的内容。请改选“修改后通过”，或把内容删去。")
    return (e.ItemClosed(item=current.id, state=state, text=text),)


def _last_passed(meeting: Meeting, item: str) -> bool | None:
    """Whether the last vote on the item passed (an election: whether all seats were filled); None where there was none."""
    decided = [poll for poll in meeting.polls if poll.item == item and poll.verdict is not None]
    if not decided:
        return None
    last = decided[-1]
    assert last.verdict is not None
    return len(last.elected) == last.seats if last.seats else last.verdict.passed


def _outcome(meeting: Meeting, item: str) -> str:
    passed = _last_passed(meeting, item)
    return "noted" if passed is None else "accepted" if passed else "refused"


DECIDERS: dict[type, Decider] = {
    a.AddItem: add,
    a.PlanMinutes: plan_minutes,
    a.MoveItem: move,
    a.RemoveItem: remove,
    a.GiveNotice: give_notice,
    a.OpenItem: open_item,
    a.CloseItem: close,
}
