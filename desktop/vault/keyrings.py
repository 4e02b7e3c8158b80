"""The system's keyring, where there is a real one.

Only stores that the desktop itself protects are taken. Whatever else calls itself a keyring (a file in base64, one that
keeps nothing, one that only fails) counts as none: quietly writing the key beside the data would protect nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "yishitang"

GOOD = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)


def system_keyring() -> KeyringBackend | None:
    """The keyring of this desktop session if it is one of `GOOD`, else None.

    What the user configured for the keyring library is respected; out of a chain only a good member is taken. The
    library is imported here, because it takes a tenth of a second that most starts need not spend.
    """
    import keyring

    chosen = keyring.get_keyring()
    if _name(chosen) in GOOD:
        return chosen
    if _name(chosen) == "keyring.backends.chainer.ChainerBackend":
        members: list[KeyringBackend] = list(getattr(chosen, "backends", ()))
        return next((member for member in members if _name(member) in GOOD), None)
    return None


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def put(backend: KeyringBackend, name: str, secret: str) -> bool:
    """Store and read back. False where the keyring would not (locked, dismissed, gone away); then nothing is left in it."""
    # Each backend has its own errors, and D-Bus adds more: all mean the same here.
    with suppress(Exception):
        backend.set_password(SERVICE, name, secret)
        if backend.get_password(SERVICE, name) == secret:
            return True
        backend.delete_password(SERVICE, name)
    return False


def get(backend: KeyringBackend, name: str) -> str | None:
    """The secret, or None where the keyring does not have it or does not give it."""
    with suppress(Exception):
        return backend.get_password(SERVICE, name)
    return None
