"""After the meeting: absences, reading back, objections, sealing, papers, the inked copy, the county's receipt."""

from __future__ import annotations

from desktop.commands.demonstration.hall import choose, initials
from desktop.commands.demonstration.stage import Act, Stage
from desktop.commands.evening.file import Scripted
from desktop.commands.evening.names import person_id

FIRST = "note-absence"


def to_the_closing(stage: Stage) -> None:
    """The hall's largest button leads on."""
    stage.hands.click(stage.page.next.main)
    stage.hands.wait_for(lambda: getattr(stage.page, "scans", None) is not None, "the page for after the meeting")
    stage.hands.settle()
    stage.shoot("after-the-meeting")


def note_absence(stage: Stage, scripted: Scripted) -> None:
    """Reasons that are usual stand on buttons; the others are typed."""
    page, reason = stage.page, scripted.fields["reason"]
    if not page.absent.isVisible():
        stage.hands.click(page.main)
    person = person_id(page.state.meeting, scripted.fields["person"])
    page.absent.table.selectRow([one.person for one in page.absent.absent].index(person))
    button = next((one for one in page.absent.usual if stage.hands.text_of(one) == reason), None)
    if button is not None:
        stage.hands.click(button)
    else:
        stage.hands.write(reason, page.absent.field)
        page.absent.field.setFocus()
        stage.hands.press("Enter")
    stage.expect(page.state.meeting.absences.get(person) == reason, "the reason of the absence is noted")


def read_back(stage: Stage, scripted: Scripted) -> None:
    """Page by page in large type, to the end."""
    page = stage.page
    stage.shoot("absences")
    stage.hands.click(page.main)
    stage.shoot("reading-back")
    while not page.read.last:
        stage.hands.click(page.main)
    stage.hands.click(page.main)
    stage.expect(bool(page.state.meeting.read_back_at), "the minutes were read back")


def object_(stage: Stage, scripted: Scripted) -> None:
    page, before = stage.page, len(stage.page.state.meeting.lines)
    person = person_id(page.state.meeting, scripted.fields["person"])
    choose(stage, page.objections.field, person, initials(stage, person))
    stage.hands.write(scripted.fields["text"], page.objections.text)
    stage.hands.click(page.objections.keep)
    stage.expect(len(page.state.meeting.lines) == before + 1, "the objection is minuted")
    stage.shoot("objection")


def confirm(stage: Stage, scripted: Scripted) -> None:
    stage.hands.click(stage.page.main)
    stage.expect(bool(stage.page.state.meeting.confirmed_at), "the minutes are confirmed")


def seal(stage: Stage, scripted: Scripted) -> None:
    """Asked once more, for it cannot be taken back."""
    page = stage.page
    stage.hands.click(page.main)
    stage.shoot("sealing")
    stage.hands.click(page.main)
    stage.expect(page.state.sealed, "the meeting is sealed")
    sign_on_screen(stage)


def sign_on_screen(stage: Stage) -> None:
    """The text is turned to its end, then the chair writes a name with the mouse; ink follows on the sheet."""
    from desktop.gui.closing.state import SEAL, SIGN

    page = stage.page
    while not page.sign.text.seen:
        stage.hands.click(page.sign.on)
    for stroke in range(3):
        stage.hands.draw(page.sign.canvas, [(60 + stroke * 80 + n * 3, 60 + n * (stroke + 2) % 40) for n in range(20)])
    stage.shoot("signing")
    stage.hands.click(page.sign.sign)
    stage.expect(page.sign.places[0].given is not None, "the chair has signed on the screen")
    stage.hands.click(page.steps.buttons[SEAL])
    stage.shoot("correction")
    stage.hands.click(page.steps.buttons[SIGN])
    stage.hands.click(page.main)


def print_paper(stage: Stage, scripted: Scripted) -> None:
    from desktop.gui.printing import ToFile

    paper, page = scripted.fields["paper"], stage.page
    page.papers.choose(paper)
    stage.hands.settle()
    stage.shoot_paper(f"paper-{paper}")
    file = stage.paper(paper)
    page.papers.printing.print_to(ToFile(file))
    stage.hands.settle()
    stage.expect(file.exists(), f"{paper} is printed")


def attach_scan(stage: Stage) -> None:
    """The minutes come back from the glass, signed, and are bound to their print."""
    from desktop.gui.inked import ink

    minutes = next(file for file in stage.papers if file.stem.endswith("minutes"))
    scan = stage.out / "papers" / f"{minutes.stem}-inked.pdf"
    ink(minutes.read_bytes(), scan)
    page = stage.page
    stage.hands.click(page.steps.buttons[-1])
    row = next(place for place, line in enumerate(page.state.papers) if line.paper == "minutes")
    page.scans.sort.emit([str(scan)])
    stage.hands.settle()
    stage.expect(page.state.papers[row].scans == 1, "the scan is attached")
    stage.shoot("scan-attached")


def upload(stage: Stage) -> None:
    """Enrol with what stands on the county's slip, send the month, look at the receipt and keep it."""
    from desktop.gui.printing import ToFile

    stage.go("upload")
    page, slip = stage.page, stage.county.enrol(stage.evening.village.code, stage.evening.village.name)
    stage.hands.write(stage.county.url, page.enrol.url)
    stage.hands.write(slip.code, page.enrol.code)
    stage.hands.write(slip.fingerprint, page.enrol.fingerprint)
    stage.shoot("enrolment")
    stage.hands.click(page.enrol.button)
    stage.hands.settle()
    stage.expect(page.month is not None and page.month.enrolled, "the village is enrolled")
    stage.shoot("before-the-upload")
    stage.hands.click(page.main)
    stage.hands.settle()
    stage.expect(page.month.waiting == 0 and page.month.delivered > 0, "the county has signed for everything")
    stage.shoot("uploaded")
    stage.hands.click(page.receipt)
    stage.shoot_paper("receipt")
    stage.receipt = stage.out / "receipt.pdf"
    page.deliver(ToFile(stage.receipt))
    stage.hands.settle()
    stage.expect(stage.receipt.exists(), "the receipt is kept")


ACTS: dict[str, Act] = {
    "note-absence": note_absence,
    "read-back": read_back,
    "object": object_,
    "confirm-minutes": confirm,
    "seal": seal,
    "print": print_paper,
}
