"""The figures of a month travel with its batch, and the county counts them again: the same numbers as in the village."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from county.month import months
from county.store import Store
from desktop.services.cases.open_case import open_case
from desktop.services.cases.screen import accept_case, place_case
from desktop.services.figures.count import count_sealed
from desktop.services.registers.fill_entry import save_entry, seal_entry
from desktop.services.upload.enrol import enrol
from desktop.services.upload.send_month import upload
from desktop.services.upload.upload_month import upload_month
from tests.county.running import County
from tests.story.case_days import village

CODE = "330421104215"


def test_the_county_counts_the_month_that_the_village_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    county = County(tmp_path / "county").start()
    try:
        with village(tmp_path / "village", monkeypatch, "2026-06-02") as (desk, days):
            slip = county.code(CODE, "惠通村")
            enrol(desk, url=county.url, code=slip, fingerprint=county.fingerprint)
            ids = [open_case(desk, title=f"第{n}件", theme="环境整治" if n else "").id for n in range(3)]
            place_case(desk, ids[0], "middle", "middle")
            accept_case(desk, ids[0], "nantong")
            days.day = "2026-06-30"
            visitors = [{"name": "张伟", "matter": "路灯不亮"}]
            entry = save_entry(desk, "receptions", {"member": "周敏", "visitors": visitors, "day": "2026-06-12"})
            seal_entry(desk, entry.id)
            for _again in range(2):
                assert upload(desk, lambda _progress: None, threading.Event()).complete
            assert [row.what.text() for row in upload_month(desk).rows].count("事项进展数字") == 1
            own = count_sealed(desk, "month", "2026-06-30").figures
            with desk.store.read() as work:
                kinds = [one.record.kind for one in work.ledger.after(0)]
            assert kinds.count("cases") == 1, "what has not changed is not sealed again"
        shown = county.command("show", "--month", "2026-06", "--json")
        (told,) = json.loads(shown.stdout)
        assert told["figures"]["sources"] == [{"title": one.title, "count": one.count, "whole": one.whole} for one in own.sources]
        assert told["figures"]["funnel"]["collected"] == own.funnel.collected == 3
        assert told["registers"] == {"receptions": 1}
        words = county.command("show", "--month", "2026-06", "--village", CODE).stdout
        assert "收集 3 件" in words
        assert "群众出题：3 件（100%）" in words
    finally:
        county.stop()
    store = Store(tmp_path / "county")
    try:
        (one,) = months(store, "2026-06", CODE)
        assert one.figures == own
    finally:
        store.close()
