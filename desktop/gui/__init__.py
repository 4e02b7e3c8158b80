"""Pages, widgets, the projector window: the only room that knows Qt."""

from __future__ import annotations

import ctypes
import sys

_NEVER_GONE = 1 << 40


def _keep_singletons() -> None:
    """Give None, True, False and NotImplemented so many references that they are never taken for unused.

    From Python 3.12 on they are immortal, and the wheels of PySide6 6.12 count on that: returning None from a Qt call
    gives back a reference that was never taken. On 3.11 the program would end with "deallocating None" after some
    thousands of calls.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for one in (None, True, False, NotImplemented):
            ctypes.c_ssize_t.from_address(id(one)).value += _NEVER_GONE


_keep_singletons()
