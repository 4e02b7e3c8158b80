"""When this PC calls its county by itself: at its slot, and at the calls after it; a failure adds none.

Times here are the county's (China has one). The PC's clock is corrected by what the county last said, and where it jumps, the
next call is reckoned anew; a person may call at any time.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from desktop.storage.store import Store
from desktop.sync.down import DOWN, DownState
from desktop.sync.enrol import ENROLMENT
from desktop.sync.outcome import Outcome
from desktop.wire.enrolment import Enrolment
from desktop.wire.slots import Plan, Window, moved_call, next_call, slot_of
from forms.language import Sentence, say

CALLS = "calls"
"""Name of the setting."""
ZONE = timedelta(hours=8)
_FAR = timedelta(days=32)
"""No call lies further ahead: a clock that was put back by years is seen by it."""


class Calls(Struct, frozen=True):
    next_at: str = ""
    """The county's time of the next call; empty: not reckoned yet."""
    moved: bool = False
    """Whether the county named that time."""
    ended_at: str = ""
    """When the last call ended, by the clock of this PC."""
    trouble: Sentence | None = None
    """Why it did not bring everything through."""


class Due(Struct, frozen=True, kw_only=True):
    due: bool
    at: str
    """The county's time of the next call, or of the one that is due."""
    plan: Plan
    here: str
    """The county's time now."""
    moved: bool = False

    @property
    def sentence(self) -> Sentence:
        """这台电脑的上报时间：28 日 20:10"""
        return say("这台电脑的上报时间：{day} 日 {time}", day=self.plan.slot.day, time=self.plan.slot.clock)

    @property
    def waits(self) -> Sentence:
        """Until when things wait if nobody presses the button, and why."""
        when = say("十分钟以内") if self.due else _when(self.at, self.here)
        if self.moved and not self.due:
            return say("县里正忙，请本机{when}再来；到时程序自己接着传，也可以现在再试。", when=when)
        return say("程序开着的话，{when}自己上报；各村的时间错开，免得都挤在一起。也可以现在就传。", when=when)


def plan_of(enrolment: Enrolment, state: DownState) -> Plan:
    """What the county last said, or what follows from the village's code."""
    window = Window()
    return state.plan or Plan(slot_of(enrolment.village, enrolment.device, window), window)


def county_time(state: DownState, now: str) -> datetime:
    """The county's time, when this PC's clock shows `now`: as far as the two were apart when the county was last heard."""
    here = datetime.fromisoformat(now).replace(tzinfo=None)
    if not state.at or not state.received_at:
        return here
    heard = datetime.fromisoformat(state.at).replace(tzinfo=None) + ZONE
    return here + (heard - datetime.fromisoformat(state.received_at).replace(tzinfo=None))


def _when(at: str, here: str) -> Sentence:
    """今天 20:10"""
    days = (datetime.fromisoformat(at).date() - datetime.fromisoformat(here).date()).days
    if days in (0, 1):
        return say("明天 {time} ", time=at[11:16]) if days else say("今天 {time} ", time=at[11:16])
    return say("{month} 月 {day} 日 {time} ", month=int(at[5:7]), day=int(at[8:10]), time=at[11:16])


def due_of(calls: Calls, plan: Plan, here: datetime) -> Due:
    """How things stand at the county's time `here`. Where no call was reckoned, or it lies too far ahead, it is now."""
    at = datetime.fromisoformat(calls.next_at) if calls.next_at else None
    if at is None or at - here > _FAR:
        at, calls = next_call(here, plan), Calls()
    now = here.isoformat(timespec="minutes")
    return Due(due=at <= here, at=at.isoformat(timespec="minutes"), plan=plan, here=now, moved=calls.moved)


def when_due(store: Store, now: str) -> Due | None:
    """Whether a call is due; None where this PC is not enrolled. The next call is reckoned once, and then kept."""
    with store.work() as work:
        enrolment = work.settings.get(ENROLMENT, Enrolment)
        if enrolment is None:
            return None
        state = work.settings.get(DOWN, DownState) or DownState()
        calls = work.settings.get(CALLS, Calls) or Calls()
        due = due_of(calls, plan_of(enrolment, state), county_time(state, now))
        if due.at != calls.next_at[:16]:
            work.settings.put(CALLS, msgspec.structs.replace(calls, next_at=f"{due.at}:00", moved=due.moved))
    return due


def called(store: Store, now: str, *, again_in: int = 0, chance: Callable[[], float] = random.random) -> str:
    """A call is being made, or was sent away with `again_in` seconds; answers when the next one is.

    Kept before the call is made: one that fails, or a PC that goes out in the middle, does not call again before that.
    """
    with store.work() as work:
        enrolment = work.settings.get(ENROLMENT, Enrolment)
        if enrolment is None:
            return ""
        state = work.settings.get(DOWN, DownState) or DownState()
        plan, here = plan_of(enrolment, state), county_time(state, now)
        at = moved_call(here, again_in, chance()) if again_in else next_call(here, plan)
        shown = at.isoformat(timespec="seconds")
        calls = work.settings.get(CALLS, Calls) or Calls()
        work.settings.put(CALLS, msgspec.structs.replace(calls, next_at=shown, moved=bool(again_in)))
    return shown


def ended(store: Store, now: str, outcome: Outcome) -> None:
    """A call has ended, whoever made it. When the next one is follows from what the county said in it: a person who calls
    in between adds none, and a time that the county named still holds where she did not get through."""
    due = when_due(store, now)
    if outcome.again_in or outcome.complete or (due is not None and not due.moved):
        called(store, now, again_in=outcome.again_in)
    with store.work() as work:
        calls = work.settings.get(CALLS, Calls) or Calls()
        work.settings.put(CALLS, msgspec.structs.replace(calls, ended_at=now, trouble=outcome.trouble))
