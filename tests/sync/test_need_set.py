"""What the county says that it lacks is signed by nobody: it moves no cursor, and a lie in it costs one heap of leaves at most."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.sync.line import Answer, Question, Sent
from desktop.sync.outbox import leaves_wanted
from desktop.sync.outcome import DELIVERED, PART
from desktop.wire.batch import Batch, BlobEntry, Manifest
from desktop.wire.leaves import HEAD, LEAF
from desktop.wire.receipt import Missing
from tests.county.running import County
from tests.sync.lines import Watched
from tests.sync.village import Pc

SIZES = (70_000, 300_000, 1_000_000)
NEEDS = re.compile(rb'"missing":\[.*?\]\]\}\]')


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    running = County(tmp_path_factory.mktemp("county") / "data").start()
    yield running
    running.stop()


class Swallows(Watched):
    """Says that it stored what it threw away; `tells` is what it puts in place of what it lacks."""

    def __init__(self, url: str, tells: bytes = b"") -> None:
        super().__init__(url)
        self._tells = tells

    def ask(self, question: Question, sent: Sent) -> Answer:
        if question.path == "/v1/leaves":
            self.asked.append((question.method, question.path, question.size))
            return Answer(status=200, body=msgspec.json.encode({"stored": len(question.pieces)}))
        answer = super().ask(msgspec.structs.replace(question, known=b""), sent)
        return msgspec.structs.replace(answer, body=NEEDS.sub(self._tells, answer.body)) if self._tells else answer


def test_a_county_that_swallows_what_it_is_given_is_not_given_it_again_and_again(county: County, enrolled: Pc) -> None:
    for number, size in enumerate(SIZES):
        enrolled.seal_scan(size, f"s{number}")
    line = Swallows(county.url)
    outcome = enrolled.deliver(line)
    assert (outcome.state, enrolled.cursor()) == (PART, (3, 0))
    assert "没有确认全部到齐" in str(outcome.remarks)
    assert line.bytes_of("/v1/leaves") == sum(SIZES) + HEAD * sum(-(-size // LEAF) for size in SIZES), "each leaf once"
    assert enrolled.deliver().state == DELIVERED


@pytest.mark.parametrize("spans", [[[-5, 1 << 60]] * 50_000, [[3, 1], [7, 7], [-9, -1], [1 << 50, 1 << 60]]], ids=["all", "none"])
def test_a_need_set_that_cannot_be_costs_no_more_than_what_there_is(county: County, enrolled: Pc, spans: list[list[int]]) -> None:
    enrolled.seal_scan(300_000)
    with enrolled.store.read() as work:
        blob = work.ledger.after(0)[0].record.blobs[0]
    needs = [{"blob": blob, "leaves": spans}, {"blob": "0" * 64, "leaves": [[0, 9]]}]
    line = Swallows(county.url, b'"missing":' + msgspec.json.encode(needs))
    assert enrolled.deliver(line).state == PART
    assert line.bytes_of("/v1/leaves") == (300_000 + 5 * HEAD if spans[0][1] > 1 else 0)
    assert enrolled.deliver().state == DELIVERED


_LEAVES = 9


def _batch() -> Batch:
    manifest = Manifest(
        device="d", village="v", epoch=1, first=1, last=1, previous="", head="", records="", packed="", packed_size=0, size=0,
        blobs=(BlobEntry("b", _LEAVES * LEAF - 5, ("",) * _LEAVES),), forms={}, program="", made_at="",
    )  # fmt: skip
    return Batch(manifest=manifest, raw_manifest=b"", signature=b"", packed=b"")


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(-3, _LEAVES + 3), st.integers(-3, _LEAVES + 3)), max_size=12), st.randoms())
def test_a_leaf_is_wanted_once_however_often_it_is_asked_for(spans: list[tuple[int, int]], chance: random.Random) -> None:
    cut = chance.randint(0, len(spans))
    wanted = leaves_wanted(_batch(), [Missing("b", tuple(spans[:cut])), Missing("x", ((0, 5),)), Missing("b", tuple(spans[cut:]))])
    named = {place for first, last in spans for place in range(first, last)} & set(range(_LEAVES))
    assert [leaf.index for leaf in wanted] == sorted(named)
    assert [leaf.size for leaf in wanted] == [LEAF - 5 * (leaf.index == _LEAVES - 1) for leaf in wanted]
