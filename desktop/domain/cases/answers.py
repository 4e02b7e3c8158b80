"""What the county answers about a case that was sent up, and what it does to the case."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.calendar_days import later
from desktop.domain.case import ENDED, Case
from forms.language import refuse, say

RECEIVED, HANDLING, ADOPTED, SOLVED = "received", "handling", "adopted", "solved"
RETURNED, DECLINED = "returned", "declined"
ANSWER_WORDS = {
    RECEIVED: say("县里已收到"),
    HANDLING: say("县里在办"),
    ADOPTED: say("县里已采纳"),
    SOLVED: say("县里已办结"),
    RETURNED: say("县里退回，由本级再办"),
    DECLINED: say("县里不予办理"),
}
OTHER = say("县里有答复")
"""For a word that this version does not know: the answer is kept and read by a person; nothing moves."""
AGREED = {ADOPTED: True, SOLVED: True, DECLINED: False}
"""Words that say yes or no."""
MOVES_ON = (ADOPTED, SOLVED)
"""Words with which a case may go on to its next stage."""


class CountyAnswer(Struct, frozen=True, kw_only=True):
    """`id` is the county's own: the same one twice is the same answer. `case` is the id of the case, `day` an ISO day."""

    id: str
    case: str
    state: str
    text: str = ""
    day: str
    by: str = ""
    """Department or official that answers."""


def answered(case: Case, answer: CountyAnswer) -> Case:
    """The case after the answer. What has ended stays ended. Raises Refused where the day is none."""
    day = later(answer.day, 0)
    if not answer.id.strip():
        raise refuse("县里的答复没有编号，不能登记。")
    after = replace(case, answer=answer.state, answered=day, forwarded=case.forwarded or day)
    if answer.state == ADOPTED and not case.adopted:
        after = replace(after, adopted=day)
    if answer.state == RETURNED and case.state not in ENDED:
        after = replace(after, level="village")
    return after


def was_sent_up(case: Case) -> bool:
    """Whether it went beyond the village, so that an answer from above may move it on."""
    return bool(case.forwarded) or case.level != "village" or case.route == "department"
