"""Form packs: a folder of the county's own rules and sheets, checked, signed, packed, and handed out leaf by leaf."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from sqlalchemy import select

from county.down import order
from county.down_tables import orders
from county.sign_forms import sign_folder
from county.store import Store, note
from desktop.wire.canonical import digest
from desktop.wire.down_bodies import PACK, Pack
from desktop.wire.faults import Fault
from desktop.wire.leaves import LEAF, frame_leaf, leaf_hashes
from desktop.wire.packs import pack_folder, unpack_folder
from forms.digest import contents
from forms.language import say

MAX_LEAVES = 64
"""Leaves in one answer."""


def send_pack(store: Store, folder: Path, *, title: str = "", village: str = "") -> int:
    """Check and sign `folder` and put it down for all devices, or those of a village; answers how many files.

    Raises FormErrors where anything in it is wrong, Refused where there is nothing in it, Fault "oversized".
    """
    number = sign_folder(store.folder, folder)
    data = pack_folder(folder)
    pack = Pack(title=title, blob=digest(data), size=len(data), leaves=leaf_hashes(data), files=contents(folder))
    for place, name in enumerate(pack.leaves):
        store.blobs.keep_leaf(name, data[place * LEAF : (place + 1) * LEAF])
    store.blobs.assemble(pack.blob, pack.leaves)
    with store.write() as work:
        order(work, PACK, pack, village=village)
        note(work, code="pack", message="已发出规则和表单。", village=village, detail=pack.blob)
    store.blobs.drop_leaves(pack.leaves)
    return number


def send_again(store: Store) -> int:
    """The newest pack for everybody, and of each village its own, signed with the key of today and sent once more."""
    newest: dict[str, Pack] = {}
    with store.read() as work:
        rows = work.execute(select(orders.c.village, orders.c.body).where(orders.c.kind == PACK).order_by(orders.c.row))
        newest = {row.village: msgspec.json.decode(row.body, type=Pack) for row in rows}
    for village, pack in newest.items():
        with TemporaryDirectory() as place:
            unpack_folder(store.blobs.path(pack.blob).read_bytes(), Path(place), pack.files)
            send_pack(store, Path(place), title=pack.title, village=village)
    return len(newest)


def pack_frames(store: Store, blob: str, first: int, last: int) -> bytes:
    """Leaves `first` to `last` (not included) of a pack, framed. Raises Fault "unknown-leaf"."""
    path = store.blobs.path(blob)
    if not (0 <= first < last <= first + MAX_LEAVES) or blob.strip("0123456789abcdef") or not _is_pack(store, blob):
        raise Fault("unknown-leaf", say("没有这套规则和表单。"))
    with path.open("rb") as file:
        file.seek(first * LEAF)
        data = file.read((last - first) * LEAF)
    if not data:
        raise Fault("unknown-leaf", say("没有这套规则和表单。"))
    cuts = [data[at : at + LEAF] for at in range(0, len(data), LEAF)]
    return b"".join(frame_leaf(blob, first + place, cut) for place, cut in enumerate(cuts))


def _is_pack(store: Store, blob: str) -> bool:
    """Villages' scans lie in the same folder: only what was sent out as a pack is handed out."""
    with store.read() as work:
        bodies = work.execute(select(orders.c.body).where(orders.c.kind == PACK)).scalars().all()
    return any(msgspec.json.decode(body, type=Pack).blob == blob for body in bodies)
