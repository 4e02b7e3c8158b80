"""The bad line loses what it is told to lose; a month goes over it, also when it is cut. Needs root."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.wire.leaves import HEAD, LEAF
from tests.bench.peers.line.link import BAD, COUNTY, GOOD, VILLAGE, Link, Shape, hindrance
from tests.bench.peers.line.ours import Ours
from tests.bench.peers.line.running import client, server

_WHY = hindrance()
pytestmark = pytest.mark.skipif(bool(_WHY), reason=_WHY or "a link can be made here")
_BARE = [sys.executable, "-m", "tests.bench.peers.line.bare"]


def test_a_link_carries_counts_loses_and_is_cut(tmp_path: Path) -> None:
    """With every packet lost, or with the line cut, nothing arrives; with none lost, everything does and is counted."""
    (tmp_path / "body").write_bytes(bytes(30_000))
    ask = [*_BARE, "ask", "http", COUNTY, "9000", str(tmp_path / "body")]
    with Link() as link, server(link, [*_BARE, "serve", COUNTY, "9000"], 9000, tmp_path / "log"):
        whole = client(link, ask, tmp_path / "log")
        assert whole.good
        assert 30_000 < whole.passed.payload < 30_500 + 1_500 * sent_again(link)
        assert whole.passed.payload < whole.passed.arrived <= whole.passed.up
        lost = client(link, ask, tmp_path / "log", cut_after=20_000)
        assert not lost.good
        link.shape(Shape(GOOD.up, GOOD.down, 0.0, 1.0))
        before = link.passed()

        def mend() -> None:
            while not link.passed().since(before).up:
                time.sleep(0.05)
            link.shape(GOOD)

        beside = threading.Thread(target=mend)
        beside.start()
        assert client(link, ask, tmp_path / "log").good, "what was lost was sent again"
        beside.join()
        passed = link.passed().since(before)
        assert passed.up > passed.arrived


def sent_again(link: Link) -> int:
    """Packets that the village's system sent a second time, as it does where this machine is too slow to answer."""
    told = subprocess.run([*link.at_village(), "cat", "/proc/net/snmp"], capture_output=True, text=True, check=True).stdout
    names, numbers = (line.split() for line in told.splitlines() if line.startswith("Tcp:"))
    return int(numbers[names.index("RetransSegs")])


def test_what_was_cut_in_the_middle_is_delivered_by_the_next_round(tmp_path: Path) -> None:
    """The program is killed and the line cut, twice; no leaf that had arrived whole is ever sent again."""
    with Link(Shape(3_000_000, 3_000_000, 0.01, 0.0, 0.1)) as link:
        ours = Ours(link, tmp_path / "ours", witnessed=True)
        with ours.serving():
            ours.enrol()
            ours.prepare(60, 3)
            for _ in range(2):
                assert not ours.deliver(cut_after=210_000).good
            last = ours.deliver()
            assert json.loads(last.said)["state"] == "delivered", last.said
            sent = ours.heard()
            assert (len(sent.leaves), sent.twice) == (12, 0)
            assert sent.again <= 2 * (LEAF + HEAD), "a cut costs the leaf that was on its way"
            nothing = json.loads(ours.deliver().said)
            assert (nothing["state"], nothing["requests"]) == ("nothing", 1)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("https", [False, True])
def test_a_whole_month_goes_over_a_bad_line_that_is_cut_twice(tmp_path: Path, https: bool) -> None:
    """200 records and two pictures at 64 kbit/s with 5 % loss. The round itself meets the cuts, and goes on."""
    with Link() as link:
        ours = Ours(link, tmp_path / "ours", https=https)
        with ours.serving():
            ours.enrol()
            ours.prepare(200, 2)
            link.shape(BAD, 3)
            for after in (40_000, 150_000):
                assert not ours.deliver(cut_after=after).good
            states = [json.loads(ours.deliver().said)["state"]]
            for _ in range(3):
                if states[-1] == "delivered":
                    break
                states.append(json.loads(ours.deliver().said)["state"])
            assert states[-1] == "delivered", states
            link.shape(GOOD)
            assert json.loads(ours.deliver().said)["state"] == "nothing"
            assert sum(1 for file in (ours.county / "blobs").rglob("*") if file.is_file()) == 2


@contextmanager
def waiting(folder: Path, shape: Shape) -> Iterator[tuple[Link, Ours]]:
    """40 records and two pictures wait in the village before a line of this shape."""
    with Link() as link:
        ours = Ours(link, folder / "ours")
        with ours.serving():
            ours.enrol()
            ours.prepare(40, 2)
            link.shape(shape, 5)
            yield link, ours


def delivers_while(happens: Callable[[], None], ours: Ours) -> None:
    beside = threading.Thread(target=happens)
    beside.start()
    took = ours.deliver()
    beside.join()
    assert json.loads(took.said)["state"] == "delivered", took.said


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_line_that_is_gone_for_half_a_minute_breaks_no_round(tmp_path: Path) -> None:
    """As when a PC sleeps or a telephone changes its mast: TCP, and else the round, goes on where it was."""
    with waiting(tmp_path, Shape(200_000, 200_000, 0.1, 0.01)) as (link, ours):

        def away() -> None:
            time.sleep(6)
            link.cut()
            time.sleep(30)
            link.mend()

        delivers_while(away, ours)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_pc_that_sleeps_longer_than_the_county_waits_delivers_when_it_wakes(tmp_path: Path) -> None:
    """In the middle of a leaf, for 100 s; the county lets go after 90."""
    with waiting(tmp_path, Shape(400_000, 400_000, 0.1, 0.0)) as (_, ours):
        took = ours.deliver(cut_after=150_000, asleep=100.0)
        assert json.loads(took.said)["state"] == "delivered", took.said


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_pc_that_gets_another_address_on_the_way_delivers(tmp_path: Path) -> None:
    """What was connected under the old one is dead; it is given up, and the round goes on under the new one."""
    another = "10.78.0.3"
    with waiting(tmp_path, Shape(200_000, 200_000, 0.1, 0.0)) as (link, ours):
        _in(link.county, "route", "add", another, "dev", "tun0", "src", COUNTY)

        def moved() -> None:
            time.sleep(8)
            _in(link.village, "addr", "add", f"{another}/32", "dev", "tun0")
            _in(link.village, "route", "change", COUNTY, "dev", "tun0", "src", another)
            _in(link.village, "addr", "del", f"{VILLAGE}/32", "dev", "tun0")

        delivers_while(moved, ours)


def _in(namespace: str, *words: str) -> None:
    subprocess.run(["ip", "-n", namespace, *words], check=True, capture_output=True)
