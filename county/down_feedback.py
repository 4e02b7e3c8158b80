"""Feedback: what the county says of single records and cases, by itself or by an official."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, select, update

from county.chain import MENDED
from county.down import order
from county.down_tables import orders
from county.store import Store, note, utc_now
from county.tables import devices, is_held, records
from desktop.domain.calendar_days import later
from desktop.domain.cases.answers import ANSWER_WORDS
from desktop.wire.canonical import digest
from desktop.wire.down_bodies import CASE, FEEDBACK, HELD, RETURNED, SETTLED, CaseAnswer, Feedback
from forms.language import refuse, say

MAX_FILE = 8 << 20


class Written(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a file of feedback: on a case (`case`) or on a record (`record`, a hash or its beginning)."""

    id: str = ""
    """The office's own; the same one twice is put down once. Empty: made of what the line says."""
    village: str = ""
    device: str = ""
    case: str = ""
    record: str = ""
    state: str
    text: str = ""
    by: str = ""
    day: str = ""
    """Of the answer on a case; empty: today."""


def answer_held(store: Store) -> int:
    """Feedback on each record that is held and has none; returns how many."""
    with store.read() as work:
        waiting = _unanswered(work)
    if not waiting:
        return 0
    with store.write() as work:
        return sum(order(work, FEEDBACK, body, device=device, id=one) for one, device, body in _unanswered(work))


def _unanswered(work: Connection) -> list[tuple[str, str, Feedback]]:
    found: list[tuple[str, str, Feedback]] = []
    columns = (records.c.id, records.c.device, records.c.hash, records.c.sequence, records.c.held, records.c.held_why)
    for row in sorted(work.execute(select(*columns).where(is_held))):  # sorted here, or SQLite reads all in that order
        name = _id(HELD, row.device, row.hash, row.held)
        if work.execute(select(orders.c.row).where(orders.c.id == name)).first() is None:
            body = Feedback(record=row.hash, sequence=row.sequence, state=HELD, code=row.held, text=row.held_why)
            found.append((name, row.device, body))
    return found


def settle(work: Connection, device: str, hash: str) -> None:
    """A record has been read and is in order: where its device was told that it was held, it is told that, too."""
    told = {_id(HELD, device, hash, code) for code in MENDED}
    for raw in work.execute(select(orders.c.body).where(orders.c.id.in_(told))).scalars().all():
        before = msgspec.json.decode(raw, type=Feedback)
        body = msgspec.structs.replace(before, state=SETTLED, text=_settled())
        order(work, FEEDBACK, body, device=device, id=_id(SETTLED, device, hash, before.code))


def _settled() -> str:
    return say("县里已核实，这条记录没有问题了。").text()


def give_feedback(store: Store, written: Written) -> bool:
    """Put down one answer of the office. False where it was put down before. Raises Refused."""
    with store.write() as work:
        return _on_record(work, written) if written.record else _on_case(work, written)


def give_file(store: Store, path: Path) -> int:
    """A file of JSON lines, each a `Written`; all of it or, where a line is wrong, nothing. Returns how many are new."""
    if path.stat().st_size > MAX_FILE:
        raise refuse("文件太大：{path}", path=str(path))
    lines = [line for line in path.read_bytes().splitlines() if line.strip()]
    new = 0
    with store.write() as work:
        for number, line in enumerate(lines, 1):
            try:
                written = msgspec.json.decode(line, type=Written)
            except (msgspec.DecodeError, UnicodeDecodeError):
                raise refuse("{path} 第 {n} 行读不懂：每行一个 JSON，要有 state，以及 case 或 record。", path=str(path), n=number) from None
            new += _on_record(work, written) if written.record else _on_case(work, written)
    return new


def _on_case(work: Connection, written: Written) -> bool:
    if not written.case or not written.village:
        raise refuse("要写明是哪个村（village）的哪个事项（case），或者哪条记录（record）。")
    if written.state not in ANSWER_WORDS:
        raise refuse("答复“{state}”不认识；可用：{words}", state=written.state, words="、".join(ANSWER_WORDS))
    day = later(written.day or utc_now()[:10], 0)
    known = select(devices.c.id).where(devices.c.village == written.village)
    if written.device:
        known = known.where(devices.c.id == written.device)
    if not work.execute(known).first():
        raise refuse("村 {village} 还没有登记过电脑。", village=written.village)
    body = CaseAnswer(case=written.case, state=written.state, text=written.text, day=day, by=written.by)
    where: dict[str, Any] = {"device": written.device, "village": written.village}
    name = written.id or _id(CASE, written.village, written.case, written.state, written.text, day, written.by)
    note(work, code="answered", message="已答复事项。", village=written.village, detail=written.case)
    return order(work, CASE, body, **where, id=name)


def _on_record(work: Connection, written: Written) -> bool:
    if written.state not in (RETURNED, SETTLED):
        raise refuse("对记录的反馈只有 {returned}（退回补正）和 {settled}（已核实）。", returned=RETURNED, settled=SETTLED)
    row = _record(work, written)
    words = written.text or (_settled() if written.state == SETTLED else say("请补正后重新上报。").text())
    body = Feedback(
        record=row.hash, sequence=row.sequence, state=written.state, code=row.held, text=words, by=written.by
    )
    if written.state == SETTLED:
        work.execute(update(records).where(records.c.id == row.id).values(held="", held_why=""))
    note(work, code="feedback", message="已反馈记录。", device=row.device, detail=row.hash)
    name = written.id or _id(FEEDBACK, row.device, row.hash, written.state, words, written.by, utc_now()[:10])
    return order(work, FEEDBACK, body, device=row.device, id=name)


def _record(work: Connection, written: Written) -> Row[Any]:
    query = select(records).where(records.c.hash.startswith(written.record, autoescape=True))
    if written.device:
        query = query.where(records.c.device == written.device)
    rows = work.execute(query.limit(2)).all()
    if len(rows) != 1:
        why = say("找不到") if not rows else say("不止一条")
        raise refuse("记录 {record}：{why}。请写完整的编号，或加上设备。", record=written.record, why=why)
    return rows[0]


def _id(*parts: str) -> str:
    return digest(" ".join(parts).encode())[:32]
