"""The examples of county/PROTOCOL.md for what comes down, computed."""

from __future__ import annotations

import msgspec

from desktop.vault.device import DeviceKey
from desktop.wire.canonical import canonical
from desktop.wire.down import HEAD, HEADER, ITEM, Head, Item, NewKey, item_hash, rotate, where
from desktop.wire.signed import fingerprint, sign_message
from desktop.wire.slots import Plan, Window, slot_of

NEXT_COUNTY = DeviceKey.from_secret((10).to_bytes(32, "big"))


def worked_down(device: DeviceKey, county: DeviceKey, village: str) -> dict[str, str]:
    item = Item(
        device=device.id,
        epoch="0123456789abcdef",
        sequence=1,
        previous="",
        id="00112233445566778899aabbccddeeff",
        kind="notice",
        at="2026-06-30T08:00:00+00:00",
        body={"title": "防汛", "text": "今晚有雨", "until": ""},
    )
    name = item_hash(canonical(item))
    window = Window()
    plan = Plan(slot_of(village, device.id, window), window)
    head = Head(
        county=fingerprint(county.public),
        device=device.id,
        server_epoch="0123456789abcdef",
        version=1,
        last=name,
        nonce="000102030405060708090a0b",
        at="2026-06-30T08:00:00+00:00",
        expires="2026-08-31T08:00:00+00:00",
        plan=plan,
    )
    new = NewKey(number=1, old=fingerprint(county.public), public=NEXT_COUNTY.public, at="2026-06-30T08:00:00+00:00")
    return {
        "item of the stream": msgspec.json.encode(sign_message(ITEM, item, county.sign)).decode(),
        "hash of the item": name,
        "head of the stream": msgspec.json.encode(sign_message(HEAD, head, county.sign)).decode(),
        "header of a request from a device that has the item": f"{HEADER}: {where(1, name)}",
        "another key of the county, whose private number is 10": msgspec.json.encode(
            rotate(new, county.sign, NEXT_COUNTY.sign)
        ).decode(),
        "plan of a device that has heard none": canonical(plan).decode(),
    }
