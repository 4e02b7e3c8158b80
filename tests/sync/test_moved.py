"""A county may send its villages to another host; whoever answers there is believed for the county's key alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.sync.enrol import enrolment_of
from desktop.sync.outcome import DELIVERED, PART
from tests.county.running import County
from tests.sync.village import Pc, meeting


def _url(pc: Pc) -> str:
    enrolment = enrolment_of(pc.store)
    assert enrolment is not None
    return enrolment.url


def test_a_village_follows_its_county_and_no_impostor(county: County, enrolled: Pc, tmp_path: Path) -> None:
    impostor = County(tmp_path / "impostor").start()
    twin = County(tmp_path / "twin")
    enrolled.seal_meeting(meeting())
    try:
        assert county.command("move", "--to", impostor.url).returncode == 0
        outcome = enrolled.deliver()
        assert (outcome.state, enrolled.cursor(), _url(enrolled)) == (PART, (0, 0), county.url)
        assert impostor.show()["records"] == 0
        assert county.command("move", "--to", "http://127.0.0.1:1").returncode == 0
        assert enrolled.deliver().state == PART
        assert county.command("move").returncode == 0
        county.stop()
        shutil.copytree(county.folder, twin.folder)
        county.start()
        twin.start()
        assert county.command("move", "--to", twin.url).returncode == 0
        outcome = enrolled.deliver()
        assert (outcome.state, outcome.requests) == (DELIVERED, 1)
        assert _url(enrolled) == twin.url
        assert twin.show()["records"] == 1
        assert county.show()["records"] == 0
    finally:
        impostor.stop()
        twin.stop()
