"""Responsibilities (责任落实), each with the history of its states."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, insert, select, true, update

from desktop.domain.cases.duties import Duty, DutyStep
from desktop.storage.errors import NotThere
from desktop.storage.tables import duties, duty_steps

_read = msgspec.json.Decoder(Duty)


class Duties:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, sheet_id: str, case_id: str, now: Iterable[Duty], at: str) -> None:
        """Those that a sheet lists now. One that it lists no more goes, if nothing has yet happened with it."""
        kept = tuple(now)
        names = {duty.id for duty in kept}
        for old in self.of(case_id):
            if old.id.startswith(f"{sheet_id}-") and old.id not in names and len(self.history(old.id)) == 0:
                self._connection.execute(delete(duties).where(duties.c.id == old.id))
        for duty in kept:
            facts = {"due": duty.due, "state": duty.state, "body": msgspec.json.encode(duty)}
            if self._connection.execute(update(duties).where(duties.c.id == duty.id).values(**facts)).rowcount == 0:
                self._connection.execute(insert(duties), {"id": duty.id, "case": duty.case, **facts})

    def update(self, duty: Duty, step: DutyStep) -> None:
        """Another state; the step becomes part of its history. Raises NotThere."""
        facts = {"due": duty.due, "state": duty.state, "body": msgspec.json.encode(duty)}
        if self._connection.execute(update(duties).where(duties.c.id == duty.id).values(**facts)).rowcount == 0:
            raise NotThere(duty.id)
        self._connection.execute(insert(duty_steps), {"duty": duty.id, **msgspec.structs.asdict(step)})

    def get(self, duty_id: str) -> Duty | None:
        return next(iter(self._all(duties.c.id == duty_id)), None)

    def of(self, case_id: str) -> tuple[Duty, ...]:
        return self._all(duties.c.case == case_id)

    def list(self) -> tuple[Duty, ...]:
        return self._all(true())

    def history(self, duty_id: str) -> tuple[DutyStep, ...]:
        query = select(duty_steps.c.state, duty_steps.c.at, duty_steps.c.note, duty_steps.c.by)
        rows = self._connection.execute(query.where(duty_steps.c.duty == duty_id).order_by(duty_steps.c.row))
        return tuple(DutyStep(state=state, at=at, note=note, by=by) for state, at, note, by in rows)

    def last_at(self, state: str) -> dict[str, str]:
        """When each that ever came to this state came to it last."""
        query = select(duty_steps.c.duty, duty_steps.c.at).where(duty_steps.c.state == state).order_by(duty_steps.c.row)
        return {row.duty: row.at for row in self._connection.execute(query)}

    def _all(self, which: ColumnElement[bool]) -> tuple[Duty, ...]:
        query = select(duties.c.body).where(which).order_by(duties.c.due, duties.c.id)
        return tuple(_read.decode(data) for data in self._connection.execute(query).scalars())
