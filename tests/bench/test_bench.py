"""The standard evening in the real window counts its inputs; what is timed is only seen to run, and is read in `build/test.py bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from desktop.domain.events import LineWritten
from desktop.domain.fold import fold
from tests.bench import times
from tests.bench.evening import LINE, ROOT, Inputs, village

pytestmark = pytest.mark.timeout(600)

PLAY = """
import sys
from pathlib import Path
import msgspec
from tests.bench.evening import play
sys.stdout.buffer.write(msgspec.json.encode(play(Path(sys.argv[1]))))
"""


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """Played by a program of its own, as the window's threads end with it."""
    ran = subprocess.run(
        [sys.executable, "-c", PLAY, str(tmp_path_factory.mktemp("evening"))], cwd=ROOT, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    return msgspec.json.decode(ran.stdout, type=Inputs)


def test_the_standard_evening_is_the_one_that_is_counted(evening: Inputs) -> None:
    assert len(LINE) == 30
    assert (evening.lines, evening.characters, evening.speeches, evening.polls) == (40, 1200, 12, 3)
    assert len(evening.check_ins) == 41


def test_inputs_stay_under_1_3_times_the_characters_and_one_action_for_each_fact(evening: Inputs) -> None:
    assert 1 <= evening.ratio < 1.3


def test_checking_in_takes_a_median_of_three_keys_at_most_and_no_mouse(evening: Inputs) -> None:
    assert evening.check_in_median <= 3
    assert evening.check_in_clicks == 0


def test_what_is_timed_is_what_it_says(tmp_path: Path) -> None:
    with village(tmp_path) as desk:
        paired = times.check_in_and_bare_commit(desk, tmp_path, 5)
        assert (paired.here.count, paired.bare.count) == (5, 5)
        large = times.large_meeting(desk, people=20, events=200, samples=5)
        assert (large.first.count, large.last.count) == (5, 5)
    _, keys = times.keys_in_a_roster(50, 3)
    assert keys.count > 30
    long = times.evening_of(20, 200)
    meeting = fold("m", long).meeting
    assert len(long) >= 200
    assert (len(meeting.inside), len(meeting.lines)) == (20, sum(isinstance(one.event, LineWritten) for one in long))
