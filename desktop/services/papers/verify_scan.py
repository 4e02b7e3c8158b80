"""A scan that was not attached here: what the codes on its pages say, held against the ledger."""

from __future__ import annotations

from pathlib import Path

import msgspec

from desktop.services.desk import Desk
from desktop.services.papers.verify_code import verify_code
from desktop.services.papers.verify_paper import ALTERED, FOREIGN, Verified
from forms.language import Refused, say


def verify_scan(desk: Desk, file: Path) -> Verified | None:
    """What the pages of a scan say they are; None for a file that is no scan or bears no code. The first fault decides."""
    from desktop.exchange.apart import Apart
    from desktop.exchange.read_file import read_codes
    from desktop.exchange.reading import PageCode

    codes: dict[PageCode, None] = {}
    try:
        with Apart() as apart:
            for found in apart.run(read_codes, file):
                codes.update(dict.fromkeys(found.codes))
    except Refused:
        return None  # broken or no scan: what the bytes themselves say is the answer
    if not codes:
        return None
    answers = [(code, verify_code(desk, f"{code.print_id}{code.hashed}")) for code in codes]
    for code, answer in answers:
        if not answer.genuine:
            return answer if answer.kind != FOREIGN else _unknown(desk, code, answer)
    if len({code.print_id for code in codes}) > 1:
        return Verified(
            genuine=False,
            kind=FOREIGN,
            sentence=say("这份扫描件里有 {n} 份不同的文件，请分开核对。", n=len({code.print_id for code in codes})),
        )
    code, answer = answers[0]
    shown = "、".join(str(one.page) for one in sorted(codes, key=lambda one: one.page))
    sentence = say(
        "这份扫描件没有附进台账，它上面有第 {pages} 页，共 {all} 页。{what}",
        pages=shown,
        all=code.pages,
        what=answer.sentence,
    )
    return msgspec.structs.replace(answer, sentence=sentence)


def _unknown(desk: Desk, code: object, answer: Verified) -> Verified:
    """The print id may be known and the check code another: then the words on the page are not those that were printed."""
    known = verify_code(desk, str(getattr(code, "print_id", "")))
    if known.print_id:
        sentence = say(
            "扫描件上的校验码和台账不一致：“{title}”当时打印的不是这一版。", title=_title(desk, known.print_id)
        )
        return msgspec.structs.replace(known, genuine=False, kind=ALTERED, sentence=sentence)
    return answer


def _title(desk: Desk, print_id: str) -> str:
    with desk.store.read() as work:
        row = work.prints.get(print_id)
    return row.sealed.title if row is not None else ""
