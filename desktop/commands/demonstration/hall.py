"""In the hall: what the recorder's hands do while the evening runs."""

from __future__ import annotations

from typing import Any

from desktop.commands.demonstration.stage import Act, Stage
from desktop.commands.evening.file import Scripted
from desktop.domain import actions as a
from desktop.domain.meeting import BALLOT, OPEN

LEAST_TYPED = 2
"""Initials that are typed at once before the list is looked at."""


def choose(stage: Stage, field: Any, person: str, initials: str) -> None:
    """Type initials until the person stands in the list of matches; go down to that line; Enter."""
    from desktop.gui.parts.person_field import ID

    hands = stage.hands
    for place, letter in enumerate(initials, 1):
        hands.press(letter)
        ids = [field.list.item(row).data(ID) for row in range(field.list.count())]
        if ids[:1] == [person] or (place >= min(LEAST_TYPED, len(initials)) and person in ids):
            for _step in range(ids.index(person)):
                hands.press("Down")
            hands.press("Enter")
            return
    hands.press("Esc")
    hands.write(stage.meeting.eligible[person].name, field.line)
    ids = [field.list.item(row).data(ID) for row in range(field.list.count())]
    stage.expect(person in ids, "the person stands in the list")
    for _step in range(ids.index(person)):
        hands.press("Down")
    hands.press("Enter")


def initials(stage: Stage, person: str) -> str:
    """First letters of the name's syllables; a sign whose sound nobody knows has none."""
    from desktop.domain.names import syllables_of

    return "".join(
        readings[0][0] for readings in syllables_of(stage.meeting.eligible[person].name) if readings[0].isascii()
    )


def check_in(stage: Stage, scripted: Scripted) -> None:
    """Pictures at the number that is one short, and at the one that is enough."""
    page, person = stage.page, stage.person(scripted)
    if page.front is not page.check_in:
        stage.hands.press("F2")
        stage.expect(page.front is page.check_in, "check-in is open")
    choose(stage, page.check_in.field, person, initials(stage, person))
    stage.expect(person in stage.meeting.inside, f"{stage.meeting.label(person)} is checked in")
    verdict = page.state.standing
    quorum = verdict.quorum
    if stage.meeting.stage != OPEN and quorum.need is not None and quorum.have in (quorum.need - 1, quorum.need):
        stage.shoot(f"check-in-{quorum.have}-of-{verdict.declared}")
        stage.say(str(verdict.sentence))


def check_out(stage: Stage, scripted: Scripted) -> None:
    page, person = stage.page, stage.person(scripted)
    stage.hands.press("F2")
    stage.hands.click(page.check_in.mode)
    stage.expect(page.check_in.leaving, "leaving is noted")
    choose(stage, page.check_in.field, person, initials(stage, person))
    stage.hands.press("F6")
    stage.expect(person not in stage.meeting.inside, f"{stage.meeting.label(person)} has left")


def observe(stage: Stage, scripted: Scripted) -> None:
    page, facts = stage.page, scripted.fields
    stage.hands.write(f"{facts['name']} {facts.get('office', '')}", page.check_in.field.line)
    stage.hands.press("Enter", ctrl=True)
    stage.expect(any(one.name == facts["name"] for one in stage.meeting.observers.values()), "the observer is noted")


def take(stage: Stage, action: type[a.Action]) -> None:
    """Press the button of the bottom line that does `action`."""
    foot = stage.page.next
    choices = [(foot.steps.main, foot.main), *zip(foot.steps.others, foot.others, strict=True)]
    found = [button for step, button in choices if isinstance(step.action, action)]
    stage.expect(bool(found), f"the bottom line offers {action.__name__}")
    stage.hands.click(found[0])


def open_meeting(stage: Stage, scripted: Scripted) -> None:
    stage.hands.press("Esc")
    take(stage, a.OpenMeeting)
    stage.expect(stage.meeting.stage == OPEN, "the meeting is open")
    show_seldom(stage)


def show_seldom(stage: Stage) -> None:
    """Panels of which this evening needs nothing: proxies, a sheet kept on paper with its ways of voting."""
    page = stage.page
    stage.hands.press("F2")
    stage.hands.click(page.check_in.proxy)
    stage.shoot("proxies")
    page.open(page.stage.sheet)
    sheet = page.stage.sheet
    stage.hands.click(sheet.kinds["voted"])
    for method in ("ballot", "roll-call", "election"):
        sheet.method.setCurrentIndex(sheet.method.findData(method))
        stage.hands.settle()
        stage.shoot(f"paper-sheet-{method}")
    stage.hands.press("Esc")
    page.back_to_minutes()


def open_item(stage: Stage, scripted: Scripted) -> None:
    stage.hands.press("F6")
    take(stage, a.OpenItem)
    current = stage.meeting.current
    stage.expect(
        current is not None and stage.meeting.number(current.id) == scripted.fields["item"], "the item is open"
    )
    stage.hands.press("F6")


def close_item(stage: Stage, scripted: Scripted) -> None:
    stage.hands.press("F6")
    take(stage, a.CloseItem)
    stage.expect(stage.meeting.current is None, "the item is closed")


