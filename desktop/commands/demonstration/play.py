"""The evening from its first action to its last, each by the hands of the page that it belongs to."""

from __future__ import annotations

from desktop.commands.demonstration import after, before, days_after, hall, next_meeting
from desktop.commands.demonstration.stage import Act, Stage
from desktop.commands.evening.file import Scripted

FIRST_IN_THE_HALL = "check-in"


def play(stage: Stage) -> None:
    """Raises HandsFailed or Unexpected where the window does not do what the file says."""
    before.name_village(stage)
    acts = before.ACTS
    for scripted in stage.evening.actions:
        stage.clock.at = scripted.at
        if acts is before.ACTS and scripted.do == FIRST_IN_THE_HALL:
            before.to_the_hall(stage)
            acts = hall.ACTS
        if acts is hall.ACTS and scripted.do == after.FIRST:
            after.to_the_closing(stage)
            acts = after.ACTS
        _do(stage, acts, scripted)
    after.attach_scan(stage)
    after.upload(stage)
    days_after.show(stage)
    next_meeting.show(stage)
    stage.go("home")
    stage.shoot("home-afterwards")


def _do(stage: Stage, acts: dict[str, Act], scripted: Scripted) -> None:
    stage.expect(scripted.do in acts, f"action {scripted.number} ({scripted.do}) belongs where it stands")
    acts[scripted.do](stage, scripted)
