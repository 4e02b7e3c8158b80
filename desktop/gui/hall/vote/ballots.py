"""唱票 of an election: ballot after ballot, each with the names on it. Pure."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

Names = tuple[str, ...]


class Ballots(Struct, frozen=True, kw_only=True):
    """`done`: the names on each ballot that was called out, None for an invalid one; `now`: on the one being read."""

    seats: int
    done: tuple[Names | None, ...] = ()
    now: Names = ()

    def name(self, who: str) -> Ballots:
        """One more name on this ballot; called twice it is taken off again."""
        if who in self.now:
            return replace(self, now=tuple(one for one in self.now if one != who))
        return replace(self, now=(*self.now, who))

    @property
    def too_many(self) -> bool:
        """More names than seats: such a ballot is invalid."""
        return len(self.now) > self.seats

    def next(self) -> Ballots:
        """This ballot is read; one without a name is valid and for nobody."""
        return replace(self, done=(*self.done, None if self.too_many else self.now), now=())

    def spoil(self) -> Ballots:
        """This ballot is invalid."""
        return replace(self, done=(*self.done, None), now=())

    def back(self) -> Ballots:
        """The last name off this ballot; where none is on it, the ballot before it again."""
        if self.now:
            return replace(self, now=self.now[:-1])
        if not self.done:
            return self
        return replace(self, done=self.done[:-1], now=self.done[-1] or ())

    @property
    def returned(self) -> int:
        return len(self.done)

    @property
    def invalid(self) -> int:
        return sum(one is None for one in self.done)

    def votes(self, who: str) -> int:
        return sum(who in (one or ()) for one in self.done)

    @property
    def everyone(self) -> Names:
        """All who were named, in the order in which they were first."""
        return tuple(dict.fromkeys(name for one in (*self.done, self.now) for name in one or ()))

    def kept(self) -> str:
        """As a draft keeps it."""
        return msgspec.json.encode(self).decode()


def read(kept: str) -> Ballots | None:
    """From a draft; None where it is none of ours."""
    try:
        return msgspec.json.decode(kept, type=Ballots)
    except msgspec.DecodeError:
        return None
