"""The villagers among whom the proposer of a slip is found by initials."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.names import Finder
from desktop.domain.people import Person
from desktop.services.desk import Desk


class Proposers(Struct, frozen=True):
    """`version` is the import of the roster that it was made of; 0 where there is none."""

    version: int
    finder: Finder

    def find(self, text: str) -> tuple[Person, ...]:
        return self.finder.find(text)


def proposers(desk: Desk, known: int = -1) -> Proposers | None:
    """Of the roster as it stands; None where `known` is of this very roster."""
    with desk.store.read() as work:
        imports = work.roster.imports()
        version = imports[-1].id if imports else 0
        if version == known:
            return None
        people = work.roster.people()
    return Proposers(version, Finder(people))
