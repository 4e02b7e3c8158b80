"""唱票 as it is called out, and whether the numbers in the row add up yet. Pure."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain import actions as a
from desktop.domain.decide import decide
from desktop.domain.events import PollDecided
from desktop.domain.fold import Evening
from desktop.domain.meeting import HANDS, Poll
from desktop.domain.voters import by_household, heads
from forms.language import Refused, Sentence, say
from forms.rules import RuleSet

KINDS = ("yes", "no", "abstain", "invalid")
"""What a ballot may say, in the order of the keys 1 to 4."""


class Tally(Struct, frozen=True):
    """Ballots in the order in which they were called out, each one character "1" to "4"."""

    called: str = ""

    def call(self, kind: int) -> Tally:
        """One more ballot; `kind` from 1."""
        return replace(self, called=self.called + str(kind))

    def take_back(self) -> Tally:
        """Without the last ballot."""
        return replace(self, called=self.called[:-1])

    def count(self, kind: int) -> int:
        return self.called.count(str(kind))

    @property
    def total(self) -> int:
        return len(self.called)


class Check(Struct, frozen=True, kw_only=True):
    """What is said under the row of numbers while they are typed."""

    good: bool
    sentence: Sentence
    verdict: Sentence | None = None
    """As it will be printed; only where the numbers add up."""
    passed: bool | None = None


def action(poll: Poll, numbers: dict[str, int]) -> a.AnyAction:
    """The count as an action; a number that was not typed is 0."""
    said = {name: numbers.get(name, 0) for name in KINDS}
    if poll.method == HANDS:
        return a.CountHands(yes=said["yes"], no=said["no"], abstain=said["abstain"])
    return a.CountBallots(issued=numbers.get("issued", 0), returned=numbers.get("returned", 0), **said)


def check(evening: Evening, rule: RuleSet, poll: Poll, numbers: dict[str, int]) -> Check:
    """Whether these numbers would be taken, said in few words, and the verdict that they give.

    `numbers` holds what was typed so far, by name: issued, returned, yes, no, abstain, invalid.
    """
    asked = ("yes", "no", "abstain") if poll.method == HANDS else ("issued", "returned", *KINDS)
    alone = replace(poll, tallies={})  # whether two agree is said beside their numbers
    meeting = evening.meeting
    polls = tuple(alone if one.id == poll.id else one for one in meeting.polls)
    evening = Evening(replace(meeting, polls=polls), evening.length)
    try:
        events = decide(evening, action(poll, numbers), rule)
    except Refused as refused:
        lacking = _lacking(poll, numbers, heads(rule, poll))
        return Check(good=False, sentence=lacking if lacking is not None else refused.sentence)
    if any(name not in numbers for name in asked):
        return Check(good=False, sentence=_so_far(numbers, heads(rule, poll), households=by_household(rule)))
    decided = next(event for event in events if isinstance(event, PollDecided))
    return Check(
        good=True,
        sentence=_sum(poll, numbers, heads(rule, poll), households=by_household(rule)),
        verdict=decided.verdict.sentence,
        passed=decided.verdict.passed,
    )


def _total(numbers: dict[str, int]) -> int:
    return sum(numbers.get(name, 0) for name in KINDS)


def _lacking(poll: Poll, numbers: dict[str, int], most: int) -> Sentence | None:
    """While ballots are still being entered too few is no mistake yet."""
    if poll.method == HANDS:
        return None
    if "returned" not in numbers:
        return say("先填发出和收回的张数。")
    left = numbers["returned"] - _total(numbers)
    if left > 0 and numbers["returned"] <= numbers.get("issued", 0) <= most:
        return say("合计 {total} 张，收回 {returned} 张，还有 {left} 张没有唱。", total=_total(numbers), returned=numbers["returned"], left=left)
    return None


def _so_far(numbers: dict[str, int], most: int, *, households: bool) -> Sentence:
    if not numbers:
        return say("把数字填进去，合计会随时核对。")
    if households:
        return say("合计 {total}，到会 {most} 户，一户一票。", total=_total(numbers), most=most)
    return say("合计 {total}，到会 {present} 人。", total=_total(numbers), present=most)


def _sum(poll: Poll, numbers: dict[str, int], most: int, *, households: bool) -> Sentence:
    total = _total(numbers)
    if poll.method != HANDS:
        return say("合计 {total} 张，与收回的张数相符 ✓", total=total)
    if households:
        return say("合计 {total}，到会 {most} 户，{left} 户没有举手。", total=total, most=most, left=most - total)
    if total == most:
        return say("合计 {total}，与到会人数相符 ✓", total=total)
    return say("合计 {total}，到会 {present} 人，{left} 人没有举手。", total=total, present=most, left=most - total)
