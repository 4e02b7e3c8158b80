"""What must not be taken is refused with a code and a sentence, stands in the log, and leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from county import body as reading
from county.answers import STATUS
from county.devices import Device as Known
from county.receive import receive_batch
from county.show import overview
from county.tables import batches, receipts, records
from desktop.wire.batch import MAX_BATCH, BlobEntry
from desktop.wire.faults import Fault
from desktop.wire.leaves import frame_leaf, leaf_hashes
from desktop.wire.request import HEADER
from tests.county.bench import CODE, Bench, Device, call


def _nothing_kept(bench: Bench) -> bool:
    with bench.store.read() as work:
        return not any(work.execute(select(func.count()).select_from(one)).scalar_one() for one in (batches, records, receipts))


def _last_in_log(bench: Bench) -> tuple[str, str]:
    last = overview(bench.store)["log"][-1]
    return last["code"], last["device"]


def _refused(bench: Bench, answer: tuple[int, dict[str, object]], code: str) -> None:
    status, said = answer
    assert (status, said["code"]) == (STATUS[code], code)
    assert said["message"]
    assert said["english"]
    assert said["english"] != said["message"], "its English is missing"
    assert overview(bench.store)["log"][-1]["code"] == code
    assert _nothing_kept(bench)


def test_an_unsigned_request_is_refused(bench: Bench, device: Device) -> None:
    device.record()
    _refused(bench, bench.plain("POST", "/v1/batches", device.batch()), "unsigned")


@pytest.mark.parametrize("header", ["", "1", "1 a b c d", "2 a b c d e", "1 a b c d e f", "1 " + "x" * 2000])
def test_a_header_that_is_no_signature_is_refused(bench: Bench, device: Device, header: str) -> None:
    _refused(bench, bench.plain("GET", "/v1/standing", header=header), "unsigned")


def test_a_device_that_was_never_enrolled_is_refused(bench: Bench) -> None:
    stranger = Device(99)
    stranger.record()
    _refused(bench, bench.send(stranger, stranger.batch()), "unknown-device")


@pytest.mark.parametrize("name", ["county", "method", "path", "digest", "device"])
def test_a_signature_over_other_facts_is_refused(bench: Bench, device: Device, name: str) -> None:
    device.record()
    other = bench.enrol(Device(8)).key.id if name == "device" else "0" * 64
    data = device.batch()
    header = device.header(bench.store.key.fingerprint, "POST", "/v1/batches", data)
    if name == "device":
        header = header.replace(device.key.id, other)
    else:
        county = other if name == "county" else bench.store.key.fingerprint
        facts = {"method": "POST", "path": "/v1/batches", "digest": hashlib.sha256(data).hexdigest()} | {name: other}
        header = device.header(facts.pop("county", county), facts.pop("method"), facts.pop("path"), data, **facts)
    _refused(bench, bench.plain("POST", "/v1/batches", data, header), "bad-signature")


def test_a_request_is_taken_once(bench: Bench, device: Device) -> None:
    header = device.header(bench.store.key.fingerprint, "GET", "/v1/standing", b"")
    assert bench.plain("GET", "/v1/standing", header=header)[0] == 200
    _refused(bench, bench.plain("GET", "/v1/standing", header=header), "replayed")


def test_a_clock_that_is_wrong_by_years_refuses_nobody(bench: Bench, device: Device) -> None:
    assert bench.ask(device, "GET", "/v1/standing", time="1970-01-01T00:00:09")[0] == 200


def test_a_batch_of_another_device_or_village_is_refused(bench: Bench, device: Device) -> None:
    other = Device(8)
    other.record()
    _refused(bench, bench.send(device, other.batch()), "foreign")
    device.record()
    _refused(bench, bench.send(device, device.batch(village="330000000002")), "foreign")


def test_a_batch_that_is_too_large_is_refused_before_it_is_read(bench: Bench, device: Device) -> None:
    _refused(bench, bench.send(device, bytes(MAX_BATCH + 1)), "oversized")


def test_a_batch_of_a_later_format_is_named_as_that(bench: Bench, device: Device) -> None:
    device.record()
    later = device.batch().replace(b"yishitang batch 1\n", b"yishitang batch 2\n")
    _refused(bench, bench.send(device, later), "newer-format")


@given(data=st.binary(max_size=300))
def test_rubbish_is_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    bench = _shared(tmp_path_factory)
    with pytest.raises(Fault):
        receive_batch(bench.store, _known(Device()), data)
    with pytest.raises(Fault):
        receive_batch(bench.store, _known(Device()), b"yishitang batch 1\n" + data)


def test_a_batch_with_any_byte_flipped_or_cut_off_is_refused_whole(bench: Bench, device: Device) -> None:
    for number in range(3):
        device.record(b'{"text":"%d"}' % number)
    data = device.batch(blobs=(b"scan",))
    chance = random.Random(1)
    for at in range(len(data)):
        damaged = bytearray(data)
        damaged[at] ^= 1 << chance.randrange(8)
        for spoilt in (bytes(damaged), data[:at]):
            with pytest.raises(Fault):
                receive_batch(bench.store, _known(device), spoilt)
    with pytest.raises(Fault):
        receive_batch(bench.store, _known(device), data + b"\0")
    assert _nothing_kept(bench)
    assert bench.send(device, data)[0] == 200


def test_a_frame_that_unpacks_to_more_than_it_says_is_not_unpacked(bench: Bench, device: Device) -> None:
    """A bomb: 80 MB of nothing in a few kB, with a manifest that says less, and one that says the truth."""
    import zstandard

    from desktop.wire import batch as wire

    device.record()
    honest = wire.read_batch(device.batch())
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(80 << 20))
    for size in (100, 60 << 20, 80 << 20):
        data = _with(device, honest, packed=bomb, size=size)
        with pytest.raises(Fault) as refused:
            receive_batch(bench.store, _known(device), data)
        assert refused.value.code in ("malformed", "oversized")
    assert _nothing_kept(bench)


@pytest.mark.parametrize(
    "facts",
    [
        {"first": 0},
        {"first": -1},
        {"last": 0},
        {"last": 10**12},
        {"head": "x"},
        {"previous": "../../etc/passwd"},
        {"size": -1},
        {"size": 1 << 40},
        {"packed_size": 3},
        {"blobs": (BlobEntry("../x", 4, ("0" * 64,)),)},
        {"blobs": (BlobEntry("0" * 64, 4, ()),)},
        {"blobs": (BlobEntry("0" * 64, 1 << 50, ()),)},
        {"blobs": (BlobEntry("0" * 64, -1, ()),)},
        {"blobs": (BlobEntry("0" * 64, 1, ("1" * 64,)),) * 2},
    ],
)
def test_a_manifest_with_impossible_figures_is_refused_though_it_is_signed(
    bench: Bench, device: Device, facts: dict[str, object]
) -> None:
    from desktop.wire import batch as wire

    device.record()
    honest = wire.read_batch(device.batch())
    status, said = bench.send(device, _with(device, honest, **facts))
    assert status in (400, 413), said
    assert _last_in_log(bench) == (said["code"], device.key.id)
    assert _nothing_kept(bench)


def test_a_leaf_that_nobody_announced_is_refused(bench: Bench, device: Device, tmp_path: Path) -> None:
    device.record(blobs=("a" * 64,))
    scan = b"scan" * 1000
    assert bench.send(device, device.batch(blobs=(scan,)))[0] == 200
    blob = leaf_hashes(scan)[0]
    for spoilt in (
        frame_leaf(blob, 0, b"other"),
        frame_leaf(blob, 1, scan),
        frame_leaf("b" * 64, 0, scan),
    ):
        assert bench.ask(device, "PUT", "/v1/leaves", spoilt)[0] == STATUS["unknown-leaf"]
        assert _last_in_log(bench) == ("unknown-leaf", device.key.id)
    for spoilt in (frame_leaf(blob, 0, scan)[:-1], frame_leaf(blob, 0, b""), b"x" * 39):
        assert bench.ask(device, "PUT", "/v1/leaves", spoilt)[0] == STATUS["malformed"]
        assert _last_in_log(bench) == ("malformed", device.key.id)
    assert not [file for file in (bench.store.folder / "leaves").rglob("*") if file.is_file()]
    assert bench.ask(device, "PUT", "/v1/leaves", frame_leaf(blob, 0, scan))[0] == 200


def test_leaves_that_do_not_make_up_their_blob_are_no_blob(bench: Bench, device: Device) -> None:
    device.record()
    from desktop.wire import batch as wire

    honest = wire.read_batch(device.batch())
    leaf = b"leaf"
    lying = (BlobEntry("c" * 64, len(leaf), leaf_hashes(leaf)),)
    assert bench.send(device, _with(device, honest, blobs=lying))[0] == 200
    status, reply = bench.ask(device, "PUT", "/v1/leaves", frame_leaf("c" * 64, 0, leaf))
    assert (status, reply.get("receipts", [])) == (200, [])
    shown = overview(bench.store)
    assert shown["batches"][0]["receipts"] == ["records"]
    assert "damaged-blob" in {line["code"] for line in shown["log"]}


def test_paths_and_methods_that_are_none_are_answered_in_kind(bench: Bench) -> None:
    assert bench.plain("GET", "/")[1]["code"] == "not-found"
    assert bench.plain("DELETE", "/v1/batches")[1]["code"] == "not-allowed"
    assert not overview(bench.store)["log"], "whoever knocks at doors that are none fills no log"


def test_a_busy_server_says_when_to_come_back(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "busy", at_once=0)
    try:
        answer = call(bench.app, "GET", "/v1/county")
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) > 0
        assert json.loads(answer.body)["code"] == "busy"
    finally:
        bench.close()


def test_enrolment_refuses_what_proves_nothing(bench: Bench) -> None:
    assert bench.plain("POST", "/v1/enrol", b"{}")[1]["code"] == "malformed"
    assert bench.plain("POST", "/v1/enrol", b"x" * 100_000)[1]["code"] == "oversized"
    assert _last_in_log(bench) == ("oversized", "")


def test_a_line_that_falls_silent_is_let_go(bench: Bench, device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SILENCE", 0.05)
    device.record()
    data = device.batch()
    header = device.header(bench.store.key.fingerprint, "POST", "/v1/batches", data)
    answer = call(bench.app, "POST", "/v1/batches", [data[:100]], {HEADER: header}, silent=True)
    assert (answer.status, json.loads(answer.body)["code"]) == (408, "too-slow")
    assert _nothing_kept(bench)


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"]),
    path=st.sampled_from(["/v1/county", "/v1/enrol", "/v1/standing", "/v1/batches", "/v1/batches/x", "/v1/leaves", "/", "/x"]),
    body=st.binary(max_size=200) | st.just(b'{"application":{}}'),
    header=st.none() | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80),
    length=st.none() | st.sampled_from(["0", "-1", "x", "99999999999999999999", "\u0663"]),
    signed=st.booleans(),
)
def test_no_request_makes_the_server_fail(  # type: ignore[no-untyped-def]
    method, path, body, header, length, signed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bench = _shared(tmp_path_factory)
    device = _enrolled[0] if _enrolled else bench.enrol(Device(50))
    _enrolled[:] = [device]
    if signed:
        header = device.header(bench.store.key.fingerprint, method, path, body)
    headers = {"Yishitang": header} if header is not None else {}
    if length is not None:
        headers["content-length"] = length
    answer = call(bench.app, method, path, [body], headers)
    assert answer.status < 500
    assert answer.status == 200 or method == "HEAD" or json.loads(answer.body)["code"] in STATUS


def _known(device: Device) -> Known:
    return Known(device.key.id, device.key.public, CODE)


def _with(device: Device, honest, **facts):  # type: ignore[no-untyped-def]
    """The batch with other facts in its manifest, signed by the device itself."""
    import msgspec

    from desktop.wire.canonical import canonical, digest
    from desktop.wire.signed import BATCH, signed_line

    packed = facts.pop("packed", honest.packed)
    facts = {"packed": digest(packed), "packed_size": len(packed)} | facts
    manifest = canonical(msgspec.structs.replace(honest.manifest, **facts))
    signature = bytes.fromhex(device.key.sign(signed_line(BATCH) + manifest))
    parts = [len(part).to_bytes(4, "big") + part for part in (manifest, signature, packed)]
    return signed_line(BATCH) + b"".join(parts)


_benches: list[Bench] = []
_enrolled: list[Device] = []


def _shared(factory: pytest.TempPathFactory) -> Bench:
    if not _benches:
        _benches.append(Bench(factory.mktemp("shared") / "county"))
    return _benches[0]
