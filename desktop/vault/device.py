"""The key of this device: it signs every record and every request, and never leaves the vault."""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

SECRET_BYTES = 32


class DeviceKey:
    """An ECDSA key on P-256."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private
        der = private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.public: str = der.hex()
        """SPKI DER, hexadecimal."""
        self.id: str = hashlib.sha256(der).digest()[:16].hex()
        """First 16 bytes of the SHA-256 of the SPKI, hexadecimal."""

    @classmethod
    def generate(cls) -> DeviceKey:
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_secret(cls, secret: bytes) -> DeviceKey:
        """The key whose private number is `secret` (32 bytes, big-endian). Raises ValueError where it is none."""
        return cls(ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1()))

    @property
    def secret(self) -> bytes:
        """The private number, 32 bytes: for the vault's own stores only."""
        return self._private.private_numbers().private_value.to_bytes(SECRET_BYTES, "big")

    def sign(self, data: bytes) -> str:
        """ECDSA with SHA-256, deterministic (RFC 6979), DER, hexadecimal."""
        return self._private.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)).hex()

    def __repr__(self) -> str:
        return f"DeviceKey({self.id})"
