"""Whatever lies on a stick that no village of ours put there: refused in a sentence, named in the log, and nothing harmed."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county.show import overview
from county.store import Store
from desktop.vault.device import DeviceKey
from desktop.wire import tar
from desktop.wire.down import read_item
from desktop.wire.down_bodies import FEEDBACK
from desktop.wire.faults import Fault
from desktop.wire.leaves import frame_leaf
from desktop.wire.locked import lock, recipient_of, stick_identity, unlock
from desktop.wire.medium import ROOT
from desktop.wire.parcel import PARCEL, Parcel, parcel_name
from desktop.wire.signed import sign_message
from forms.language import Refused
from tests.sync.by_hand import ByHand, with_parcel
from tests.sync.village import CODE, meeting


@pytest.fixture(scope="module")
def hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ByHand]:
    """A village with a parcel on its stick, and its county. Each test puts what it likes on the stick."""
    with with_parcel(tmp_path_factory.mktemp("hostile")) as made:
        yield made


def members(hand: ByHand, file: Path) -> bytes:
    plain = io.BytesIO()
    with file.open("rb") as locked:
        unlock(locked, plain, [hand.county.key.stick])
    return plain.getvalue()


def locked(hand: ByHand, plain: bytes, recipient: str = "") -> bytes:
    sink = io.BytesIO()
    lock(io.BytesIO(plain), sink, recipient or hand.county.key.stick_recipient)
    return sink.getvalue()


def _parcel(hand: ByHand, *, key: DeviceKey | None = None, **facts: object) -> Parcel:
    plain = Parcel(
        county=hand.county.key.fingerprint,
        device=(key or hand.pc.key).id,
        village=CODE,
        nonce="ab" * 12,
        part=1,
        parts=1,
        batches=(),
        leaves=0,
        answer_to=recipient_of(stick_identity(hand.pc.key.secret)),
    )
    return msgspec.structs.replace(plain, **facts)


def _tar(hand: ByHand, parcel: Parcel, *more: bytes, key: DeviceKey | None = None) -> bytes:
    signed = msgspec.json.encode(sign_message(PARCEL, parcel, (key or hand.pc.key).sign))
    return tar.member("parcel.json", signed) + b"".join(more) + tar.END


def _unsigned(hand: ByHand) -> bytes:
    """What a parcel says, and nobody's signature under it."""
    return tar.member("parcel.json", msgspec.json.encode({"message": _parcel(hand)})) + tar.END


def _with_batch(hand: ByHand, data: bytes) -> bytes:
    return _tar(hand, _parcel(hand, batches=("0" * 64,)), tar.member("batches/" + "0" * 64, data))


def _refused(hand: ByHand, data: bytes, name: str = "") -> list[str]:
    """Codes for which the county refuses what is in this file; the log has each, too."""
    place = hand.stick / ROOT / "up"
    aside = {file: file.read_bytes() for file in hand.parcels()}
    for file in aside:
        file.unlink()
    path = place / (name or parcel_name(_parcel(hand)))
    path.write_bytes(data)
    hand.county.note(code="begun", message="x")
    try:
        codes = [fault.code for _, fault in hand.take().refused]
    finally:
        path.unlink()
        for file, kept in aside.items():
            file.write_bytes(kept)
    noted = [line["code"] for line in hand.log()]
    since = noted[len(noted) - noted[::-1].index("begun") :]
    assert [code for code in since if code in codes] == codes
    return codes


