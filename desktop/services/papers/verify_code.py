"""What a code stands for that somebody read off a page and typed in."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from desktop.exchange.reading import parse_code
from desktop.services.desk import Desk
from desktop.services.papers.sealed_papers import body_of
from desktop.services.papers.verify_paper import CODE, FOREIGN, Verified, answer_for_print
from desktop.wire.bodies import SealedPrint
from desktop.wire.records import SealedRecord
from forms.language import Sentence, say

_NO_SIGN = re.compile(r"[^0-9a-z]")
_WORDS = re.compile(r"[^\x00-\x7f]+|[:,.;]+")
"""What stands around a code where a whole line of a page is typed: 打印号, 校验码, the number of the page."""
_MISREAD = str.maketrans({**dict.fromkeys("o〇○", "0"), **dict.fromkeys("il|", "1"), "s": "5", "z": "2"})
"""Codes are hexadecimal: what looks like o, i or l is a figure."""
_SHORTEST = 8
"""Characters of a code that are worth looking for."""
_NEARLY = 2
"""Characters of a whole code that may be misread for it to be known again."""
_TIME = "生成时间"


def verify_code(desk: Desk, typed: str) -> Verified:
    """What print a code stands for: the print id, the check code, or both as they stand on a page, typed in any manner.

    That the code is right says nothing of the words beside it: they are to be compared with the print.
    """
    code = parse_code(typed)
    asked = code.print_id + code.hashed if code else "".join(_parts(typed))
    with desk.store.read() as work:
        records = work.ledger.after(0)
        known = [(record, printed) for record in records if (printed := _print_of(record)) is not None]
        matching = [(record, printed) for record, printed in known if _stands_for(asked, printed)]
        if len(matching) != 1 or len(asked) < _SHORTEST:
            sentence = (
                say("有 {n} 份打印件符合“{code}”，请把整个打印号都输进来。", n=len(matching), code=typed)
                if len(matching) > 1 and len(asked) >= _SHORTEST
                else _unknown(asked, typed, [printed for _record, printed in known])
            )
            return Verified(genuine=False, kind=FOREIGN, sentence=sentence)
        ((record, printed),) = matching
        found = answer_for_print(desk, work, records, record, printed, of_code=True)
        return msgspec.structs.replace(found, kind=CODE)


def looks_like_code(typed: str) -> bool:
    """Whether what was typed is a code, perhaps with the words that stand beside it on a page, rather than the name of a file."""
    if re.search(r"\.\w{1,5}\s*$", typed):
        return False
    plain = _WORDS.sub(" ", unicodedata.normalize("NFKC", typed)).strip()
    return re.fullmatch(r"[\w\s/|-]{8,120}", plain, re.ASCII) is not None


def _unknown(asked: str, typed: str, known: list[SealedPrint]) -> Sentence:
    """A print id with another check code, and a code that nearly is one of ours, are worth a word of their own."""
    for printed in known:
        id_ = printed.print_id.lower()
        if asked.startswith(id_) and len(asked) >= len(id_) + _SHORTEST:
            return say(
                "打印号 {print_id} 是有的，但是校验码和台账里的不一样。请对着纸再看一遍；如果没有输错，这一页就不是当时打印的那一版。",
                print_id=printed.print_id,
            )
    for printed in known:
        for ours in (printed.print_id.lower(), printed.content_hash[: len(asked)]):
            apart = sum(one != other for one, other in zip(asked, ours, strict=False))
            if len(asked) == len(ours) >= 2 * _SHORTEST - 4 and apart <= _NEARLY:
                return say(
                    "台账里没有“{code}”，但是和“{title}”的编号只差 {n} 个字。8 和 B、6 和 b、0 和 D 容易看错，请对着纸再看一遍。",
                    code=typed,
                    title=printed.title,
                    n=apart,
                )
    return say("台账里没有“{code}”。请核对输入；如果没有输错，它就不是本村这台电脑打印的。", code=typed)


def _parts(typed: str) -> list[str]:
    """The print id and the check code of what was typed, without the words between them and the time that stands below."""
    typed = typed.partition(_TIME)[0]
    plain = unicodedata.normalize("NFKC", typed).lower().translate(_MISREAD)
    parts = [_NO_SIGN.sub("", part) for part in _WORDS.split(plain)]
    long = [part for part in parts if len(part) >= _SHORTEST]
    return long or parts


def _print_of(record: SealedRecord) -> SealedPrint | None:
    return body_of(record, SealedPrint) if record.record.kind == "print" else None


def _stands_for(asked: str, printed: SealedPrint) -> bool:
    """The print id, the check code, or the one after the other; the beginning of either will do where it is long enough."""
    id_, check = printed.print_id.lower(), printed.content_hash
    return (
        id_.startswith(asked)
        or check.startswith(asked)
        or (asked.startswith(id_) and check.startswith(asked[len(id_) :]))
    )
