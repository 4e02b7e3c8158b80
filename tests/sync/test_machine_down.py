"""The same evening with a county that talks: notices, answers, another key, two hosts, sides that are restored, even both at
once, and somebody on the way who holds its word back, plays an older one, or brings an older stick. In the end the village
has every word of the county that still stands, each once, and none that the county never said."""

from __future__ import annotations

import random
import shutil

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from county.app import build_app
from county.down import down_for, order
from county.down_tables import orders
from county.new_key import new_key
from county.store import Store
from county.tables import records
from desktop.sync.down import down_state, take
from desktop.sync.enrol import enrolment_of
from desktop.sync.line import Answer, Question, Sent
from desktop.sync.outcome import DELIVERED, NOTHING
from desktop.wire.canonical import canonical
from desktop.wire.down import Down, open_head, read_item
from desktop.wire.down_bodies import FEEDBACK, NOTICE, Notice
from desktop.wire.faults import Fault
from desktop.wire.receipt import Reply
from desktop.wire.records import record_hash
from tests.sync.test_machine import FAULTS, QUICK, Evening, Wire
from tests.sync.village import AT, Pc

WORDS = [*FAULTS, "mute", "old word"]


class Mouth(Wire):
    """A line on which the county's word may be held back, or replaced by an older one."""

    def ask(self, question: Question, sent: Sent) -> Answer:
        fault = self._faults[0] if self._faults else "none"
        answer = super().ask(question, sent)
        if answer.status != 200 or fault not in ("mute", "old word"):
            return answer
        reply = msgspec.json.decode(answer.body, type=Reply)
        said = self._chance.choice(self._machine.said) if fault == "old word" and self._machine.said else None  # type: ignore[attr-defined]
        return Answer(status=200, body=msgspec.json.encode(msgspec.structs.replace(reply, down=said)))


