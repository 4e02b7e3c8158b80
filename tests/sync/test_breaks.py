"""What breaks on the way is taken up where it broke, and everything arrives exactly once."""

from __future__ import annotations

import random
import threading

import pytest

from desktop.sync.line import Question, broken
from desktop.sync.outcome import DELIVERED, PART, STOPPED
from desktop.wire.leaves import HEAD, LEAF
from forms.language import say
from tests.county.running import County
from tests.sync.lines import Cut, LostAnswer, Twice, Watched
from tests.sync.village import Pc, meeting

SCANS = (40_000, 200_000, 700_000)


def _snap() -> None:
    raise broken(say("线路中断,上报没有完成;数据都在本机,稍后再传。"))


def _evening(pc: Pc) -> None:
    pc.seal_meeting(meeting())
    for size in SCANS:
        pc.seal_scan(size, f"s{size}")


def _all_there_once(county: County, pc: Pc) -> None:
    """The county has every record once and every blob whole, and the village has the receipts for it."""
    with pc.store.read() as work:
        records = work.ledger.after(0)
        for record in records:
            for blob in record.record.blobs:
                assert (county.folder / "blobs" / blob[:2] / blob).read_bytes() == work.blobs.read(blob)
    shown = county.show()
    assert shown["records"] == len(records)
    assert all(batch["complete"] for batch in shown["batches"])
    assert not shown["held"]
    assert pc.cursor() == (len(records), len(records))
    kinds = pc.receipts()
    assert len(kinds) == len(set(kinds)) == 2 * len(shown["batches"])


@pytest.mark.parametrize("at", [1, 100_000, 500_000])
def test_a_server_killed_in_the_middle_of_an_upload_is_resumed_at_the_leaf(county: County, enrolled: Pc, at: int) -> None:
    _evening(enrolled)
    line = Cut(county.url, "/v1/leaves", at, county.kill)
    first = enrolled.deliver(line)
    assert first.state == PART
    assert "数据都在本机" in str(first.sentence)
    assert enrolled.cursor() == (4, 0)
    county.start()
    again = Watched(county.url)
    assert enrolled.deliver(again).state == DELIVERED
    _all_there_once(county, enrolled)
    assert "/v1/batches" not in {path for _, path, _ in again.asked}, "the records were receipted and are not sent again"


@pytest.mark.parametrize("at", [1, 3000])
def test_a_server_killed_while_the_records_come_in_has_given_no_receipt(county: County, enrolled: Pc, at: int) -> None:
    _evening(enrolled)
    first = enrolled.deliver(Cut(county.url, "/v1/batches", at, county.kill))
    assert (first.state, first.receipts, enrolled.cursor()) == (PART, (), (0, 0))
    county.start()
    assert enrolled.deliver().state == DELIVERED
    _all_there_once(county, enrolled)


def test_a_cut_costs_one_leaf_at_most(county: County, enrolled: Pc) -> None:
    _evening(enrolled)
    line = Cut(county.url, "/v1/leaves", 230_000, _snap)
    assert enrolled.deliver(line).state == DELIVERED
    _all_there_once(county, enrolled)
    leaves = sum(-(-size // LEAF) for size in SCANS)
    assert line.bytes_of("/v1/leaves") - sum(SCANS) - leaves * HEAD <= LEAF + HEAD + 8192


def test_a_cut_costs_one_leaf_at_most_though_the_server_is_behind(county: County, enrolled: Pc) -> None:
    """Everything came and then the end, before the server had looked at any of it: as with a slow disk on a quick line."""
    _evening(enrolled)

    def snap() -> None:
        county.pause()
        threading.Timer(0.5, county.go_on).start()

    class Late(Cut):
        def during(self, question: Question, passed: int) -> None:
            super().during(question, passed)
            if question.path == "/v1/leaves" and passed >= 400_000 and not self.cut:
                self.cut = True
                _snap()

        cut = False

    line = Late(county.url, "/v1/leaves", 1, snap)
    assert enrolled.deliver(line).state == DELIVERED
    _all_there_once(county, enrolled)
    leaves = sum(-(-size // LEAF) for size in SCANS)
    assert line.bytes_of("/v1/leaves") - sum(SCANS) - leaves * HEAD <= LEAF + HEAD + 8192


@pytest.mark.parametrize("path", ["/v1/batches", "/v1/leaves"])
def test_a_lost_answer_changes_nothing(county: County, enrolled: Pc, path: str) -> None:
    _evening(enrolled)
    line = LostAnswer(county.url, path)
    assert enrolled.deliver(line).state == DELIVERED
    _all_there_once(county, enrolled)


def test_a_receipt_that_was_lost_is_asked_for_and_the_batch_not_sent_again(county: County, enrolled: Pc) -> None:
    for number in range(20):
        enrolled.seal(random.Random(number).randbytes(2000), kind="roster", subject=f"x{number}")
    line = LostAnswer(county.url, "/v1/batches")
    assert enrolled.deliver(line).state == DELIVERED
    assert [path for _, path, _ in line.asked].count("/v1/batches") == 1
    _all_there_once(county, enrolled)


def test_requests_that_come_twice_do_nothing_twice(county: County, enrolled: Pc) -> None:
    _evening(enrolled)
    assert enrolled.deliver(Twice(county.url)).state == DELIVERED
    _all_there_once(county, enrolled)
    assert "replayed" in {line["code"] for line in county.show()["log"]}


def test_stop_stops_and_the_next_round_goes_on(county: County, enrolled: Pc) -> None:
    _evening(enrolled)
    stop = threading.Event()
    first = enrolled.deliver(Cut(county.url, "/v1/leaves", 150_000, stop.set), cancel=stop)
    assert (first.state, first.waiting_blobs) == (STOPPED, 3)
    assert enrolled.deliver().state == DELIVERED
    _all_there_once(county, enrolled)


def test_a_line_that_breaks_all_the_time_still_delivers(county: County, enrolled: Pc) -> None:
    """Each attempt gets some leaves through; the round goes on as long as it moves."""
    _evening(enrolled)

    class Flaky(Watched):
        def during(self, question, passed):  # type: ignore[no-untyped-def]
            if question.path == "/v1/leaves" and passed > 80_000:
                _snap()

    assert enrolled.deliver(Flaky(county.url)).state == DELIVERED
    _all_there_once(county, enrolled)
