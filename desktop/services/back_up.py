"""Backing up to a stick or a folder, and going on from a backup, on this PC or another one, with the passphrase alone."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.events import Moment
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.storage.store import Store
    from desktop.vault.keys import Keys


def back_up(store: Store, keys: Keys, to: Path, moment: Moment, passphrase: str) -> Path:
    """Write one encrypted file into the folder `to` and read it back; returns the file.

    `passphrase` protects the keys inside; it need not be the one of this PC. Raises Refused where it is empty, or the
    place cannot be written.
    """
    from desktop.storage.backup import write_backup
    from desktop.vault.folder import folder_id
    from desktop.vault.wrapping import wrap_json

    if not passphrase.strip():
        raise refuse("备份需要一个口令：没有口令，备份就谁都打得开。请输入口令。")

    def wrapped(facts: bytes) -> bytes:
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        return wrap_json(keys.secret, passphrase, bound_to=facts, salt=salt, nonce=nonce)

    return write_backup(
        store,
        keys.database,
        to,
        folder=folder_id(store.folder),
        device=keys.device.id,
        made_at=moment.at,
        wrap=wrapped,
    )


def restore(file: Path, folder: Path, passphrase: Callable[[], str]) -> Path:
    """Put a backup into `folder`, which must hold no data; returns the database file.

    The keys go into this PC's keyring, or under the same passphrase where there is none. When the folder is next opened,
    the device begins a new epoch. Raises Refused: no backup, damaged, wrong passphrase, data that is there already.
    """
    from desktop.storage.backup import read_backup
    from desktop.storage.restore import put_back, refuse_existing
    from desktop.vault.folder import keep_folder_id
    from desktop.vault.keys import Keys, keep_keys
    from desktop.vault.wrapping import WrongPassphrase, unwrap_json
    from desktop.wire.canonical import canonical

    refuse_existing(folder)
    backup = read_backup(file)
    words = passphrase()
    try:
        secret = unwrap_json(backup.keys, words, bound_to=canonical(backup.facts))
        keys = Keys.from_secret(secret)
    except WrongPassphrase as error:
        raise refuse("口令不对，没有恢复：请输入做这份备份时用的口令。") from error
    except ValueError as error:
        raise refuse("备份文件 {file} 已损坏，没有恢复：请用另一份备份。", file=file.name) from error

    def keep() -> None:
        keep_folder_id(folder, backup.facts.folder)
        keep_keys(folder, keys, lambda: words)

    return put_back(backup, folder, keys.database, keep)