class Month(Evening):
    @initialize()
    def begin(self) -> None:
        super().begin()
        self.other = Store(self.folder / "county")
        self.apps = [self.app, build_app(self.other)]
        self.said: list[Down] = []
        self.posted: set[str] = set()
        self.went_back = False

    def restart(self) -> None:
        super().restart()
        self.other.close()
        self.other = Store(self.folder / "county")
        self.apps = [self.app, build_app(self.other)]

    @rule(faults=st.lists(st.sampled_from(WORDS), max_size=6), seed=st.integers(0, 9999))
    def deliver(self, faults: list[str], seed: int) -> None:
        self.app = self.apps[seed % 2]
        self.pc.deliver(Mouth(self, list(faults), random.Random(seed)), patience=QUICK)

    @rule()
    def the_county_says_something(self) -> None:
        self.posted.add(f"n{len(self.posted)}")
        with self.county.write() as work:
            order(work, NOTICE, Notice(title=f"n{len(self.posted) - 1}"))

    @rule()
    def seal_what_the_county_cannot_read(self) -> None:
        """It is held, answered, and holds up nothing."""
        self.sealed += 1
        self.pc.seal(b"%d is no meeting" % self.sealed, kind="meeting", subject=f"b{self.sealed}")

    @rule()
    def write_a_stick(self) -> None:
        """What the county would say on a stick now; it may lie about for long."""
        self.said.append(down_for(self.county, self.pc.key.id, since=None))

    @precondition(lambda self: self.said)
    @rule(chosen=st.integers(0, 99))
    def read_a_stick(self, chosen: int) -> None:
        said = self.said[chosen % len(self.said)]
        enrolment = enrolment_of(self.pc.store)
        assert enrolment is not None
        before = down_state(self.pc.store)
        try:
            take(self.pc.store, said, enrolment, nonce="", now=AT)
        except Fault:
            assert down_state(self.pc.store) == before
            return
        after = down_state(self.pc.store)
        assert after.at >= before.at
        assert after.epoch != before.epoch or after.version >= before.version, "no stick takes the village back"
        assert after.epoch not in after.past

    @rule()
    def change_the_key(self) -> None:
        new_key(self.county)
        self.restart()

    @precondition(lambda self: not (self.folder / "old-pc").exists())
    @rule()
    def back_up_the_pc(self) -> None:
        self.pc.close()
        shutil.copytree(self.folder / "village", self.folder / "old-pc")
        self.pc = Pc(self.folder / "village")

    @precondition(lambda self: (self.folder / "old-pc").exists())
    @rule(both=st.booleans())
    def restore_the_pc(self, both: bool) -> None:
        """The PC notices by the mark outside its database and begins an epoch; perhaps the county is restored as well."""
        self.pc.close()
        shutil.rmtree(self.folder / "village")
        shutil.move(self.folder / "old-pc", self.folder / "village")
        self.pc = Pc(self.folder / "village")
        self.went_back = True
        self.pc.begin_epoch()
        if both and (self.folder / "copy").exists():
            self.restore_the_county(told=False)

    @rule()
    def nothing(self) -> None:
        """So that steps are not all taken by the rules that need something before."""

    @invariant()
    def no_word_is_doubled_and_none_is_made_up(self) -> None:
        if not hasattr(self, "posted"):
            return
        with self.pc.store.read() as work:
            titles = [read_item(kept.signed).body["title"] for kept in work.inbox.items(NOTICE)]
        assert len(titles) == len(set(titles))
        assert set(titles) <= self.posted

    def teardown(self) -> None:
        if not hasattr(self, "posted"):
            return
        try:
            rounds = [self.pc.deliver(Wire(self, [], random.Random(1)), patience=QUICK) for _ in range(4)]
            assert rounds[-1].state in (DELIVERED, NOTHING), str(rounds[-1].sentence)
            self._everything_is_there_once()
            self._every_word_was_heard()
        finally:
            self.pc.close()
            self.county.close()
            self.other.close()
            shutil.rmtree(self.folder)

    def _everything_is_there_once(self) -> None:
        with self.pc.store.read() as work:
            ours = work.ledger.after(0)
        with self.county.read() as work:
            theirs = list(work.execute(select(records.c.hash).order_by(records.c.sequence)).scalars())
        assert len(theirs) == len(set(theirs))
        hashes = [record_hash(sealed.record) for sealed in ours]
        assert set(hashes) <= set(theirs)
        assert self.went_back or theirs == hashes, "only a PC that was restored may lack what it once delivered"
        assert self.pc.cursor() == (len(ours), len(ours))
        for sealed in ours:
            for blob in sealed.record.blobs:
                with self.pc.store.read() as work:
                    assert self.county.blobs.path(blob).read_bytes() == work.blobs.read(blob)

    def _every_word_was_heard(self) -> None:
        with self.county.read() as work:
            stands = {
                row.id for row in work.execute(select(orders.c.id).where(orders.c.device.in_(("", self.pc.key.id))))
            }
            held = set(work.execute(select(records.c.hash).where(records.c.held != "")).scalars())
        with self.pc.store.read() as work:
            heard = [read_item(kept.signed) for kept in work.inbox.items()]
        assert stands <= {item.id for item in heard}
        answered = {item.body["record"] for item in heard if item.kind == FEEDBACK}
        assert held <= answered, "what is held was answered"
        state = down_state(self.pc.store)
        assert state.complete
        enrolment = enrolment_of(self.pc.store)
        assert enrolment is not None
        assert enrolment.county == self.county.key.public
        fresh = down_for(self.county, self.pc.key.id, since=None)
        assert fresh.head is not None
        assert open_head(fresh.head, county=enrolment.county, device=self.pc.key.id, nonce="").last == state.last


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("examples", [2, pytest.param(150, marks=pytest.mark.long)])
def test_whatever_happens_the_village_hears_its_county(examples: int) -> None:
    run_state_machine_as_test(Month, settings=settings(max_examples=examples, stateful_step_count=18, deadline=None))


def test_the_body_of_an_epoch_is_what_the_program_writes(tmp_path_factory: pytest.TempPathFactory) -> None:
    pc = Pc(tmp_path_factory.mktemp("epoch"))
    pc.seal(b"{}")
    sealed = pc.begin_epoch()
    assert (sealed.record.kind, sealed.record.epoch, sealed.record.sequence) == ("epoch", 2, 2)
    assert sealed.body == canonical(msgspec.json.decode(sealed.body or b""))
    pc.close()
