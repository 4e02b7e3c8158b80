"""Real batches and leaves, damaged in every way that a seed finds: refused with a code, logged, and nothing else is held up."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.answers import STATUS
from county.show import overview
from desktop.wire import batch as wire
from desktop.wire.canonical import canonical, digest
from desktop.wire.leaves import frame_leaf
from desktop.wire.request import HEADER
from desktop.wire.signed import BATCH, signed_line
from tests.county.bench import Bench, Device, call

QUICK, LONG = 40, 2500
Spoil = Callable[[bytes, random.Random], bytes]
_SCAN = random.Random(3).randbytes(70_000)


def _flip(data: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _drop(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randint(1, 200) :]


def _repeat(data: bytes, dice: random.Random) -> bytes:
    start, end = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start : end + 1] + data[end:]


def _number(data: bytes, dice: random.Random) -> bytes:
    """A length that lies: four bytes somewhere become a number at the edge."""
    at = dice.randrange(max(len(data) - 4, 1))
    edge = dice.choice([0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, len(data), 64 << 20])
    return data[:at] + edge.to_bytes(4, "big") + data[at + 4 :]


def _longer(data: bytes, dice: random.Random) -> bytes:
    return data + dice.randbytes(dice.randint(1, 500))


def _nonsense(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(40)] + dice.randbytes(dice.randint(0, 500))


SPOILS: tuple[Spoil, ...] = (_flip, _cut, _drop, _repeat, _number, _longer, _nonsense)
LIES: dict[str, tuple[object, ...]] = {
    "first": (0, -1, 2, 1 << 62),
    "last": (0, -5, 10**9, 1 << 62),
    "epoch": (0, -1, 1 << 62),
    "previous": ("0" * 64, "../..", "x" * 5000),
    "head": ("", "f" * 64, "表"),
    "records": ("", "0" * 64),
    "packed": ("", "0" * 64),
    "packed_size": (0, -1, 1 << 62),
    "size": (0, -1, 1, 1 << 40),
    "village": ("", "330000000002", "../.."),
    "device": ("", "0" * 32),
    "blobs": ((wire.BlobEntry("0" * 64, 4, ()),), (wire.BlobEntry("x", 1 << 50, ("0" * 64,)),)),
}


def _lie(device: Device, data: bytes, field: str, value: object) -> bytes:
    """The batch with another fact in its manifest, signed by the device itself."""
    honest = wire.read_batch(data)
    manifest = canonical(msgspec.structs.replace(honest.manifest, **{field: value}))
    signature = bytes.fromhex(device.key.sign(signed_line(BATCH) + manifest))
    return signed_line(BATCH) + b"".join(len(one).to_bytes(4, "big") + one for one in (manifest, signature, honest.packed))


class Siege:
    """A county under rubbish, the one who throws it, and a neighbour who merely delivers."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.device, self.neighbour = bench.enrol(Device(70)), bench.enrol(Device(71))
        for number in range(4):
            self.device.record(b'{"number":%d}' % number, blobs=(digest(_SCAN),) if number == 0 else ())
        self.batch = self.device.batch(blobs=(_SCAN,))
        self.frames = b"".join(frame_leaf(digest(_SCAN), at, _SCAN[at * 65536 :][:65536]) for at in range(2))
        self._turns = itertools.count(1)

    def throw(self, method: str, path: str, body: bytes, *, header: str | None = None) -> tuple[int, Any]:
        """Signed as it stands. Whatever is refused has a code, a sentence in two languages, and a line in the log."""
        header = header or self.device.header(self.bench.store.key.fingerprint, method, path, body)
        answer = call(self.bench.app, method, path, [body], {HEADER: header})
        said = json.loads(answer.body)
        assert answer.status < 500, said
        if answer.status != 200:
            assert STATUS[said["code"]] == answer.status
            assert said["message"]
            assert said["english"]
            last = overview(self.bench.store)["log"][-1]
            assert (last["code"], last["device"]) == (said["code"], self.device.key.id)
        return answer.status, said

    def go_on(self) -> None:
        """Now and then the neighbour delivers, in between."""
        if next(self._turns) % 10 == 0:
            sealed = self.neighbour.record()
            assert self.bench.send(self.neighbour, self.neighbour.batch([sealed]))[0] == 200


@pytest.fixture
def siege(bench: Bench) -> Siege:
    return Siege(bench)


def _besiege(siege: Siege, examples: int) -> None:
    @settings(max_examples=examples, database=None)
    @given(spoil=st.sampled_from(SPOILS), seed=st.integers(0, 1 << 32), what=st.sampled_from(["batch", "leaves"]))
    def damaged(spoil: Spoil, seed: int, what: str) -> None:
        whole = siege.batch if what == "batch" else siege.frames
        body = spoil(whole, random.Random(seed))
        method, path = ("POST", "/v1/batches") if what == "batch" else ("PUT", "/v1/leaves")
        status, said = siege.throw(method, path, body)
        if what == "batch":
            assert status != 200 or body == whole
        else:  # before the batch has come nobody has announced a leaf; an empty body is none at all
            assert status != 200 or said.get("stored", 0) == 0
        siege.go_on()

    @settings(max_examples=examples, database=None)
    @given(lie=st.sampled_from([(field, value) for field, values in LIES.items() for value in values]))
    def lying(lie: tuple[str, object]) -> None:
        status, said = siege.throw("POST", "/v1/batches", _lie(siege.device, siege.batch, *lie))
        if status == 200:  # what is merely in a wrong place is kept for a person, who is told of it
            assert said["receipts"][0]["message"]["held"], lie
        siege.go_on()

    damaged()
    lying()
    header = siege.device.header(siege.bench.store.key.fingerprint, "POST", "/v1/batches", siege.batch)
    assert siege.throw("POST", "/v1/batches", siege.batch, header=header)[0] == 200, "the honest one is taken after all"
    assert siege.throw("POST", "/v1/batches", siege.batch, header=header)[1]["code"] == "replayed"
    assert siege.throw("POST", "/v1/batches", siege.neighbour.batch(siege.neighbour.chain[:1]))[1]["code"] == "foreign"
    assert siege.throw("PUT", "/v1/leaves", siege.frames)[1]["stored"] == 2


def test_whatever_comes_in_place_of_a_batch_is_refused_and_the_queue_goes_on(siege: Siege) -> None:
    _besiege(siege, QUICK)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_whatever_comes_in_place_of_a_batch_is_refused_however_often(siege: Siege) -> None:
    _besiege(siege, LONG)


def test_a_record_that_cannot_be_used_is_answered_and_those_behind_it_are_kept(bench: Bench, device: Device, tmp_path: Path) -> None:
    """Held, named in the receipt, and no reason to refuse the rest of the batch or the next one."""
    first = device.record()
    forged = msgspec.structs.replace(device.record(), signature=Device(99).key.sign(b"another"))
    last = device.record()
    status, reply = bench.send(device, device.batch([first, forged, last]))
    assert status == 200
    receipt = reply["receipts"][0]["message"]
    assert len(receipt["records"]) == 3
    assert [held["sequence"] for held in receipt["held"]] == [2]
    assert receipt["held"][0]["message"]
    assert [line["device"] for line in overview(bench.store)["log"] if line["code"] == "bad-signature"] == [device.key.id]
    next_one = device.record()
    assert bench.send(device, device.batch([next_one]))[0] == 200
    assert overview(bench.store)["records"] == 4
