"""What each room is given, it gives back."""

from __future__ import annotations

import msgspec
import pytest

from desktop.domain.case import CLOSED, ON_AGENDA, Case, CaseStep
from desktop.domain.people import Person
from desktop.storage.errors import NotThere
from desktop.storage.rows import Draft, MeetingRow, PrintRow
from desktop.storage.store import Store
from desktop.wire.bodies import SealedPrint, SealedScan
from desktop.wire.canonical import digest
from desktop.wire.leaves import LEAF
from tests.storage.samples import AT, person

ROW = MeetingRow(id="m1", title="六月", procedure="p", date="2026-06-18", time="19:00", state="planned", created_at=AT)


def test_meetings_are_listed_latest_first_and_updated_whole(store: Store) -> None:
    later = msgspec.structs.replace(ROW, id="m2", date="2026-07-01")
    with store.work() as work:
        work.meetings.add(ROW)
        work.meetings.add(later)
        sealed = msgspec.structs.replace(ROW, state="sealed", sealed_sequence=3)
        work.meetings.update(sealed)
        assert work.meetings.list() == (later, sealed)
        assert work.meetings.get("m1") == sealed
        assert work.meetings.get("m9") is None
        with pytest.raises(NotThere):
            work.meetings.update(msgspec.structs.replace(ROW, id="m9"))


def test_settings_keep_typed_values(store: Store) -> None:
    with store.work() as work:
        work.settings.put("row", ROW)
        work.settings.put("n", 1)
        work.settings.put("n", 2)
    with store.read() as work:
        assert work.settings.get("row", MeetingRow) == ROW
        assert work.settings.get("n", int) == 2
        assert work.settings.get("none", int) is None
        with pytest.raises(msgspec.ValidationError):
            work.settings.get("n", str)
    with store.work() as work:
        work.settings.forget("n")
        assert work.settings.get("n", int) is None


def test_drafts_are_kept_by_field_and_cleared_one_or_all(store: Store) -> None:
    with store.work() as work:
        work.drafts.save("m", "line", "同", AT)
        work.drafts.save("m", "line", "同意", AT)
        work.drafts.save("m", "title", "修路", AT)
        assert work.drafts.get("m", "line") == "同意"
        assert work.drafts.of("m") == {"line": Draft("同意", AT), "title": Draft("修路", AT)}
        work.drafts.clear("m", "line")
        assert work.drafts.get("m", "line") is None
        work.drafts.clear("m")
        assert work.drafts.of("m") == {}


def test_a_case_keeps_the_history_of_its_states(store: Store) -> None:
    case = Case(id="c1", title="修路", proposer="张伟", households=12, request="修东头的路", opened_at=AT)
    with store.work() as work:
        work.cases.add(case)
        work.cases.update(msgspec.structs.replace(case, title="修村东的路"), AT)
        work.cases.update(msgspec.structs.replace(case, state=ON_AGENDA, meeting="m1"), "t2", "列入议程")
        assert work.cases.change_state("c1", CLOSED, "t3").meeting == "m1"
        states = [CaseStep(state="open", at=AT), CaseStep(state=ON_AGENDA, at="t2", note="列入议程")]
        assert work.cases.history("c1") == (*states, CaseStep(state=CLOSED, at="t3"))
        assert [one.id for one in work.cases.list(CLOSED)] == ["c1"]
        assert work.cases.list("open") == ()
        with pytest.raises(NotThere):
            work.cases.change_state("c9", CLOSED, AT)


def test_prints_and_scans_are_found_by_id_subject_and_hash(store: Store) -> None:
    printed = SealedPrint(
        print_id="pr1",
        paper="minutes",
        subject="m1",
        title="记录",
        content_hash="c",
        pages=2,
        pdf_hash="h1",
        printed_at=AT,
    )
    again = msgspec.structs.replace(printed, print_id="pr0", pdf_hash="h2", copies_of="pr1")
    scan = SealedScan(
        scan_id="s1", print_id="pr1", subject="m1", media="image/jpeg", size=9, blob="b", pages=1, attached_at=AT
    )
    with store.work() as work:
        work.prints.add(printed, "h1")
        work.prints.add(again, "h2")
        work.scans.add(scan)
        assert work.prints.of("m1") == (PrintRow(sealed=printed, pdf="h1"), PrintRow(sealed=again, pdf="h2"))
        assert work.prints.get("pr0") == PrintRow(sealed=again, pdf="h2")
        assert work.prints.with_pdf("h1") == (PrintRow(sealed=printed, pdf="h1"),)
        assert (work.prints.get("x"), work.prints.of("x")) == (None, ())
        assert (work.scans.get("s1"), work.scans.of("m1"), work.scans.get("x")) == (scan, (scan,), None)


