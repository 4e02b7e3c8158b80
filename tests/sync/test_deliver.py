"""A month goes from a village's ledger to a county's disk, and the receipts come home."""

from __future__ import annotations

import pytest

from desktop.sync import outbox
from desktop.sync.enrol import enrolment_of
from desktop.sync.http_line import HttpLine
from desktop.sync.outcome import DELIVERED, NOTHING
from desktop.wire.batch import MAX_MANIFEST, read_batch
from desktop.wire.leaves import LEAF
from forms.language import Refused
from tests.county.running import County
from tests.sync.village import CODE, Pc, meeting


def test_a_month_without_scans_takes_one_request_and_brings_both_receipts(county: County, enrolled: Pc) -> None:
    sealed = [enrolled.seal_meeting(meeting(n)) for n in range(1, 6)]
    outcome = enrolled.deliver()
    assert (outcome.state, outcome.requests, outcome.records) == (DELIVERED, 1, 5)
    assert sorted(receipt.kind for receipt in outcome.receipts) == ["blobs", "records"]
    assert enrolled.cursor() == (5, 5)
    shown = county.show()
    assert [batch["complete"] for batch in shown["batches"]] == [True]
    assert shown["records"] == len(sealed)
    assert [(one["differs"], one["verdicts"][1]["passed"]) for one in shown["meetings"]] == [(False, True)] * 5
    assert not shown["held"]


def test_a_round_with_nothing_to_say_is_one_small_request(enrolled: Pc) -> None:
    enrolled.seal_meeting(meeting())
    enrolled.deliver()
    outcome = enrolled.deliver()
    assert (outcome.state, outcome.requests, outcome.sent) == (NOTHING, 1, 0)


def test_scans_follow_the_records_and_arrive_whole(county: County, enrolled: Pc) -> None:
    enrolled.seal_meeting(meeting())
    scans = [enrolled.seal_scan(size, f"s{size}") for size in (300_000, 70_000, 65_536, 1)]
    seen: list[tuple[int, int]] = []
    outcome = enrolled.deliver(progress=lambda done, total: seen.append((done, total)))
    assert (outcome.state, outcome.blobs) == (DELIVERED, 4)
    assert enrolled.cursor() == (5, 5)
    for scan in scans:
        blob = scan.record.blobs[0]
        with enrolled.store.read() as work:
            assert (county.folder / "blobs" / blob[:2] / blob).read_bytes() == work.blobs.read(blob)
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert not [file for file in (county.folder / "leaves").rglob("*") if file.is_file()]


def test_many_large_attachments_go_in_several_batches_for_a_manifest_names_every_leaf(
    county: County, enrolled: Pc, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = len(f'"{"0" * 64}",')
    assert outbox.MOST_LEAVES * line + outbox.MOST_RECORDS * 4 * line < MAX_MANIFEST
    monkeypatch.setattr(outbox, "MOST_LEAVES", 4)
    for number, size in enumerate((LEAF, LEAF, 2 * LEAF, 1, 6 * LEAF, 1)):
        enrolled.seal_scan(size, f"s{number}")
    assert enrolled.deliver().state == DELIVERED
    with enrolled.store.read() as work:
        made = [read_batch(kept.data).manifest for kept in work.outbox.batches()]
    assert [(one.first, one.last) for one in made] == [(1, 3), (4, 4), (5, 5), (6, 6)]
    assert all(batch["complete"] for batch in county.show()["batches"])


def test_what_was_delivered_is_never_sent_again(enrolled: Pc) -> None:
    enrolled.seal_meeting(meeting(1))
    first = enrolled.deliver()
    enrolled.seal_meeting(meeting(2))
    second = enrolled.deliver()
    assert second.records == 1
    assert second.receipts[0].records not in [receipt.records for receipt in first.receipts]


def test_a_code_enrols_one_device_once(county: County, pc: Pc, tmp_path_factory: pytest.TempPathFactory) -> None:
    code = county.code(CODE)
    first = pc.enrol(county.url, code, county.fingerprint)
    assert (first.village, first.village_name) == (CODE, "石桥村")
    assert pc.enrol(county.url, code.lower().replace("-", " "), county.fingerprint[:32]) == first
    other = Pc(tmp_path_factory.mktemp("other"), 8)
    try:
        with pytest.raises(Refused, match="登记码不对或已经用过"):
            other.enrol(county.url, code, county.fingerprint)
    finally:
        other.close()


def test_a_slip_of_another_county_stops_enrolment(county: County, pc: Pc) -> None:
    with pytest.raises(Refused, match="公钥指纹"):
        pc.enrol(county.url, county.code(CODE), "0" * 32)
    with pytest.raises(Refused, match="没有在县里登记"):
        pc.deliver()


def test_a_revoked_device_is_told_and_nothing_is_taken(county: County, enrolled: Pc) -> None:
    enrolled.seal_meeting(meeting())
    assert county.command("revoke", "--device", enrolled.key.id).returncode == 0
    outcome = enrolled.deliver()
    assert "停用" in str(outcome.sentence)
    assert outcome.waiting_records == 1
    shown = county.show()
    assert not shown["batches"]
    assert shown["log"][-1]["code"] == "revoked"


def test_a_new_address_is_kept_once_the_county_has_answered_there(county: County, enrolled: Pc) -> None:
    moved = county.url.replace("127.0.0.1", "localhost")
    enrolled.seal_meeting(meeting())
    assert enrolled.deliver(HttpLine("http://127.0.0.1:1")).waiting_records == 1
    assert _address(enrolled) == county.url
    assert enrolled.deliver(HttpLine(moved)).state == DELIVERED
    assert _address(enrolled) == moved


def test_a_line_that_is_not_encrypted_is_said_to_be_open(enrolled: Pc) -> None:
    outcome = enrolled.deliver(HttpLine("http://county.invalid", connect=5))
    assert any("没有加密" in str(remark) for remark in outcome.remarks)
    assert not enrolled.deliver().remarks


def _address(pc: Pc) -> str:
    found = enrolment_of(pc.store)
    assert found
    return found.url
