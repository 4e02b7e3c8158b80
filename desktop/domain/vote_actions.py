"""What a clerk can do about votes, as data (see `desktop.domain.actions`, which has all actions)."""

from __future__ import annotations

from desktop.domain.action import Action


class OpenPoll(Action, frozen=True, kw_only=True, tag="open-poll"):
    """`method`: "hands" (举手), "ballot" (无记名投票, counted on paper), "roll-call" (点名) or "acclamation" (无异议通过)."""

    question: str
    method: str = "hands"


class CountHands(Action, frozen=True, kw_only=True, tag="count-hands"):
    yes: int
    no: int
    abstain: int


class CountBallots(Action, frozen=True, kw_only=True, tag="count-ballots"):
    issued: int
    returned: int
    yes: int
    no: int
    abstain: int
    invalid: int


class CallVote(Action, frozen=True, kw_only=True, tag="call-vote"):
    """What one person answered in a roll call: `vote` is "yes", "no" or "abstain". Said again, the later one holds."""

    person: str
    vote: str


class CountRollCall(Action, frozen=True, kw_only=True, tag="count-roll-call"):
    """Everybody was called; the answers are the count. Who did not answer counts in the base and for nothing."""


class Dissent(Action, frozen=True, kw_only=True, tag="dissent"):
    """Somebody objects while 无异议通过 is asked."""

    person: str


class Acclaim(Action, frozen=True, kw_only=True, tag="acclaim"):
    """Nobody objected."""


class TurnPoll(Action, frozen=True, kw_only=True, tag="turn-poll"):
    """The open vote is held another way, as when somebody objects to 无异议通过; nothing has been counted yet."""

    method: str


class OpenElection(Action, frozen=True, kw_only=True, tag="open-election"):
    """Several people from a list: a ballot may name up to `seats` of the `candidates`, or, with `others`, somebody else."""

    question: str
    candidates: tuple[str, ...]
    seats: int = 1
    others: bool = False


class CountElection(Action, frozen=True, kw_only=True, tag="count-election"):
    """`votes`: candidate to the ballots that name that candidate; with 另选他人 also whoever else was named."""

    issued: int
    returned: int
    invalid: int
    votes: dict[str, int]


class Tally(Action, frozen=True, kw_only=True, tag="tally"):
    """What one of the two who count (计票人) has: "yes", "no", "abstain", "invalid", or the votes of each candidate."""

    counter: str
    numbers: dict[str, int]


class Recount(Action, frozen=True, kw_only=True, tag="recount"):
    """The last vote on the open item is counted again; the count so far is kept."""

    reason: str


class AbandonPoll(Action, frozen=True, kw_only=True, tag="abandon-poll"):
    pass
