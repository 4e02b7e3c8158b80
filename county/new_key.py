"""Another key for the county: signed by the one before, so that every village goes over to it by itself."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import func, insert, select

from county.down_packs import send_again
from county.down_tables import rotations
from county.files import only_one, place_file, write_file
from county.keys import KEY_FILE, CountyKey
from county.store import Store, note, utc_now
from desktop.wire.down import NewKey, rotate
from desktop.wire.durable import sync_folder
from forms.language import refuse

NEXT = f"{KEY_FILE}.next"


def new_key(store: Store) -> CountyKey:
    """Make another key, have it signed by the present one, and use it from the next start of the server. Form packs go out
    once more, for their signature is by the old one.

    The old key stays beside it as `county.key.N`. Raises Refused while the server runs: it holds the old key.
    """
    with only_one(store.folder):
        finish_key(store)
        made, old = store.folder / NEXT, store.key
        write_file(made, _fresh())
        sync_folder(store.folder)
        fresh = _read(made)
        with store.write() as work:
            number = work.execute(select(func.coalesce(func.max(rotations.c.number), 0))).scalar_one() + 1
            said = NewKey(number=number, old=old.fingerprint, public=fresh.public, at=utc_now())
            signed = msgspec.json.encode(rotate(said, old.sign, fresh.sign))
            row = {"number": number, "old": old.fingerprint, "public": fresh.public, "signed": signed}
            work.execute(insert(rotations), row)
            note(work, code="new-key", message="县里换了新的公钥。", detail=fresh.fingerprint)
        finish_key(store)
    send_again(store)
    return fresh


def finish_key(store: Store) -> None:
    """Put the newest key in its place, also where a power cut came in between. What was never written down is dropped."""
    made = store.folder / NEXT
    if not made.is_file():
        return
    with store.read() as work:
        query = select(rotations.c.public, rotations.c.number).order_by(rotations.c.number.desc()).limit(1)
        newest = work.execute(query).one_or_none()
    if newest is None or newest.public != _read(made).public:
        made.unlink()
        return
    kept = store.folder / f"{KEY_FILE}.{newest.number - 1}"
    if not kept.exists():
        os.link(store.folder / KEY_FILE, kept)
    place_file(made, store.folder / KEY_FILE)
    store.key = _read(store.folder / KEY_FILE)


def check_key(store: Store) -> None:
    """Raises Refused where the key in the folder is not the one that the villages were told of: a half restored folder."""
    finish_key(store)
    with store.read() as work:
        newest = work.execute(select(rotations.c.public).order_by(rotations.c.number.desc()).limit(1)).scalar()
    if newest is not None and newest != store.key.public:
        raise refuse("县密钥文件不是最新的那一把：请从备份里找回 {file}。", file=KEY_FILE)


def older_keys(store: Store) -> list[CountyKey]:
    """Keys of before, newest first: sticks that were locked for one of them are still opened."""
    files = [file for file in store.folder.glob(f"{KEY_FILE}.*") if file.suffix[1:].isdigit()]
    return [_read(file) for file in sorted(files, key=lambda file: int(file.suffix[1:]), reverse=True)]


def _fresh() -> bytes:
    plain = serialization.NoEncryption()
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    )


def _read(file: Path) -> CountyKey:
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise refuse("县密钥文件 {path} 已损坏：请从备份恢复。", path=str(file)) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise refuse("县密钥文件 {path} 已损坏：请从备份恢复。", path=str(file))
    return CountyKey(key)
