"""Interpreting what has arrived: every figure of a sealed meeting is counted again, by the same rules as in the hall.

This runs after the receipt, on sealed bytes that are safely kept. What cannot be read is held for a person and blocks
nothing; what comes out otherwise than it was sealed is marked, never changed.
"""

from __future__ import annotations

import logging

import msgspec
from msgspec import Struct
from sqlalchemy import Row, delete, insert, select, update

from county.down_feedback import answer_held, settle
from county.recount import of_cases, of_sheet
from county.store import Store, note
from county.tables import devices, meetings, records
from desktop.domain.figures import figures_of
from desktop.domain.verdict import Verdict, judge
from desktop.wire.bodies import SealedMeeting, SealedPoll, SealedPrint, SealedScan
from desktop.wire.cases import SealedCases
from desktop.wire.corrections import SealedCorrection
from desktop.wire.period import Body, read_bodies
from desktop.wire.sheets import SealedSheet
from desktop.wire.signatures import SealedSignature
from forms.language import Refused, say
from forms.load import built_in
from forms.pack import Pack

UNREADABLE = "unreadable-body"
_UNREAD = say("这条记录的正文读不懂，已原样保存，等县里核实。")
_log = logging.getLogger("county")
_OTHERS: dict[str, type[Struct]] = {
    "print": SealedPrint,
    "scan": SealedScan,
    "sheet": SealedSheet,
    "signature": SealedSignature,
    "cases": SealedCases,
    "correction": SealedCorrection,
}


class Difference(Struct, frozen=True):
    """A figure that comes out otherwise: where, what was sealed, what the county counts."""

    where: str
    what: str
    sealed: str
    counted: str


class Derived(Struct, frozen=True, kw_only=True):
    """A verdict as the county computes it; `met` and `passed` are None where the law gives no answer."""

    where: str
    """"quorum", or the id of the poll."""
    question: str = ""
    rule: str
    version: str
    met: bool | None
    present: int | None
    quorum: int | None
    """How many had to come, and below how many votes it took; None where the law or the figures give no number."""
    needed: int | None
    passed: bool | None
    sentence: str
    same_rule: bool
    """Whether the county knows the very rule that was used, by its hash."""


