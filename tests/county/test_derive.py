"""The county counts every figure again, by its own copy of the rules, and marks what comes out otherwise."""

from __future__ import annotations

import msgspec
import pytest

from county.derive import derive_new, examine
from county.devices import Device as Known
from county.receive import receive_batch
from county.show import overview
from desktop.wire.bodies import SealedMeeting
from desktop.wire.canonical import canonical
from forms.load import built_in
from tests.county.bench import Bench, Device
from tests.sync.village import changed, meeting


def test_an_honest_meeting_comes_out_as_it_was_sealed() -> None:
    findings = examine(meeting(), built_in())
    assert findings.differences == ()
    assert [(one.met, one.passed, one.same_rule) for one in findings.verdicts] == [(True, None, True), (True, True, True)]


def test_fourteen_of_twenty_eight_do_not_pass_whatever_was_sealed() -> None:
    """More than half of 28 is 15: a verdict that says otherwise is marked."""
    honest = meeting(yes=14, no=0, abstain=14)
    assert examine(honest, built_in()).verdicts[1].passed is False
    poll = honest.polls[0]
    lie = changed(honest, polls=(msgspec.structs.replace(poll, verdict=msgspec.structs.replace(poll.verdict, passed=True)),))
    assert [(one.what, one.sealed, one.counted) for one in examine(lie, built_in()).differences] == [
        ("passed", "True", "False")
    ]


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"yes": 21}, "count.yes"),
        ({"present": 27}, "present"),
        ({"issued": 28, "returned": 29, "invalid": 1}, "issued"),
        ({"issued": 28, "returned": 27, "invalid": 0}, "returned"),
    ],
)
def test_a_count_that_does_not_add_up_is_marked(facts: dict[str, int], what: str) -> None:
    honest = meeting()
    wrong = changed(honest, polls=(msgspec.structs.replace(honest.polls[0], **facts),))
    assert what in {one.what for one in examine(wrong, built_in()).differences}


def test_a_rule_that_did_not_hold_on_that_day_is_marked() -> None:
    early = changed(meeting(), date="1985-01-01")
    assert examine(early, built_in()).differences


def test_a_meeting_that_differs_is_taken_marked_and_logged(bench: Bench, device: Device) -> None:
    honest = meeting()
    wrong = changed(honest, polls=(msgspec.structs.replace(honest.polls[0], yes=21),))
    for sealed in (honest, wrong):
        device.record(canonical(sealed), kind="meeting")
    receive_batch(bench.store, Known(device.key.id, device.key.public, device.village), device.batch())
    derive_new(bench.store)
    shown = overview(bench.store)
    assert [one["differs"] for one in shown["meetings"]] == [False, True]
    assert shown["log"][-1]["code"] == "differs"
    assert not shown["held"]


def test_a_meeting_of_another_village_gets_a_remark(bench: Bench, device: Device) -> None:
    elsewhere = msgspec.structs.replace(meeting().village, code="330000000099")
    device.record(canonical(changed(meeting(), village=elsewhere)), kind="meeting")
    receive_batch(bench.store, Known(device.key.id, device.key.public, device.village), device.batch())
    derive_new(bench.store)
    (shown,) = overview(bench.store)["meetings"]
    assert not shown["differs"]
    assert "330000000099" in shown["remarks"][0]


def test_a_body_can_be_read_back_from_what_the_county_keeps() -> None:
    sealed = meeting()
    assert msgspec.json.decode(canonical(sealed), type=SealedMeeting) == sealed
