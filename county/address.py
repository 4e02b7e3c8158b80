"""The county's address as villages keep it, signed, and made anew whenever something in it changes."""

from __future__ import annotations

import time

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from county.keys import CountyKey
from county.store import Store
from county.tables import facts
from desktop.wire.address import ADDRESS, AGE, Address, Pin, StickKey
from desktop.wire.signed import Signed, decode, sign_message

_FACT, _PINS = "address", "pins"


def address_of(work: Connection, key: CountyKey) -> Signed:
    """The address in force. Its serial is the time of its making in seconds, so that it grows also after a restore."""
    kept, wanted = _kept(work), _wanted(work, key)
    if kept is not None and _says(kept, wanted):
        return kept
    serial = max(int(time.time()), _open(kept).serial + 1 if kept else 0)
    signed = sign_message(ADDRESS, msgspec.structs.replace(wanted, serial=serial), key.sign)
    _keep(work, _FACT, msgspec.json.encode(signed).decode())
    return signed


def current_address(store: Store) -> Signed:
    """As `address_of`, in a transaction of its own, which writes only where something has changed."""
    with store.read() as work:
        kept, wanted = _kept(work), _wanted(work, store.key)
    if kept is not None and _says(kept, wanted):
        return kept
    with store.write() as work:
        return address_of(work, store.key)


def keep_pins(work: Connection, pins: tuple[Pin, ...]) -> None:
    """The certificates by which villages know this server; none where public authorities vouch for it."""
    _keep(work, _PINS, msgspec.json.encode(pins).decode())


def _wanted(work: Connection, key: CountyKey) -> Address:
    """What the address has to say now; the serial is yet to be given."""
    pins = decode(_fact(work, _PINS).encode() or b"[]", tuple[Pin, ...])
    url = _fact(work, "url")
    return Address(county=key.fingerprint, serial=0, url=url, pins=pins, stick=StickKey(AGE, key.stick_recipient))


def _kept(work: Connection) -> Signed | None:
    text = _fact(work, _FACT)
    return decode(text.encode(), Signed) if text else None


def _open(kept: Signed) -> Address:
    return decode(bytes(kept.message), Address)


def _says(kept: Signed, wanted: Address) -> bool:
    return msgspec.structs.replace(_open(kept), serial=0) == wanted


def _fact(work: Connection, name: str) -> str:
    return work.execute(select(facts.c.value).where(facts.c.name == name)).scalar() or ""


def _keep(work: Connection, name: str, value: str) -> None:
    row = insert(facts).values(name=name, value=value)
    work.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
