"""The same evening with sticks in it: saved, damaged, left lying, read twice or never, while the line works now and then, and
either side may die at any fsync. A receipt is never a lie, and in the end everything is there exactly once."""

from __future__ import annotations

import random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from county.take_stick import take_stick
from desktop.sync.enrol import enrolment_of
from desktop.sync.stick.save import save
from desktop.sync.stick.take import take
from desktop.wire.medium import ROOT, Medium
from forms.language import Refused
from tests.sync.power import PowerCut, plug_pulled
from tests.sync.test_machine import Evening
from tests.sync.village import AT, Pc

STICKS = st.sampled_from(["red", "blue"])


class Journey(Evening):
    """Two sticks between one PC and one county."""

    told = ""

    @initialize()
    def begin(self) -> None:
        super().begin()
        for name in ("red", "blue"):
            (self.folder / name).mkdir()

    def medium(self, name: str) -> Medium:
        return Medium(self.folder / name)

    @rule(stick=STICKS, most=st.sampled_from([1, 100_000, 1 << 30]), cut=st.integers(0, 8))
    def save(self, stick: str, most: int, cut: int) -> None:
        enrolment = enrolment_of(self.pc.store)
        assert enrolment
        try:
            with plug_pulled(cut):
                save(self.pc.store, self.pc.key, enrolment, self.medium(stick), now=self.pc.now, most=most)
        except PowerCut:
            self.pc.close()
            self.pc = Pc(self.folder / "village")

    @rule(stick=STICKS, cut=st.integers(0, 40))
    def office_takes(self, stick: str, cut: int) -> None:
        try:
            with plug_pulled(cut):
                take_stick(self.county, self.folder / stick)
        except PowerCut:
            self.restart()
        except Refused:
            assert not list((self.folder / stick).rglob("*.age")) or cut

    @rule(stick=STICKS)
    def read_back(self, stick: str) -> None:
        enrolment = enrolment_of(self.pc.store)
        assert enrolment
        try:
            take(self.pc.store, self.pc.key, enrolment, self.medium(stick), now=AT)
        except Refused as refused:
            self.told = str(refused)

    @rule(stick=STICKS, seed=st.integers(0, 9999), cut=st.booleans())
    def damage(self, stick: str, seed: int, cut: bool) -> None:
        """Any file on it is cut short, or one of its bytes changed."""
        chance = random.Random(seed)
        files = sorted(file for file in (self.folder / stick / ROOT).rglob("*") if file.is_file() and file.stat().st_size)
        if files:
            file = chance.choice(files)
            data = file.read_bytes()
            at = chance.randrange(len(data))
            file.write_bytes(data[:at] + (b"" if cut else bytes([data[at] ^ 1]) + data[at + 1 :]))

    @invariant()
    def an_answer_is_refused_only_where_it_was_damaged(self) -> None:
        assert not self.told or any(word in self.told for word in ("损坏", "打不开", "格式不对", "不完整"))

    def teardown(self) -> None:
        if not hasattr(self, "pc"):
            return
        for _ in range(3):  # the last sticks arrive; what a stick cannot know, the line of the base finds
            self.save("red", 1 << 30, 0)
            self.office_takes("red", 0)
            self.read_back("red")
        if not self.forgot:
            assert self.pc.cursor() == (self.sealed, self.sealed), "by stick alone"
        super().teardown()


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("examples", [3, pytest.param(100, marks=pytest.mark.long)])
def test_whatever_happens_on_the_way_everything_arrives_once_and_no_receipt_lies(examples: int) -> None:
    run_state_machine_as_test(
        Journey, settings=settings(max_examples=examples, stateful_step_count=16, deadline=None)
    )
