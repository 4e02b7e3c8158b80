"""The key of the county. Its fingerprint is printed on every slip, and every receipt is signed with it.

It lies in the data folder, readable by the server's own account alone. Whoever loses it must enrol every village anew.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from county.files import write_file
from desktop.wire.durable import sync_folder
from desktop.wire.locked import recipient_of, stick_identity
from desktop.wire.signed import fingerprint
from forms.language import refuse

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

KEY_FILE = "county.key"


class CountyKey:
    """An ECDSA key on P-256."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private
        self.public = (
            private.public_key()
            .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
            .hex()
        )
        """SPKI DER, hexadecimal."""
        self.fingerprint = fingerprint(self.public)

    def sign(self, data: bytes) -> str:
        """ECDSA with SHA-256, deterministic (RFC 6979), DER, hexadecimal."""
        return self._private.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)).hex()

    @cached_property
    def stick(self) -> Identity:
        """The age key that sticks are locked for: derived, so there is one file to keep and to guard."""
        return stick_identity(self._private.private_numbers().private_value.to_bytes(32, "big"))

    @property
    def stick_recipient(self) -> str:
        """"age1…", as it stands in the county's address."""
        return recipient_of(self.stick)

    def __repr__(self) -> str:
        return f"CountyKey({self.fingerprint[:16]})"


def open_key(folder: Path) -> CountyKey:
    """The key in this folder, made on first use. Raises Refused: damaged, or readable by others."""
    path = folder / KEY_FILE
    if not path.exists():
        _make(folder, path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise refuse("县密钥文件 {path} 别的账户也能读：请先执行 chmod 600，并确认没有外泄。", path=str(path))
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise refuse("县密钥文件 {path} 已损坏：请从备份恢复。", path=str(path)) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise refuse("县密钥文件 {path} 已损坏：请从备份恢复。", path=str(path))
    return CountyKey(key)


def _make(folder: Path, path: Path) -> None:
    """A new key under its final name all at once; of two programs that start together, one key stays."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    made = folder / f"{KEY_FILE}.{secrets.token_hex(4)}.new"
    write_file(made, pem)
    with contextlib.suppress(FileExistsError):
        os.link(made, path)
    made.unlink()
    sync_folder(folder)
