"""The two keys of a data folder: one opens the database, the other is the device's own and signs.

They lie in the system's keyring, or in `keys.json` under a passphrase. `keys.json` always stands in the folder and says
which, so that a folder never has two sets of keys and a missing keyring is never taken for a new device.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.vault import keyrings
from desktop.vault.device import SECRET_BYTES, DeviceKey
from desktop.vault.folder import folder_id
from desktop.vault.passphrase import get_passphrase
from desktop.vault.wrapping import Wrapped, WrongPassphrase, unwrap, wrap
from desktop.wire.durable import write_durably
from forms.language import refuse

KEYS_FILE = "keys.json"
DATABASE_KEY_BYTES = 32


class Keys:
    """`database` is 32 bytes; `device` signs."""

    def __init__(self, database: bytes, device: DeviceKey) -> None:
        if len(database) != DATABASE_KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self.database = database
        self.device = device

    @classmethod
    def generate(cls) -> Keys:
        return cls(secrets.token_bytes(DATABASE_KEY_BYTES), DeviceKey.generate())

    @classmethod
    def from_secret(cls, secret: bytes) -> Keys:
        """The inverse of `secret`. Raises ValueError for anything else."""
        if len(secret) != DATABASE_KEY_BYTES + SECRET_BYTES:
            raise ValueError("not a pair of keys")
        return cls(secret[:DATABASE_KEY_BYTES], DeviceKey.from_secret(secret[DATABASE_KEY_BYTES:]))

    @property
    def secret(self) -> bytes:
        """Both private parts in a row, 64 bytes."""
        return self.database + self.device.secret

    def __repr__(self) -> str:
        return f"Keys(device {self.device.id})"


class KeysFile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`keys.json`. `store` is "keyring" or "passphrase"; `wrapped` stands there for the latter only."""

    format: int = 1
    store: str
    folder: str = ""
    """Name of the keys in the keyring: the folder's id."""
    device: str
    wrapped: Wrapped | None = None


def open_keys(folder: Path, ask: Callable[[], str] | None) -> Keys:
    """The keys of this data folder, made on first use. `ask` prompts for a passphrase; None where nobody can be asked.

    Raises Refused: wrong or missing passphrase, a keyring that no longer has the keys, a database without its keys.
    """
    path = folder / KEYS_FILE
    if path.exists():
        return _read(path, ask)
    if any(folder.glob("*.db")):
        raise refuse("数据文件夹里缺少密钥文件 {name}，数据打不开：请从备份恢复。", name=KEYS_FILE)
    keys = Keys.generate()
    keep_keys(folder, keys, lambda: get_passphrase(ask))
    return keys


def keep_keys(folder: Path, keys: Keys, passphrase: Callable[[], str]) -> str:
    """Store new or restored `keys` for this folder and record where; returns "keyring" or "passphrase".

    `passphrase` is asked only where there is no keyring.
    """
    name = folder_id(folder)
    backend = keyrings.system_keyring()
    if backend is not None and keyrings.put(backend, name, keys.secret.hex()):
        kept = KeysFile(store="keyring", folder=name, device=keys.device.id)
    else:
        wrapped = wrap(
            keys.secret,
            passphrase(),
            bound_to=_bound(keys.device.id),
            salt=secrets.token_bytes(16),
            nonce=secrets.token_bytes(12),
        )
        kept = KeysFile(store="passphrase", device=keys.device.id, wrapped=wrapped)
    write_durably(folder / KEYS_FILE, msgspec.json.format(msgspec.json.encode(kept)))
    return kept.store


def _read(path: Path, ask: Callable[[], str] | None) -> Keys:
    damaged = refuse("密钥文件 {name} 已损坏，数据打不开：请从备份恢复。", name=KEYS_FILE)
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=KeysFile)
    except msgspec.DecodeError as error:
        raise damaged from error
    if kept.store == "keyring":
        return _from_keyring(kept)
    if kept.store != "passphrase" or kept.wrapped is None:
        raise damaged
    try:
        return Keys.from_secret(unwrap(kept.wrapped, get_passphrase(ask), bound_to=_bound(kept.device)))
    except WrongPassphrase as error:
        raise refuse("口令不对，数据没有打开：请核对口令后重试。") from error
    except ValueError as error:
        raise damaged from error


def _from_keyring(kept: KeysFile) -> Keys:
    backend = keyrings.system_keyring()
    if backend is None:
        raise refuse("本机的密钥保存在系统钥匙串里，现在打不开钥匙串：请登录原来的桌面账户后再运行。")
    secret = keyrings.get(backend, kept.folder)
    if secret is None:
        raise refuse("系统钥匙串没有给出本机的密钥：请解锁钥匙串后重试，或从备份恢复。")
    try:
        keys = Keys.from_secret(bytes.fromhex(secret))
    except ValueError as error:
        raise refuse("系统钥匙串里的密钥已损坏：请从备份恢复。") from error
    if keys.device.id != kept.device:
        raise refuse("系统钥匙串里的密钥不是这个数据文件夹的：请从备份恢复。")
    return keys


def _bound(device: str) -> bytes:
    return f"yishitang keys 1 {device}".encode("ascii")
