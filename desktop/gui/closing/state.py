"""What the closing page draws, made on the worker, and which step comes next. Pure but for `look_back`."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.meeting import CONFIRMED, Meeting
from desktop.gui.hall_state import HallState, look
from desktop.services.desk import Desk
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.meetings.seal_meeting import consults, missing
from desktop.services.papers.correct_meeting import SealedCorrection, corrections
from desktop.services.papers.meeting_papers import PaperLine, meeting_papers
from desktop.services.papers.signatures import Place, any_signature, still_to_sign, who_signs
from forms.language import Refused, Sentence, say

EDIT, ABSENT, READ, OBJECT, SEAL, SIGN, PRINT, SCAN = range(8)
NAMES = (
    say("补充改正"),
    say("缺席"),
    say("宣读"),
    say("提意见"),
    say("确认定稿"),
    say("签名"),
    say("打印"),
    say("附扫描件"),
)
"""The steps of the page, in their order."""


class ClosingState(Struct, frozen=True, kw_only=True):
    """One committed moment after the meeting."""

    hall: HallState
    missing: tuple[Sentence, ...]
    papers: tuple[PaperLine, ...]
    consultation: bool = False
    places: tuple[Place, ...] = ()
    """Who signs, on every paper that is signed by name; empty while the text may still change and nobody has signed."""
    corrections: tuple[SealedCorrection, ...] = ()

    @property
    def meeting(self) -> Meeting:
        return self.hall.meeting

    @property
    def sealed(self) -> bool:
        return self.hall.sealed

    @property
    def minutes(self) -> tuple[PaperLine, ...]:
        """Prints of the sealed minutes."""
        return tuple(one for one in self.papers if one.paper == "minutes")

    def still(self, paper: str) -> Sentence | None:
        """Who has not signed a paper by hand, or must sign again; None where nobody is missing."""
        return still_to_sign(tuple(one for one in self.places if one.paper == paper))

    @property
    def fallen(self) -> Sentence | None:
        """Whose signature fell with the text; None where nobody's did."""
        return still_to_sign(tuple(one for one in self.places if one.void is not None))


def look_back(desk: Desk, running: RunningMeeting) -> ClosingState:
    """The meeting and its papers as they are on disk. Runs on the worker."""
    opinion = consults(desk, running.evening.meeting)
    return ClosingState(
        hall=look(running, desk.clock().at),
        missing=() if running.sealed else missing(desk, running.evening.meeting),
        papers=meeting_papers(desk, running.meeting_id),
        consultation=opinion,
        places=_places(desk, running, "opinion" if opinion else "resolution"),
        corrections=corrections(desk, running.meeting_id) if running.sealed else (),
    )


def _places(desk: Desk, running: RunningMeeting, outcome: str) -> tuple[Place, ...]:
    settled = running.sealed or running.evening.meeting.stage == CONFIRMED
    if not settled and not any_signature(desk, running.meeting_id):
        return ()
    try:
        return (*who_signs(desk, running.meeting_id, "minutes"), *who_signs(desk, running.meeting_id, outcome))
    except Refused:
        return ()  # the body has been erased at the end of its retention


def done(state: ClosingState) -> tuple[bool, ...]:
    """Which steps are behind."""
    meeting = state.meeting
    read = bool(meeting.read_back_at)
    confirmed = meeting.stage == CONFIRMED or state.sealed
    scanned = any(one.scans for one in state.minutes)
    reasons = all(one in meeting.absences for one in meeting.eligible if one not in meeting.presence)
    signed = bool(state.places) and all(one.given for one in state.places if one.paper == "minutes")
    printed = bool(state.minutes)
    return (read, read or reasons, read, confirmed, state.sealed, signed or printed, printed, scanned)


def next_step(state: ClosingState) -> int:
    """The first step that is not behind; the last one when all are."""
    behind = done(state)
    return behind.index(False) if False in behind else SCAN
