"""A parcel that was packed wrongly before it was locked: a device with a bad memory, or somebody who has its key. Whatever is
in it, the county answers with refusals that stand in its log, harms nothing, and takes the next stick."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.answers import STATUS
from county.show import overview
from tests.county.test_fuzz_batches import SPOILS, Spoil
from tests.sync.by_hand import ByHand, with_parcel
from tests.sync.test_stick_hostile import locked, members

QUICK, LONG = 25, 1500
_OF_STICKS = {"cut-short", "not-for-us"}


@pytest.fixture
def hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ByHand]:
    with with_parcel(tmp_path_factory.mktemp("fuzzed")) as made:
        yield made


def _besiege(hand: ByHand, examples: int) -> None:
    (file,) = hand.parcels()
    whole = file.read_bytes()
    plain = members(hand, file)

    @settings(max_examples=examples, database=None)
    @given(spoil=st.sampled_from(SPOILS), seed=st.integers(0, 1 << 32))
    def spoilt(spoil: Spoil, seed: int) -> None:
        file.write_bytes(locked(hand, spoil(plain, random.Random(seed))))
        hand.county.note(code="begun", message="x")
        refused = [fault.code for _, fault in hand.take().refused]
        assert set(refused) <= set(STATUS) | _OF_STICKS
        noted = [line["code"] for line in hand.log()]
        since = noted[len(noted) - noted[::-1].index("begun") :]
        assert set(refused) <= set(since), "every refusal stands in the log"

    spoilt()
    file.write_bytes(whole)
    assert not hand.take().refused
    assert not hand.read().refused
    shown = overview(hand.county)
    assert [batch["complete"] for batch in shown["batches"]] == [True]
    assert (shown["records"], shown["held"]) == (2, [])
    assert hand.pc.cursor() == (2, 2), "the receipts came home on the stick"


def test_a_parcel_that_was_packed_wrongly_is_refused_and_the_next_one_taken(hand: ByHand) -> None:
    _besiege(hand, QUICK)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_parcel_that_was_packed_wrongly_is_refused_however_often(hand: ByHand) -> None:
    _besiege(hand, LONG)
