"""What a full server tells those whom it sends away: each another time, in the order in which it can serve them.

One constant `Retry-After` would bring all of them back at once. Here each one who is sent away is given the next free place,
reckoned from how long requests have taken of late.
"""

from __future__ import annotations

from collections.abc import Callable

LEAST = 30
"""Seconds; nobody is told to come back sooner."""
MOST = 6 * 3600


class Crowd:
    """Of one server with `at_once` places."""

    def __init__(self, at_once: int, monotonic: Callable[[], float], expected: float = 5.0) -> None:
        self._at_once = max(at_once, 1)
        self._monotonic = monotonic
        self._took = expected
        """Seconds of a request, of late."""
        self._promised = 0.0
        """When the last one who was sent away may come."""

    def served(self, seconds: float) -> None:
        """A request took so long."""
        self._took += (seconds - self._took) / 20

    def come_back(self) -> int:
        """Seconds after which there is room for one more. Two thirds of the room are promised, the rest is for newcomers."""
        now = self._monotonic()
        gap = 1.5 * self._took / self._at_once
        self._promised = max(self._promised + gap, now)
        if self._promised - now > MOST:
            self._promised = now + MOST
        return LEAST + round(self._promised - now)
