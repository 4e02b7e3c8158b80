"""Appending to the ledger, for every use case that makes something final."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from desktop.domain.events import Moment
from desktop.services.desk import Desk
from desktop.services.revoked import refuse_revoked
from desktop.vault.sealing import seal
from desktop.wire.records import SealedRecord

if TYPE_CHECKING:
    from desktop.storage.work import Work

SALT_BYTES = 32


def append(
    desk: Desk,
    work: Work,
    moment: Moment,
    *,
    kind: str,
    subject: str,
    body: bytes,
    blobs: tuple[str, ...] = (),
    epoch: int = 1,
) -> SealedRecord:
    """Sign `body` (canonical bytes) as the next record of this device, within the caller's transaction; `epoch` begins one.

    Raises Refused where the county has revoked this PC.
    """
    if kind != "epoch":
        refuse_revoked(work)
    head = work.ledger.head()
    sealed = seal(
        desk.keys.device,
        head=head,
        epoch=max(epoch, head.epoch if head else 1),
        kind=kind,
        subject=subject,
        body=body,
        blobs=blobs,
        moment=moment,
        salt=secrets.token_hex(SALT_BYTES),
    )
    work.ledger.append(sealed)
    return sealed
