"""The examples of county/PROTOCOL.md, computed. `python -m tests.wire.worked` prints them as they stand there."""

from __future__ import annotations

import msgspec

from desktop.domain.events import Moment
from desktop.vault.device import DeviceKey
from desktop.vault.sealing import seal
from desktop.wire import tar
from desktop.wire.address import ADDRESS, AGE, Address, StickKey
from desktop.wire.batch import BlobEntry, make_batch, read_batch
from desktop.wire.canonical import canonical, digest
from desktop.wire.enrolment import Application, apply, code_key
from desktop.wire.leaves import HEAD, frame_leaf, leaf_hashes
from desktop.wire.locked import recipient_of, stick_identity
from desktop.wire.parcel import PARCEL, Parcel, parcel_name
from desktop.wire.receipt import Expected, Receipt
from desktop.wire.records import record_hash
from desktop.wire.request import Facts, sign_request
from desktop.wire.short_receipt import shorten
from desktop.wire.signed import RECEIPT, fingerprint, sign_message
from desktop.wire.words import spoken
from tests.wire.worked_down import worked_down

DEVICE = DeviceKey.from_secret((7).to_bytes(32, "big"))
COUNTY = DeviceKey.from_secret((9).to_bytes(32, "big"))
SCAN = b"scan"
AT = "2026-06-18T19:26:07"
VILLAGE = "330000000001"
LOCKED = (
    "6167652d656e6372797074696f6e2e6f72672f76310a2d3e205832353531392079346d6a4d70306e64694c6a3674416b4f58"
    "547a79416662746d312f6f59597351633738714352347454380a50435a52504e79526c6c7a374837307657776842642b5839"
    "697657706c42432f7a574a37664434716e42550a2d3e20242d67726561736520657d3d63623e4570202375460a527a427936"
    "3038443878327557383372596b6a30447172794d6961754a722f452f3568362f526f694733486a6935735a6865556c6a304a"
    "42467168694a6238690a2f6855484c2b6863394b410a2d2d2d2041634e576942573031507141564a4a2b564136595a79304c"
    "513144324e342f3261793544554f38354e61770a092c42c749a6581404d98d2683a20a374eff606a14b9f4cb27aa895796ea"
    "48894ad65da0abb7242573"
)
"""Made once: whoever locks throws dice, so it comes out otherwise each time; whoever unlocks finds the word."""


def worked() -> dict[str, str]:
    """Name of each example to its text."""
    sealed = seal(
        DEVICE,
        head=None,
        epoch=1,
        kind="scan",
        subject="s1",
        body=b'{"scan_id":"s1"}',
        blobs=(digest(SCAN),),
        moment=Moment(AT),
        salt="01" * 32,
    )
    blobs = [BlobEntry(digest(SCAN), len(SCAN), leaf_hashes(SCAN))]
    data = make_batch([sealed], village=VILLAGE, blobs=blobs, made_at=AT, sign=DEVICE.sign)
    batch = read_batch(data)
    facts = Facts(
        county=fingerprint(COUNTY.public),
        device=DEVICE.id,
        method="POST",
        path="/v1/batches",
        digest=digest(data),
        time=AT,
        nonce="000102030405060708090a0b",
    )
    receipt = Receipt(
        kind="records",
        county=fingerprint(COUNTY.public),
        server_epoch="0123456789abcdef",
        serial=1,
        device=DEVICE.id,
        village=VILLAGE,
        batch=batch.id,
        records=(record_hash(sealed.record),),
        expected=Expected(1, 2, record_hash(sealed.record)),
        received_at="2026-06-30T08:00:00+00:00",
    )
    address = Address(
        county=fingerprint(COUNTY.public),
        serial=1,
        url="https://xian.example.cn",
        stick=StickKey(AGE, recipient_of(stick_identity(COUNTY.secret))),
    )
    signed_receipt = sign_message(RECEIPT, receipt, COUNTY.sign)
    parcel = Parcel(
        county=fingerprint(COUNTY.public),
        device=DEVICE.id,
        village=VILLAGE,
        nonce="000102030405060708090a0b",
        part=1,
        parts=1,
        batches=(batch.id,),
        leaves=HEAD + len(SCAN),
        answer_to=recipient_of(stick_identity(DEVICE.secret)),
        down="0 -",
        time=AT,
    )
    signed_parcel = msgspec.json.encode(sign_message(PARCEL, parcel, DEVICE.sign))
    leaf = frame_leaf(digest(SCAN), 0, SCAN)
    plain = tar.member("parcel.json", signed_parcel) + tar.member(f"batches/{batch.id}", data)
    plain += tar.member("leaves", leaf) + tar.END
    key = code_key("0123-4567-89AB")
    application = Application(
        county=fingerprint(COUNTY.public)[:32], device=DEVICE.id, public=DEVICE.public, name="", time=AT
    )
    return {
        "public key of the device": DEVICE.public,
        "public key of the county": COUNTY.public,
        "fingerprint of the county": fingerprint(COUNTY.public),
        "record": canonical(sealed.record).decode(),
        "signature of the record": sealed.signature,
        "hash of the record": record_hash(sealed.record),
        "manifest": batch.raw_manifest.decode(),
        "signature of the manifest": batch.signature.hex(),
        "id of the batch": batch.id,
        "the whole batch, hexadecimal": data.hex(),
        "header of the request": f"Yishitang: {sign_request(facts, DEVICE.sign)}",
        "a leaf in a request, hexadecimal": frame_leaf(digest(SCAN), 0, SCAN).hex(),
        "receipt": msgspec.json.encode(signed_receipt).decode(),
        "the same receipt on paper": shorten(signed_receipt, batch.id, batch.manifest),
        "enrolment with the code 0123-4567-89AB": canonical(apply(application, "0123-4567-89AB", DEVICE.sign)).decode(),
        "the four words under this code": spoken(key, fingerprint(COUNTY.public)),
        "the four words in English": spoken(key, fingerprint(COUNTY.public), "en"),
        "address of the county": msgspec.json.encode(sign_message(ADDRESS, address, COUNTY.sign)).decode(),
        "the device's own recipient for sticks": parcel.answer_to,
        "name of a parcel": parcel_name(parcel),
        "parcel.json": signed_parcel.decode(),
        "header of the first member of its tar, hexadecimal": plain[:512].hex(),
        "size and hash of its tar, unlocked": f"{len(plain)} {digest(plain)}",
        "the word yishitang, locked for the county, hexadecimal": LOCKED,
        **worked_down(DEVICE, COUNTY, VILLAGE),
    }


def text() -> str:
    """The section as Markdown."""
    return "\n\n".join(f"**{name}**\n\n```text\n{value}\n```" for name, value in worked().items()) + "\n"


if __name__ == "__main__":
    print(text(), end="")
