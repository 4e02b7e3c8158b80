"""When this PC calls its county by itself: at its slot, and at the calls after it; a failure adds none.

Times here are the county's (China has one). The PC's clock is corrected by what the county last said, and where it jumps, the
next call is reckoned anew; a person may call at any time.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from desktop.storage.store import Store
from desktop.sync.down import DOWN, DownState
from desktop.sync.enrol import ENROLMENT
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


class Due(Struct, frozen=True, kw_only=True):
    due: bool
    at: str
    """The county's time of the next call, or of the one that is due."""
    plan: Plan

    @property
    def sentence(self) -> Sentence:
        """这台电脑的上报时间：28 日 20:10"""
        return say("这台电脑的上报时间：{day} 日 {time}", day=self.plan.slot.day, time=self.plan.slot.clock)


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


def when_due(store: Store, now: str) -> Due | None:
    """Whether a call is due; None where this PC is not enrolled. The next call is reckoned once, and then kept."""
    with store.work() as work:
        enrolment = work.settings.get(ENROLMENT, Enrolment)
        if enrolment is None:
            return None
        state = work.settings.get(DOWN, DownState) or DownState()
        calls = work.settings.get(CALLS, Calls) or Calls()
        plan, here = plan_of(enrolment, state), county_time(state, now)
        at = datetime.fromisoformat(calls.next_at) if calls.next_at else None
        if at is None or at - here > _FAR:
            at = next_call(here, plan)
            work.settings.put(CALLS, Calls(at.isoformat(timespec="seconds")))
    return Due(due=at <= here, at=at.isoformat(timespec="minutes"), plan=plan)


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
        work.settings.put(CALLS, Calls(shown))
    return shown
