"""The examples of county/PROTOCOL.md, computed. `python -m tests.wire.worked` prints them as they stand there."""

from __future__ import annotations

import msgspec

from desktop.domain.events import Moment
from desktop.vault.device import DeviceKey
from desktop.vault.sealing import seal
from desktop.wire.batch import BlobEntry, make_batch, read_batch
from desktop.wire.canonical import canonical, digest
from desktop.wire.enrolment import Application, apply
from desktop.wire.leaves import frame_leaf, leaf_hashes
from desktop.wire.receipt import Expected, Receipt
from desktop.wire.records import record_hash
from desktop.wire.request import Facts, sign_request
from desktop.wire.signed import RECEIPT, fingerprint, sign_message

DEVICE = DeviceKey.from_secret((7).to_bytes(32, "big"))
COUNTY = DeviceKey.from_secret((9).to_bytes(32, "big"))
SCAN = b"scan"
AT = "2026-06-18T19:26:07"
VILLAGE = "330000000001"


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
        "receipt": msgspec.json.encode(sign_message(RECEIPT, receipt, COUNTY.sign)).decode(),
        "enrolment with the code 0123-4567-89AB": canonical(apply(application, "0123-4567-89AB", DEVICE.sign)).decode(),
    }


def text() -> str:
    """The section as Markdown."""
    return "\n\n".join(f"**{name}**\n\n```text\n{value}\n```" for name, value in worked().items()) + "\n"


if __name__ == "__main__":
    print(text(), end="")