STRANGER = DeviceKey.from_secret((77).to_bytes(32, "big"))


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda _hand: b"", "malformed"),
        (lambda _hand: b"PK\x03\x04 a film", "malformed"),
        (lambda _hand: os.urandom(100_000), "malformed"),
        (lambda hand: locked(hand, b""), "cut-short"),
        (lambda hand: locked(hand, b"x" * 5000), "malformed"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand)), recipient_of(stick_identity(b"\1" * 32))), "not-for-us"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand, county="0" * 64))), "wrong-county"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand, key=STRANGER), key=STRANGER)), "unknown-device"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand), key=STRANGER)), "bad-signature"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand, village="330000000099"))), "foreign"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand, nonce="../../etc"))), "malformed"),
        (lambda hand: locked(hand, tar.member("leaves", b"x") + tar.END), "malformed"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand), tar.member("../../../evil", b"x"))), "malformed"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand), tar.member("batches/" + "0" * 64, b"x"))), "malformed"),
        (
            lambda hand: locked(hand, _tar(hand, _parcel(hand, batches=("0" * 64,)), tar.member("batches/" + "0" * 64, b"x"))),
            "malformed",
        ),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand), tar.header("batches/" + "0" * 64, 17 << 20))), "oversized"),
        (lambda hand: locked(hand, tar.header("parcel.json", 2 << 20)), "oversized"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand), tar.member("leaves", frame_leaf("0" * 64, 0, b"x")))), "unknown-leaf"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand), tar.member("leaves", b"\xff" * 50))), "malformed"),
        (lambda hand: locked(hand, _tar(hand, _parcel(hand)) + b"more"), "malformed"),
        (lambda hand: locked(hand, _unsigned(hand)), "malformed"),
        (lambda hand: locked(hand, _with_batch(hand, b"yishitang batch 2\n")), "newer-format"),
        (lambda hand: locked(hand, _with_batch(hand, b"yishitang batch 1\n" + b"\x7f\xff\xff\xff")), "malformed"),
    ],
)  # fmt: skip
def test_what_is_not_a_parcel_of_this_countys_villages_is_refused_and_logged(
    hand: ByHand, made: Callable[[ByHand], bytes], code: str
) -> None:
    assert _refused(hand, made(hand)) == [code]


def test_another_devices_batch_is_not_taken_even_from_a_device_that_is_known(hand: ByHand, tmp_path: Path) -> None:
    other = ByHand(tmp_path / "other", hand.county, hand.stick, village="330000000002")
    try:
        other.pc.seal_meeting(meeting())
        other.save()
        (file,) = [one for one in hand.parcels() if one.name.startswith(other.pc.key.id)]
        with other.pc.store.read() as work:
            (kept,) = work.outbox.batches()
        file.unlink()
    finally:
        other.pc.close()
    stolen = _tar(hand, _parcel(hand, batches=(kept.id,)), tar.member(f"batches/{kept.id}", kept.data))
    assert _refused(hand, locked(hand, stolen)) == ["foreign"]


def test_one_bad_batch_keeps_no_other_back(hand: ByHand) -> None:
    with hand.pc.store.read() as work:
        (kept,) = work.outbox.batches()
    bad = "0" * 64
    made = _tar(hand, _parcel(hand, batches=(bad, kept.id)), tar.member(f"batches/{bad}", b"x"), tar.member(f"batches/{kept.id}", kept.data))
    assert _refused(hand, locked(hand, made)) == ["malformed"]
    with hand.county.read() as work2:
        assert work2.exec_driver_sql("SELECT count(*) FROM batches WHERE id = ?", (kept.id,)).scalar_one() == 1


def test_a_record_that_cannot_be_used_is_held_told_on_the_stick_logged_and_holds_nothing_up(tmp_path: Path) -> None:
    """One with a signature that is none, one with a body that nobody can read, and good ones around them."""
    (tmp_path / "usb").mkdir()
    county = Store(tmp_path / "county")
    hand = ByHand(tmp_path / "village", county, tmp_path / "usb")
    try:
        hand.pc.seal_meeting(meeting(1))
        hand.pc.seal(b"{}", kind="correction", subject="m1")
        real, hand.pc.key = hand.pc.key, _Forger.from_secret(hand.pc.key.secret)
        hand.pc.seal(b"x", kind="roster", subject="r1")
        hand.pc.key = real
        hand.pc.seal_meeting(meeting(2))
        hand.save()
        assert hand.take().refused == ()
        noted = [line["code"] for line in hand.log() if line["device"] == real.id]
        assert {"bad-signature", "unreadable-body"} <= set(noted)
        back = hand.read()
        assert [held.sequence for receipt in back.receipts for held in receipt.held] == [3]
        with hand.pc.store.read() as work:
            told = [read_item(kept.signed).body for kept in work.inbox.items(FEEDBACK)]
        assert sorted((said["sequence"], said["state"], said["code"]) for said in told) == [
            (2, "held", "unreadable-body"), (3, "held", "bad-signature"),
        ]  # fmt: skip
        hand.pc.seal_meeting(meeting(3))
        hand.save()
        assert hand.take().refused == ()
        hand.read()
        assert hand.pc.cursor() == (5, 5)
    finally:
        hand.pc.close()
        county.close()


