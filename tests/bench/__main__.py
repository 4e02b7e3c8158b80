"""All that is measured in the hall, on this PC, printed: `python3 build/test.py bench`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench import times
from tests.bench.evening import play, village


def inputs(folder: Path) -> None:
    one = play(folder)
    print(f"the standard evening: {one.lines} lines of {one.characters} characters, {one.speeches} speeches, {one.polls} polls")
    print(f"  inputs {one.keys} keys + {one.clicks} clicks; floor {one.characters} characters + {one.actions} actions")
    print(f"  inputs over the floor: {one.ratio:.3f} (to stay under 1.3)")
    over = (one.keys + one.clicks - one.characters) / one.actions
    print(f"  inputs beside the characters, for each action: {over:.2f}")
    print(
        f"  check-in of {len(one.check_ins)}: median {one.check_in_median:g} keys, Enter included (at most 3), "
        f"most {max(one.check_ins)}, {one.check_in_clicks} clicks"
    )


def measured(folder: Path) -> None:
    with village(folder) as desk:
        one = times.check_in_and_bare_commit(desk, folder, 800)
        print(f"check-in on disk:   {one.here}")
        print(f"bare commit, FULL:  {one.bare}")
        print(f"  median difference of pairs {one.difference:.3f} ms (to stay under 0.3); ratio {one.here.median / one.bare.median:.2f}")
        print(f"  of processor time {one.processor:.3f} ms more")
        index, keys = times.keys_in_a_roster(5000, 300)
        print(f"match list of 5,000 for each key: {keys} (16 ms at p99); index made in {index:.2f} s")
        large = times.large_meeting(desk, 500, 10_000, 200)
        print(f"opening 500 people and 10,000 events: {large.opening:.2f} s (within 1)")
        print(f"an action at the beginning: {large.first}")
        print(f"an action at the end:       {large.last}")
        print(f"  ratio of the medians {large.ratio:.2f}")


def of_cases(folder: Path) -> None:
    from desktop.gui.hands import Hands
    from tests.bench import cases, slips

    with cases.window(folder) as tour:
        with tour.window.session.desk().store.read() as work:
            people = [person.name for person in work.roster.people()]
        print("5,000 cases in the window (shown, and how long the screen stood still meanwhile; 50 ms at the most)")
        for name, seen in cases.measured(tour).items():
            print(f"  {name + ':':28} {seen.whole}; still {seen.held}")
        tour.window.go("cases")
        tour.settle()
        pile = slips.key_in(Hands(tour.window), slips.with_names(slips.pile(), people[3::41]))
        print(f"{pile.slips} paper slips by the keyboard: {pile.keys} inputs, {pile.clicks} clicks; floor {pile.characters} characters")
        print(f"  inputs over the floor: {pile.ratio:.3f}; keys of a slip with its characters typed as pinyin: {pile.keys_each:.1f}")
        print(
            f"  a slip takes {pile.seconds_each:.1f} s at {slips.KEYS_A_MINUTE} keys a minute (within 20), "
            f"of which the program {times.spread(pile.answers)}"
        )


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        inputs(Path(place) / "evening")
        measured(Path(place) / "times")
        of_cases(Path(place) / "cases")


if __name__ == "__main__":
    main()
