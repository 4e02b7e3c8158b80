"""The window's thread comes first: what the workers do must not be felt under the recorder's hand.

Python runs one thread at a time. A worker that computes lets the window in only when its turn is over, and the window asks
anew after every word that it says to Qt; and a search for garbage stops every thread until it has looked at all there is.
"""

from __future__ import annotations

import gc
import sys

TURN = 0.0005
"""Seconds that a worker computes on while the window waits. Python's own 5 ms, ten times within one drawing, are seen."""
YOUNG, MIDDLE, OLD = 2_000, 20, 100
"""When garbage is looked for: among what is new often, which takes a few milliseconds; among everything seldom."""


def begin() -> None:
    """Before anything large is loaded: short turns, and no search for garbage in modules that are still growing."""
    sys.setswitchinterval(TURN)
    gc.disable()


def keep() -> None:
    """What is loaded by now stays to the end (modules, tables, fonts), and no search for garbage looks at it again."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.enable()
