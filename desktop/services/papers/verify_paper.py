"""Is this file what was printed or scanned here? Paper and record prove each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.services.desk import Desk
from desktop.services.papers.paper_claim import claim
from desktop.services.papers.sealed_papers import Found, printed_as, prints_in
from desktop.wire.bodies import SealedArchive, SealedMeeting, SealedPrint, SealedScan
from desktop.wire.canonical import digest, read
from desktop.wire.faults import Fault
from desktop.wire.records import FIRST, SealedRecord
from desktop.wire.verify import verify_chain, verify_record
from forms.language import Sentence, say

if TYPE_CHECKING:
    from desktop.storage.work import Work

PRINT, SCAN, ALTERED, FOREIGN, CODE, ARCHIVED = "print", "scan", "altered", "foreign", "code", "archive"


class Verified(Struct, frozen=True, kw_only=True):
    """The answer. `genuine` is true for a print or scan whose bytes are as sealed, in an unbroken ledger."""

    genuine: bool
    kind: str
    """"print", "scan", "altered" (claims to be one of our prints, and is not), "foreign", "code" (what a code stands for), or "archive"."""
    sentence: Sentence
    print_id: str = ""
    paper: str = ""
    subject: str = ""
    """Id of the meeting."""
    printed_at: str = ""
    sequence: int = 0
    """Of the ledger record."""
    problems: tuple[Sentence, ...] = ()


def verify_pdf(desk: Desk, data: bytes) -> Verified:
    """What the bytes of a file are. Reads only; raises nothing for bad files: that they are bad is the answer."""
    with desk.store.read() as work:
        records = work.ledger.after(0)
        found = Found(records, digest(data))
        if found.printed is not None:
            return answer_for_print(desk, work, records, found.record, found.printed)
        if found.archived is not None:
            return _archived(desk, work, records, found.record, found.archived)
        if found.scan is not None:
            return _scan(desk, work, records, found.record, found.scan)
        claimed = claim(data)
        if claimed is None:
            return Verified(
                genuine=False,
                kind=FOREIGN,
                sentence=say("这份文件不是本村打印或附上的：台账里没有它，它上面也没有本程序的打印号。"),
            )
        return _altered(records, *claimed)


def answer_for_print(
    desk: Desk,
    work: Work,
    records: tuple[SealedRecord, ...],
    record: SealedRecord | None,
    printed: SealedPrint,
    *,
    of_code: bool = False,
) -> Verified:
    """For the bytes of a print; `of_code`, for the code alone, which says nothing of the words beside it on a sheet."""
    assert record is not None
    problems = _problems(desk, records, record)
    meeting, more = _meeting(desk, work, records, printed.subject)
    problems += more
    later = next((one.print_id for one in prints_in(records) if one.copies_of == printed.print_id), "")
    facts: dict[str, str | int | Sentence] = {
        "title": printed.title,
        "pages": printed.pages,
        "print_id": printed.print_id,
        "at": _time(printed.printed_at),
        "n": record.record.sequence,
        "meeting": meeting,
        "later": say("后来又打印了新的一份（打印号 {later}）。", later=later) if later else "",
    }
    sentence = (
        say(
            "这个编号是真的：本村打印过“{title}”，{pages} 页，打印号 {print_id}，{at} 生成，记在台账第 {n} 条。{later}{meeting}"
            "编号只说明是哪一份，请把纸上的字和台账里的原件对一遍。",
            **facts,
        )
        if of_code
        else say(
            "这是本村打印的“{title}”，{pages} 页，打印号 {print_id}，{at} 生成，内容与台账第 {n} 条记录完全一致。{later}{meeting}",
            **facts,
        )
    )
    return Verified(
        genuine=not problems,
        kind=PRINT,
        sentence=sentence if not problems else _unsound(sentence, problems),
        print_id=printed.print_id,
        paper=printed.paper,
        subject=printed.subject,
        printed_at=printed.printed_at,
        sequence=record.record.sequence,
        problems=problems,
    )


def _scan(
    desk: Desk, work: Work, records: tuple[SealedRecord, ...], record: SealedRecord | None, scan: SealedScan
) -> Verified:
    assert record is not None
    problems = _problems(desk, records, record)
    meeting, more = _meeting(desk, work, records, scan.subject)
    problems += more
    printed = printed_as(records, scan.print_id)
    sentence = say(
        "这是本村附上的签字件扫描，属于“{title}”（打印号 {print_id}），{at} 附上，与台账第 {n} 条记录完全一致。{meeting}",
        title=printed.title if printed else "",
        print_id=scan.print_id,
        at=_time(scan.attached_at),
        n=record.record.sequence,
        meeting=meeting,
    )
    return Verified(
        genuine=not problems,
        kind=SCAN,
        sentence=sentence if not problems else _unsound(sentence, problems),
        print_id=scan.print_id,
        paper=printed.paper if printed else "",
        subject=scan.subject,
        printed_at=printed.printed_at if printed else "",
        sequence=record.record.sequence,
        problems=problems,
    )


def _archived(
    desk: Desk,
    work: Work,
    records: tuple[SealedRecord, ...],
    record: SealedRecord | None,
    archived: SealedArchive,
) -> Verified:
    assert record is not None
    printed = printed_as(records, archived.print_id)
    problems = _problems(desk, records, record)
    meeting, more = _meeting(desk, work, records, archived.subject)
    problems += more
    sentence = say(
        "这是“{title}”（打印号 {print_id}）的归档件，档号 {reference}，和台账第 {n} 条记录完全一致。{signed}{meeting}",
        title=printed.title if printed else "",
        print_id=archived.print_id,
        reference=archived.reference,
        n=record.record.sequence,
        signed=say("上面有 {names} 的电子签名。", names="、".join(archived.signers)) if archived.signers else "",
        meeting=meeting,
    )
    return Verified(
        genuine=not problems,
        kind=ARCHIVED,
        sentence=sentence if not problems else _unsound(sentence, problems),
        print_id=archived.print_id,
        paper=printed.paper if printed else "",
        subject=archived.subject,
        printed_at=printed.printed_at if printed else "",
        sequence=record.record.sequence,
        problems=problems,
    )


def _altered(records: tuple[SealedRecord, ...], print_id: str, content_hash: str) -> Verified:
    printed = printed_as(records, print_id)
    if printed is None:
        sentence = say(
            "这份文件自称是打印号 {print_id}，本村的台账里没有这个打印号。它可能是别的村或别的电脑打印的。",
            print_id=print_id,
        )
        return Verified(genuine=False, kind=FOREIGN, sentence=sentence, print_id=print_id)
    same = printed.content_hash == content_hash
    what = say("打印以后有人动过这个文件。") if same else say("它的内容校验码也对不上，正文可能被换过。")
    sentence = say(
        "这份文件自称是“{title}”（打印号 {print_id}，{at} 生成），但是和当时打印的不一样。{what}请以台账里的原件为准。",
        title=printed.title,
        print_id=print_id,
        at=_time(printed.printed_at),
        what=what,
    )
    return Verified(
        genuine=False,
        kind=ALTERED,
        sentence=sentence,
        print_id=print_id,
        paper=printed.paper,
        subject=printed.subject,
        printed_at=printed.printed_at,
        problems=(what,),
    )


def _problems(desk: Desk, records: tuple[SealedRecord, ...], record: SealedRecord) -> tuple[Sentence, ...]:
    """What is wrong with the chain and with this record's signature and body."""
    problems: list[Sentence] = []
    try:
        verify_chain(records, FIRST)
    except Fault as fault:
        problems.append(fault.sentence)
    try:
        verify_record(record, desk.keys.device.public)
    except Fault as fault:
        problems.append(fault.sentence)
    return tuple(problems)


