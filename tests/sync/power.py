"""Pulling the plug in one process: whatever is not through its fsync or its commit has not happened, and nothing comes after."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from unittest import mock

from sqlalchemy import Engine, event

PC, COUNTY = "pc", "county"
SIDE: ContextVar[str] = ContextVar("side", default=PC)
"""Whose program runs at the moment, where both run in one process."""


class PowerCut(BaseException):
    """The plug is pulled: nothing that would be done afterwards is done."""


@contextmanager
def plug_pulled(before: int, side: str = "") -> Iterator[None]:
    """The step of this number on this side (of both, where none is named) never comes back; 0 for none. A step is an fsync, or
    a commit of a database, which is one inside SQLite."""
    if not before:
        yield
        return
    real, left = os.fsync, [before]

    def step(*_connection: object) -> None:
        if side in ("", SIDE.get()):
            left[0] -= 1
            if left[0] == 0:
                raise PowerCut

    def fsync(handle: int) -> None:
        step()
        real(handle)

    event.listen(Engine, "commit", step)
    try:
        with mock.patch.object(os, "fsync", fsync):
            yield
    finally:
        event.remove(Engine, "commit", step)


@contextmanager
def at_the_county() -> Iterator[None]:
    """What runs here is the county's."""
    token = SIDE.set(COUNTY)
    try:
        yield
    finally:
        SIDE.reset(token)
