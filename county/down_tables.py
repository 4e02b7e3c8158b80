"""The tables of the downward stream: what the county has said, and in which order each device is told."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from county.tables import metadata

orders = Table(
    "orders", metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("device", String, nullable=False),
    Column("village", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", String, nullable=False),
    Index("orders_for", "device", "village"),
)  # fmt: skip
"""What the county said, once. `device` and `village`: whom it is for; both empty: everybody, also who enrols later."""

stream = Table(
    "stream", metadata,
    Column("device", ForeignKey("devices.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Index("stream_once", "device", "id", unique=True),
)  # fmt: skip
"""One stream for each device: an order gets its place in it when the device next calls. `raw` is the item as it is signed;
the signature is made with the key of the day."""

told = Table(
    "told", metadata,
    Column("device", ForeignKey("devices.id"), primary_key=True),
    Column("village", String, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("row", Integer, nullable=False),
)  # fmt: skip
"""Up to which order each device was given what is for it, as one of this village, in use or revoked. What was not for it then
never will be, so nobody looks there again; of another village, or once revoked, all orders are looked at anew."""

slots = Table(
    "slots", metadata,
    Column("village", String, primary_key=True),
    Column("device", String, primary_key=True),
    Column("day", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
)  # fmt: skip
"""Slots that the county chose; the others follow from the code of the village. An empty device: each of the village."""

rotations = Table(
    "rotations", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("old", String, nullable=False),
    Column("public", String, nullable=False),
    Column("signed", LargeBinary, nullable=False),
)  # fmt: skip
"""Keys of the county, one after another; `old` is the fingerprint of the one before."""

__all__ = ["metadata", "orders", "rotations", "slots", "stream", "told"]
