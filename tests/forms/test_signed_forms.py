"""A county's signature makes its rules the county's own; any change afterwards makes them 本地规则 again."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from county.__main__ import main
from county.keys import open_key
from desktop.bootstrap import open_desk
from desktop.storage.files import OWN_FORMS
from desktop.sync.enrol import ENROLMENT
from desktop.wire.enrolment import Enrolment
from desktop.wire.signed import Signed
from desktop.wire.signed_forms import SIGNATURE_FILE, forms_signed
from forms.load import load_pack
from tests.forms.folders import GOOD, SHEET, put


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    folder = put(tmp_path / "forms", rules__elders=GOOD, sheets__look=SHEET)
    assert main(["sign-forms", str(folder), "--data", str(tmp_path / "county")]) == 0
    return folder


def key(tmp_path: Path) -> str:
    return open_key(tmp_path / "county").public


def test_what_the_county_has_signed_is_the_county_s(signed: Path, tmp_path: Path) -> None:
    assert forms_signed(signed, key(tmp_path))
    assert load_pack(signed, signed=True).rule_set("elders", "2026-06-01").origin == "county"


def test_another_county_s_key_does_not_hold(signed: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert not forms_signed(signed, open_key(tmp_path / "other").public)


@pytest.mark.parametrize("change", ["edited", "added", "taken", "unsigned", "garbage", "swapped"])
def test_any_change_ends_it(signed: Path, tmp_path: Path, change: str) -> None:
    if change == "edited":
        put(signed, rules__elders=GOOD.replace(">= 3/4", ">= 1/4"))
    elif change == "added":
        put(signed, rules__more=GOOD.replace("elders", "more"))
    elif change == "taken":
        (signed / "sheets" / "look.toml").unlink()
    elif change == "unsigned":
        (signed / SIGNATURE_FILE).unlink()
    elif change == "garbage":
        (signed / SIGNATURE_FILE).write_bytes(b"[" * 100_000)
    else:
        text = json.loads((signed / SIGNATURE_FILE).read_text(encoding="utf-8"))
        text["message"]["signed_at"] = "2099-01-01"
        (signed / SIGNATURE_FILE).write_text(json.dumps(text), encoding="utf-8")
    assert not forms_signed(signed, key(tmp_path))


def test_what_is_wrong_is_not_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put(tmp_path / "forms", rules__elders=GOOD.replace("> 1/2", "> 3/2"))
    assert main(["sign-forms", str(folder), "--data", str(tmp_path / "county")]) != 0
    assert not (folder / SIGNATURE_FILE).exists()
    assert "elders.toml" in capsys.readouterr().err
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["sign-forms", str(empty), "--data", str(tmp_path / "county")]) != 0


def test_a_pc_believes_the_county_that_enrolled_it(signed: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    signed.rename(data / OWN_FORMS)
    assert origin(data, "") == "local"
    assert origin(data, key(tmp_path)) == "county"
    put(data / OWN_FORMS, rules__elders=GOOD.replace(">= 3/4", ">= 1/4"))
    assert origin(data, "") == "local"


def origin(data: Path, county: str) -> str:
    """Where the rule is from, on a PC that is enrolled with `county`; empty: as before."""
    desk = open_desk(data, lambda: "一句长一点的口令")
    if county:
        certificate = Signed(msgspec.Raw(b"{}"), "")
        enrolment = Enrolment(village="330421102201", url="", county=county, device="d", certificate=certificate)
        with desk.store.work() as work:
            work.settings.put(ENROLMENT, enrolment)
        desk.close()
        desk = open_desk(data, lambda: "一句长一点的口令")
    try:
        return desk.pack.rule_set("elders", "2026-06-01").origin
    finally:
        desk.close()