@pytest.mark.parametrize("size", [0, 1, LEAF, LEAF + 1, 3 * LEAF + 17])
def test_a_blob_is_read_whole_or_leaf_by_leaf(store: Store, size: int) -> None:
    data = bytes(n * 31 % 251 for n in range(size))
    with store.work() as work:
        name = work.blobs.put(data, "application/pdf", AT)
        assert work.blobs.put(data, "image/png", "later") == name == digest(data)
    with store.read() as work:
        assert (work.blobs.read(name), work.blobs.size(name), work.blobs.media(name)) == (data, size, "application/pdf")
        parts = [work.blobs.leaf(name, n) for n in range(len(work.blobs.leaves(name)))]
        assert b"".join(parts) == data
        assert tuple(digest(part) for part in parts) == work.blobs.leaves(name)
        assert all(len(part) == LEAF for part in parts[:-1])
        with pytest.raises(NotThere):
            work.blobs.leaf(name, len(parts))
        assert work.blobs.has(name)
        assert not work.blobs.has("0" * 64)
        with pytest.raises(NotThere):
            work.blobs.read("0" * 64)


def test_a_roster_that_is_replaced_keeps_ids_and_history(store: Store) -> None:
    first = [person(1, "张伟", group="一组"), person(2, "张伟", group="二组"), person(3, "李梅", birth="1970")]
    with store.work() as work:
        work.roster.replace(first, "2025.xlsx", AT, "2025-12-31")
        assert work.roster.people() == tuple(first)
    second = [
        person(1, "李梅", birth="1970", phone="13800000000"),
        person(2, "王芳"),
        person(3, "张伟", group="二组"),
    ]
    with store.work() as work:
        kept = work.roster.replace(second, "2026.xlsx", "t2", "2026-06-01")
        assert [(one.id, one.name) for one in kept] == [("p3", "李梅"), ("p2-2", "王芳"), ("p2", "张伟")]
    with store.read() as work:
        assert work.roster.people() == kept
        assert set(work.roster.people(1)) == set(first)
        assert work.roster.people(2) == kept
        assert work.roster.get("p3") == msgspec.structs.replace(second[0], id="p3")
        assert work.roster.get("p1") == first[0], "one who left is still known"
        assert work.roster.get("p9") is None
        assert [(one.id, one.source, one.people) for one in work.roster.imports()] == [
            (1, "2025.xlsx", 3),
            (2, "2026.xlsx", 3),
        ]


def test_someone_who_came_back_is_not_mixed_up_with_someone_new(store: Store) -> None:
    with store.work() as work:
        work.roster.replace([person(1, "张伟")], "a", AT, "")
        work.roster.replace([], "b", AT, "")
        kept = work.roster.replace([person(1, "王芳")], "c", AT, "")
        assert [one.id for one in kept] == ["p1-2"], "the id of one who left is never given to another"


def test_a_village_of_1100_is_replaced_by_itself_without_new_lines(store: Store) -> None:
    everyone = [
        Person(id=f"p{n}", name=f"村民{n % 700}", household=str(n // 4), birth=str(1930 + n % 80)) for n in range(1100)
    ]
    with store.work() as work:
        work.roster.replace(everyone, "a", AT, "")
        moved = [msgspec.structs.replace(one, id=f"q{n}") for n, one in enumerate(reversed(everyone))]
        kept = work.roster.replace(moved, "b", AT, "")
        assert kept == tuple(reversed(everyone))
        assert work.roster.people() == kept
    with store.raw() as connection:
        assert connection.exec_driver_sql("SELECT count(*), max(since) FROM roster").one() == (1100, 1)
