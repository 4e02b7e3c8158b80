"""The index by which cases are found: two characters, pinyin, initials; see `desktop.domain.cases.words`."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, Select, and_, delete, func, insert, select

from desktop.domain.case import Case
from desktop.domain.cases.alike import bigrams
from desktop.domain.cases.words import LONGEST, parts_of, text_of, words_of
from desktop.storage.tables import case_texts, case_words, cases

_LAST = "\U0010ffff"
_read = msgspec.json.Decoder(Case)


def index(connection: Connection, case: Case) -> None:
    """Make this case be found by what it says now."""
    text = text_of(case)
    known = connection.execute(
        select(case_texts.c.row, case_texts.c.text).where(case_texts.c.case == case.id)
    ).one_or_none()
    if known is not None and known.text == text:
        return
    if known is None:
        row = connection.execute(
            insert(case_texts).returning(case_texts.c.row), {"case": case.id, "text": text}
        ).scalar_one()
    else:
        row = known.row
        connection.execute(delete(case_words).where(case_words.c.row == row))
        connection.execute(case_texts.update().where(case_texts.c.row == row).values(text=text))
    words = [{"word": word, "row": row} for word in sorted(words_of(case))]
    if words:
        connection.execute(insert(case_words), words)


def index_all(connection: Connection) -> None:
    """Index every case that is there: for a database that was made before there was an index."""
    for body in connection.execute(select(cases.c.body)).scalars().all():
        index(connection, _read.decode(body))


def found(query: str) -> Select[str] | None:
    """Ids of the cases in which all parts of `query` are found; None where nothing was typed."""
    parts = parts_of(query)
    if not parts:
        return None
    chosen = select(case_texts.c.case)
    for part in parts:
        for word in _words(part):
            last = word + _LAST if len(word) < LONGEST else word
            rows = select(case_words.c.row).where(and_(case_words.c.word >= word, case_words.c.word <= last))
            chosen = chosen.where(case_texts.c.row.in_(rows))
        if len(part) > 2 and not part.isascii():
            chosen = chosen.where(func.instr(case_texts.c.text, part) > 0)
    return chosen


def _words(part: str) -> Iterable[str]:
    """A run of letters is the beginning of pinyin or initials; of anything else, all its bigrams must be there."""
    if part.isascii() and part.isalpha():
        return (part[:LONGEST],)
    return {part[at : at + 2] for at in range(max(1, len(part) - 1))}


def nearest(title: str, limit: int) -> Select[str] | None:
    """Ids of the cases that share most bigrams with `title`; None where it is empty."""
    words = bigrams(title)
    if not words:
        return None
    shared = select(case_words.c.row).where(case_words.c.word.in_(words)).group_by(case_words.c.row)
    rows = shared.order_by(func.count().desc(), case_words.c.row.desc()).limit(limit).subquery()
    return select(case_texts.c.case).where(case_texts.c.row.in_(select(rows.c.row)))
