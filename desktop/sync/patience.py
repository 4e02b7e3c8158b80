"""How a round waits: full jitter, what the county asks for, and never for ever."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from desktop.sync.caller import Answered
from desktop.sync.line import LineBroken, Stopped

T = TypeVar("T")


class Patience(Struct, frozen=True):
    """`attempts`: how often a request is made before the round gives up for now. Times in seconds."""

    attempts: int = 3
    first: float = 1.5
    longest: float = 60.0
    """No wait is longer: where the county asks for more, the round ends and says when to come back."""
    invitations: int = 0
    """How often the county may name another time (`Retry-After`) without that counting as a failure: it knows its load."""

    def wait(
        self, failures: int, again_in: int, chance: Callable[[], float] = random.random, *, invited: int = 0
    ) -> float | None:
        """Seconds to wait after this many failures in a row; None to give up for now.

        A random part of a time that doubles, so that three hundred villages do not come back together. `invited` counts the
        times that the county named before, for this request.
        """
        if again_in > self.longest:
            return None
        if again_in > 0 and invited < self.invitations:
            return again_in + self.first * chance()
        if failures >= self.attempts:
            return None
        jitter: float = min(self.longest, self.first * 2 ** (failures - 1)) * chance()
        return again_in + jitter

    def on_the_move(self) -> Patience:
        """The same, once this round has got something through: a line that breaks then is tried once more."""
        return replace(self, attempts=max(self.attempts, 2))


PATIENT = Patience()
"""While a person waits at the screen."""
UNATTENDED = Patience(attempts=1, first=10.0, longest=1800.0, invitations=8)
"""When the program calls by itself. A first request that fails is the last of this call: the rest is done at the next one, and
only the county's word brings it back sooner."""


def insist(
    ask: Callable[[], T], after_break: Callable[[], bool], patience: Patience, cancel: threading.Event
) -> T:
    """Ask, and ask again after a wait where the line broke or the county is busy.

    `after_break` finds out what came through before the next attempt; it answers whether anything did, for then the line
    is bad but not dead. A server that is full and names no time is not asked again: whoever presses the button on the last
    day of the month must not make it fuller. Raises LineBroken or Answered when patience is at its end, Stopped when `cancel` is set.
    """
    failures, invited = 0, 0
    broke = False
    while True:
        if cancel.is_set():
            raise Stopped
        try:
            if broke and after_break():
                failures, invited = 0, 0
            broke = False
            return ask()
        except (LineBroken, Answered) as trouble:
            again_in = 0
            if isinstance(trouble, Answered):
                again_in = trouble.again_in
                if not trouble.busy or (trouble.full and not again_in):
                    raise
            named = again_in > 0 and invited < patience.invitations
            failures, invited = (failures, invited + 1) if named else (failures + 1, invited)
            wait = patience.wait(failures, again_in, invited=invited - named)
            if wait is None:
                raise
            broke = not named  # who was merely sent away knows that nothing came through
        if cancel.wait(wait):
            raise Stopped
