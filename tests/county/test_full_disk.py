"""A county whose disk takes nothing more: it says so, in the right words, and makes it no worse."""

from __future__ import annotations

import os
from typing import Any

import pytest
from sqlalchemy import event, select

from county.tables import log
from desktop.wire.canonical import digest
from desktop.wire.leaves import LEAF
from tests.county.bench import Bench, Device


def test_a_disk_that_is_full_is_said_to_be_and_every_refusal_stands(bench: Bench, device: Device) -> None:
    """The log cannot be written any more, nor a receipt: nobody is told that the county does not exist, or is busy."""
    with bench.store.read() as work:
        pages = work.exec_driver_sql("PRAGMA page_count").scalar_one()

    def full(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    event.listen(bench.store._engine, "begin", full)
    asked = [bench.plain("GET", "/v1/standing", header="1 x") for _ in range(80)]
    assert {(status, said["code"]) for status, said in asked} == {(401, "unsigned")}
    device.record(bytes(20_000))
    status, said = bench.send(device, device.batch())
    assert (status, said["code"]) == (507, "no-space")
    assert said["retry_after"] > 0
    event.remove(bench.store._engine, "begin", full)
    with bench.store.read() as work:
        assert len(work.execute(select(log.c.id)).all()) < 80, "it was full indeed"
        work.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert bench.send(device, device.batch())[0] == 200


def test_no_half_file_is_left_where_the_disk_fails_or_a_leaf_is_gone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = bytes(3 * LEAF)
    blobs, names = bench.store.blobs, [digest(scan[:LEAF])] * 3
    for number, thing in enumerate((blobs.keep_leaf, blobs.keep_whole)):
        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", _full)
            with pytest.raises(OSError, match="full"):
                thing(names[number], scan)
    with pytest.raises(FileNotFoundError):
        blobs.assemble(digest(scan), names)
    blobs.keep_leaf(names[0], scan[:LEAF])
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", _full)
        with pytest.raises(OSError, match="full"):
            blobs.assemble(digest(scan), names)
    assert not blobs.assemble("0" * 64, names), "they make another blob"
    assert not list((bench.store.folder / "arriving").iterdir())
    assert blobs.assemble(digest(scan), names)


def _full(_handle: int) -> None:
    raise OSError(28, "disk full")
