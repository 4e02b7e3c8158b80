"""Cases and the steps that they took."""

from __future__ import annotations

import builtins

import msgspec
from sqlalchemy import Connection, insert, select, update

from desktop.domain.case import Case, CaseStep
from desktop.domain.cases.funnel import Funnel
from desktop.storage.case_index import found, index, nearest
from desktop.storage.case_list import CaseList, counted, listed
from desktop.storage.errors import NotThere
from desktop.storage.tables import case_steps, cases

_read = msgspec.json.Decoder(Case)


class Cases:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, case: Case) -> None:
        facts = {"id": case.id, "state": case.state, "opened_at": case.opened_at, "body": msgspec.json.encode(case)}
        self._connection.execute(insert(cases), facts)
        index(self._connection, case)
        self._step(case.id, CaseStep(state=case.state, at=case.opened_at))

    def get(self, case_id: str) -> Case | None:
        data = self._connection.execute(select(cases.c.body).where(cases.c.id == case_id)).scalar_one_or_none()
        return None if data is None else _read.decode(data)

    def list(self, state: str | None = None) -> tuple[Case, ...]:
        """All cases, or those in one state, in the order in which they were opened."""
        query = select(cases.c.body).order_by(cases.c.opened_at, cases.c.id)
        query = query if state is None else query.where(cases.c.state == state)
        return tuple(_read.decode(data) for data in self._connection.execute(query).scalars())

    def ids(self, query: str) -> frozenset[str] | None:
        """Ids of those in which what was typed is found (characters, pinyin, initials); None where nothing was typed."""
        chosen = found(query)
        return None if chosen is None else frozenset(self._connection.execute(chosen).scalars())

    def find(self, query: str) -> tuple[Case, ...]:
        """Those in which what was typed is found, the last opened first; all for nothing."""
        chosen = found(query)
        if chosen is None:
            return self.list()[::-1]
        wanted = (
            select(cases.c.body).where(cases.c.id.in_(chosen)).order_by(cases.c.opened_at.desc(), cases.c.id.desc())
        )
        return tuple(_read.decode(data) for data in self._connection.execute(wanted).scalars())

    def listed(self, query: str, states: tuple[str, ...] = ()) -> CaseList:
        """As `find`, in one of `states`; each case is read only when it is looked at."""
        return listed(self._connection, query, states)

    def funnel(self, year: str) -> Funnel:
        """Of the cases that were written down in `year`."""
        return counted(self._connection, year)

    def near(self, title: str, limit: int = 20) -> tuple[Case, ...]:
        """At most `limit` cases that share most pairs of characters with `title`."""
        chosen = nearest(title, limit)
        if chosen is None:
            return ()
        wanted = select(cases.c.body).where(cases.c.id.in_(chosen))
        return tuple(_read.decode(data) for data in self._connection.execute(wanted).scalars())

    def update(self, case: Case, at: str, note: str = "") -> None:
        """Replace the case of the same id; a change of state becomes a step of its history. Raises NotThere."""
        before = self.get(case.id)
        if before is None:
            raise NotThere(case.id)
        body = msgspec.json.encode(case)
        self._connection.execute(update(cases).where(cases.c.id == case.id).values(state=case.state, body=body))
        index(self._connection, case)
        if case.state != before.state:
            self._step(case.id, CaseStep(state=case.state, at=at, note=note))

    def change_state(self, case_id: str, state: str, at: str, note: str = "") -> Case:
        """Bring a case into another state; returns it as it is then. Raises NotThere."""
        before = self.get(case_id)
        if before is None:
            raise NotThere(case_id)
        after = msgspec.structs.replace(before, state=state)
        self.update(after, at, note)
        return after

    def history(self, case_id: str) -> tuple[CaseStep, ...]:
        query = select(case_steps.c.state, case_steps.c.at, case_steps.c.note).where(case_steps.c.case == case_id)
        rows: builtins.list[CaseStep] = [
            CaseStep(state=state, at=at, note=note)
            for state, at, note in self._connection.execute(query.order_by(case_steps.c.row))
        ]
        return tuple(rows)

    def _step(self, case_id: str, step: CaseStep) -> None:
        self._connection.execute(insert(case_steps), {"case": case_id, **msgspec.structs.asdict(step)})