def _meeting(
    desk: Desk, work: Work, records: tuple[SealedRecord, ...], subject: str
) -> tuple[Sentence, tuple[Sentence, ...]]:
    """What is to be said of the meeting that the paper is about, and what is wrong with its record."""
    sealed = next((one for one in records if one.record.kind == "meeting" and one.record.subject == subject), None)
    if sealed is None:
        if work.meetings.get(subject) is None:
            return say("它不属于哪一次会议。"), ()
        return say("这次会议还没有定稿。"), ()
    try:
        verify_record(sealed, desk.keys.device.public)
    except Fault as fault:
        return say("会议的记录有问题。"), (fault.sentence,)
    if sealed.body is None:
        return say("会议的内容已按保管期限销毁，记录的签名仍然有效。"), ()
    meeting = read(sealed.body, SealedMeeting)  # verified just now: these are the bytes that were sealed
    return say(
        "会议是“{title}”（{date}），定稿记录完好，签名有效。",
        title=meeting.title or meeting.kind_title,
        date=meeting.date,
    ), ()


def _unsound(sentence: Sentence, problems: tuple[Sentence, ...]) -> Sentence:
    return say("{what}但是台账本身不完好：{problem}", what=sentence, problem=problems[0])


def _time(iso: str) -> str:
    return iso.replace("T", " ")
