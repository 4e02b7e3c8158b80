"""The key by which this device reads what the county puts on a stick for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.wire.locked import stick_identity

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

    from desktop.vault.device import DeviceKey


def stick_key(key: DeviceKey) -> Identity:
    """Derived from the device's own key: the same after a restore."""
    return stick_identity(key.secret)
