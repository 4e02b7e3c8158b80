"""The journal gives back what was appended, in order, and is never changed."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError

from desktop.domain import events
from desktop.domain.events import AnyEvent, Entry, Moment
from desktop.storage.connect import connect
from desktop.storage.errors import OutOfOrder
from desktop.storage.files import DATABASE_FILE
from desktop.storage.store import Store
from desktop.storage.upcast import UPCASTERS, read_entry
from desktop.wire.canonical import canonical
from tests.storage.samples import AT, KEY, line

GOLDEN = Path(__file__).parent / "golden" / "journal-v1.jsonl"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
written = st.builds(events.LineWritten, line=texts, text=texts, item=texts, person=texts)
checked_in = st.builds(events.PersonCheckedIn, person=texts)
declared = st.builds(events.EligibleDeclared, figures=st.dictionaries(texts, st.integers(0, 2**53), max_size=3))
clocks = st.builds(Moment, at=texts, clock=st.sampled_from(["system", "paper"]))


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    said = draw(st.lists(st.one_of(written, checked_in, declared), max_size=8))
    return [
        Entry(sequence=n, action=draw(st.integers(1, n)), moment=draw(clocks), event=event)
        for n, event in enumerate(said, start=1)
    ]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples; each has a meeting of its own."""
    opened = Store.open(tmp_path_factory.mktemp("journals"), KEY)
    yield opened
    opened.close()


_meetings = itertools.count()


@settings(max_examples=150)
@given(entries=journals(), cuts=st.lists(st.integers(0, 8), max_size=3))
def test_what_was_appended_is_read_back_whatever_the_transactions(
    shelf: Store, entries: list[Entry], cuts: list[int]
) -> None:
    name = f"m{next(_meetings)}"
    edges = sorted({0, len(entries), *(min(cut, len(entries)) for cut in cuts)})
    for start, stop in itertools.pairwise(edges):
        with shelf.work() as work:
            work.journal.append(name, entries[start:stop])
    with shelf.read() as work:
        assert work.journal.read(name) == tuple(entries)
        expected = hashlib.sha256(b"".join(canonical(entry) for entry in entries)).hexdigest()
        assert work.journal.digest(name) == (expected, len(entries))


@pytest.mark.parametrize("sequences", [(2,), (1, 3), (1, 1), (0,)])
def test_a_gap_or_a_second_use_of_a_sequence_raises_and_leaves_nothing(
    store: Store, sequences: tuple[int, ...]
) -> None:
    with pytest.raises(OutOfOrder), store.work() as work:
        work.journal.append("m", [line(n) for n in sequences])
    with store.read() as work:
        assert work.journal.read("m") == ()


def test_each_meeting_counts_for_itself(store: Store) -> None:
    with store.work() as work:
        work.journal.append("a", [line(1), line(2)])
        work.journal.append("b", [line(1)])
        assert (work.journal.length("a"), work.journal.length("b"), work.journal.length("c")) == (2, 1, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET entry = x'00'",
        "DELETE FROM journal",
        "INSERT INTO journal SELECT meeting, 9, tag, v, entry FROM journal",
        "INSERT OR REPLACE INTO journal SELECT meeting, sequence, tag, v, x'00' FROM journal",
    ],
)
def test_the_database_itself_keeps_the_journal_append_only(store: Store, folder: Path, statement: str) -> None:
    with store.work() as work:
        work.journal.append("m", [line(1)])
    store.close()
    raw = connect(folder / DATABASE_FILE, KEY)
    with pytest.raises(Exception, match="journal"):
        raw.execute(statement)
    raw.close()


def _golden() -> list[dict[str, Any]]:
    return [json.loads(row) for row in GOLDEN.read_text(encoding="utf-8").splitlines()]


def test_the_golden_journal_of_version_1_is_still_read() -> None:
    rows = _golden()
    entries = [read_entry(row["entry"].encode(), row["tag"], row["v"]) for row in rows]
    assert [entry.sequence for entry in entries] == list(range(1, len(rows) + 1))
    assert [type(entry.event).__struct_config__.tag for entry in entries] == [row["tag"] for row in rows]
    if not UPCASTERS:
        assert [canonical(entry).decode() for entry in entries] == [row["entry"] for row in rows]


def test_the_golden_journal_has_every_event_of_version_1() -> None:
    tags = {kind.__struct_config__.tag for kind in AnyEvent.__args__}
    assert {row["tag"] for row in _golden()} <= tags
    first = {kind.__struct_config__.tag for kind in AnyEvent.__args__ if kind.__struct_fields__ and _version(kind) == 1}
    assert first <= {row["tag"] for row in _golden()}, "write the new event into the golden journal"


def _version(kind: Any) -> int:
    return int(next(field.default for field in msgspec.structs.fields(kind) if field.name == "v"))


def test_an_event_of_an_older_shape_is_lifted_step_by_step() -> None:
    """An old "line-scribbled" of version 1 had `words`; version 2 called them `text`; then it became "line-written"."""

    def rename_words(event: dict[str, Any]) -> dict[str, Any]:
        return {**{key: value for key, value in event.items() if key != "words"}, "text": event["words"]}

    def rename_tag(event: dict[str, Any]) -> dict[str, Any]:
        return {**event, "event": "line-written"}

    old = b'{"action":1,"event":{"event":"line-scribbled","line":"l1","words":"x"},"moment":{"at":"%s"},"sequence":1}'
    upcasters = {("line-scribbled", 1): rename_words, ("line-scribbled", 2): rename_tag}
    lifted = read_entry(old % AT.encode(), "line-scribbled", 1, upcasters)
    assert lifted.event == events.LineWritten(v=3, line="l1", text="x")
    with pytest.raises(msgspec.ValidationError):
        read_entry(old % AT.encode(), "line-scribbled", 1, {})


def test_a_lifted_event_leaves_the_stored_bytes_and_their_digest_alone(store: Store) -> None:
    with store.work() as work:
        work.journal.append("m", [line(1)])
        before = work.journal.digest("m")
    UPCASTERS["line-written", 1] = lambda event: {**event, "text": event["text"] + "!"}
    try:
        with store.read() as work:
            assert work.journal.read("m")[0].event == events.LineWritten(v=2, line="l1", text="同意修路。!")
            assert work.journal.digest("m") == before
    finally:
        del UPCASTERS["line-written", 1]


def test_writing_in_a_reading_transaction_fails(store: Store) -> None:
    with pytest.raises(DatabaseError), store.read() as work:
        work.journal.append("m", [line(1)])
