"""What a clerk can do in a meeting, as data: the window's buttons and a replayed evening make the same values.

An action says what is wanted; `desktop.domain.decide` answers with the events that it becomes, or refuses. Persons and
items are named by id. Tags are the words of the replay file (resources/help/replay.md).
"""

from __future__ import annotations

from desktop.domain.action import Action
from desktop.domain.vote_actions import (
    AbandonPoll,
    Acclaim,
    CallVote,
    CountBallots,
    CountElection,
    CountHands,
    CountRollCall,
    Dissent,
    OpenElection,
    OpenPoll,
    Recount,
    Tally,
    TurnPoll,
)

__all__ = [
    "AbandonPoll",
    "Acclaim",
    "Action",
    "CallVote",
    "CountBallots",
    "CountElection",
    "CountHands",
    "CountRollCall",
    "Dissent",
    "OpenElection",
    "OpenPoll",
    "Recount",
    "Tally",
    "TurnPoll",
]
"""Of votes, for whoever makes actions here."""


class DeclareEligible(Action, frozen=True, kw_only=True, tag="declare-eligible"):
    """应到, as the recorder knows it; which figures are asked for depends on the rule set."""

    members: int | None = None
    adults: int | None = None
    households: int | None = None


class AddItem(Action, frozen=True, kw_only=True, tag="add-item"):
    """`minutes`: how long it is planned to take; 0: not planned."""

    title: str
    text: str = ""
    case: str = ""
    minutes: int = 0


class PlanMinutes(Action, frozen=True, kw_only=True, tag="plan-minutes"):
    """How long the item is planned to take; 0: not planned."""

    item: str
    minutes: int


class MoveItem(Action, frozen=True, kw_only=True, tag="move-item"):
    item: str
    place: int


class RemoveItem(Action, frozen=True, kw_only=True, tag="remove-item"):
    item: str


class GiveNotice(Action, frozen=True, kw_only=True, tag="give-notice"):
    """The notice went out on `date` (ISO day)."""

    date: str


class OpenMeeting(Action, frozen=True, kw_only=True, tag="open-meeting"):
    pass


class CheckIn(Action, frozen=True, kw_only=True, tag="check-in"):
    person: str


class CheckOut(Action, frozen=True, kw_only=True, tag="check-out"):
    person: str


class GiveProxy(Action, frozen=True, kw_only=True, tag="give-proxy"):
    """`to` takes part in the place of `person`, who does not come. `written`: the 委托书 was seen.

    Where the law asks for one of the same household, that may be somebody who is not on the list: `to` is empty then, and
    `family` is the name.
    """

    person: str
    to: str = ""
    family: str = ""
    written: bool = False


class TakeBackProxy(Action, frozen=True, kw_only=True, tag="take-back-proxy"):
    person: str


class NoteAbsence(Action, frozen=True, kw_only=True, tag="note-absence"):
    person: str
    reason: str


class Observe(Action, frozen=True, kw_only=True, tag="observe"):
    """Someone who is not eligible sits in (列席)."""

    name: str
    office: str = ""


class OpenItem(Action, frozen=True, kw_only=True, tag="open-item"):
    item: str


class CloseItem(Action, frozen=True, kw_only=True, tag="close-item"):
    """`state`: "accepted", "amended", "refused", "noted", "delayed", "withdrawn"; empty: what the vote on it says, else noted.

    `text`: the wording as it was amended, which "amended" needs.
    """

    state: str = ""
    text: str = ""


class RequestSpeech(Action, frozen=True, kw_only=True, tag="request-speech"):
    """`rank` of a point of order: the lower goes first. `side`: "for" or "against", where the procedure alternates.

    `called`: the chair calls this person up, who need not ask: a closed list does not stop that.
    """

    person: str
    point_of_order: bool = False
    rank: int = 0
    side: str = ""
    called: bool = False


class WithdrawSpeech(Action, frozen=True, kw_only=True, tag="withdraw-speech"):
    person: str
    point_of_order: bool = False


class StartSpeaker(Action, frozen=True, kw_only=True, tag="start-speaker"):
    """Gives the floor to `person`, or to the first of the list. Whoever was speaking has finished."""

    person: str = ""


class Interrupt(Action, frozen=True, kw_only=True, tag="interrupt"):
    """A point of order is heard at once, of `person` or the first that waits; whoever was speaking goes on afterwards."""

    person: str = ""


class AddTime(Action, frozen=True, kw_only=True, tag="add-time"):
    """More time for the one who speaks."""

    seconds: int


class CloseList(Action, frozen=True, kw_only=True, tag="close-list"):
    """截止报名: nobody asks to speak on the open item any more; the chair may still call somebody up."""


class ReopenList(Action, frozen=True, kw_only=True, tag="reopen-list"):
    pass


class PauseSpeaker(Action, frozen=True, kw_only=True, tag="pause-speaker"):
    pass


class ResumeSpeaker(Action, frozen=True, kw_only=True, tag="resume-speaker"):
    pass


class EndSpeaker(Action, frozen=True, kw_only=True, tag="end-speaker"):
    pass


class WriteLine(Action, frozen=True, kw_only=True, tag="write-line"):
    """A finished line of the minutes, said by `person` or noted by the recorder."""

    text: str
    person: str = ""


class NoteGap(Action, frozen=True, kw_only=True, tag="note-gap"):
    """Nothing was noted from `since` until `until` (ISO times; the power was cut): a line says so, and no speech took that long."""

    since: str
    until: str


class AmendLine(Action, frozen=True, kw_only=True, tag="amend-line"):
    line: str
    text: str


class StrikeLine(Action, frozen=True, kw_only=True, tag="strike-line"):
    line: str


class Adjourn(Action, frozen=True, kw_only=True, tag="adjourn"):
    """宣布散会."""


class ReadBack(Action, frozen=True, kw_only=True, tag="read-back"):
    by: str = ""


class Object(Action, frozen=True, kw_only=True, tag="object"):
    """An objection or correction raised when the minutes were read back."""

    person: str
    text: str


class ConfirmMinutes(Action, frozen=True, kw_only=True, tag="confirm-minutes"):
    pass


class Undo(Action, frozen=True, kw_only=True, tag="undo"):
    pass


class Redo(Action, frozen=True, kw_only=True, tag="redo"):
    """Does again what was undone last; anything done in between leaves nothing to do again."""


AnyAction = (
    DeclareEligible
    | AddItem
    | PlanMinutes
    | MoveItem
    | RemoveItem
    | GiveNotice
    | OpenMeeting
    | CheckIn
    | CheckOut
    | GiveProxy
    | TakeBackProxy
    | NoteAbsence
    | Observe
    | OpenItem
    | CloseItem
    | RequestSpeech
    | WithdrawSpeech
    | StartSpeaker
    | Interrupt
    | AddTime
    | CloseList
    | ReopenList
    | PauseSpeaker
    | ResumeSpeaker
    | EndSpeaker
    | OpenPoll
    | CountHands
    | CountBallots
    | CallVote
    | CountRollCall
    | Dissent
    | Acclaim
    | TurnPoll
    | OpenElection
    | CountElection
    | Tally
    | Recount
    | AbandonPoll
    | WriteLine
    | NoteGap
    | AmendLine
    | StrikeLine
    | Adjourn
    | ReadBack
    | Object
    | ConfirmMinutes
    | Undo
    | Redo
)
