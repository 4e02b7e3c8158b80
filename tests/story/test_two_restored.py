"""The PC breaks; its backup is put on two others, and the old one comes back from the workshop. All three go on, the county takes
what each seals, and nobody is asked anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from county.show import overview
from desktop.bootstrap import open_desk
from desktop.services.back_up import back_up, restore
from desktop.services.desk import Desk
from desktop.services.seal import append
from tests.story.with_county import both, round_of


def _seal(desk: Desk, name: str) -> None:
    with desk.store.work() as work:
        append(desk, work, desk.clock(), kind="roster", subject=name, body=b"{}")


def test_one_backup_on_two_pcs_and_the_old_pc_are_three_streams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with both(tmp_path, monkeypatch) as (hall, desk, days):
        _seal(desk, "before")
        round_of(hall, desk)
        words = "三月桃花"
        file = back_up(desk.store, desk.keys, tmp_path / "stick", desk.clock(), words)
        desks = [desk]
        monkeypatch.setenv("YISHITANG_PASSPHRASE", words)
        for name in ("one", "other"):
            monkeypatch.setenv("YISHITANG_STATE", str(tmp_path / f"state of {name}"))
            restore(file, tmp_path / name, lambda: words)
            desks.append(open_desk(tmp_path / name, clock=days))
        try:
            for turn in range(2):
                for number, one in enumerate(desks):
                    _seal(one, f"{number} {turn}")
                    outcome = round_of(hall, one)
                    assert (outcome.state, outcome.remarks) == ("delivered", ())
            assert [(round_of(hall, one).requests, round_of(hall, one).remarks) for one in desks] == [(1, ())] * 3
        finally:
            for one in desks[1:]:
                one.close()
        shown = overview(hall.store)
        assert (shown["records"], shown["held"]) == (1 + 2 + 2 * 3, []), "and an epoch each for the two"
        assert len({batch["epoch"] for batch in shown["batches"]}) == 3
