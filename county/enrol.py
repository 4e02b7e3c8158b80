"""Enrolment at the county: codes on slips, and certificates for devices that prove that they hold one."""

from __future__ import annotations

import hmac
import secrets
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from county.address import address_of
from county.down import lift_revocation, past_keys
from county.store import Store, note, utc_now
from county.tables import batches, codes, devices, villages
from desktop.wire.canonical import digest
from desktop.wire.enrolment import (
    ALPHABET,
    CODE_LENGTH,
    SHORT,
    Application,
    Certificate,
    Enrol,
    Enrolled,
    Slip,
    code_key,
    prove,
    verify_application,
)
from desktop.wire.faults import Fault
from desktop.wire.signed import CERTIFICATE, Signed, sign_message
from desktop.wire.words import spoken
from forms.language import ENGLISH, refuse, say

DAYS = 30
"""A code can be used for this long."""


def new_code(store: Store, village: str, name: str = "", part: str = "", days: int = DAYS) -> Slip:
    """A one-time code for a village. Raises Refused for a village code that is none."""
    if not (village.isascii() and village.isdigit() and len(village) == 12):
        raise refuse("村的编码应为 12 位数字（统计用区划代码），现在是“{village}”。", village=village)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    expires = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")
    with store.write() as work:
        row = insert_or(villages).values(code=village, name=name)
        known = {"name": func.coalesce(func.nullif(name, ""), villages.c.name)}
        work.execute(row.on_conflict_do_update(index_elements=["code"], set_=known))
        named = work.execute(select(villages.c.name).where(villages.c.code == village)).scalar_one()
        key = code_key(code).hex()
        times = {"made_at": utc_now(), "expires_at": expires}
        work.execute(insert(codes), {"key": key, "village": village, "part": part, **times})
        note(work, code="code-made", message="已发放登记码。", village=village)
    shown = "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))
    return Slip(
        village=village,
        name=named,
        part=part,
        url=store.url(),
        code=shown,
        fingerprint=store.key.fingerprint[:SHORT],
        words=spoken(code_key(code), store.key.fingerprint),
        english=spoken(code_key(code), store.key.fingerprint, ENGLISH),
        expires_at=expires,
    )


def enrol(store: Store, request: Enrol) -> Enrolled:
    """The certificate for a device that proves a code. Asking again with the same code and key gives the same one.

    A known device with a new code gets a new certificate: another part, another recorder; another village only as long as
    nothing of it has arrived. One that was revoked is taken in again with a code that was made after that. By line and
    by stick alike.

    Raises Fault "wrong-county", "wrong-village", "bad-key", "bad-signature", "bad-code" or "revoked".
    """
    asked = request.application
    if asked.county and (len(asked.county) < SHORT or not store.key.fingerprint.startswith(asked.county)):
        raise _other_key(store, asked.county)
    verify_application(request)
    if asked.device != digest(bytes.fromhex(asked.public))[:32]:
        raise Fault("bad-key", say("设备编号与设备公钥不符。"))
    with store.write() as work:
        known = work.execute(select(devices).where(devices.c.id == asked.device)).one_or_none()
        revoked_at = known.revoked_at if known is not None else None
        everyone = work.execute(select(codes)).all()
        code = next((row for row in everyone if _proves(request, row.key)), None)
        if revoked_at is not None and (code is None or code.used_at is not None or code.expires_at < utc_now()):
            raise Fault("revoked", say("这台设备已被县里停用；要重新启用，请向县里要一张新的登记单。"))
        if code is None or (code.used_at is not None and code.device != asked.device):
            raise Fault("bad-code", say("登记码不对或已经用过，请向县里重新要一张登记单。"))
        if code.used_at is not None and known is not None:
            kept = _by_today(store, known.certificate)
            return Enrolled(public=store.key.public, certificate=kept, address=address_of(work, store.key))
        if code.expires_at < utc_now():
            raise Fault("bad-code", say("登记码已过期，请向县里重新要一张登记单。"))
        if known is not None and known.village != code.village and _delivered(work, asked.device):
            raise Fault("wrong-village", say("这台电脑登记的是另一个村，已经上报过；换村要从新的数据文件夹开始。"))
        name = work.execute(select(villages.c.name).where(villages.c.code == code.village)).scalar_one()
        signed = sign_message(CERTIFICATE, _certificate(store, asked, code.village, name, code.part), store.key.sign)
        row = {
            "id": asked.device,
            "public": asked.public,
            "village": code.village,
            "part": code.part,
            "name": asked.name[:80],
            "certificate": msgspec.json.encode(signed),
            "enrolled_at": utc_now(),
            "revoked_at": None,
            "revoked_why": None,
        }
        work.execute(insert_or(devices).values(row).on_conflict_do_update(index_elements=["id"], set_=row))
        work.execute(update(codes).where(codes.c.key == code.key).values(used_at=utc_now(), device=asked.device))
        again = "设备已登记。" if known is None else "设备已重新登记。"
        if revoked_at is not None:
            again = "停用的设备凭新的登记码重新启用。"
            lift_revocation(work, asked.device, revoked_at)
        detail = " ".join(filter(None, (code.part, _recorder(asked))))
        note(work, code="enrolled", message=again, device=asked.device, village=code.village, detail=detail)
        return Enrolled(public=store.key.public, certificate=signed, address=address_of(work, store.key))