class Findings(Struct, frozen=True, kw_only=True):
    verdicts: tuple[Derived, ...] = ()
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences in Chinese: what could not be counted again, and why."""


def derive_new(store: Store, pack: Pack | None = None) -> int:
    """Interpret all records that have not been, and answer those that are held; returns how many were interpreted.

    Never raises because of what is in a record.
    """
    done = 0
    rules = pack or built_in()
    query = (
        select(records, devices.c.village)
        .join(devices, devices.c.id == records.c.device)
        .where(records.c.read.is_(False))
        .order_by(records.c.id)
        .limit(50)
    )
    with store.deriving:
        while True:
            with store.read() as work:
                rows = work.execute(query).all()
            if not rows:
                answer_held(store)
                return done
            for row in rows:
                _derive(store, row, rules)
            done += len(rows)


def _derive(store: Store, row: Row[tuple[object, ...]], pack: Pack) -> None:
    found: tuple[SealedMeeting, Findings] | None = None
    doubts: tuple[str, ...] = ()
    unread = ""
    if row.body is not None and row.held in ("", "fork"):
        try:
            if row.kind == "meeting":
                sealed = msgspec.json.decode(row.body, type=SealedMeeting)
                found = sealed, _of_village(examine(sealed, pack), sealed.village.code, row.village)
            elif row.kind in _OTHERS:
                doubts = _doubts(msgspec.json.decode(row.body, type=_OTHERS[row.kind]), pack)
            read_bodies((Body(row.kind, row.subject, row.body),))
        except (msgspec.DecodeError, ValueError, TypeError, RecursionError):
            unread = _UNREAD.text()
        except Exception:  # noqa: BLE001  # whatever stands in a body, the queue goes on
            _log.exception("record %s", row.hash)
            unread = _UNREAD.text()
    with store.write() as work:
        same = records.c.id == row.id
        work.execute(update(records).where(same).values(read=True))
        if unread:
            work.execute(update(records).where(same, records.c.held == "").values(held=UNREADABLE, held_why=unread))
            note(work, code=UNREADABLE, message=unread, device=row.device, detail=row.hash)
        elif not row.held:
            settle(work, row.device, row.hash)
        for doubt in () if unread else doubts:
            note(work, code="differs", message=doubt, device=row.device, detail=row.hash)
        if found is not None:
            sealed, findings = found
            line = {
                "record": row.id,
                "device": row.device,
                "village": sealed.village.code,
                "meeting": sealed.id,
                "title": sealed.title,
                "kind": sealed.kind_title,
                "date": sealed.date,
                "differs": bool(findings.differences),
                "findings": msgspec.json.encode(findings),
            }
            work.execute(delete(meetings).where(meetings.c.record == row.id))
            work.execute(insert(meetings), line)
            if findings.differences:
                note(work, code="differs", message="会议的数字与县里重新计算的不一致。", device=row.device, detail=sealed.id)


def _doubts(body: Struct, pack: Pack) -> tuple[str, ...]:
    """What in a sheet, or in facts of cases, comes out otherwise; a sentence each, for the log."""
    if isinstance(body, SealedSheet):
        told = of_sheet(body, pack)
        return tuple(say("“{form}”的数字对不上：{why}", form=body.title, why=why).text() for why in told)
    if isinstance(body, SealedCases) and (cases := of_cases(body)):
        return (say("{n} 件事项的日期前后矛盾，统计数字请核实：{cases}", n=len(cases), cases="、".join(cases[:5])).text(),)
    return ()


def examine(sealed: SealedMeeting, pack: Pack) -> Findings:
    """Count a sealed meeting again. Pure."""
    verdicts: list[Derived] = []
    differences: list[Difference] = []
    remarks: list[str] = []
    asked = [("quorum", "", sealed.quorum)] if sealed.quorum is not None else []
    asked += [(poll.id, poll.question, poll.verdict) for poll in sealed.polls]
    for where, question, verdict in asked:
        try:
            again, same_rule = _again(verdict, sealed.date, pack)
        except Refused as refused:
            remarks.append(refused.sentence.text())
            differences.append(Difference(where, "verdict", verdict.sentence.text(), refused.sentence.text()))
            continue
        verdicts.append(_derived(where, question, again, same_rule))
        differences += _compare(where, verdict, again)
    for poll in sealed.polls:
        differences += _votes(poll)
        differences += _presence(poll, sealed)
    return Findings(verdicts=tuple(verdicts), differences=tuple(differences), remarks=tuple(remarks))


def _of_village(findings: Findings, sealed: str, enrolled: str) -> Findings:
    """A meeting of another village than the one that the device delivers for is worth a remark."""
    if sealed == enrolled:
        return findings
    remark = say("会议写的村（{sealed}）不是这台设备登记的村（{enrolled}）。", sealed=sealed, enrolled=enrolled).text()
    return msgspec.structs.replace(findings, remarks=(*findings.remarks, remark))


def _again(verdict: Verdict, date: str, pack: Pack) -> tuple[Verdict, bool]:
    """The verdict by the county's own copy of the rule, of the meeting's date, on the figures that were sealed."""
    rule = pack.rule_set(verdict.rule, date, verdict.province)
    return judge(rule, figures_of(verdict.figures), verdict.matter), rule.hash == verdict.hash


def _derived(where: str, question: str, again: Verdict, same_rule: bool) -> Derived:
    return Derived(
        where=where,
        question=question,
        rule=again.rule,
        version=again.version,
        met=again.quorum.met,
        present=again.present,
        quorum=again.quorum.need,
        needed=again.needed if where != "quorum" else None,
        passed=again.passed,
        sentence=again.sentence.text(),
        same_rule=same_rule,
    )


def _compare(where: str, sealed: Verdict, again: Verdict) -> list[Difference]:
    pairs = {
        "version": (sealed.version, again.version),
        "quorum.met": (sealed.quorum.met, again.quorum.met),
        "quorum.need": (sealed.quorum.need, again.quorum.need),
        "quorum.missing": (sealed.quorum.missing, again.quorum.missing),
        "base_number": (sealed.base_number, again.base_number),
        "present": (sealed.present, again.present),
        "needed": (sealed.needed, again.needed),
        "passed": (sealed.passed, again.passed),
        "yes": (sealed.yes, again.yes),
        "no": (sealed.no, again.no),
        "abstain": (sealed.abstain, again.abstain),
    }
    return [Difference(where, what, str(a), str(b)) for what, (a, b) in pairs.items() if a != b]


def _votes(poll: SealedPoll) -> list[Difference]:
    """The count of a vote against its verdict and against itself."""
    pairs = {
        "yes": (poll.yes, poll.verdict.yes),
        "no": (poll.no, poll.verdict.no),
        "abstain": (poll.abstain, poll.verdict.abstain),
    }
    found = [Difference(poll.id, f"count.{name}", str(a), str(b)) for name, (a, b) in pairs.items() if a != b]
    if poll.returned is not None:
        total = poll.yes + poll.no + poll.abstain + (poll.invalid or 0)
        if total != poll.returned:
            found.append(Difference(poll.id, "returned", str(poll.returned), str(total)))
        if poll.issued is not None and poll.returned > poll.issued:
            found.append(Difference(poll.id, "issued", str(poll.issued), str(poll.returned)))
    return found


def _presence(poll: SealedPoll, sealed: SealedMeeting) -> list[Difference]:
    """Who was in the hall when the vote was opened. Times are whole seconds: whoever came or left in that very second
    counts either way."""
    if not poll.opened_at or not sealed.roll:
        return []
    at = poll.opened_at
    spans = [one.spans for one in sealed.roll if not one.observer]
    surely = sum(any(came < at and (not left or at < left) for came, left in some) for some in spans)
    perhaps = sum(any(came <= at and (not left or at <= left) for came, left in some) for some in spans)
    # Those whose place another took were counted as a figure of the vote; a proxy may have ended since.
    own = poll.present - poll.verdict.figures.get("proxies", 0)
    if surely <= own <= perhaps:
        return []
    return [Difference(poll.id, "present", str(own), str(perhaps))]