def request_speech(stage: Stage, scripted: Scripted) -> None:
    page, person = stage.page, stage.person(scripted)
    stage.hands.press("F4")
    if scripted.fields.get("point_of_order"):
        stage.hands.click(page.request.kind)
    choose(stage, page.request.field, person, initials(stage, person))
    stage.expect(any(one.person == person for one in stage.meeting.requests), "the request stands in the list")
    stage.hands.press("F6")
    if len(stage.meeting.requests) == MOST_WAITING:
        stage.shoot("list-of-speakers")


MOST_WAITING = 3


def start_speaker(stage: Stage, scripted: Scripted) -> None:
    stage.hands.click(stage.page.speakers.next)
    stage.expect(stage.meeting.floor is not None, "somebody speaks")


def pause_speaker(stage: Stage, scripted: Scripted) -> None:
    stage.hands.click(stage.page.speakers.pause)
    floor = stage.meeting.floor
    paused = scripted.do == "pause-speaker"
    stage.expect(floor is not None and paused is not bool(floor.running_since), "the speaker's clock obeys")


def end_speaker(stage: Stage, scripted: Scripted) -> None:
    stage.page.tick()
    stage.hands.click(stage.page.speakers.end)
    stage.expect(stage.meeting.floor is None, "nobody speaks")


def write_line(stage: Stage, scripted: Scripted) -> None:
    """Whoever has the floor needs no name; another one's name stands before the colon; a colon alone is the recorder."""
    page, text = stage.page, scripted.fields["text"]
    person = stage.person(scripted)
    floor = stage.meeting.floor
    before = len(stage.meeting.lines)
    if not person:
        typed = f"：{text}"
    elif floor is not None and floor.person == person:
        typed = text
    else:
        typed = f"{stage.meeting.label(person)}：{text}"
    page.back_to_minutes()
    stage.hands.write(typed)
    if floor is not None and before in (5, 9):
        page.tick()
        stage.shoot("speaking")
        page.toggle_projector()
        stage.hands.settle()
        stage.shoot("projector-speaking", page.projector)
        page.toggle_projector()
    stage.hands.press("Enter")
    line = stage.meeting.lines[-1]
    stage.expect(
        (len(stage.meeting.lines), line.text, line.person) == (before + 1, text, person), "the line is written"
    )


def undo(stage: Stage, scripted: Scripted) -> None:
    """What is taken back stands in the field again, and is wiped."""
    before = len(stage.meeting.lines)
    stage.hands.press("z", ctrl=True)
    stage.expect(len(stage.meeting.lines) == before - 1, "the last line is taken back")
    stage.hands.write("", stage.page.minutes.field)
    stage.page.minutes.put("")
    stage.hands.settle()


def open_poll(stage: Stage, scripted: Scripted) -> None:
    page = stage.page
    stage.hands.press("F5")
    stage.hands.write(scripted.fields["question"], page.vote.ask.question)
    stage.shoot("vote-asked")
    method = scripted.fields.get("method", "hands")
    foot = page.next
    choices = [(foot.steps.main, foot.main), *zip(foot.steps.others, foot.others, strict=True)]
    stage.hands.click(next(button for step, button in choices if step.method == method))
    stage.expect(stage.meeting.poll is not None, "the vote is open")


def count(stage: Stage, scripted: Scripted) -> None:
    """Numbers in one row; for ballots the calling is shown once with its strokes."""
    page, numbers = stage.page, scripted.fields
    form = page.vote.counting
    stage.expect(form is not None, "the count is on the page")
    if form.poll.method == BALLOT and scripted.refused:
        stage.hands.click(form.board)
        for key in "1121133214":
            stage.hands.press(key)
        stage.shoot("calling-the-ballots")
    for name, field in form.row.fields.items():
        stage.hands.write(str(numbers[name]), field)
    stage.shoot("count-refused" if scripted.refused else "count")
    stage.hands.press("Enter")
    if scripted.refused:
        stage.expect(stage.meeting.poll is not None, "a count that does not add up is refused")
        stage.shoot("count-refused-and-why")
        return
    stage.expect(stage.meeting.poll is None, "the vote is counted")
    stage.shoot("verdict")
    page.toggle_projector()
    stage.hands.settle()
    stage.shoot("projector-result", page.projector)
    page.toggle_projector()
    stage.say(str(stage.meeting.polls[-1].verdict.sentence) if stage.meeting.polls[-1].verdict else "")


def adjourn(stage: Stage, scripted: Scripted) -> None:
    stage.hands.press("F6")
    stage.shoot("before-adjourning")
    take(stage, a.Adjourn)
    stage.expect(bool(stage.meeting.ended_at), "the meeting is adjourned")


ACTS: dict[str, Act] = {
    "check-in": check_in,
    "check-out": check_out,
    "observe": observe,
    "open-meeting": open_meeting,
    "open-item": open_item,
    "close-item": close_item,
    "request-speech": request_speech,
    "start-speaker": start_speaker,
    "pause-speaker": pause_speaker,
    "resume-speaker": pause_speaker,
    "end-speaker": end_speaker,
    "write-line": write_line,
    "undo": undo,
    "open-poll": open_poll,
    "count-hands": count,
    "count-ballots": count,
    "adjourn": adjourn,
}