class _Forger(DeviceKey):
    """Signs something else."""

    def sign(self, data: bytes) -> str:
        return super().sign(data + b"!")


def test_names_that_are_none_of_ours_are_passed_over(hand: ByHand) -> None:
    place = hand.stick / ROOT / "up"
    odd = [place / name for name in ("x.age", f"{'f' * 32}.age", "..age", f"{'a' * 32}-{'b' * 24}-1of1.AGE")]
    for file in odd:
        file.write_bytes(b"x")
    assert {one.file for one in hand.take().parcels} == {file.name for file in hand.parcels() if file not in odd}
    for file in odd:
        file.unlink()


def test_links_and_pipes_on_a_stick_lead_nowhere(hand: ByHand, tmp_path: Path) -> None:
    """A stick could point at the county's own files and have them written over, or let it wait for ever."""
    own = tmp_path / "own.txt"
    own.write_text("mine")
    up, down = hand.stick / ROOT / "up", hand.stick / ROOT / "down"
    down.mkdir(exist_ok=True)
    pipe, link = up / f"{'a' * 32}-{'b' * 24}-1of1.age", up / f"{'c' * 32}.enrol.json"
    answer = down / f"{hand.pc.key.id}.age.new"
    os.mkfifo(pipe)
    link.symlink_to(own)
    answer.unlink(missing_ok=True)
    answer.symlink_to(own)
    try:
        assert hand.take().refused == ()
        assert own.read_text() == "mine"
        shutil.rmtree(down)
        down.symlink_to(tmp_path)
        assert "挡着" in str(hand.take().trouble)
        assert [file.name for file in tmp_path.iterdir() if file.suffix == ".age"] == []
    finally:
        for file in (pipe, link, down):
            file.unlink()


def test_a_folder_that_is_no_stick_of_ours_is_said_to_be_none(hand: ByHand, tmp_path: Path) -> None:
    stick, hand.stick = hand.stick, tmp_path
    try:
        with pytest.raises(Refused, match="没有村里存的上报"):
            hand.take()
    finally:
        hand.stick = stick


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True), flip=st.booleans())
def test_cut_or_changed_at_any_byte_it_is_refused_and_the_whole_one_still_arrives(hand: ByHand, share: float, flip: bool) -> None:
    """What came whole before the damage may be kept: it proves itself. What counts as delivered never outruns the disk."""
    (file,) = hand.parcels()
    whole = file.read_bytes()
    at = int(share * len(whole))
    rest = bytes([whole[at] ^ 0x40]) + whole[at + 1 :] if flip else b""
    codes = _refused(hand, whole[:at] + rest)
    assert codes, "never taken without a word"
    assert set(codes) <= {"malformed", "cut-short", "not-for-us"}
    _nothing_is_signed_that_is_not_there(hand.county)


def test_after_all_that_the_parcel_itself_is_taken(hand: ByHand) -> None:
    taken = hand.take()
    assert (taken.refused, taken.parcels[0].waiting) == ((), 0)
    assert hand.read().refused == ()
    assert hand.pc.cursor() == (2, 2)


def _nothing_is_signed_that_is_not_there(county: Store) -> None:
    for batch in overview(county)["batches"]:
        for blob in batch["blobs"]:
            if "blobs" in batch["receipts"]:
                assert county.blobs.has(blob["hash"])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000), st.integers(1, 700))
def test_the_tar_reader_stands_any_bytes_in_any_pieces(data: bytes, piece: int) -> None:
    assert _fault(data, piece) in ("", "malformed", "oversized", "cut-short")


def _fault(data: bytes, piece: int) -> str:
    reader = tar.TarReader()
    try:
        for at in range(0, len(data), piece):
            reader.write(data[at : at + piece])
        reader.finish()
    except Fault as fault:
        return fault.code
    return ""
