"""When a device calls its county: a slot of its own in the days of the month's end, and the calls after it.

The slot follows from the village's code and the device's id, so that nobody has to give it out; the county may move it. A
failure never adds a call: what failed is done at the next call that would have been made anyway. Only the county's own word
(`Retry-After`) puts another time in the place of the next call. Times are the county's,
ISO without a zone; a village's own clock is corrected by what the county last said (`desktop.sync.calls`).
"""

from __future__ import annotations

import calendar
import hashlib
from datetime import datetime, timedelta

from msgspec import Struct

EVERY = 120
"""Minutes between the calls of one day while the month's end lasts."""


class Slot(Struct, frozen=True):
    """A day of the month (the last one where the month is shorter) and a minute of that day."""

    day: int
    minute: int

    @property
    def clock(self) -> str:
        """20:10"""
        return f"{self.minute // 60:02d}:{self.minute % 60:02d}"


class Window(Struct, frozen=True):
    """The days in which a county wants the month to be delivered, and the hours of these days, in minutes."""

    first_day: int = 25
    last_day: int = 28
    start: int = 8 * 60
    end: int = 22 * 60

    @property
    def sound(self) -> bool:
        """Whether there is a minute in it."""
        return 1 <= self.first_day <= self.last_day <= 31 and 0 <= self.start < self.end <= 24 * 60


class Plan(Struct, frozen=True):
    """What a head of the county says of calling: the slot of this device and the window that it lies in."""

    slot: Slot
    window: Window = Window()


def slot_of(village: str, device: str, window: Window) -> Slot:
    """Where this device stands in the window: spread evenly, and the same on both sides. Slots lie in the first three
    quarters of each day's hours; the last one is for what did not get through."""
    days, minutes = window.last_day - window.first_day + 1, max(1, (window.end - window.start) * 3 // 4)
    drawn = int.from_bytes(hashlib.sha256(f"yishitang slot 1\n{village} {device}".encode()).digest()[:8], "big")
    place = drawn * days * minutes >> 64
    return Slot(window.first_day + place // minutes, window.start + place % minutes)


def calls_on(day: datetime, plan: Plan) -> list[datetime]:
    """The calls of one day: one at the minute of the slot; in the days from the slot to the window's end, one every two
    hours from then on, so that what did not get through has its next chance."""
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    longest = calendar.monthrange(day.year, day.month)[1]
    first, last = min(plan.slot.day, longest), min(max(plan.window.last_day, plan.slot.day), longest)
    end = max(plan.window.end, plan.slot.minute + 1) if first <= day.day <= last else plan.slot.minute + 1
    return [midnight + timedelta(minutes=minute) for minute in range(plan.slot.minute, end, EVERY)]


def next_call(after: datetime, plan: Plan) -> datetime:
    """The first call later than `after`."""
    day = after
    while True:
        found = next((call for call in calls_on(day, plan) if call > after), None)
        if found is not None:
            return found
        day = day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def moved_call(now: datetime, again_in: int, chance: float) -> datetime:
    """The call that the county asked for with `Retry-After`, in place of the next one: not earlier, and a random part later,
    so that those who were sent away together do not come back together."""
    return now + timedelta(seconds=again_in + round(chance * min(again_in / 4, 900)))
