"""A receipt that fits on paper is the very one that the county signed, and is taken like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from county.paper_receipt import paper_receipts, write_page
from county.store import Store
from desktop.exchange.labels import read_labels
from desktop.sync.stick.paper import take_code
from desktop.wire.batch import read_batch
from desktop.wire.faults import Fault
from desktop.wire.receipt import Expected, Held, Receipt
from desktop.wire.short_receipt import LABEL, LINE, read_short, restore, shorten
from desktop.wire.signed import RECEIPT, sign_message
from forms.language import Refused
from tests.sync.by_hand import ByHand
from tests.sync.village import AT, meeting
from tests.wire.worked import COUNTY, worked


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[ByHand]:
    (tmp_path / "usb").mkdir()
    county = Store(tmp_path / "county")
    made = ByHand(tmp_path / "village", county, tmp_path / "usb")
    for number in range(1, 12):
        made.pc.seal_meeting(meeting(number))
    made.pc.seal_scan(70_000)
    made.save()
    made.take()
    yield made
    made.pc.close()
    county.close()


def test_typed_codes_bring_the_receipts_home_byte_for_byte(hand: ByHand) -> None:
    shown = paper_receipts(hand.county, hand.pc.key.id)
    assert [one.kind for one in shown] == ["records", "blobs"]
    assert max(len(one.code) for one in shown) <= 8 * (LINE + 2), "a dozen records or five hundred: as long as this"
    for one in shown:
        typed = one.code.lower().replace("\n", " ").replace("0", "o")
        accepted = take_code(hand.pc.store, hand.enrolment, typed, now=AT)
        assert len(accepted.receipts[0].records) == (12 if one.kind == "records" else 0)
    assert hand.pc.cursor() == (12, 12)
    with hand.county.read() as work:
        given = work.exec_driver_sql("SELECT signed FROM receipts ORDER BY serial").scalars().all()
    with hand.pc.store.read() as work2:
        assert [kept.bytes for kept in work2.outbox.receipts()] == list(given)
    hand.read()
    assert len(hand.pc.receipts()) == 2, "the stick brings nothing else afterwards"


def test_the_printed_page_is_read_off_a_picture(hand: ByHand, tmp_path: Path) -> None:
    shown = paper_receipts(hand.county, hand.pc.key.id)
    page = tmp_path / "receipt.html"
    write_page(page, shown, "zh")
    text = page.read_text(encoding="utf-8")
    assert "石桥村" in text
    assert text.count("<svg") == 2
    assert "http" not in text.replace("http://www.w3.org/2000/svg", ""), "nothing has to be fetched"
    import segno

    sheet = Image.new("L", (900, 1600), 255)
    for place, one in enumerate(shown):
        segno.make(one.scanned, error="m", micro=False).save(str(tmp_path / "code.png"), scale=5)
        with Image.open(tmp_path / "code.png") as code:
            sheet.paste(code.convert("L"), (60, 80 + 750 * place))
    sheet.rotate(3, fillcolor=255).save(tmp_path / "photo.jpg", quality=60)
    texts = read_labels(tmp_path / "photo.jpg", LABEL)
    assert sorted(texts) == sorted(one.scanned for one in shown)
    for text in texts:
        take_code(hand.pc.store, hand.enrolment, text, now=AT)
    assert hand.pc.cursor() == (12, 12)
    Image.new("L", (300, 300), 255).save(tmp_path / "blank.jpg")
    with pytest.raises(Refused, match="没有找到县里的二维码"):
        read_labels(tmp_path / "blank.jpg", LABEL)


def test_a_slip_of_the_pen_is_found_in_its_line(hand: ByHand) -> None:
    code = paper_receipts(hand.county, hand.pc.key.id)[0].code
    lines = code.split("\n")
    for at in range(LINE):
        for sign in set("0Z7A") - {lines[1][at]}:
            with pytest.raises(Fault, match="第 2 行抄错了"):
                read_short("\n".join([lines[0], lines[1][:at] + sign + lines[1][at + 1 :], *lines[2:]]))
        if lines[1][at] != lines[1][at + 1]:
            turned = lines[1][:at] + lines[1][at + 1] + lines[1][at] + lines[1][at + 2 :]
            with pytest.raises(Fault, match="第 2 行抄错了"):
                read_short("\n".join([lines[0], turned, *lines[2:]]))
    for text in ("", "回执", "0", code[:-3], code + "77", code.replace("\n", "") + code.replace("\n", "")):
        with pytest.raises(Fault):
            take_code(hand.pc.store, hand.enrolment, text, now=AT)
    assert hand.pc.cursor() == (0, 0)


def test_a_receipt_of_another_device_or_county_does_not_count(hand: ByHand, tmp_path: Path) -> None:
    code = paper_receipts(hand.county, hand.pc.key.id)[0].code
    other = ByHand(tmp_path / "other", hand.county, hand.stick, village="330000000002")
    try:
        other.pc.seal_meeting(meeting())
        with pytest.raises(Fault, match="本机没有做过这一批"):
            take_code(other.pc.store, other.enrolment, code, now=AT)
    finally:
        other.pc.close()
    stranger = msgspec.structs.replace(hand.enrolment, county=COUNTY.public)
    with pytest.raises(Fault, match=r"签名不符.*请县里再印一张"):
        take_code(hand.pc.store, stranger, code, now=AT)
    assert hand.pc.cursor() == (0, 0)


BATCH = read_batch(bytes.fromhex(worked()["the whole batch, hexadecimal"]))
RECORDS = (worked()["hash of the record"],)


@settings(max_examples=60)
@given(
    kind=st.sampled_from(["records", "blobs"]),
    serial=st.integers(1, 1 << 40),
    at=st.one_of(st.just("2026-06-30T08:00:00+00:00"), st.text(max_size=30)),
    place=st.one_of(st.none(), st.tuples(st.integers(0, 99), st.integers(1, 1 << 30), st.sampled_from(["", "ab" * 32]))),
    held=st.lists(st.text(max_size=20), max_size=3),
)
def test_every_receipt_comes_out_as_it_was_signed_or_is_said_to_be_too_long(
    kind: str, serial: int, at: str, place: tuple[int, int, str] | None, held: list[str]
) -> None:
    manifest = BATCH.manifest
    receipt = Receipt(
        kind=kind,
        county="c" * 64,
        server_epoch="0123456789abcdef",
        serial=serial,
        device=manifest.device,
        village=manifest.village,
        batch=BATCH.id,
        records=RECORDS if kind == "records" else (),
        blobs=tuple(blob.hash for blob in manifest.blobs) if kind == "blobs" else (),
        held=tuple(Held(hash=RECORDS[0], sequence=1, code="fork", message=text) for text in held),
        expected=Expected(*place) if place else Expected(manifest.epoch, manifest.last + 1, manifest.head),
        received_at=at,
    )
    signed = sign_message(RECEIPT, receipt, COUNTY.sign)
    code = shorten(signed, BATCH.id, manifest)
    back = restore(read_short(code), BATCH.id, manifest, RECORDS, county="c" * 64)
    assert (bytes(back.message), back.signature) == (bytes(signed.message), signed.signature)


@settings(max_examples=150)
@given(st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ \n", max_size=120))
def test_any_text_is_a_code_or_is_refused_in_a_sentence(text: str) -> None:
    assert _fault(text) in ("", "bad-receipt-code")


def _fault(text: str) -> str:
    try:
        read_short(text)
    except Fault as fault:
        return fault.code
    return ""
