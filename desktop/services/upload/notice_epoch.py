"""A device whose data was put back from an old copy, or cloned, or that the county had revoked, begins a new epoch and says
so in its ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.seal import append
from desktop.wire.canonical import canonical

if TYPE_CHECKING:
    from desktop.storage.work import Work
    from desktop.vault.high_water import NewEpoch

RESTORED_AT = "restored-at"
"""Setting: the sequence at which a backup was restored into this folder."""


def notice_epoch(desk: Desk) -> NewEpoch | None:
    """Compare the ledger with the mark outside the database. Returns the epoch that has just begun, if one has."""
    from desktop.sync.down import doubt
    from desktop.vault.folder import folder_id
    from desktop.vault.high_water import HighWater

    mark = HighWater(folder_id(desk.folder), desk.keys.device)
    with desk.store.read() as work:
        head = work.ledger.head()
        restored_at = work.settings.get(RESTORED_AT, int)
        begun = mark.new_epoch(head, work.ledger.hash_at, restored_at=restored_at)
    if begun is not None:
        with desk.store.work() as work:
            _begin(desk, work, begun)
            doubt(work)
            head = work.ledger.head()
        if head is not None:
            mark.note(head)
    desk.store.on_new_head = mark.note
    return begun


def begin_after_revocation(desk: Desk, work: Work) -> None:
    """The county has taken this PC in again: what another may have sealed with its data meanwhile is not of this epoch."""
    from desktop.vault.high_water import NewEpoch, next_epoch

    head = work.ledger.head()
    if head is not None:
        _begin(desk, work, NewEpoch(epoch=next_epoch(head.epoch), after=head.sequence, reason="readmitted"))


def _begin(desk: Desk, work: Work, begun: NewEpoch) -> None:
    append(
        desk, work, desk.clock(), kind="epoch", subject=str(begun.epoch), body=canonical(begun), epoch=begun.epoch
    )
