"""What a full server tells those whom it sends away: each another time, in the order in which it can serve them.

One constant `Retry-After` would bring all of them back at once. Here each one who is sent away is given the next free place,
reckoned from how quickly places have been given to newcomers of late.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

LEAST = 30
"""Seconds; nobody is told to come back sooner."""
MOST = 4 * 3600
SHARE = 16
"""Places that one device has at most: a round makes one request at a time, and one whose line broke without a word keeps its
place until the silence is noticed. All who are not known yet have one share together."""
_LONGEST = 600.0
"""Seconds between two newcomers; a quiet night says nothing about a full house."""
_SHARE = 1.25
"""A fifth of the room is kept for those who come at their own time."""
_KEPT = 100_000
"""Appointments that are remembered; whoever claims more devices than that only drives out his own."""


class Crowd:
    """Of one server with `at_once` places."""

    def __init__(self, at_once: int, monotonic: Callable[[], float], expected: float = 5.0) -> None:
        self._monotonic = monotonic
        self._gap = expected / max(at_once, 1)
        """Seconds between two newcomers who get a place, of late."""
        self._last: float | None = None
        self._promised = 0.0
        """When the last one who was sent away may come."""
        self._appointments: dict[str, float] = {}
        self._places: Counter[str] = Counter()

    def takes(self, device: str) -> bool:
        """Whether this device, which has proved who it is, gets one more place; empty for somebody who is not known."""
        if self._places[device] >= SHARE:
            return False
        self._places[device] += 1
        return True

    def leaves(self, device: str) -> None:
        """One of its places is free again."""
        self._places[device] -= 1
        if not self._places[device]:
            del self._places[device]

    def expected(self, device: str) -> bool:
        """Whether this device was sent away and comes at its time, or after it."""
        return self._appointments.get(device, float("inf")) <= self._monotonic()

    def admitted(self, device: str) -> None:
        """Somebody who comes to begin got a place."""
        self._appointments.pop(device, None)
        now = self._monotonic()
        if self._last is not None:
            self._gap += (min(now - self._last, _LONGEST) - self._gap) / 20
        self._last = now

    def come_back(self, device: str) -> int:
        """Seconds after which there is room for this device. Who came at his time and found none need not queue again."""
        now = self._monotonic()
        if self.expected(device):
            return LEAST
        self._promised = min(max(self._promised, now) + _SHARE * self._gap, now + MOST)
        wait = LEAST + round(self._promised - now)
        if len(self._appointments) >= _KEPT:
            del self._appointments[next(iter(self._appointments))]
        self._appointments[device] = now + wait
        return wait
