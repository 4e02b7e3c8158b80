"""A print for the archive: as PDF/A-2b under a 档号 that it keeps, and signed with keys where that is wanted.

Each is a record of its own that names the print; the print is never replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.services.desk import Desk
from desktop.services.seal import append
from desktop.wire.bodies import SealedArchive, SealedPrint
from desktop.wire.canonical import canonical, digest, read
from forms.language import refuse
from forms.papers import Retention, papers

if TYPE_CHECKING:
    from desktop.papers.archive import Signer
    from desktop.storage.work import Work

PDFA, PADES = "pdfa-2b", "pades"
RETENTION_CODES = {Retention.PERMANENT: "Y", Retention.YEARS_30: "D30", Retention.YEARS_10: "D10"}
"""DA/T 22-2015, 5.4: codes of the retention classes in a 档号."""
SUBJECT_CODE = "HY"
"""The subject of a village's meetings (机构（问题）代码); the standard leaves it to the unit. The PC's mark stands behind it."""
MARK = 6
"""Hexadecimal digits of the id of the PC's key that are its mark."""
BEIJING = "+08:00"


class Archived(Struct, frozen=True, kw_only=True):
    sealed: SealedArchive
    pdf: bytes


def archived_of(work: Work, printed: SealedPrint) -> tuple[SealedArchive, ...]:
    """What is in the archive of a print, in order; records whose body has been erased are left out."""
    found = [
        read(record.body, SealedArchive)
        for record in work.ledger.of(printed.subject, "archive")
        if record.body is not None
    ]
    return tuple(one for one in found if one.print_id == printed.print_id)


def archive_print(desk: Desk, print_id: str) -> Archived:
    """The print as PDF/A-2b; made, numbered and recorded once, given again afterwards.

    Raises Refused: no such print, or what keeps it from being PDF/A.
    """
    from desktop.papers.archive import to_pdfa

    with desk.store.read() as work:
        printed, pdf = _print(work, print_id)
        for one in archived_of(work, printed):
            if one.form == PDFA:
                return Archived(sealed=one, pdf=work.blobs.read(one.pdf_hash))
    made = to_pdfa(pdf)
    moment = desk.clock()
    village = desk.village()
    with desk.store.work() as work:
        retention = _retention(printed)
        year = _year(work, printed)
        sealed = SealedArchive(
            print_id=printed.print_id,
            subject=printed.subject,
            form=PDFA,
            pdf_hash=digest(made),
            size=len(made),
            reference=_before(work, printed) or _reference(work, village.code, year, retention, desk.keys.device.id),
            retention=retention.value,
            year=year,
            made_at=moment.at,
        )
        work.blobs.put(made, "application/pdf", moment.at)
        append(desk, work, moment, kind="archive", subject=printed.subject, body=canonical(sealed))
    return Archived(sealed=sealed, pdf=made)


def sign_paper(desk: Desk, print_id: str, signer: Signer | None = None) -> Archived:
    """Sign the archived PDF with a person's key, or with the device's where none is given; who signed before stays.

    Raises Refused: see `archive_print`, and for one who has signed it already.
    """
    from desktop.papers.archive import sign

    base = archive_print(desk, print_id)
    who = signer or device_signer(desk)
    moment = desk.clock()
    with desk.store.read() as work:
        printed, _ = _print(work, print_id)
        signed = [one for one in archived_of(work, printed) if one.form == PADES]
        last = signed[-1] if signed else base.sealed
        pdf = work.blobs.read(last.pdf_hash)
    if who.name in last.signers:
        raise refuse("{name}已经签过这份文件，不用再签。", name=who.name)
    made = sign(pdf, who, at=f"{moment.at}{BEIJING}", reason=last.reference)
    sealed = SealedArchive(
        print_id=printed.print_id,
        subject=printed.subject,
        form=PADES,
        pdf_hash=digest(made),
        size=len(made),
        reference=last.reference,
        retention=last.retention,
        year=last.year,
        signers=(*last.signers, who.name),
        made_at=moment.at,
    )
    with desk.store.work() as work:
        work.blobs.put(made, "application/pdf", moment.at)
        append(desk, work, moment, kind="archive", subject=printed.subject, body=canonical(sealed))
    return Archived(sealed=sealed, pdf=made)


def device_signer(desk: Desk) -> Signer:
    """This computer as a signer: its name, its key as the county knows it, and the vault that signs."""
    from desktop.papers.archive import Signer

    device = desk.keys.device
    return Signer(
        name=f"{desk.village().name}议事堂",
        public=bytes.fromhex(device.public),
        sign=lambda data: bytes.fromhex(device.sign(data)),
    )


def _print(work: Work, print_id: str) -> tuple[SealedPrint, bytes]:
    row = work.prints.get(print_id)
    if row is None:
        raise refuse("没有打印过编号为 {print_id} 的文件。请核对页脚上的编号。", print_id=print_id)
    return row.sealed, work.blobs.read(row.pdf)


def _retention(printed: SealedPrint) -> Retention:
    form = papers().get(printed.paper)
    return form.retention if form is not None else Retention.PERMANENT


def _year(work: Work, printed: SealedPrint) -> str:
    """The year of the meeting; of the printing, for a paper that is about none."""
    meeting = work.meetings.get(printed.subject)
    return (meeting.date if meeting is not None and meeting.date else printed.printed_at)[:4]


def _before(work: Work, printed: SealedPrint) -> str:
    """档号 under which the print lies whose place this one takes: a paper that is printed again stays one 件."""
    while printed.copies_of and (row := work.prints.get(printed.copies_of)) is not None:
        printed = row.sealed
        if archived := archived_of(work, printed):
            return archived[-1].reference
    return ""


def _reference(work: Work, village: str, year: str, retention: Retention, device: str) -> str:
    """档号 after DA/T 22-2015: 全宗号-WS·年度-保管期限-机构（问题）-件号; pieces are counted on and a number is never given twice.

    Two PCs of one village count their pieces apart. The mark between 问题 and 件号 keeps their numbers apart too: it is the
    beginning of the SHA-256 of the PC's public key, by which the county knows it, so that nobody has to give it out. A PC
    that takes over from another (new key, same ledger) counts on under its own mark.
    """
    taken = 0
    for record in work.ledger.after(0):
        if record.record.kind == "archive" and record.body is not None:
            one = read(record.body, SealedArchive)
            if (one.year, one.retention) == (year, retention.value):
                taken = max(taken, int(one.reference.rpartition("-")[2]))
    return f"{village}-WS·{year}-{RETENTION_CODES[retention]}-{SUBJECT_CODE}{device[:MARK].upper()}-{taken + 1:04d}"