def revoke(store: Store, device: str, why: str) -> None:
    """From now on nothing is taken from this device, and what its village still holds of unused codes is void: a slip may
    have lain beside a PC that was stolen. Raises Refused for a device that is not known."""
    with store.write() as work:
        known = work.execute(select(devices).where(devices.c.id == device)).one_or_none()
        if known is None:
            raise refuse("没有编号为“{device}”的设备。", device=device)
        if known.revoked_at is None:
            times = {"revoked_at": utc_now(), "revoked_why": why}
            work.execute(update(devices).where(devices.c.id == device).values(times))
            unused = (codes.c.village == known.village, codes.c.used_at.is_(None))
            work.execute(update(codes).where(*unused).values(expires_at=""))
            note(work, code="revoked", message="设备已停用。", device=device, village=known.village, detail=why)


def _other_key(store: Store, printed: str) -> Fault:
    """Why a slip that names another key than the one in use does not count."""
    with store.read() as work:
        before = any(old.startswith(printed) for old in past_keys(work))
    if before and len(printed) >= SHORT:
        return Fault("wrong-county", say("这张登记单是县里换密钥以前印的，不能用了：请向县里要一张新的登记单。"))
    return Fault("wrong-county", say("登记单上的公钥指纹不是本县的：请核对登记单和服务器地址；都没有错的，请向县里要一张新的登记单。"))


def _by_today(store: Store, kept: bytes) -> Signed:
    """A certificate as it was given; where the county has taken another key since, the same facts signed with that one."""
    signed = msgspec.json.decode(kept, type=Signed)
    said = msgspec.json.decode(bytes(signed.message), type=Certificate)
    if said.county == store.key.fingerprint:
        return signed
    return sign_message(CERTIFICATE, msgspec.structs.replace(said, county=store.key.fingerprint), store.key.sign)


def _recorder(asked: Application) -> str:
    return "" if asked.recorder is UNSET else asked.recorder[:40]


def _delivered(work: Connection, device: str) -> bool:
    return work.execute(select(batches.c.id).where(batches.c.device == device).limit(1)).first() is not None


def _proves(request: Enrol, key: str) -> bool:
    return hmac.compare_digest(prove(request.application, bytes.fromhex(key)), request.proof)


def _certificate(store: Store, asked: Application, village: str, name: str, part: str) -> Certificate:
    return Certificate(
        county=store.key.fingerprint,
        device=asked.device,
        public=asked.public,
        village=village,
        village_name=name,
        part=part,
        recorder=_recorder(asked),
        issued_at=utc_now(),
    )
