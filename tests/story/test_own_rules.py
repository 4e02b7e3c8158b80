"""A county's own rules that cannot be used: commands say where they are wrong; the window holds its evening without them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from desktop.bootstrap import open_desk
from desktop.services.name_village import name_village
from desktop.services.what_now import what_now
from desktop.storage.files import OWN_FORMS
from forms.language import Refused
from tests.pc import PASSPHRASE


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    rules = tmp_path / "data" / OWN_FORMS / "rules"
    rules.mkdir(parents=True)
    (rules / "own.toml").write_text('id = "own"\nthis is no TOML', encoding="utf-8")
    return tmp_path / "data"


def test_a_command_names_the_file_that_is_wrong_and_leaves_the_folder_free(data: Path) -> None:
    for _again in range(2):
        with pytest.raises(Refused, match=r"own\.toml"):
            open_desk(data)


def test_the_window_opens_with_the_built_in_rules_and_says_so(data: Path) -> None:
    with closing(open_desk(data, forgiving=True)) as desk:
        assert desk.pack.rule_set("villagers-representatives", "2026-06-18").version == "2025"
        name_village(desk, name="柳溪村", code="990101001001", township="", county="", province="")
        remark = what_now(desk).remark
        assert remark is not None
        assert "own.toml" in str(remark)
        assert "内置规则" in str(remark)
