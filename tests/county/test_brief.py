"""Answers about a batch are short, for both sides know its hashes; and they leave in one go."""

from __future__ import annotations

import json
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county import serve
from desktop.wire.brief import CODING, known_hashes, lengthen, shorten
from desktop.wire.canonical import digest
from desktop.wire.records import record_hash
from desktop.wire.request import HEADER
from tests.county.bench import Bench, Device, call

PACKET = 1400
"""Bytes of a body that go into one packet with the head of the answer."""


@given(answer=st.binary(max_size=2000), known=st.binary(max_size=500))
def test_a_short_answer_is_the_same_answer(answer: bytes, known: bytes) -> None:
    assert lengthen(shorten(answer, known), known, 2000) == answer


@given(short=st.binary(max_size=300), known=st.binary(max_size=100))
def test_what_is_no_short_answer_is_said_to_be_none(short: bytes, known: bytes) -> None:
    try:
        assert len(lengthen(short, known, 5000)) <= 5000
    except ValueError:
        return


def test_a_short_answer_is_not_made_longer_than_allowed() -> None:
    with pytest.raises(ValueError, match="longer"):
        lengthen(shorten(bytes(10_000), b"x"), b"x", 9_999)


def test_a_months_receipt_is_one_packet_and_the_same_receipt(bench: Bench, device: Device) -> None:
    for _ in range(200):
        device.record()
    scan = b"scan"
    data = device.batch(blobs=(scan,))
    known = known_hashes((record_hash(sealed.record) for sealed in device.chain), (digest(scan),))
    batch = json.loads(_ask(bench, device, "POST", "/v1/batches", data, "").body)["receipts"][0]["message"]["batch"]
    for method, path, body in (("POST", "/v1/batches", data), ("GET", f"/v1/batches/{batch}", b"")):
        plain, short = (_ask(bench, device, method, path, body, accept) for accept in ("", f"gzip, {CODING}"))
        assert len(plain.body) > 200 * 64
        assert len(short.body) < PACKET
        assert lengthen(short.body, known, 1 << 20) == plain.body


def test_an_answer_does_not_wait_for_its_head_to_be_confirmed() -> None:
    """asyncio turns off Nagle's algorithm only on what says that it is TCP."""
    with serve._listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def _ask(bench: Bench, device: Device, method: str, path: str, body: bytes, accept: str):  # type: ignore[no-untyped-def]
    header = device.header(bench.store.key.fingerprint, method, path, body)
    return call(bench.app, method, path, [body], {HEADER: header, "Accept-Encoding": accept})
