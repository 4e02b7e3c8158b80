"""Who is asking: the device behind a request, known, not revoked, and the holder of its key."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from county.store import Store, utc_now
from county.tables import devices, nonces
from desktop.wire.faults import Fault
from desktop.wire.request import Facts, verify_request
from forms.language import say


class Device(Struct, frozen=True):
    """An enrolled device as the county knows it."""

    id: str
    public: str
    village: str


def authenticate(store: Store, facts: Facts, signature: str) -> Device:
    """The device that signed this request. Raises Fault: "unknown-device", "bad-signature", "revoked" or "replayed".

    The time in the request is not looked at: a village's clock may be wrong by years.
    """
    with store.read() as work:
        found = work.execute(select(devices).where(devices.c.id == facts.device)).one_or_none()
    if found is None:
        raise Fault("unknown-device", say("县里没有登记过这台设备，请先用登记码登记。"))
    verify_request(facts, signature, found.public)
    if found.revoked_at is not None:
        raise Fault("revoked", say("这台设备已被县里停用，不再接收它的上报。"))
    with store.write() as work:
        row = insert(nonces).values(device=found.id, nonce=facts.nonce, at=utc_now())
        if work.execute(row.on_conflict_do_nothing()).rowcount != 1:
            raise Fault("replayed", say("这个请求已经来过一次，不再受理；请重新发送。"))
    return Device(found.id, found.public, found.village)
